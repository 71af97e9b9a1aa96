import { sql, type RawBuilder } from 'kysely'
import type { Db } from '#core/db'
import { states } from '../lifecycle.ts'

/** The public map: points where few are in view, counts by squares where many are. */

export type Box = readonly [west: number, south: number, east: number, north: number]
export type MapFilter = { box: Box; category: string; stages: readonly string[]; since: string | undefined }
export type Cell = { x: number; y: number; stage: string; n: number }
export type MapPoint = { code: string; lon: number; lat: number; category: string; stage: string }

/** Squares are counted beforehand for these; a nearer view counts its points. */
export const countedZooms = [10, 12, 14, 16] as const

export const sideOf = (zoom: number): number => 360 / 2 ** zoom

const allTime = '0001-01-01'
const zooms = sql.raw(`(values ${countedZooms.map((zoom) => `(${zoom})`).join(', ')})`)
const square = (axis: 0 | 1, shift: number) => sql.raw(`floor((place[${axis}] + ${shift}) / 360 * 2 ^ zoom)::int`)

/**
 * Counts what points add or take away, for every zoom, with and without category and month.
 * @param points a query of (place, category, month, stage, sign)
 */
const counted = (points: RawBuilder<unknown>) => sql`
  select zoom, ${square(0, 180)} as x, ${square(1, 90)} as y, coalesce(category, '') as category,
    coalesce(month, ${allTime}::date) as month, stage, sum(sign)::int as n
  from (${points}) p cross join ${zooms} as z(zoom)
  group by zoom, 2, 3, stage, grouping sets ((), (category), (month), (category, month))
  having sum(sign) <> 0`

/** The stage of each state, for SQL. */
const stagesSql = () =>
  sql.raw(
    `values ${Object.entries(states)
      .map(([state, { stage }]) => `('${state}', '${stage}')`)
      .join(', ')}`,
  )

/** Brings points and counts up to what the reports now say; each report once, however many facts it had. */
export async function keepMap(db: Db, codes: readonly string[]): Promise<void> {
  await sql`
    with now as (
      select r.code, r.shown_place as place, r.category, s.stage, date_trunc('month', r.submitted_at at time zone 'Asia/Ho_Chi_Minh')::date as month
      from reports.report r join (${stagesSql()}) as s(state, stage) on s.state = r.state
      where r.code = any(${[...codes]}::text[]) and r.visible and r.shown_place is not null and s.stage <> 'closed'
    ), was as (
      select p.code, p.place, p.category, p.stage, p.month from reports.map_point p where p.code = any(${[...codes]}::text[])
    ), changed as (
      select place, category, month, stage, 1 as sign from now union all select place, category, month, stage, -1 from was
    ), gone as (
      delete from reports.map_point p using was where p.code = was.code and not exists (select 1 from now where now.code = p.code)
    ), kept as (
      insert into reports.map_point as p (code, place, category, stage, month) select code, place, category, stage, month from now
      on conflict (code) do update set place = excluded.place, category = excluded.category, stage = excluded.stage, month = excluded.month
    )
    insert into reports.map_cell as c (zoom, x, y, category, month, stage, n) ${counted(sql`select * from changed`)}
    on conflict (zoom, category, month, x, y, stage) do update set n = c.n + excluded.n`.execute(db)
}

/** Makes points and counts anew from all reports: after a bulk load. */
export async function rebuildMap(db: Db): Promise<void> {
  await sql`truncate reports.map_point`.execute(db)
  await sql`
    insert into reports.map_point (code, place, category, stage, month)
    select r.code, r.shown_place, r.category, s.stage, date_trunc('month', r.submitted_at at time zone 'Asia/Ho_Chi_Minh')::date
    from reports.report r join (${stagesSql()}) as s(state, stage) on s.state = r.state
    where r.visible and r.shown_place is not null and s.stage <> 'closed'`.execute(db)
  await recountMap(db)
}

/** Counts all points anew. */
export async function recountMap(db: Db): Promise<void> {
  await sql`truncate reports.map_cell`.execute(db)
  await sql`
    insert into reports.map_cell (zoom, x, y, category, month, stage, n)
    ${counted(sql`select place, category, month, stage, 1 as sign from reports.map_point`)}`.execute(db)
}

const boxSql = ([west, south, east, north]: Box) =>
  sql`box(point(${west}::float8, ${south}::float8), point(${east}::float8, ${north}::float8))`

/** The squares of a view, from the counts made beforehand. */
export async function listCells(db: Db, zoom: number, { box, category, stages, since }: MapFilter): Promise<Cell[]> {
  const [west, south, east, north] = box
  const at = (degrees: number, shift: number) => Math.floor((degrees + shift) / sideOf(zoom))
  const months = since === undefined ? sql`month = ${allTime}::date` : sql`month >= ${since}::date`
  const { rows } = await sql<Cell>`
    select x, y, stage, sum(n)::int as n from reports.map_cell
    where zoom = ${zoom}::smallint and category = ${category} and ${months}
      and x between ${at(west, 180)}::int and ${at(east, 180)}::int and y between ${at(south, 90)}::int and ${at(north, 90)}::int
      and stage = any(${[...stages]}::text[])
    group by x, y, stage having sum(n) > 0`.execute(db)
  return rows
}

/** With a category the index by category is walked along the longitude; without, the index of places. */
const inView = ({ box, category }: MapFilter) => {
  const [west, south, east, north] = box
  if (category === '') return sql<boolean>`place <@ ${boxSql(box)}`
  return sql<boolean>`category = ${category} and place[0] between ${west}::float8 and ${east}::float8
    and place[1] between ${south}::float8 and ${north}::float8`
}

const matching = (filter: MapFilter) => sql<boolean>`
  ${inView(filter)} and stage = any(${[...filter.stages]}::text[]) and month >= ${filter.since ?? allTime}::date`

export async function listPoints(db: Db, filter: MapFilter, limit: number): Promise<MapPoint[]> {
  const { rows } = await sql<MapPoint>`
    select code, place[0] as lon, place[1] as lat, category, stage from reports.map_point where ${matching(filter)} limit ${limit}`.execute(
    db,
  )
  return rows
}

/** The squares of a near view, counted from its points. */
export async function countCells(db: Db, zoom: number, filter: MapFilter): Promise<Cell[]> {
  const { rows } = await sql<Cell>`
    select ${square(0, 180)} as x, ${square(1, 90)} as y, stage, count(*)::int as n
    from reports.map_point cross join (values (${zoom}::int)) as z(zoom) where ${matching(filter)} group by 1, 2, stage`.execute(
    db,
  )
  return rows
}
