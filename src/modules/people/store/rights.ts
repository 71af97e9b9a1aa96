import { sql, type Selectable, type Updateable } from 'kysely'
import type { Db } from '#core/db'
import type { Erased } from '#core/personal'
import type { DataExportRow, ErasureRow as ErasureTable, Tables } from '../tables.ts'

export type CopyRow = Selectable<DataExportRow>
export type ErasureRow = Selectable<ErasureTable>

const from = (db: Db) => db.withTables<Tables>()

export async function addCopy(db: Db, copy: { id: string; account: string; asked_at: Date }): Promise<void> {
  await from(db).insertInto('people.data_export').values(copy).execute()
}

export const listCopies = (db: Db, account: string, limit: number): Promise<CopyRow[]> =>
  from(db)
    .selectFrom('people.data_export')
    .selectAll()
    .where('account', '=', account)
    .orderBy('asked_at', 'desc')
    .limit(limit)
    .execute()

export const findCopy = (db: Db, id: string): Promise<CopyRow | undefined> =>
  from(db).selectFrom('people.data_export').selectAll().where('id', '=', id).executeTakeFirst()

/** The oldest that waits, for this process alone; one whose maker died is taken again after a while. */
export async function takeCopy(db: Db, now: Date, before: Date): Promise<CopyRow | undefined> {
  const { rows } = await sql<CopyRow>`
    update people.data_export set taken_at = ${now.toISOString()}::timestamptz where id = (
      select id from people.data_export
      where made_at is null and failed_at is null and (taken_at is null or taken_at < ${before.toISOString()}::timestamptz)
      order by asked_at limit 1 for update skip locked)
    returning *`.execute(db)
  return rows[0]
}

export async function setCopy(db: Db, id: string, values: Updateable<DataExportRow>): Promise<void> {
  await from(db).updateTable('people.data_export').set(values).where('id', '=', id).execute()
}

export async function countFetch(db: Db, id: string): Promise<void> {
  await from(db)
    .updateTable('people.data_export')
    .set((eb) => ({ fetched: eb('fetched', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export const listEndedCopies = (db: Db, now: Date): Promise<CopyRow[]> =>
  from(db)
    .selectFrom('people.data_export')
    .selectAll()
    .where('secret', 'is not', null)
    .where('until', '<=', now)
    .limit(500)
    .execute()

type NewErasure = Pick<ErasureRow, 'id' | 'account' | 'asked_at' | 'answered_at' | 'from_at' | 'due_at'>

/** @returns false where one is under way */
export async function addErasure(db: Db, erasure: NewErasure): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await from(db)
    .insertInto('people.erasure')
    .values(erasure)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

const isOpen = sql<boolean>`withdrawn_at is null and done_at is null`

export const findOpenErasure = (db: Db, account: string): Promise<ErasureRow | undefined> =>
  from(db).selectFrom('people.erasure').selectAll().where('account', '=', account).where(isOpen).executeTakeFirst()

export const findErasure = (db: Db, id: string): Promise<ErasureRow | undefined> =>
  from(db).selectFrom('people.erasure').selectAll().where('id', '=', id).executeTakeFirst()

export const lockErasure = (db: Db, id: string): Promise<ErasureRow | undefined> =>
  from(db).selectFrom('people.erasure').selectAll().where('id', '=', id).where(isOpen).forUpdate().executeTakeFirst()

export const listDueErasures = (db: Db, now: Date): Promise<ErasureRow[]> =>
  from(db)
    .selectFrom('people.erasure')
    .selectAll()
    .where(isOpen)
    .where('from_at', '<=', now)
    .orderBy('from_at')
    .limit(100)
    .execute()

export async function withdrawErasure(db: Db, id: string, at: Date): Promise<void> {
  await from(db).updateTable('people.erasure').set({ withdrawn_at: at }).where('id', '=', id).execute()
}

export async function endErasure(db: Db, id: string, at: Date, outcome: readonly Erased[]): Promise<void> {
  await from(db)
    .updateTable('people.erasure')
    .set({ done_at: at, outcome: JSON.stringify(outcome) })
    .where('id', '=', id)
    .execute()
}

/** The account opens no more; its consents end with it. */
export async function endAccount(db: Db, account: string, at: Date): Promise<void> {
  await from(db).updateTable('people.account').set({ ended_at: at }).where('id', '=', account).execute()
  await from(db)
    .updateTable('people.consent')
    .set({ withdrawn_at: at })
    .where('account', '=', account)
    .where('withdrawn_at', 'is', null)
    .execute()
}

/** Mandates in force to which the account is a side. */
export async function countMandates(db: Db, account: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from people.mandate
    where (representative = ${account} or represented = ${account}) and state = 'given' and ends_at > now()`.execute(db)
  return rows[0]?.n ?? 0
}
