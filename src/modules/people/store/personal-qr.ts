import { sql } from 'kysely'
import type { Db } from '#core/db'
import type { Tables } from '../tables.ts'
import type { AccountRow } from './accounts.ts'

const from = (db: Db) => db.withTables<Tables>()

/** What codes call this account: the one that it has, or else this fresh one. */
export async function keepReference(db: Db, account: string, fresh: string): Promise<string> {
  const { reference } = await from(db)
    .insertInto('people.personal_qr')
    .values({ account, reference: fresh })
    .onConflict((conflict) => conflict.column('account').doUpdateSet({ account }))
    .returning('reference')
    .executeTakeFirstOrThrow()
  return reference
}

export const findByReference = (db: Db, reference: string): Promise<AccountRow | undefined> =>
  from(db)
    .selectFrom('people.personal_qr as qr')
    .innerJoin('people.account as account', 'account.id', 'qr.account')
    .selectAll('account')
    .where('qr.reference', '=', reference)
    .where('account.ended_at', 'is', null)
    .executeTakeFirst()

export type Reading = { code: string; reader: string; expiresAt: Date }

/** Who was the first to read this code: of two at once, one. */
export async function claimReading(db: Db, { code, reader, expiresAt }: Reading): Promise<string> {
  const { rows } = await sql<{ reader: string }>`
    insert into people.personal_qr_reading as r (code, reader, expires_at)
    values (${code}, ${reader}, ${expiresAt.toISOString()})
    on conflict (code) do update set reader = r.reader
    returning r.reader`.execute(db)
  return rows[0]?.reader ?? reader
}

export async function dropOldReadings(db: Db, now: Date): Promise<void> {
  await from(db).deleteFrom('people.personal_qr_reading').where('expires_at', '<=', now).execute()
}
