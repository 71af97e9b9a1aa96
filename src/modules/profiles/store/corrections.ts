import type { Selectable } from 'kysely'
import type { Db } from '#core/db'
import type { CorrectionRow as Row, Tables } from '../tables.ts'

export type CorrectionRow = Selectable<Row>

const from = (db: Db) => db.withTables<Tables>()

type New = Pick<CorrectionRow, 'id' | 'account' | 'source' | 'unit' | 'claim' | 'asked_at' | 'due_at'>

/** @returns false while an earlier one of the same source is open */
export async function addCorrection(db: Db, correction: New): Promise<boolean> {
  const added = await from(db)
    .insertInto('profiles.correction')
    .values(correction)
    .onConflict((conflict) => conflict.columns(['account', 'source']).where('settled_at', 'is', null).doNothing())
    .executeTakeFirst()
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export const listOpenOf = (db: Db, account: string): Promise<CorrectionRow[]> =>
  from(db)
    .selectFrom('profiles.correction')
    .selectAll()
    .where('account', '=', account)
    .where('settled_at', 'is', null)
    .execute()

export const listOpenAt = (db: Db, units: readonly string[]): Promise<CorrectionRow[]> =>
  from(db)
    .selectFrom('profiles.correction')
    .selectAll()
    .where('unit', 'in', units.length === 0 ? [''] : [...units])
    .where('settled_at', 'is', null)
    .orderBy('due_at')
    .limit(200)
    .execute()

export async function countOpenAt(
  db: Db,
  units: readonly string[],
  now: Date,
): Promise<{ waiting: number; overdue: number }> {
  const { waiting, overdue } = await from(db)
    .selectFrom('profiles.correction')
    .select((eb) => [
      eb.fn.countAll<string>().as('waiting'),
      eb.fn.countAll<string>().filterWhere('due_at', '<', now).as('overdue'),
    ])
    .where('unit', 'in', units.length === 0 ? [''] : [...units])
    .where('settled_at', 'is', null)
    .executeTakeFirstOrThrow()
  return { waiting: Number(waiting), overdue: Number(overdue) }
}

export const lockCorrection = (db: Db, id: string): Promise<CorrectionRow | undefined> =>
  from(db).selectFrom('profiles.correction').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

type Settled = { by: string; outcome: 'corrected' | 'confirmed'; answer: Buffer; at: Date }

export async function settleCorrection(
  db: Db,
  row: CorrectionRow,
  { by, outcome, answer, at }: Settled,
): Promise<void> {
  await from(db)
    .updateTable('profiles.correction')
    .set({ settled_at: at, settled_by: by, outcome, answer, version: row.version + 1 })
    .where('id', '=', row.id)
    .execute()
}
