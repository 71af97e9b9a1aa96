import type { Insertable, Selectable } from 'kysely'
import type { Db } from '#core/db'
import type { PasskeyRow as PasskeyTable, Tables, TotpRow as TotpTable } from '../tables.ts'

export type PasskeyRow = Selectable<PasskeyTable>
export type TotpRow = Selectable<TotpTable>

const from = (db: Db) => db.withTables<Tables>()

export const listPasskeys = (db: Db, account: string): Promise<PasskeyRow[]> =>
  from(db).selectFrom('people.passkey').selectAll().where('account', '=', account).orderBy('created_at').execute()

export const lockPasskey = (db: Db, id: string): Promise<PasskeyRow | undefined> =>
  from(db).selectFrom('people.passkey').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

/** @returns whether it is new: a device's key belongs to one account */
export async function addPasskey(db: Db, passkey: Insertable<PasskeyTable>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await from(db)
    .insertInto('people.passkey')
    .values(passkey)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

export async function usePasskey(db: Db, id: string, counter: number, at: Date): Promise<void> {
  await from(db).updateTable('people.passkey').set({ counter, used_at: at }).where('id', '=', id).execute()
}

export async function dropPasskey(db: Db, account: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await from(db)
    .deleteFrom('people.passkey')
    .where('id', '=', id)
    .where('account', '=', account)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

export async function addChallenge(db: Db, digest: Buffer, account: string | null, expiresAt: Date): Promise<void> {
  await from(db).insertInto('people.passkey_challenge').values({ digest, account, expires_at: expiresAt }).execute()
}

/** @returns whether it was open for that account; it is not any more */
export async function takeChallenge(db: Db, digest: Buffer, account: string | null, now: Date): Promise<boolean> {
  const { numDeletedRows } = await from(db)
    .deleteFrom('people.passkey_challenge')
    .where('digest', '=', digest)
    .where('account', 'is not distinct from', account)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

export async function dropOldChallenges(db: Db, now: Date): Promise<void> {
  await from(db).deleteFrom('people.passkey_challenge').where('expires_at', '<=', now).execute()
}

export const lockTotp = (db: Db, account: string): Promise<TotpRow | undefined> =>
  from(db).selectFrom('people.totp').selectAll().where('account', '=', account).forUpdate().executeTakeFirst()

export const findTotp = (db: Db, account: string): Promise<TotpRow | undefined> =>
  from(db).selectFrom('people.totp').selectAll().where('account', '=', account).executeTakeFirst()

/** A set-up begun anew forgets the one before. */
export async function beginTotp(db: Db, account: string, sealed: Buffer): Promise<void> {
  await from(db)
    .insertInto('people.totp')
    .values({ account, sealed })
    .onConflict((conflict) => conflict.column('account').doUpdateSet({ sealed, confirmed_at: null, last_step: 0 }))
    .execute()
}

export async function confirmTotp(db: Db, account: string, at: Date): Promise<void> {
  await from(db).updateTable('people.totp').set({ confirmed_at: at }).where('account', '=', account).execute()
}

export async function setTotpStep(db: Db, account: string, step: number): Promise<void> {
  await from(db).updateTable('people.totp').set({ last_step: step }).where('account', '=', account).execute()
}

export async function dropTotp(db: Db, account: string): Promise<void> {
  await from(db).deleteFrom('people.totp').where('account', '=', account).execute()
  await from(db).deleteFrom('people.recovery_code').where('account', '=', account).execute()
}

export async function setRecoveryCodes(db: Db, account: string, digests: readonly Buffer[]): Promise<void> {
  await from(db).deleteFrom('people.recovery_code').where('account', '=', account).execute()
  await from(db)
    .insertInto('people.recovery_code')
    .values(digests.map((digest) => ({ account, digest })))
    .execute()
}

/** @returns whether the code was there; each works once */
export async function takeRecoveryCode(db: Db, account: string, digest: Buffer): Promise<boolean> {
  const { numDeletedRows } = await from(db)
    .deleteFrom('people.recovery_code')
    .where('account', '=', account)
    .where('digest', '=', digest)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
