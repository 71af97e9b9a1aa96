import { sql, type RawBuilder } from 'kysely'
import type { Db } from '#core/db'
import { whereSql, type Plan } from '../layout.ts'
import type { Recipe } from '../measures.ts'

/** What is read from the events themselves: the cases behind a figure, the newest facts, how cases went. */

export type Behind = {
  unit: string
  procedure?: string | undefined
  /** only cases that went through this step */
  step?: string | undefined
  which: 'counted' | 'missed' | 'all'
  from: Date
  until: Date
  limit: number
}

/** What one event adds to a list of terms, as SQL: flows inside the period, stocks from the beginning to its end. */
function amountOf(plan: Plan, terms: Recipe['part'], asked: Behind): RawBuilder<number> {
  const cases = terms.flatMap(({ measure, sign }) => {
    const known = plan.measures.get(measure)
    const inTime = known?.kind === 'stock' ? sql`true` : sql`e.occurred_at >= ${asked.from.toISOString()}::timestamptz`
    return (known?.parts ?? []).map((part) => {
      const holds = part.where ? sql` and ${whereSql(part.where)}` : sql``
      return sql`case when e.type = ${part.event} and ${inTime}${holds} then ${sql.lit(sign * part.sign)} else 0 end`
    })
  })
  return cases.length === 0 ? sql<number>`0` : sql<number>`(${sql.join(cases, sql` + `)})`
}

/** The cases that a figure counts: all of its whole, those in its part, or those that it misses. */
export function behind(db: Db, plan: Plan, recipe: Recipe, asked: Behind) {
  const histogram = recipe.histogram ? [{ measure: recipe.histogram, sign: 1 as const }] : []
  const part = [...recipe.part, ...histogram]
  const whole = recipe.whole ?? part
  const types = [...part, ...whole].flatMap(
    (term) => plan.measures.get(term.measure)?.parts.map(({ event }) => event) ?? [],
  )
  return listBehind(db, {
    part: amountOf(plan, part, asked),
    whole: amountOf(plan, whole, asked),
    types: [...new Set(types)],
    asked,
  })
}

type BehindQuery = {
  part: RawBuilder<number>
  whole: RawBuilder<number>
  types: readonly string[]
  asked: Omit<Behind, 'from'>
}
type BehindRow = {
  code: string
  procedure: string
  category: string | null
  channel: string
  at: string
  total: number
}

/** Records whose facts make a figure; a fact that was undone does not count. */
async function listBehind(db: Db, { part, whole, types, asked }: BehindQuery) {
  const which = { all: sql`whole > 0`, counted: sql`part > 0`, missed: sql`whole > 0 and part <= 0` }[asked.which]
  const { rows } = await sql<BehindRow>`
    with per as (
      select e.record, sum(${part}) as part, sum(${whole}) as whole, max(e.occurred_at) as at,
        max(e.payload ->> 'procedure') as procedure, max(e.payload ->> 'channel') as channel,
        max(e.payload ->> 'category') as category
      from core.event e
      where e.unit = ${asked.unit} and e.type = any(${types}) and e.occurred_at < ${asked.until.toISOString()}::timestamptz
        and (${asked.procedure ?? null}::text is null or e.payload ->> 'procedure' = ${asked.procedure ?? null})
        and not exists (select 1 from core.event u where u.undoes = e.seq)
        and (${asked.step ?? null}::text is null or exists (select 1 from core.event s where s.record = e.record
          and s.type in ('cases.step-completed', 'cases.approved', 'cases.refused') and s.payload ->> 'step' = ${asked.step ?? null}))
      group by e.record)
    select record as code, coalesce(procedure, '') as procedure, coalesce(channel, '') as channel, category,
      to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, count(*) over () as total
    from per where ${which} order by per.at desc limit ${asked.limit}`.execute(db)
  return {
    total: rows[0]?.total ?? 0,
    items: rows.map(({ total: _, category, ...row }) => ({ ...row, ...(category && { category }) })),
  }
}

export type RecentRow = { id: string; type: string; record: string; unit: string; procedure: string | null; at: string }

/** The newest facts of cases. */
export async function listRecent(db: Db, asked: { limit: number; unit?: string | undefined }): Promise<RecentRow[]> {
  const { rows } = await sql<RecentRow>`
    select seq::text as id, type, record, unit, payload ->> 'procedure' as procedure,
      to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
    from core.event
    where type like 'cases.%' and origin <> 'import' and (${asked.unit ?? null}::text is null or unit = ${asked.unit ?? null})
    order by core.event.epoch desc, core.event.written_in desc, core.event.seq desc limit ${asked.limit}`.execute(db)
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

export type AgencyRow = {
  onTheSpotShare: number
  onlineProcedures: number
  onlineCases: number
  overdue: number
  reports: number
  reportsOnTime: number
}

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
      (select count(*) from core.event e where e.type = 'cases.overdue' and ${during(within)})::int as overdue,
      reported.n as reports, reported.on_time as "reportsOnTime"
    from (select count(*) as n, count(*) filter (where (e.payload ->> 'onTime')::boolean) as on_time
      from core.event e where e.type = 'reports.answered' and ${during(within)}) reported`.execute(db)
  const [row] = rows
  if (!row) throw new Error('an aggregate gives one row')
  return row
}
