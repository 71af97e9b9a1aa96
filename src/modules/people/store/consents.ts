import type { Insertable, Selectable } from 'kysely'
import type { Db } from '#core/db'
import type { ConsentRow as ConsentTable, FarewellRow, Tables } from '../tables.ts'

export type ConsentRow = Selectable<ConsentTable>
export type Farewell = Selectable<FarewellRow>

const from = (db: Db) => db.withTables<Tables>()

export const findConsent = (db: Db, account: string, client: string): Promise<ConsentRow | undefined> =>
  from(db)
    .selectFrom('people.consent')
    .selectAll()
    .where('account', '=', account)
    .where('client', '=', client)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()

export const listConsents = (db: Db, account: string): Promise<ConsentRow[]> =>
  from(db)
    .selectFrom('people.consent')
    .selectAll()
    .where('account', '=', account)
    .where('withdrawn_at', 'is', null)
    .orderBy('given_at', 'desc')
    .execute()

/** @returns whether there was one */
export async function withdrawConsent(db: Db, account: string, client: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await from(db)
    .updateTable('people.consent')
    .set({ withdrawn_at: at })
    .where('account', '=', account)
    .where('client', '=', client)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function addConsent(db: Db, consent: Insertable<ConsentTable>): Promise<void> {
  await from(db).insertInto('people.consent').values(consent).execute()
}

export async function addFarewells(db: Db, farewells: readonly Insertable<FarewellRow>[]): Promise<void> {
  if (farewells.length === 0) return
  await from(db)
    .insertInto('people.farewell')
    .values([...farewells])
    .execute()
}

/** Those that are due, each for one taker until the lease ends. */
export async function takeFarewells(db: Db, now: Date, until: Date, limit: number): Promise<Farewell[]> {
  const query = from(db)
  return query
    .updateTable('people.farewell')
    .set((eb) => ({ due_at: until, tries: eb('tries', '+', 1) }))
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('people.farewell')
        .select('id')
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .execute()
}

export async function setFarewellDue(db: Db, id: number, at: Date): Promise<void> {
  await from(db).updateTable('people.farewell').set({ due_at: at }).where('id', '=', id).execute()
}

export async function dropFarewell(db: Db, id: number): Promise<void> {
  await from(db).deleteFrom('people.farewell').where('id', '=', id).execute()
}
