import { sql, type RawBuilder } from 'kysely'
import type { Db } from '#core/db'
import { eventsOf, type Position, type Stretch } from '#core/events'
import type { Measure } from '../measures.ts'
import type { Piece } from '../periods.ts'
import { sweepSql, type Aim, type Layout, type WhereSql } from './sweep.ts'

export type Sweep = { layout: Layout; where: WhereSql; stretch: Stretch }

export async function sweep(db: Db, { layout, where, stretch }: Sweep, aim: Aim = { suffix: '' }): Promise<void> {
  // Nothing that an indicator counts happened, or the pack declares none yet.
  if (layout.measures.length > 0) await sweepSql(layout, stretch, where, aim).execute(db)
}

/** What a stretch holds, and whether it undoes what was stated before it. */
export async function typesIn(db: Db, stretch: Stretch): Promise<{ types: string[]; undoing: boolean }> {
  const { rows } = await sql<{ types: string[] | null; undoing: boolean | null }>`
    select array_agg(distinct e.type) as types, bool_or(e.undoes is not null) as undoing from ${eventsOf(stretch)} e`.execute(
    db,
  )
  return { types: rows[0]?.types?.toSorted() ?? [], undoing: rows[0]?.undoing ?? false }
}

/** The same for hundreds of thousands of events, in a transaction of its own. */
export async function sweepMany(db: Db, work: Sweep, aim: Aim): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    // The planner takes a stretch for one row, and would sort what it had better hash.
    await sql`set local enable_sort = off`.execute(transaction)
    await sql`set local work_mem = '128MB'`.execute(transaction)
    await sweep(transaction, work, aim)
  })
}

/**
 * The places of the measures; a new measure is given the next ones.
 * `stale`: a measure is new to a database that has counted events already, so the cells lack its past.
 */
export async function assignSlots(
  db: Db,
  measures: readonly Measure[],
): Promise<{ slots: Map<string, number>; places: number; stale: boolean }> {
  const known = await listSlots(db)
  let next = endOf(known)
  const fresh = measures.filter((measure) => !known.has(measure.key))
  for (const measure of fresh) {
    await sql`insert into indicators.slot (measure, slot, width) values (${measure.key}, ${next}, ${measure.width})
      on conflict do nothing`.execute(db)
    next += measure.width
  }
  const now = fresh.length > 0 ? await listSlots(db) : known
  const counted = fresh.length > 0 && (await sql`select 1 from indicators.cell limit 1`.execute(db)).rows.length > 0
  return { slots: new Map([...now].map(([key, { slot }]) => [key, slot])), places: endOf(now) - 1, stale: counted }
}

const endOf = (slots: ReadonlyMap<string, { slot: number; width: number }>): number =>
  Math.max(0, ...[...slots.values()].map(({ slot, width }) => slot + width - 1)) + 1

const staleMark = 'cells-stale'

export async function markStale(db: Db): Promise<void> {
  await sql`insert into core.mark (name, value) values (${staleMark}, 'new measures') on conflict do nothing`.execute(
    db,
  )
}

export async function isStale(db: Db): Promise<boolean> {
  return (await sql`select 1 from core.mark where name = ${staleMark}`.execute(db)).rows.length > 0
}

async function listSlots(db: Db): Promise<Map<string, { slot: number; width: number }>> {
  const { rows } = await sql<{
    measure: string
    slot: number
    width: number
  }>`select measure, slot, width from indicators.slot`.execute(db)
  return new Map(rows.map(({ measure, slot, width }) => [measure, { slot, width }]))
}

/** The table to read: of units, or of one unit broken down. */
export type Source = { table: 'cell' | 'cell_procedure' | 'cell_channel'; unit?: string | undefined }

/** `name` is that of the pieces, or the day on which a cell begins. */
export type SumRow = { key: string; name: string; sums: (number | null)[] }

const keyColumn = (source: Source): RawBuilder<unknown> =>
  sql.raw({ cell: 'unit', cell_procedure: 'procedure', cell_channel: 'channel' }[source.table])

const places = (slots: readonly number[]): RawBuilder<unknown> =>
  sql.join(slots.map((slot) => sql.raw(`sum(n[${slot}]::float8)`)))

/**
 * Sums of places over pieces of time, by unit (or by procedure or channel of one unit). Pieces with one name are added up, one
 * without a name comes back cell by cell.
 */
export async function sumPlaces(
  db: Db,
  source: Source,
  slots: readonly number[],
  over: readonly Piece[],
): Promise<SumRow[]> {
  if (slots.length === 0) return []
  const ofUnit = source.unit === undefined ? sql`true` : sql`c.unit = ${source.unit}`
  // As JSON, which is read faster than an array is; nothing where there is nothing, as for most units and days of a rare measure.
  // A look-up for each piece: without the fence the planner would rather read the whole table.
  const { rows } = await sql<Omit<SumRow, 'sums'> & { sums: SumRow['sums'] | null }>`
    select c.${keyColumn(source)} as key, coalesce(p.name, c.start_on::text) as name, to_json(nullif(array[${places(slots)}], array_fill(null::float8, array[${slots.length}::int]))) as sums
    from unnest(${over.map((piece) => piece.grain)}::text[], ${over.map((piece) => piece.from)}::date[],
      ${over.map((piece) => piece.to)}::date[], ${over.map((piece) => piece.name ?? null)}::text[]) as p(grain, first, last, name)
    cross join lateral (
      select * from ${sql.raw(`indicators.${source.table}`)} c
      where c.grain = p.grain::"char" and c.start_on between p.first and p.last and ${ofUnit} offset 0) c
    group by 1, 2`.execute(db)
  return rows.map((row) => ({ ...row, sums: row.sums ?? [] }))
}

export async function listFreshness(db: Db): Promise<Map<string, Date>> {
  const { rows } = await sql<{ unit: string; last_at: Date }>`select unit, last_at from indicators.freshness`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.unit, row.last_at]))
}

/** Holds the live consumer while the tables are swapped. */
export async function lockCursor(db: Db, consumer: string): Promise<void> {
  await sql`select 1 from core.cursor where consumer = ${consumer} for update`.execute(db)
}

export async function moveCursor(db: Db, consumer: string, to: Position): Promise<void> {
  await sql`update core.cursor set epoch = ${to.epoch}, written_in = ${to.writtenIn}::xid8, seq = ${to.seq}, moved_at = now()
    where consumer = ${consumer}`.execute(db)
}

/** Puts the tables made anew in the place of the live ones. */
export async function swapTables(db: Db, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    await sql`drop table ${sql.raw(`indicators.${table}`)}`.execute(db)
    await sql`alter table ${sql.raw(`indicators.${table}_next`)} rename to ${sql.raw(table)}`.execute(db)
    await sql`alter index ${sql.raw(`indicators.${table}_next_pkey`)} rename to ${sql.raw(`${table}_pkey`)}`.execute(db)
  }
  await sql`delete from core.mark where name = ${staleMark}`.execute(db)
}

/** Empty tables beside the live ones, to be filled and swapped in. */
export async function makeNextTables(db: Db, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    await sql`drop table if exists ${sql.raw(`indicators.${table}_next`)}`.execute(db)
    await sql`create table ${sql.raw(`indicators.${table}_next`)} (like ${sql.raw(`indicators.${table}`)} including all)`.execute(
      db,
    )
  }
}

/** The planner knows nothing of a table that has just been filled. */
export async function analyzeNextTables(db: Db, tables: readonly string[]): Promise<void> {
  for (const table of tables) await sql`analyze ${sql.raw(`indicators.${table}_next`)}`.execute(db)
}

/** A measure of whole months since a day, by procedure, the greatest first. Each unit's months lie together in the index. */
export async function sumByProcedure(
  db: Db,
  slot: number,
  from: string,
  limit: number,
): Promise<{ procedure: string; cases: number }[]> {
  const { rows } = await sql<{ procedure: string; cases: number }>`
    select c.procedure, sum(c.n[${sql.raw(String(slot))}])::int as cases
    from (select distinct unit from indicators.cell where grain = 'm' and start_on >= ${from}::date) u
    cross join lateral (
      select * from indicators.cell_procedure c where c.unit = u.unit and c.grain = 'm' and c.start_on >= ${from}::date offset 0) c
    group by 1 having sum(c.n[${sql.raw(String(slot))}]) > 0 order by 2 desc, 1 limit ${limit}`.execute(db)
  return rows
}
