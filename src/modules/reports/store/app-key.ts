import { sql } from 'kysely'
import type { Db } from '#core/db'

export type AppKey = { id: string; name: string; contact: string; created_at: Date; withdrawn_at: Date | null }

const columns = sql.raw('id, name, contact, created_at, withdrawn_at')

export async function addKey(
  db: Db,
  key: { id: string; digest: Buffer; name: string; contact: string; at: Date },
): Promise<void> {
  await sql`
    insert into reports.app_key (id, digest, name, contact, created_at)
    values (${key.id}, decode(${key.digest.toString('hex')}, 'hex'), ${key.name}, ${key.contact}, ${key.at.toISOString()}::timestamptz)`.execute(
    db,
  )
}

/** One that holds. */
export async function findKeyByDigest(db: Db, digest: Buffer): Promise<AppKey | undefined> {
  const { rows } = await sql<AppKey>`
    select ${columns} from reports.app_key
    where digest = decode(${digest.toString('hex')}, 'hex') and withdrawn_at is null`.execute(db)
  return rows[0]
}

export async function lockKey(db: Db, id: string): Promise<AppKey | undefined> {
  const { rows } = await sql<AppKey>`select ${columns} from reports.app_key where id = ${id} for update`.execute(db)
  return rows[0]
}

export async function listKeys(db: Db): Promise<AppKey[]> {
  return (await sql<AppKey>`select ${columns} from reports.app_key order by created_at, id`.execute(db)).rows
}

export async function withdrawKey(db: Db, id: string, at: Date): Promise<void> {
  await sql`update reports.app_key set withdrawn_at = ${at.toISOString()}::timestamptz where id = ${id}`.execute(db)
}
