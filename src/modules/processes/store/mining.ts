import { sql, type RawBuilder } from 'kysely'
import type { Db } from '#core/db'

/** The cases that a process view is about: those that began in the period (ends included; instants), of these units. */
export type Scope = {
  procedure: string
  from?: Date | undefined
  until?: Date | undefined
  units?: readonly string[] | undefined
}

const within = (scope: Scope): RawBuilder<unknown> => sql`procedure = ${scope.procedure}
  and (${scope.from ?? null}::timestamptz is null or first_at >= ${scope.from ?? null})
  and (${scope.until ?? null}::timestamptz is null or first_at < ${scope.until ?? null})
  and (${scope.units ?? null}::text[] is null or unit = any(${scope.units ?? null}::text[]))`

const hours = (interval: RawBuilder<unknown>) => sql`(extract(epoch from ${interval}) / 3600)::float8`

export type Totals = {
  cases: number
  events: number
  first: Date | null
  last: Date | null
  closed: number
  medianDays: number | null
  p90Days: number | null
  promised: number
  onTime: number
  open: number
  overdueNow: number
}

export async function totals(db: Db, scope: Scope, now: Date): Promise<Totals> {
  const { rows } = await sql<Totals>`
    with chosen as (
      select *, extract(epoch from closed_at - accepted_at) / 86400 as days from processes.trace where ${within(scope)})
    select count(*) as cases, coalesce(sum(cardinality(activities)), 0)::int8 as events, min(first_at) as first, max(last_at) as last,
      count(closed_at) as closed, percentile_cont(0.5) within group (order by days)::float8 as "medianDays",
      percentile_cont(0.9) within group (order by days)::float8 as "p90Days",
      count(*) filter (where closed_at is not null and due_at is not null) as promised,
      count(*) filter (where closed_at <= due_at) as "onTime",
      count(*) filter (where closed_at is null) as open,
      count(*) filter (where closed_at is null and due_at < ${now}) as "overdueNow"
    from chosen`.execute(db)
  const [row] = rows
  if (!row) throw new Error('an aggregate has one row')
  return row
}

export type FollowRow = { from: string; to: string; count: number; medianHours: number; totalHours: number }

/** What directly follows what in a case, how often, and how long it takes. */
export async function follows(db: Db, scope: Scope): Promise<FollowRow[]> {
  const { rows } = await sql<FollowRow>`
    select p.a as "from", p.b as "to", count(*) as count,
      percentile_cont(0.5) within group (order by ${hours(sql`p.b_at - p.a_at`)})::float8 as "medianHours",
      sum(${hours(sql`p.b_at - p.a_at`)})::float8 as "totalHours"
    from processes.trace t cross join lateral unnest(
      t.activities[:cardinality(t.activities) - 1], t.activities[2:], t.times[:cardinality(t.times) - 1], t.times[2:]
    ) as p(a, b, a_at, b_at)
    where ${within(scope)}
    group by p.a, p.b order by count(*) desc, p.a collate "C", p.b collate "C"`.execute(db)
  return rows
}

export type VariantRow = { cases: number; path: string[]; medianHours: number | null }

/** The ways that cases took, most travelled first. @param limit null for all */
export async function variants(
  db: Db,
  scope: Scope,
  limit: number | null,
): Promise<{ count: number; rows: VariantRow[] }> {
  const { rows } = await sql<VariantRow & { total: number }>`
    select count(*) as cases, min(activities) as path, count(*) over () as total,
      percentile_cont(0.5) within group (order by ${hours(sql`last_at - first_at`)})::float8 as "medianHours"
    from processes.trace where ${within(scope)}
    group by variant order by count(*) desc, variant limit ${limit}`.execute(db)
  return {
    count: rows[0]?.total ?? 0,
    rows: rows.map(({ cases, path, medianHours }) => ({ cases, path, medianHours })),
  }
}

export type NodeRow = { activity: string; events: number; cases: number; starts: number; ends: number }

export async function nodes(db: Db, scope: Scope): Promise<NodeRow[]> {
  const { rows } = await sql<NodeRow>`
    select activity, count(*) as events, count(distinct code) as cases,
      count(*) filter (where starts) as starts, count(*) filter (where ends) as ends
    from processes.act where ${within(scope)}
    group by activity order by count(*) desc, activity collate "C"`.execute(db)
  return rows
}

/** How many cases were closed within how many days: one count for each bound, and one for what took longer. */
export async function durations(db: Db, scope: Scope, bounds: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ bin: number; cases: number }>`
    select width_bucket((extract(epoch from closed_at - accepted_at) / 86400)::float8, ${bounds}::float8[]) as bin, count(*) as cases
    from processes.trace where ${within(scope)} and closed_at >= accepted_at group by 1`.execute(db)
  const found = new Map(rows.map((row) => [row.bin, row.cases]))
  return [...bounds, Infinity].map((_, bin) => found.get(bin) ?? 0)
}

export type LoadRow = { name: string; events: number; cases: number; resources: number }

/** Who did how much: by the unit answerable for the case, or by the group that the log names. */
export async function workload(db: Db, scope: Scope, by: 'unit' | 'group'): Promise<LoadRow[]> {
  const name = by === 'unit' ? sql`unit` : sql`grp`
  const { rows } = await sql<LoadRow>`
    select ${name} as name, count(*) as events, count(distinct code) as cases, count(distinct resource) as resources
    from processes.act where ${within(scope)} and ${name} is not null
    group by 1 order by count(*) desc, 1 limit 100`.execute(db)
  return rows
}

export type ProcessRow = {
  procedure: string
  name: string | null
  imported: boolean
  cases: number
  first: Date
  last: Date
}

export async function listProcesses(db: Db): Promise<ProcessRow[]> {
  const { rows } = await sql<ProcessRow>`
    select t.procedure, l.name, t.cases, t.first, t.last, t.imported
    from (
      select procedure, count(*) as cases, min(first_at) as first, max(last_at) as last, bool_or(origin = 'import') as imported
      from processes.trace group by procedure
    ) t left join processes.log l using (procedure) order by t.cases desc, t.procedure`.execute(db)
  return rows
}

/** The first of these that has cases. */
export async function findFirstProcess(db: Db, names: readonly string[]): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    select name from unnest(${names}::text[]) with ordinality as n(name, place)
    where exists (select 1 from processes.trace t where t.procedure = n.name) order by place limit 1`.execute(db)
  return rows[0]?.name
}
