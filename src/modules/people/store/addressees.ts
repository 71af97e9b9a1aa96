import { sql } from 'kysely'
import type { Addressee } from '#core/addressees'
import type { Db } from '#core/db'
import type { Tables } from '../tables.ts'

/** Whoever may be written to, as other modules join it. */
export const reachableAccounts = sql<Addressee>`
  select id as account, commune, phone, email from people.account where ended_at is null`

export async function setCommune(db: Db, account: string, commune: string | null): Promise<void> {
  await db.withTables<Tables>().updateTable('people.account').set({ commune }).where('id', '=', account).execute()
}
