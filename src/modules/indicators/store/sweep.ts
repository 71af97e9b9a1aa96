import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { eventsOf, type Stretch } from '#core/events'
import type { Measure, Part } from '../measures.ts'
import { binBounds } from '../measures.ts'
import type { Grain } from '../periods.ts'

/** The measures to be counted, and where they lie in a cell's array of so many places. */
export type Layout = { measures: readonly Measure[]; slotOf: ReadonlyMap<string, number>; places: number }

/** Compiles a measure's condition over `e.payload`; the pack's check has accepted it. */
export type WhereSql = (where: string) => RawBuilder<SqlBool>

/** Where a sweep writes, and of which units: `_next` and a share of them while cells are made anew beside the live ones. */
export type Aim = { suffix: '' | '_next'; share?: { at: number; of: number } | undefined }

type Sql = RawBuilder<unknown>

/** `m1, m2 …`, each by a template in which # is its number. */
const each = (slots: readonly number[], template: string): Sql =>
  sql.raw(slots.map((slot) => template.replaceAll('#', String(slot))).join(', '))

function partSql(part: Part, where: WhereSql): Sql {
  const holds = part.where ? sql` and ${where(part.where)}` : sql``
  const signed = sql.raw(part.sign < 0 ? '-sign' : 'sign')
  const amount = part.amount ? sql`${signed} * (e.payload ->> ${sql.lit(part.amount)})::bigint` : signed
  return sql`when ${sql.lit(part.event)} = e.type${holds} then ${amount}`
}

const bounds = sql.raw(`array[${binBounds.join(',')}]::bigint[]`)

/** The bin of a histogram's fact, found once: its places then compare whole numbers. */
function binSql(part: Part | undefined, where: WhereSql): Sql {
  if (!part) return sql`null::int`
  const holds = part.where ? sql` and ${where(part.where)}` : sql``
  const minutes = sql`(e.payload ->> ${sql.lit(part.amount ?? '')})::bigint`
  return sql`case when e.type = ${sql.lit(part.event)}${holds} then width_bucket(${minutes} - 1, ${bounds}) end`
}

/** One column for each place. */
function measureColumns(measure: Measure, index: number, where: WhereSql): Sql[] {
  if (measure.kind !== 'histogram') {
    const parts = measure.parts.map((part) => partSql(part, where))
    return [sql`case ${sql.join(parts, sql` `)} end`]
  }
  return Array.from({ length: measure.width }, (_, i) => sql.raw(`case bin${index} when ${i} then sign end`))
}

/** What a fact adds at each place that is counted, in the order of these places. */
function placesOf(layout: Layout, where: WhereSql): { slot: number; column: Sql }[] {
  return layout.measures
    .flatMap((measure, index) => {
      const first = layout.slotOf.get(measure.key) ?? 1
      return measureColumns(measure, index, where).map((column, i) => ({ slot: first + i, column }))
    })
    .toSorted((a, b) => a.slot - b.slot)
}

const day = sql.raw(`(e.occurred_at at time zone 'Asia/Ho_Chi_Minh')::date`)
const columns = sql.raw('e.type, e.record, e.unit, e.actor_unit, e.origin, e.occurred_at, e.payload')

/** What a stretch of the log states, each fact once; what it undoes once more, with the sign that takes it away on its own day. */
function factsSql(stretch: Stretch, types: readonly string[], { share }: Aim): Sql {
  const { after, upTo } = stretch
  const wanted = sql`e.type = any(${types})${share ? sql` and abs(hashtext(e.unit) % ${sql.lit(share.of)}) = ${sql.lit(share.at)}` : sql``}`
  return sql`
    select ${columns}, 1::bigint as sign from ${eventsOf(stretch)} e where ${wanted}
    union all
    select ${columns}, -1::bigint from core.event u join core.event e on e.record = u.record and e.seq = u.undoes
    where u.undoes is not null and ${wanted}
      and (u.epoch, u.written_in, u.seq) > (${after.epoch}::int, ${after.writtenIn}::xid8, ${after.seq}::bigint)
      and (u.epoch, u.written_in, u.seq) <= (${upTo.epoch}::int, ${upTo.writtenIn}::xid8, ${upTo.seq}::bigint)`
}

const tables = [
  { table: 'cell_procedure', key: 'procedure', days: 'g' },
  { table: 'cell_channel', key: 'channel', days: 'g' },
  { table: 'cell', key: '', days: 'cell_channel_d' },
] as const
const starts = { d: 'day', m: `date_trunc('month', day)::date`, y: `date_trunc('year', day)::date` } as const

/**
 * Adds what a stretch of the log states to the cells, by one statement: days from facts, months from days, years from months. The live
 * consumer and the rebuild run the same one.
 */
export function sweepSql(layout: Layout, stretch: Stretch, where: WhereSql, aim: Aim): Sql {
  const types = [...new Set(layout.measures.flatMap((measure) => measure.parts.map((part) => part.event)))]
  const bins = layout.measures.flatMap((measure, index) =>
    measure.kind === 'histogram' ? [sql`, ${binSql(measure.parts[0], where)} as ${sql.raw(`bin${index}`)}`] : [],
  )
  const places = placesOf(layout, where)
  const slots = places.map(({ slot }) => slot)
  const made = places.map(({ slot, column }) => sql`${column} as ${sql.raw(`m${slot}`)}`)
  const counted = { slots, places: layout.places }
  const writes = tables.flatMap(({ table, key, days }) => [
    ...cells(counted, { table, key, grain: 'd', from: days }, aim),
    ...cells(counted, { table, key, grain: 'm', from: `${table}_d` }, aim),
    ...cells(counted, { table, key, grain: 'y', from: `${table}_m` }, aim),
  ])
  // Behind a fence (offset 0), or else the planner would find the bins anew for each of their places.
  const source = sql`
    with g as materialized (
      select unit, day, procedure, channel, max(occurred_at) filter (where sign > 0) as last_at,
        ${each(slots, 'indicators.total(m#) as m#')}
      from (
        select e.unit, ${day} as day, e.payload ->> 'procedure' as procedure, e.payload ->> 'channel' as channel,
          e.occurred_at, e.sign, ${sql.join(made)}
        from (select e.*${sql.join(bins, sql``)} from (${factsSql(stretch, types, aim)}) e offset 0) e
      ) one group by unit, day, procedure, channel
    )`
  if (aim.suffix) return sql`${source}, ${sql.join(writes)} select 1`
  return sql`${source}, ${sql.join(writes)}
    insert into indicators.freshness (unit, last_at)
    select unit, max(last_at) from g group by unit having max(last_at) is not null
    on conflict (unit) do update set last_at = greatest(freshness.last_at, excluded.last_at)`
}

type Counted = { slots: readonly number[]; places: number }
type Cells = { table: string; key: string; grain: Grain; from: string }

/** Up to so many places are set one by one: each setting copies the array once, but finding all the other places costs more. */
const fewPlaces = 12

/**
 * The sums of one grain from a finer one, and their way into the table. A place that comes to nothing is null again, so that a cell
 * made anew equals the live one.
 */
function cells({ slots, places }: Counted, { table, key, grain, from }: Cells, { suffix }: Aim): Sql[] {
  const name = `${table}_${grain}`
  const more = key ? `, ${key}` : ''
  const all = Array.from({ length: places }, (_, i) => i + 1)
  const sum = 'nullif(coalesce(cell.n[#], 0) + coalesce(excluded.n[#], 0), 0)'
  const written = all.map((slot) => (slots.includes(slot) ? `nullif(m${slot}, 0)` : 'null')).join(', ')
  const changed = slots.length > fewPlaces ? sql`n = array[${each(all, sum)}]` : each(slots, `n[#] = ${sum}`)
  return [
    sql`${sql.raw(name)} as materialized (
      select ${sql.raw(`${starts[grain]} as day, unit${more}`)}, ${each(slots, 'indicators.total(m#) as m#')}
      from ${sql.raw(from)} group by ${sql.raw(`${starts[grain]}, unit${more}`)})`,
    sql`${sql.raw(`${name}_written`)} as (
      insert into ${sql.raw(`indicators.${table}${suffix}`)} as cell (grain, start_on, unit${sql.raw(more)}, n)
      select ${sql.lit(grain)}, day, unit${sql.raw(more)}, array[${sql.raw(written)}]::bigint[] from ${sql.raw(name)}
      ${sql.raw(key ? `where ${key} is not null` : '')}
      on conflict (grain, start_on, unit${sql.raw(more)}) do update set ${changed})`,
  ]
}
