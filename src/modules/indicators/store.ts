import { sql, type RawBuilder } from 'kysely'
import type { Stretch } from '#core/consumers'
import type { Db } from '#core/db'
import type { Position } from '#core/events'
import type { Measure } from './measures.ts'
import { pieces, type Period, type Piece } from './periods.ts'
import { sweepSql, type Layout, type Suffix, type WhereSql } from './sweep.ts'

export async function sweep(
  db: Db,
  layout: Layout,
  stretch: Stretch,
  where: WhereSql,
  suffix: Suffix = '',
): Promise<void> {
  await sweepSql(layout, stretch, where, suffix).execute(db)
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

export type SumRow = { key: string; sums: (number | null)[] }

const inPieces = (list: readonly Piece[]): RawBuilder<boolean> =>
  list.length === 0
    ? sql<boolean>`false`
    : sql<boolean>`(${sql.join(
        list.map((piece) => sql`(grain = ${sql.lit(piece.grain)} and start_on between ${piece.from} and ${piece.to})`),
        sql` or `,
      )})`

const keyColumn = (source: Source): RawBuilder<unknown> =>
  sql.raw({ cell: 'unit', cell_procedure: 'procedure', cell_channel: 'channel' }[source.table])

const ofUnit = (source: Source): RawBuilder<boolean> =>
  source.unit === undefined ? sql<boolean>`true` : sql<boolean>`unit = ${source.unit}`

const places = (slots: readonly number[]): RawBuilder<unknown> =>
  sql.join(slots.map((slot) => sql.raw(`sum(n[${slot}])::float8`)))

/** Sums of places over a stretch of days, by unit (or by procedure or channel of one unit). */
export async function sumPlaces(
  db: Db,
  source: Source,
  slots: readonly number[],
  span: { from: string; to: string },
): Promise<SumRow[]> {
  if (slots.length === 0) return []
  const { rows } = await sql<SumRow>`
    select ${keyColumn(source)} as key, array[${places(slots)}] as sums
    from ${sql.raw(`indicators.${source.table}`)}
    where ${inPieces(pieces(span.from, span.to))} and ${ofUnit(source)}
    group by 1`.execute(db)
  return rows
}

export type DayRow = SumRow & { day: string }

/** The same, day by day or month by month. */
export async function listPlaces(
  db: Db,
  source: Source,
  slots: readonly number[],
  span: { grain: 'd' | 'm'; from: string; to: string },
): Promise<DayRow[]> {
  if (slots.length === 0) return []
  const { rows } = await sql<DayRow>`
    select ${keyColumn(source)} as key, start_on as day, array[${places(slots)}] as sums
    from ${sql.raw(`indicators.${source.table}`)}
    where grain = ${sql.lit(span.grain)} and start_on between ${span.from} and ${span.to} and ${ofUnit(source)}
    group by 1, 2 order by 2`.execute(db)
  return rows
}

export async function listFreshness(db: Db): Promise<Map<string, Date>> {
  const { rows } = await sql<{ unit: string; last_at: Date }>`select unit, last_at from indicators.freshness`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.unit, row.last_at]))
}

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

export type BehindQuery = {
  part: RawBuilder<number>
  whole: RawBuilder<number>
  types: readonly string[]
  asked: {
    unit: string
    procedure?: string | undefined
    which: 'counted' | 'missed' | 'all'
    until: Date
    limit: number
  }
}
export type BehindRow = { code: string; procedure: string; channel: string; at: string; total: number }

/** Records whose facts make a figure; a fact that was undone does not count. */
export async function listBehind(db: Db, { part, whole, types, asked }: BehindQuery) {
  const which = { all: sql`whole > 0`, counted: sql`part > 0`, missed: sql`whole > 0 and part <= 0` }[asked.which]
  const { rows } = await sql<BehindRow>`
    with per as (
      select e.record, sum(${part}) as part, sum(${whole}) as whole, max(e.occurred_at) as at,
        max(e.payload ->> 'procedure') as procedure, max(e.payload ->> 'channel') as channel
      from core.event e
      where e.unit = ${asked.unit} and e.type = any(${types}) and e.occurred_at < ${asked.until.toISOString()}::timestamptz
        and (${asked.procedure ?? null}::text is null or e.payload ->> 'procedure' = ${asked.procedure ?? null})
        and not exists (select 1 from core.event u where u.undoes = e.seq)
      group by e.record)
    select record as code, coalesce(procedure, '') as procedure, coalesce(channel, '') as channel,
      to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, count(*) over () as total
    from per where ${which} order by per.at desc limit ${asked.limit}`.execute(db)
  return { total: rows[0]?.total ?? 0, items: rows.map(({ total: _, ...row }) => row) }
}

export type RecentRow = { id: string; type: string; record: string; unit: string; procedure: string | null; at: string }

/** The newest facts of cases. */
export async function listRecent(db: Db, asked: { limit: number; unit?: string | undefined }): Promise<RecentRow[]> {
  const { rows } = await sql<RecentRow>`
    select seq::text as id, type, record, unit, payload ->> 'procedure' as procedure,
      to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
    from core.event
    where type like 'cases.%' and origin <> 'import' and (${asked.unit ?? null}::text is null or unit = ${asked.unit ?? null})
    order by core.event.seq desc limit ${asked.limit}`.execute(db)
  return rows
}

export type JudgedRow = {
  early: boolean
  onTime: boolean
  stepsOnTime: boolean
  supplements: number
  agencies: number
  complaint: boolean
}

type Within = { unit: string; from: Date; until: Date }

const during = ({ unit, from, until }: Within) => sql<boolean>`e.unit = ${unit}
  and e.occurred_at >= ${from.toISOString()}::timestamptz and e.occurred_at < ${until.toISOString()}::timestamptz
  and not exists (select 1 from core.event u where u.undoes = e.seq)`

/** The cases that a unit closed, with what their other facts say of them. */
export async function listJudged(db: Db, within: Within): Promise<JudgedRow[]> {
  const { rows } = await sql<JudgedRow>`
    select (e.payload ->> 'early')::boolean as early, (e.payload ->> 'onTime')::boolean as "onTime",
      (e.payload ->> 'supplements')::int as supplements,
      coalesce(beside.steps, true) as "stepsOnTime", coalesce(beside.agencies, 0)::int as agencies, coalesce(beside.complaint, false) as complaint
    from core.event e cross join lateral (
      select bool_and((o.payload ->> 'onTime')::boolean) filter (where o.type = 'cases.step-completed') as steps,
        count(*) filter (where o.type = 'cases.consulted') as agencies,
        bool_or(o.type = 'cases.rated' and (o.payload ->> 'score')::int <= 2) as complaint
      from core.event o where o.record = e.record) beside
    where e.type = 'cases.closed' and ${during(within)}`.execute(db)
  return rows
}

export type AgencyRow = { onTheSpotShare: number; onlineProcedures: number; onlineCases: number; overdue: number }

/** Shares of procedures and cases of a unit. On the spot: half of a procedure's cases closed within four working hours. */
export async function getAgency(db: Db, within: Within): Promise<AgencyRow> {
  const { rows } = await sql<AgencyRow>`
    with filed as (
      select e.payload ->> 'procedure' as procedure, count(*) as n, count(*) filter (where e.payload ->> 'channel' = 'online') as online
      from core.event e where e.type = 'cases.submitted' and ${during(within)} group by 1),
    spot as (
      select e.payload ->> 'procedure' as procedure, percentile_cont(0.5) within group (order by (e.payload ->> 'workingMinutes')::int) <= 240 as quick
      from core.event e where e.type = 'cases.closed' and ${during(within)} group by 1)
    select coalesce((select avg(quick::int) from spot), 0)::float8 as "onTheSpotShare",
      coalesce((select avg((online > 0)::int) from filed), 0)::float8 as "onlineProcedures",
      coalesce((select sum(online) / nullif(sum(n), 0) from filed), 0)::float8 as "onlineCases",
      (select count(*) from core.event e where e.type = 'cases.overdue' and ${during(within)})::int as overdue`.execute(
    db,
  )
  return rows[0] ?? { onTheSpotShare: 0, onlineProcedures: 0, onlineCases: 0, overdue: 0 }
}
