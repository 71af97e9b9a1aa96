import { sql } from 'kysely'
import type { Db } from '#core/db'

export type Secret = { sealed: Buffer; expires_at: Date | null }

export async function findSecret(db: Db, name: string): Promise<Secret | undefined> {
  const { rows } = await sql<Secret>`select sealed, expires_at from notices.secret where name = ${name}`.execute(db)
  return rows[0]
}

/** Keeps the first of several processes that make the same key at once. @returns what is kept */
export async function keepFirst(db: Db, name: string, sealed: Buffer): Promise<Buffer> {
  await sql`insert into notices.secret (name, sealed) values (${name}, ${sealed}) on conflict do nothing`.execute(db)
  return (await findSecret(db, name))?.sealed ?? sealed
}

export async function putSecret(db: Db, name: string, sealed: Buffer, expiresAt: Date): Promise<void> {
  await sql`
    insert into notices.secret (name, sealed, expires_at) values (${name}, ${sealed}, ${expiresAt.toISOString()})
    on conflict (name) do update set sealed = excluded.sealed, expires_at = excluded.expires_at`.execute(db)
}
