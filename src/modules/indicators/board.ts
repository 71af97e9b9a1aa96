import type { Context } from '#core/context'
import { addDays, dayOf } from '#core/days'
import { planOf, type Declared } from './layout.ts'
import { pieces, previousPeriod, type Period, type Piece } from './periods.ts'
import { add, hasStock, placesOf, sumsOf, zeros, type Places } from './places.ts'
import { figureOf, shadeOf, type Figure, type Shade } from './rules.ts'
import * as store from './store/cells.ts'

/** Days over which a colour is steadied. */
const steadyDays = 14
export const beginning = '2000-01-01'

export type Standing = { figure: Figure; shade: Shade; previous: Figure }
export type Board = { standings: Map<string, Standing>; total: Standing }

/** The time up to a period's end, cut into stretches that do not overlap; each of the last days for itself. */
type Stretches = { pieces: Piece[]; days: string[] }
/** What one unit, or the whole province, gained in each stretch: `earlier`, `before`, `now`, and each of the last days. */
type Gains = Map<string, readonly (number | null)[]>

/** Where every unit stands in a period, up to today, and the whole province as `total`: by one query for all these indicators. */
export async function boardsOf(
  ctx: Context,
  declared: readonly Declared[],
  period: Period,
  source: store.Source = { table: 'cell' },
): Promise<Board[]> {
  const places = placesOf(await planOf(ctx), declared)
  const today = dayOf(ctx.clock())
  const cut = stretchesOf(period, period.to < today ? period.to : today, {
    stocks: places.stocks.includes(true),
    days: declared.some(({ indicator }) => indicator.bands),
  })
  const rows = await store.sumPlaces(ctx.db, source, places.slots, cut.pieces)
  const { byKey, all } = gainsOf(places, rows)
  return declared.map((one) => {
    const carried = hasStock(places, one)
    // A unit without a fact in the period stands nowhere, unless something is carried into it.
    const present = [...byKey].filter(([, gains]) => carried || gains.size > (gains.has('before') ? 1 : 0))
    return {
      standings: new Map(present.map(([key, gains]) => [key, standingOf(one, places, gains, cut.days)])),
      total: standingOf(one, places, all, cut.days),
    }
  })
}

/** The same for one indicator. */
export async function boardOf(ctx: Context, declared: Declared, period: Period, source?: store.Source): Promise<Board> {
  const [board] = await boardsOf(ctx, [declared], period, source)
  if (!board) throw new Error('no board')
  return board
}

/** What is before the period before is read for stocks alone, and single days for colours alone. */
function stretchesOf(period: Period, to: string, wanted: { stocks: boolean; days: boolean }): Stretches {
  const before = previousPeriod(period)
  const recent = addDays(to, 1 - (wanted.days ? steadyDays : 0))
  const daysFrom = recent > period.from ? recent : period.from
  const part = (name: string, from: string, until: string) => pieces(from, until).map((piece) => ({ ...piece, name }))
  const days: string[] = []
  for (let day = daysFrom; wanted.days && day <= to; day = addDays(day, 1)) days.push(day)
  return {
    pieces: [
      ...(wanted.stocks ? part('earlier', beginning, addDays(before.from, -1)) : []),
      ...part('before', before.from, before.to),
      ...part('now', period.from, wanted.days ? addDays(daysFrom, -1) : to),
      ...(days.length > 0 ? [{ grain: 'd' as const, from: daysFrom, to }] : []),
    ],
    days,
  }
}

function gainsOf(places: Places, rows: readonly store.SumRow[]): { byKey: Map<string, Gains>; all: Gains } {
  const byKey = new Map<string, Gains>()
  const all = new Map<string, number[]>()
  for (const { key, name, sums } of rows) {
    const own = byKey.get(key) ?? new Map<string, readonly (number | null)[]>()
    byKey.set(key, own.set(name, sums))
    const together = all.get(name) ?? zeros(places)
    add(together, sums)
    all.set(name, together)
  }
  return { byKey, all }
}

function standingOf({ indicator, recipe }: Declared, places: Places, gains: Gains, days: readonly string[]): Standing {
  const figure = (values: readonly number[]) => figureOf(indicator, recipe, sumsOf(places, values))
  const gained = (name: string) => gains.get(name) ?? []
  const carried = zeros(places)
  /** Flows of a stretch, and stocks with all that was there before it. */
  const after = (name: string) => {
    add(carried, gained(name))
    return carried.map((stock, i) => (places.stocks[i] ? stock : (gained(name)[i] ?? 0)))
  }
  add(carried, gained('earlier'))
  const previous = figure(after('before'))
  const standing = after('now')
  const daily = days.map((day) => {
    add(standing, gained(day))
    return figure(standing).value
  })
  return { figure: figure(standing), shade: shadeOf(indicator, daily), previous }
}
