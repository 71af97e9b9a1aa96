import type { Insertable, Selectable } from 'kysely'
import type { Db } from '#core/db'
import type { RecoveryRow as RecoveryTable, Tables } from '../tables.ts'

export type RecoveryRow = Selectable<RecoveryTable>

const from = (db: Db) => db.withTables<Tables>()

const open = ['begun', 'proven'] as const

/** A new recovery of an account takes the place of one that was not finished. */
export async function addRecovery(db: Db, recovery: Insertable<RecoveryTable>): Promise<void> {
  await from(db)
    .updateTable('people.recovery')
    .set({ state: 'refused', settled_at: recovery.begun_at, settled_by: recovery.begun_by })
    .where('account', '=', recovery.account)
    .where('state', 'in', open)
    .execute()
  await from(db).insertInto('people.recovery').values(recovery).execute()
}

export const lockRecovery = (db: Db, id: string): Promise<RecoveryRow | undefined> =>
  from(db).selectFrom('people.recovery').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

export async function settleRecovery(
  db: Db,
  id: string,
  settled: { state: 'proven' | 'done' | 'refused'; by: string; at: Date },
): Promise<void> {
  const { state, by, at } = settled
  await from(db)
    .updateTable('people.recovery')
    .set({ state, ...(state === 'proven' ? {} : { settled_by: by, settled_at: at }) })
    .where('id', '=', id)
    .execute()
}

export const listOpenRecoveries = (db: Db, units: readonly string[], now: Date) =>
  from(db)
    .selectFrom('people.recovery as r')
    .innerJoin('people.account as a', 'a.id', 'r.account')
    .innerJoin('people.account as o', 'o.id', 'r.begun_by')
    .select(['r.id', 'r.unit', 'r.state', 'r.begun_at', 'r.begun_by', 'r.paper', 'r.reason', 'r.channel', 'r.address'])
    .select(['r.account', 'a.name', 'a.id_sealed', 'o.name as official'])
    .where('r.unit', 'in', [...units])
    .where('r.state', 'in', open)
    .where('r.expires_at', '>', now)
    .orderBy('r.begun_at')
    .limit(100)
    .execute()

/** The account opens by the new address alone: no password, no second factor, no passkey of before. */
export async function openAnew(
  db: Db,
  account: string,
  to: { phone: string | null; email: string | null },
): Promise<void> {
  await from(db)
    .updateTable('people.account')
    .set({ ...to, password: null, must_change: false })
    .where('id', '=', account)
    .execute()
  for (const table of ['people.totp', 'people.recovery_code', 'people.passkey'] as const)
    await from(db).deleteFrom(table).where('account', '=', account).execute()
}
