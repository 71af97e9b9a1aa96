import { sql, type RawBuilder } from 'kysely'
import type { Db } from '#core/db'

/** The lists: inbox, search, mine, load, and the counts. Each arm is bounded by its index; nothing counts rows. */

export type ItemRow = {
  code: string
  unit: string
  version: number
  procedure: string
  definition: string
  applicant_name: string
  state: string
  channel: string
  reception_unit: string
  submitted_at: Date
  intake_due_at: Date
  accepted_at: Date | null
  due_at: Date | null
  promised_at: Date | null
  paused_at: Date | null
  resolved_at: Date | null
  ended_at: Date | null
  overdue: boolean
  clock: unknown
  step: string | null
  work_unit: string | null
  role: string | null
  assignee: string | null
  sort_key: string
}

export const columns =
  sql.raw(`c.code, c.unit, c.version, c.procedure, c.definition, c.applicant_name, c.state, c.channel, c.reception_unit,
  c.submitted_at, c.intake_due_at, c.accepted_at, c.due_at, c.promised_at, c.paused_at, c.resolved_at, c.ended_at, c.overdue, c.clock,
  c.step, c.work_unit, c.role, c.assignee`)

export type Queue = { unit: string; role: string }
/** The place after which a page begins: its last row's sort time, as text, and code. */
export type Cursor = { at: string; code: string }

export type InboxFilter = {
  procedure?: string | undefined
  channel?: string | undefined
  assignee?: string | undefined
  sought?: Sought | undefined
  state: 'open' | 'overdue' | 'due-soon' | 'waiting' | 'unassigned'
  now: Date
  after: Cursor | undefined
  limit: number
}

/** What a typed text is: a code or a piece of one, an identity number (by digest), or words of the applicant's name. */
export type Sought = {
  code?: string | undefined
  piece?: string | undefined
  digest?: Uint8Array | undefined
  words?: string | undefined
}

type Part = RawBuilder<unknown>
const all = (parts: readonly Part[]): Part => sql.join(parts, sql` and `)

const seeking = ({ code, piece, digest, words }: Sought): Part[] => [
  ...(code === undefined ? [] : [sql`c.code = ${code}`]),
  ...(piece === undefined ? [] : [sql`position(${piece} in c.code) > 0`]),
  ...(digest === undefined ? [] : [sql`c.applicant_digest = ${Buffer.from(digest)}`]),
  ...(words === undefined ? [] : [sql`to_tsvector('simple', c.search_key) @@ to_tsquery('simple', ${words})`]),
]

function conditions({ procedure, channel, assignee, sought, state, now, after }: InboxFilter): Part {
  const at = sql`${now.toISOString()}::timestamptz`
  const byState: Record<InboxFilter['state'], Part[]> = {
    open: [],
    overdue: [sql`c.sort_at < ${at}`],
    'due-soon': [sql`c.sort_at >= ${at} and c.sort_at < ${at} + interval '2 days'`],
    waiting: [sql`c.sort_at = 'infinity' and c.state in ('incomplete', 'awaiting-supplement', 'awaiting-payment')`],
    unassigned: [sql`c.assignee is null`],
  }
  return all([
    sql`c.ended_at is null`,
    ...byState[state],
    ...(procedure === undefined ? [] : [sql`c.procedure = ${procedure}`]),
    ...(channel === undefined ? [] : [sql`c.channel = ${channel}`]),
    ...(assignee === undefined ? [] : [sql`c.assignee = ${assignee}`]),
    ...seeking(sought ?? {}),
    ...(after === undefined ? [] : [sql`(c.sort_at, c.code) > (${after.at}::timestamptz, ${after.code})`]),
  ])
}

const page = (from: Part, limit: number) => sql<ItemRow>`
  select ${columns}, c.sort_at::text as sort_key from (${from}) c order by c.sort_at, c.code limit ${limit}`

/** The pool of these queues: what nobody has, and what is mine or of those I stand in for. One arm a queue. */
export async function listQueues(
  db: Db,
  queues: readonly Queue[],
  mine: readonly string[],
  filter: InboxFilter,
): Promise<ItemRow[]> {
  if (queues.length === 0) return []
  const arm = sql`
    select c.* from unnest(${queues.map((queue) => queue.unit)}::text[], ${queues.map((queue) => queue.role)}::text[]) as q(unit, role)
    cross join lateral (
      select * from cases.case c where c.work_unit = q.unit and c.role = q.role and ${conditions(filter)}
        and (c.assignee is null or c.assignee = any(${[...mine]}::text[]))
      order by c.sort_at, c.code limit ${filter.limit}) c`
  return (await page(arm, filter.limit).execute(db)).rows
}

export async function listAssigned(db: Db, mine: readonly string[], filter: InboxFilter): Promise<ItemRow[]> {
  const arm = sql`
    select * from cases.case c where c.assignee = any(${[...mine]}::text[]) and ${conditions(filter)} order by c.sort_at, c.code limit ${filter.limit}`
  return (await page(arm, filter.limit).execute(db)).rows
}

/** With more units than this the walk by time left finds a page sooner than an arm for each. */
const mostArms = 16

/** Whatever lies at these units, by time left; `undefined` is the whole province. */
export async function listWide(db: Db, units: readonly string[] | undefined, filter: InboxFilter): Promise<ItemRow[]> {
  const arms = filter.assignee === undefined && units !== undefined && units.length <= mostArms
  const arm = arms ? byUnit(units, filter) : walk(units, filter)
  return (await page(arm, filter.limit).execute(db)).rows
}

const byUnit = (units: readonly string[], filter: InboxFilter) => sql`
  select c.* from unnest(${[...units]}::text[]) as u(unit)
  cross join lateral (
    select * from cases.case c where c.work_unit = u.unit and ${conditions(filter)} order by c.sort_at, c.code limit ${filter.limit}) c`

const walk = (units: readonly string[] | undefined, filter: InboxFilter) => sql`
  select * from cases.case c
  where ${conditions(filter)} and ${units === undefined ? sql`true` : sql`c.work_unit = any(${[...units]}::text[])`}
  order by c.sort_at, c.code limit ${filter.limit}`

/** Cases on which an opinion of these units is waited for. */
export async function listConsulted(
  db: Db,
  units: readonly string[],
  { sought, limit }: Pick<InboxFilter, 'sought' | 'limit'>,
): Promise<ItemRow[]> {
  const { rows } = await sql<ItemRow>`
    select ${columns}, o.due_at::text as sort_key from cases.consultation o join cases.case c on c.code = o.code and c.unit = o.unit
    where o.of_unit = any(${[...units]}::text[]) and o.answered_at is null and ${all([sql`c.ended_at is null`, ...seeking(sought ?? {})])}
    order by o.due_at limit ${limit}`.execute(db)
  return rows
}

export type CountRow = { unit: string; role: string; open: number; overdue: number; waiting: number }

/** Counts by queue, from the counters and the differences not yet folded; `units` undefined is the whole province. */
export async function countQueues(
  db: Db,
  units: readonly string[] | undefined,
  procedure: string | undefined,
): Promise<CountRow[]> {
  const within = units === undefined ? sql`true` : sql`unit = any(${[...units]}::text[])`
  const { rows } = await sql<CountRow>`
    select unit, role, sum(open)::int as open, sum(overdue)::int as overdue, sum(waiting)::int as waiting from (
      select unit, role, open, overdue, waiting from cases.counter where procedure = ${procedure ?? ''} and ${within}
      union all
      select unit, role, open, overdue, waiting from cases.counter_change
      where ${within} and (${procedure === undefined} or procedure = ${procedure ?? ''})) as parts
    group by unit, role having sum(open) <> 0 or sum(waiting) <> 0 order by unit, role`.execute(db)
  return rows
}

export async function countAssigned(db: Db, me: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from cases.case where assignee = ${me} and ended_at is null`.execute(db)
  return rows[0]?.n ?? 0
}

export type SearchFilter = Omit<Sought, 'piece'> & {
  units: readonly string[] | undefined
  unit?: string | undefined
  procedure?: string | undefined
  state?: string | undefined
  from?: Date | undefined
  to?: Date | undefined
  after: Cursor | undefined
  limit: number
}

/** Newest first. A code, an identity number (by digest) or words of the applicant's name. */
export async function searchCases(db: Db, filter: SearchFilter): Promise<ItemRow[]> {
  const { units, unit, procedure, state, from, to, after } = filter
  const scope =
    units &&
    sql`(c.unit = any(${[...units]}::text[]) or c.reception_unit = any(${[...units]}::text[]) or c.work_unit = any(${[...units]}::text[]))`
  const parts = [
    ...seeking(filter),
    ...(scope === undefined ? [] : [scope]),
    ...(unit === undefined ? [] : [sql`c.unit = ${unit}`]),
    ...(procedure === undefined ? [] : [sql`c.procedure = ${procedure}`]),
    ...(state === undefined ? [] : [sql`c.state = ${state}`]),
    ...(from === undefined ? [] : [sql`c.submitted_at >= ${from.toISOString()}::timestamptz`]),
    ...(to === undefined ? [] : [sql`c.submitted_at < ${to.toISOString()}::timestamptz`]),
    ...(after === undefined ? [] : [sql`(c.submitted_at, c.code) < (${after.at}::timestamptz, ${after.code})`]),
    sql`true`,
  ]
  const { rows } = await sql<ItemRow>`
    select ${columns}, c.submitted_at::text as sort_key from cases.case c where ${all(parts)}
    order by c.submitted_at desc, c.code desc limit ${filter.limit}`.execute(db)
  return rows
}

type Span = { from: Date; to: Date; limit: number }

/** The cases that a reception took in, in the order in which they came. */
export async function listRegister(db: Db, reception: string, { from, to, limit }: Span): Promise<ItemRow[]> {
  const { rows } = await sql<ItemRow>`
    select ${columns}, c.submitted_at::text as sort_key from cases.case c
    where c.reception_unit = ${reception} and c.submitted_at >= ${from.toISOString()}::timestamptz
      and c.submitted_at < ${to.toISOString()}::timestamptz
    order by c.submitted_at, c.code limit ${limit}`.execute(db)
  return rows
}

export type LoadRow = { assignee: string | null; open: number; overdue: number; due_soon: number }

export async function loadOf(db: Db, unit: string, now: Date): Promise<LoadRow[]> {
  const at = sql`${now.toISOString()}::timestamptz`
  const { rows } = await sql<LoadRow>`
    select assignee, count(*)::int as open, (count(*) filter (where sort_at < ${at}))::int as overdue,
      (count(*) filter (where sort_at >= ${at} and sort_at < ${at} + interval '2 days'))::int as due_soon
    from cases.case where work_unit = ${unit} and ended_at is null group by assignee`.execute(db)
  return rows
}

/** Steps that each person ended since a day, in cases of these competent units. */
export async function countDone(db: Db, units: readonly string[], since: Date): Promise<Map<string, number>> {
  const at = since.toISOString()
  const { rows } = await sql<{ by: string; n: number }>`
    select v.ended_by as by, count(*)::int as n from cases.case c join cases.visit v on v.code = c.code and v.unit = c.unit
    where c.unit = any(${[...units]}::text[]) and c.submitted_at >= ${at}::timestamptz - interval '90 days'
      and v.ended_at >= ${at}::timestamptz group by 1`.execute(db)
  return new Map(rows.map(({ by, n }) => [by, n]))
}

/** Open work of these people at a unit in a role: what balanced assignment weighs. */
export async function openOf(db: Db, unit: string, role: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ assignee: string; n: number }>`
    select assignee, count(*)::int as n from cases.case
    where work_unit = ${unit} and role = ${role} and ended_at is null and assignee is not null group by assignee`.execute(
    db,
  )
  return new Map(rows.map(({ assignee, n }) => [assignee, n]))
}

export type RelatedRow = ItemRow & { because: 'same-person' | 'same-file' }

/** A file that more cases have is a blank form or a decree, and relates nobody. */
const mostShared = 5

/** Other cases of the same person, or with the same file. */
export async function listRelated(
  db: Db,
  code: string,
  digest: Uint8Array | undefined,
  limit: number,
): Promise<RelatedRow[]> {
  const person = digest === undefined ? sql`false` : sql`c.applicant_digest = ${Buffer.from(digest)}`
  const { rows } = await sql<RelatedRow>`
    select * from (
      (select ${columns}, c.submitted_at::text as sort_key, 'same-person' as because from cases.case c
       where ${person} and c.code <> ${code} order by c.submitted_at desc limit ${limit})
      union all
      (select distinct on (c.code) ${columns}, c.submitted_at::text as sort_key, 'same-file' as because
       from cases.paper mine join cases.paper other on other.digest = mine.digest and other.code <> mine.code
       join cases.case c on c.code = other.code and c.unit = other.unit
       where mine.code = ${code} and mine.digest is not null
         and (select count(*) from (select 1 from cases.paper p where p.digest = mine.digest limit ${mostShared + 1}) shared) <= ${mostShared}
       limit ${limit})) found limit ${limit}`.execute(db)
  return rows
}
