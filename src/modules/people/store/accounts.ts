import { sql, type Selectable } from 'kysely'
import type { Db } from '#core/db'
import type { Attempts } from '../rules.ts'
import type { AccountRow as AccountTable, CodeRow as CodeTable, Tables } from '../tables.ts'

export type AccountRow = Selectable<AccountTable>
export type CodeRow = Selectable<CodeTable>

const from = (db: Db) => db.withTables<Tables>()

export type Handles = { login: string; phone?: string; email?: string; idDigest?: Buffer }

/** The account that signs in with this text. A staff number goes before a phone, and a phone before the others. */
export async function findByHandle(db: Db, handles: Handles): Promise<AccountRow | undefined> {
  return from(db)
    .selectFrom('people.account')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb('login', '=', handles.login),
        ...(handles.phone === undefined ? [] : [eb('phone', '=', handles.phone)]),
        ...(handles.email === undefined ? [] : [eb('email', '=', handles.email)]),
        ...(handles.idDigest === undefined ? [] : [eb('id_digest', '=', handles.idDigest)]),
      ]),
    )
    .orderBy(
      (eb) => eb('login', '=', handles.login),
      (order) => order.desc().nullsLast(),
    )
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
}

export const findAccount = (db: Db, id: string): Promise<AccountRow | undefined> =>
  from(db).selectFrom('people.account').selectAll().where('id', '=', id).executeTakeFirst()

export type ParticularsRow = Pick<AccountRow, 'name' | 'id_sealed' | 'phone' | 'email' | 'address'>

export async function findParticulars(db: Db, id: string): Promise<ParticularsRow | undefined> {
  const { rows } = await sql<ParticularsRow>`
    select name, id_sealed, phone, email, address from people.account where id = ${id}`.execute(db)
  return rows[0]
}

export const findByIdDigest = (db: Db, digest: Buffer): Promise<AccountRow | undefined> =>
  from(db).selectFrom('people.account').selectAll().where('id_digest', '=', digest).executeTakeFirst()

export const lockByAddress = (db: Db, channel: 'sms' | 'email', address: string): Promise<AccountRow | undefined> =>
  from(db)
    .selectFrom('people.account')
    .selectAll()
    .where(channel === 'sms' ? 'phone' : 'email', '=', address)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()

/** How often this account, or this unknown login, was tried; its row locked, so that tries at once are counted one by one. */
export async function lockAttempts(db: Db, who: string, now: Date): Promise<Attempts> {
  const { rows } = await sql<Attempts>`
    insert into people.attempt as a (who, tried_at) values (${who}, ${now.toISOString()})
    on conflict (who) do update set tried_at = excluded.tried_at
    returning a.failed, a.locked_until as "lockedUntil"`.execute(db)
  return rows[0] ?? { failed: 0, lockedUntil: null }
}

export async function setAttempts(db: Db, who: string, attempts: Attempts): Promise<void> {
  await from(db)
    .updateTable('people.attempt')
    .set({ failed: attempts.failed, locked_until: attempts.lockedUntil })
    .where('who', '=', who)
    .execute()
}

export const findCode = (db: Db, address: Buffer): Promise<CodeRow | undefined> =>
  from(db).selectFrom('people.code').selectAll().where('address', '=', address).forUpdate().executeTakeFirst()

export async function putCode(db: Db, code: CodeRow): Promise<void> {
  await from(db)
    .insertInto('people.code')
    .values(code)
    .onConflict((conflict) => conflict.column('address').doUpdateSet({ ...code }))
    .execute()
}

export async function countCodeAttempt(db: Db, address: Buffer): Promise<void> {
  await from(db)
    .updateTable('people.code')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('address', '=', address)
    .execute()
}

/** A used code is worth nothing, but how many were sent this hour is remembered. */
export async function spendCode(db: Db, address: Buffer, now: Date): Promise<void> {
  await from(db).updateTable('people.code').set({ expires_at: now }).where('address', '=', address).execute()
}

/** The account's next version, under its row's lock. */
export async function raiseVersion(db: Db, id: string): Promise<number> {
  const { version } = await from(db)
    .updateTable('people.account')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return version
}

export async function setPassword(db: Db, id: string, password: string): Promise<void> {
  await from(db).updateTable('people.account').set({ password, must_change: false }).where('id', '=', id).execute()
}
