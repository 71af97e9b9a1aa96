import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { eventsOf, type Stretch } from '#core/events'
import type { Measure, Part } from '../measures.ts'
import { binBounds } from '../measures.ts'
import { grains, type Grain } from '../periods.ts'

/** The places of the measures in a cell's array, in slot order without gaps. */
export type Layout = { measures: readonly Measure[]; slotOf: ReadonlyMap<string, number>; places: number }

/** Compiles a measure's condition over `e.payload`; the pack's check has accepted it. */
export type WhereSql = (where: string) => RawBuilder<SqlBool>

/** `_next` while cells are made anew beside the live ones. */
export type Suffix = '' | '_next'

const columns = (places: number): RawBuilder<unknown> =>
  sql.join(Array.from({ length: places }, (_, i) => sql.raw(`nullif(sum(m${i + 1})::bigint, 0)`)))

function partSql(part: Part, where: WhereSql): RawBuilder<unknown> {
  const amount = part.amount ? sql`(e.payload ->> ${sql.lit(part.amount)})::bigint` : sql`1`
  const holds = part.where
    ? sql`${sql.lit(part.event)} = e.type and ${where(part.where)}`
    : sql`${sql.lit(part.event)} = e.type`
  return sql`when ${holds} then ${sql.lit(part.sign)} * ${amount}`
}

const bounds = sql.raw(`array[${binBounds.join(',')}]::bigint[]`)

/** The bin of a histogram's fact, found once: its places then compare whole numbers. */
function binSql(part: Part | undefined, where: WhereSql): RawBuilder<unknown> {
  if (!part) return sql`null::int`
  const holds = part.where ? sql` and ${where(part.where)}` : sql``
  const minutes = sql`(e.payload ->> ${sql.lit(part.amount ?? '')})::bigint`
  return sql`case when e.type = ${sql.lit(part.event)}${holds} then width_bucket(${minutes} - 1, ${bounds}) end`
}

/** One column for each place. */
function measureColumns(measure: Measure, index: number, where: WhereSql): RawBuilder<unknown>[] {
  if (measure.kind !== 'histogram')
    return [
      sql`case ${sql.join(
        measure.parts.map((p) => partSql(p, where)),
        sql` `,
      )} end`,
    ]
  const bin = sql.raw(`bin${index}`)
  return Array.from({ length: measure.width }, (_, i) => sql`case when ${bin} = ${sql.lit(i)} then 1 end`)
}

/** The places in slot order; one whose measure the pack no longer declares stays empty. */
function placesOf(layout: Layout, where: WhereSql): RawBuilder<unknown>[] {
  const made: RawBuilder<unknown>[] = Array.from({ length: layout.places }, () => sql`null::bigint`)
  for (const [index, measure] of layout.measures.entries()) {
    const first = (layout.slotOf.get(measure.key) ?? 1) - 1
    for (const [i, column] of measureColumns(measure, index, where).entries()) made[first + i] = column
  }
  return made
}

const day = sql.raw(`(e.occurred_at at time zone 'Asia/Ho_Chi_Minh')::date`)

/**
 * Adds what a stretch of the log states to the cells, by one statement. The live consumer and the rebuild run the same one.
 * A fact that is undone is taken away again on its own day.
 */
export function sweepSql(layout: Layout, stretch: Stretch, where: WhereSql, suffix: Suffix): RawBuilder<unknown> {
  const types = [...new Set(layout.measures.flatMap((measure) => measure.parts.map((part) => part.event)))]
  const made = placesOf(layout, where)
  const bins = layout.measures.flatMap((measure, index) =>
    measure.kind === 'histogram' ? [sql`, ${binSql(measure.parts[0], where)} as ${sql.raw(`bin${index}`)}`] : [],
  )
  const select = sql.join(made.map((column, i) => sql`sign * (${column}) as ${sql.raw(`m${i + 1}`)}`))
  const grouped = sql.join(Array.from({ length: layout.places }, (_, i) => sql.raw(`sum(m${i + 1}) as m${i + 1}`)))
  const source = sql`
    with part as materialized (
      select e.type, e.unit, e.actor_unit, e.origin, e.occurred_at, e.payload, e.undoes from ${eventsOf(stretch)} e
      where e.type = any(${types}) or e.undoes is not null
    ), e as (
      select type, unit, actor_unit, origin, occurred_at, payload, 1 as sign from part where type = any(${types})
      union all
      select e.type, e.unit, e.actor_unit, e.origin, e.occurred_at, e.payload, -1 from part u join core.event e on e.seq = u.undoes
      where u.undoes is not null and e.type = any(${types})
    ), g as materialized (
      select unit, day, procedure, channel, ${grouped} from (
        select e.unit, ${day} as day, e.payload ->> 'procedure' as procedure, e.payload ->> 'channel' as channel, ${select}
        from (select e.*${sql.join(bins, sql``)} from e) e
      ) one group by unit, day, procedure, channel
    )`
  const keys = [
    { table: 'cell', key: [] },
    { table: 'cell_procedure', key: ['procedure'] },
    { table: 'cell_channel', key: ['channel'] },
  ] as const
  const writes = keys.flatMap(({ table, key }) =>
    grains.map((grain) => {
      const name = sql.raw(`${table}_${grain}`)
      return sql`${name} as (${write(`${table}${suffix}`, grain, key, layout.places)})`
    }),
  )
  if (suffix) return sql`${source}, ${sql.join(writes)} select 1`
  return sql`${source}, ${sql.join(writes)}
    insert into indicators.freshness (unit, last_at) select unit, max(occurred_at) from e where sign > 0 group by unit
    on conflict (unit) do update set last_at = greatest(freshness.last_at, excluded.last_at)`
}

const startOf = { d: 'day', m: `date_trunc('month', day)::date`, y: `date_trunc('year', day)::date` } as const

function write(table: string, grain: Grain, key: readonly string[], places: number): RawBuilder<unknown> {
  const start = startOf[grain]
  const more = key.map((column) => `, ${column}`).join('')
  const present = key.length > 0 ? `where ${key.map((column) => `${column} is not null`).join(' and ')}` : ''
  return sql`
    insert into ${sql.raw(`indicators.${table}`)} as cell (grain, start_on, unit${sql.raw(more)}, n)
    select ${sql.lit(grain)}, ${sql.raw(`${start} as start_on, unit${more}`)}, array[${columns(places)}] from g ${sql.raw(present)}
    group by start_on, unit${sql.raw(more)}
    on conflict (grain, start_on, unit${sql.raw(more)}) do update set n = indicators.plus(cell.n, excluded.n)`
}
