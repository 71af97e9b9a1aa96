import type { Context } from '#core/context'
import { addDays } from '#core/days'
import { beginning } from './board.ts'
import { planOf, type Declared } from './layout.ts'
import { pieces } from './periods.ts'
import { add, placesOf, sumsOf, zeros, type Places } from './places.ts'
import { figureOf, type Figure } from './rules.ts'
import * as store from './store/cells.ts'

export type Point = { start: string; figure: Figure }
export type Trend = { points: Point[]; units: Map<string, Point[]> }
type Span = { grain: 'd' | 'm'; from: string; to: string; unit?: string | undefined }

/** The figure month by month or day by day: of all units together (or of the one that is asked for), and of each. */
export async function trendOf(ctx: Context, declared: Declared, span: Span): Promise<Trend> {
  const places = placesOf(await planOf(ctx), [declared])
  const earlier = pieces(beginning, addDays(span.from, -1)).map((piece) => ({ ...piece, name: 'earlier' }))
  const source = { table: 'cell', unit: span.unit } as const
  const { grain, from, to } = span
  const rows = await store.sumPlaces(ctx.db, source, places.slots, [
    ...(places.stocks.includes(true) ? earlier : []),
    { grain, from, to },
  ])
  const starts = startsOf(span)
  const pointsOf = (some: readonly store.SumRow[]) => seriesOf(declared, places, some, starts)
  return {
    points: pointsOf(rows),
    units: new Map([...Map.groupBy(rows, ({ key }) => key)].map(([unit, some]) => [unit, pointsOf(some)])),
  }
}

function seriesOf({ indicator, recipe }: Declared, places: Places, rows: readonly store.SumRow[], starts: string[]) {
  const byStart = Map.groupBy(rows, ({ name }) => name)
  const gained = (name: string) => {
    const sums = zeros(places)
    for (const row of byStart.get(name) ?? []) add(sums, row.sums)
    return sums
  }
  const standing = gained('earlier')
  return starts.map((start) => {
    const flows = gained(start)
    add(standing, flows)
    const values = flows.map((value, i) => (places.stocks[i] ? (standing[i] ?? 0) : value))
    return { start, figure: figureOf(indicator, recipe, sumsOf(places, values)) }
  })
}

function startsOf({ grain, from, to }: Span): string[] {
  const starts: string[] = []
  for (let day = from; day <= to; day = grain === 'd' ? addDays(day, 1) : nextMonth(day)) starts.push(day)
  return starts
}

const nextMonth = (day: string): string => `${addDays(`${day.slice(0, 7)}-28`, 7).slice(0, 7)}-01`
