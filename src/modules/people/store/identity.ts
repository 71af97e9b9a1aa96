import type { Insertable, Selectable } from 'kysely'
import type { Db } from '#core/db'
import type { AccountRow as AccountTable, Tables, VerificationRow } from '../tables.ts'
import type { AccountRow } from './accounts.ts'

const from = (db: Db) => db.withTables<Tables>()

/** The account that an outside identity was linked with before, locked. */
export const lockLinked = (db: Db, provider: string, subject: Buffer): Promise<AccountRow | undefined> =>
  from(db)
    .selectFrom('people.account')
    .selectAll()
    .where('id', '=', (eb) =>
      eb
        .selectFrom('people.identity_link')
        .select('account')
        .where('provider', '=', provider)
        .where('subject', '=', subject),
    )
    .forUpdate()
    .executeTakeFirst()

export const lockByNumber = (db: Db, digest: Buffer): Promise<AccountRow | undefined> =>
  from(db).selectFrom('people.account').selectAll().where('id_digest', '=', digest).forUpdate().executeTakeFirst()

export const lockAccount = (db: Db, id: string): Promise<AccountRow | undefined> =>
  from(db).selectFrom('people.account').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

export async function link(db: Db, provider: string, subject: Buffer, account: string, at: Date): Promise<void> {
  await from(db)
    .insertInto('people.identity_link')
    .values({ provider, subject, account, linked_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function isTaken(db: Db, column: 'phone' | 'email', value: string): Promise<boolean> {
  const found = await from(db).selectFrom('people.account').select('id').where(column, '=', value).executeTakeFirst()
  return found !== undefined
}

export type Verified = Partial<
  Pick<
    Insertable<AccountTable>,
    'name' | 'sort_key' | 'search_key' | 'id_sealed' | 'id_digest' | 'birth_on' | 'sex' | 'address' | 'phone' | 'email'
  >
>

/** The account is that of this person from now on; every session of it reaches as far. */
export async function setVerified(db: Db, id: string, person: Verified): Promise<void> {
  await from(db)
    .updateTable('people.account')
    .set({ ...person, assurance: 2 })
    .where('id', '=', id)
    .execute()
}

export async function addVerification(db: Db, verification: Insertable<VerificationRow>): Promise<void> {
  await from(db).insertInto('people.verification').values(verification).execute()
}

export type Verification = Pick<Selectable<VerificationRow>, 'how' | 'at' | 'unit'>

/** How an account's person was last verified. */
export const findVerification = (db: Db, account: string): Promise<Verification | undefined> =>
  from(db)
    .selectFrom('people.verification')
    .select(['how', 'at', 'unit'])
    .where('account', '=', account)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
