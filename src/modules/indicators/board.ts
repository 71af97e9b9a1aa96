import type { Context } from '#core/context'
import { addDays, dayOf } from '#core/days'
import type { Indicator } from './definition.ts'
import { binCount } from './measures.ts'
import { planOf, type Declared, type Plan } from './layout.ts'
import { previousPeriod, type Period } from './periods.ts'
import { figureOf, shadeOf, type Figure, type Shade, type Sums } from './rules.ts'
import * as store from './store/cells.ts'

/** Days over which a colour is steadied. */
const steadyDays = 14
const beginning = '2000-01-01'

export type Standing = { figure: Figure; shade: Shade; previous: Figure }
export type Board = { standings: Map<string, Standing>; total: Standing; from: string; to: string }

type Places = { slots: number[]; flows: number[]; stocks: number[]; at: ReadonlyMap<string, number> }

/** The places that an indicator reads, in the order of the arrays that come back. */
function placesOf(plan: Plan, declared: Declared): Places {
  const { recipe } = declared
  const names = [...recipe.part, ...(recipe.whole ?? [])].map((term) => term.measure)
  if (recipe.histogram) names.push(recipe.histogram)
  const at = new Map<string, number>()
  const slots: number[] = []
  const flows: number[] = []
  const stocks: number[] = []
  for (const name of new Set(names)) {
    const measure = plan.measures.get(name)
    const first = plan.layout.slotOf.get(name)
    if (!measure || first === undefined) throw new Error(`${declared.id} needs a measure that has no place: ${name}`)
    at.set(name, slots.length)
    for (let i = 0; i < measure.width; i += 1) {
      ;(measure.kind === 'stock' ? stocks : flows).push(slots.length)
      slots.push(first + i)
    }
  }
  return { slots, flows, stocks, at }
}

const sumsOf = (places: Places, values: readonly number[]): Sums => ({
  get: (measure) => values[places.at.get(measure) ?? -1] ?? 0,
  histogram: (measure) => {
    const first = places.at.get(measure) ?? 0
    return values.slice(first, first + binCount)
  },
})

const zeros = (length: number): number[] => Array.from({ length }, () => 0)
const plus = (a: readonly number[], b: readonly (number | null)[]): number[] => a.map((x, i) => x + (b[i] ?? 0))
const minus = (a: readonly number[], b: readonly (number | null)[]): number[] => a.map((x, i) => x - (b[i] ?? 0))

/** Flows over the span, stocks from the beginning to its end: by unit, or by part of one unit. */
async function totals(ctx: Context, source: store.Source, places: Places, span: { from: string; to: string }) {
  const sums = new Map<string, number[]>()
  const take = async (indexes: readonly number[], from: string) => {
    const rows = await store.sumPlaces(
      ctx.db,
      source,
      indexes.map((i) => places.slots[i] ?? 0),
      { from, to: span.to },
    )
    for (const row of rows) {
      const values = sums.get(row.key) ?? zeros(places.slots.length)
      indexes.forEach((index, i) => (values[index] = row.sums[i] ?? 0))
      sums.set(row.key, values)
    }
  }
  await Promise.all([take(places.flows, span.from), take(places.stocks, beginning)])
  return sums
}

/** Where every unit stands in a period, up to today; with the whole province as `total`. */
export async function boardOf(
  ctx: Context,
  id: string,
  period: Period,
  source: store.Source = { table: 'cell' },
): Promise<Board> {
  const plan = await planOf(ctx)
  const declared = plan.indicators.find((item) => item.id === id)
  if (!declared) throw new Error(`no indicator ${id}`)
  const places = placesOf(plan, declared)
  const today = dayOf(ctx.clock())
  const to = period.to < today ? period.to : today
  const before = previousPeriod(period)
  const recentFrom = laterOf(addDays(to, 1 - steadyDays), period.from)
  const [now, earlier, recent] = await Promise.all([
    totals(ctx, source, places, { from: period.from, to }),
    totals(ctx, source, places, before),
    store.listPlaces(ctx.db, source, places.slots, { grain: 'd', from: recentFrom, to }),
  ])
  const recentBy = Map.groupBy(recent, (row) => row.key)
  const judge = (values: number[], days: readonly store.DayRow[], previous: number[]): Standing => ({
    figure: figureOf(declared.indicator, declared.recipe, sumsOf(places, values)),
    shade: shadeOf(declared.indicator, dailyValues(declared, places, values, daysBack(days, recentFrom, to))),
    previous: figureOf(declared.indicator, declared.recipe, sumsOf(places, previous)),
  })
  const standings = new Map<string, Standing>()
  for (const [key, values] of now)
    standings.set(key, judge(values, recentBy.get(key) ?? [], earlier.get(key) ?? zeros(places.slots.length)))
  const all = (sums: Map<string, number[]>) => [...sums.values()].reduce(plus, zeros(places.slots.length))
  return { standings, total: judge(all(now), recent, all(earlier)), from: period.from, to }
}

const laterOf = (a: string, b: string): string => (a > b ? a : b)

/** What each day added, newest first. */
function daysBack(rows: readonly store.DayRow[], from: string, to: string): (number | null)[][] {
  const byDay = Map.groupBy(rows, (row) => row.day)
  const days: (number | null)[][] = []
  for (let day = to; day >= from; day = addDays(day, -1)) {
    const sums = byDay.get(day)?.map((row) => row.sums) ?? []
    const [first = []] = sums
    days.push(
      sums.slice(1).reduce<(number | null)[]>(
        (sum, next) =>
          plus(
            sum.map((n) => n ?? 0),
            next,
          ),
        first,
      ),
    )
  }
  return days
}

/** The figure as it stood at the end of each day, oldest first: today's sums less what the days since then added. */
function dailyValues(
  declared: Declared,
  places: Places,
  values: readonly number[],
  days: readonly (number | null)[][],
) {
  const { indicator, recipe } = declared
  const series: (number | undefined)[] = []
  let standing = [...values]
  for (const added of days) {
    series.unshift(figureOf(indicator, recipe, sumsOf(places, standing)).value)
    standing = minus(standing, added)
  }
  return series
}

export type Point = { start: string; figure: Figure }

/** The figure of a unit, or of the province, month by month or day by day. */
export async function trendOf(ctx: Context, id: string, span: Span & { unit?: string | undefined }): Promise<Point[]> {
  const { series, rows, before } = await seriesOf(ctx, id, span, span.unit)
  return series(rows, [...before.values()])
}

/** The same for each unit at once: the small trends beside a ranking. */
export async function trendsOf(ctx: Context, id: string, span: Span): Promise<Map<string, Point[]>> {
  const { series, rows, before } = await seriesOf(ctx, id, span, undefined)
  const byUnit = Map.groupBy(rows, (row) => row.key)
  const units = new Set([...byUnit.keys(), ...before.keys()])
  return new Map(
    [...units].map((unit) => {
      const earlier = before.get(unit)
      return [unit, series(byUnit.get(unit) ?? [], earlier ? [earlier] : [])]
    }),
  )
}

type Span = { grain: 'd' | 'm'; from: string; to: string }

async function seriesOf(ctx: Context, id: string, span: Span, unit: string | undefined) {
  const plan = await planOf(ctx)
  const declared = plan.indicators.find((item) => item.id === id)
  if (!declared) throw new Error(`no indicator ${id}`)
  const places = placesOf(plan, declared)
  const source = { table: 'cell', unit } as const
  const rows = await store.listPlaces(ctx.db, source, places.slots, span)
  const before = await totals(ctx, source, places, { from: beginning, to: addDays(span.from, -1) })
  const series = (some: readonly store.DayRow[], earlier: readonly number[][]): Point[] => {
    const byDay = Map.groupBy(some, (row) => row.day)
    let stock = earlier.reduce(plus, zeros(places.slots.length))
    return startsOf(span).map((start) => {
      const added = (byDay.get(start) ?? []).reduce((sum, row) => plus(sum, row.sums), zeros(places.slots.length))
      stock = plus(stock, added)
      const values = added.map((value, i) => (places.stocks.includes(i) ? (stock[i] ?? 0) : value))
      return { start, figure: figureOf(declared.indicator, declared.recipe, sumsOf(places, values)) }
    })
  }
  return { series, rows, before }
}

function startsOf({ grain, from, to }: { grain: 'd' | 'm'; from: string; to: string }): string[] {
  const starts: string[] = []
  for (let day = from; day <= to; day = grain === 'd' ? addDays(day, 1) : nextMonth(day)) starts.push(day)
  return starts
}

const nextMonth = (day: string): string => `${addDays(`${day.slice(0, 7)}-28`, 7).slice(0, 7)}-01`

export const indicatorOf = (plan: Plan, id: string): Indicator | undefined =>
  plan.indicators.find((item) => item.id === id)?.indicator
