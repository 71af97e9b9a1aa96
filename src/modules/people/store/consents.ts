import type { Insertable, Selectable } from 'kysely'
import type { Db } from '#core/db'
import type { Text } from '#core/i18n'
import type { ConsentRow as ConsentTable, FarewellRow, Tables } from '../tables.ts'

export type ConsentRow = Selectable<ConsentTable>
export type Farewell = Selectable<FarewellRow>

const from = (db: Db) => db.withTables<Tables>()

/** The consent in force; of an application, `application/<client>`. */
export const findConsent = (db: Db, account: string, purpose: string): Promise<ConsentRow | undefined> =>
  from(db)
    .selectFrom('people.consent')
    .selectAll()
    .where('account', '=', account)
    .where('purpose', '=', purpose)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()

/** The whole ledger of one account, newest first. */
export const listConsents = (db: Db, account: string): Promise<ConsentRow[]> =>
  from(db)
    .selectFrom('people.consent')
    .selectAll()
    .where('account', '=', account)
    .orderBy('given_at', 'desc')
    .orderBy('id', 'desc')
    .execute()

/** @returns whether there was one */
export async function withdrawConsent(db: Db, account: string, purpose: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await from(db)
    .updateTable('people.consent')
    .set({ withdrawn_at: at })
    .where('account', '=', account)
    .where('purpose', '=', purpose)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** A consent takes the place of the one before it, which stays in the ledger as withdrawn. */
export async function giveConsent(
  db: Db,
  consent: Omit<Insertable<ConsentTable>, 'title'> & { given_at: Date; title: Text },
): Promise<void> {
  await withdrawConsent(db, consent.account, consent.purpose, consent.given_at)
  await from(db)
    .insertInto('people.consent')
    .values({ ...consent, title: JSON.stringify(consent.title) })
    .execute()
}

export async function listConsenting(
  db: Db,
  accounts: readonly string[],
  purpose: string,
  shown: string,
): Promise<Set<string>> {
  if (accounts.length === 0) return new Set()
  const rows = await from(db)
    .selectFrom('people.consent')
    .select('account')
    .where('account', 'in', [...accounts])
    .where('purpose', '=', purpose)
    .where('shown', '=', shown)
    .where('withdrawn_at', 'is', null)
    .execute()
  return new Set(rows.map(({ account }) => account))
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
