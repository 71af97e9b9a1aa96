import { sql } from 'kysely'
import type { Db } from '#core/db'
import type { Period } from '../periods.ts'

export type SnapshotRow = { unit: string; value: number | null; frozen_at: Date }

export async function listSnapshot(db: Db, indicator: string, period: string): Promise<Map<string, SnapshotRow>> {
  const { rows } = await sql<SnapshotRow>`
    select unit, value, frozen_at from indicators.snapshot where indicator = ${indicator} and period = ${period}`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.unit, row]))
}

export type NewSnapshot = { unit: string; value: number | null; part: number; whole: number | null }

/** Freezes a closed period once: what was frozen stays. */
export async function addSnapshot(
  db: Db,
  indicator: string,
  period: Period,
  rows: readonly NewSnapshot[],
): Promise<void> {
  await sql`
    insert into indicators.snapshot (indicator, period, unit, value, part, whole)
    select ${indicator}, ${period.id}, unit, value, part, whole
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(unit text, value float8, part float8, whole float8)
    on conflict do nothing`.execute(db)
}
