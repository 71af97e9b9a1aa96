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
/** What one unit, or the whole province, gained in each stretch. */
type Gains = { earlier: number[]; before: number[]; now: number[]; days: Map<string, number[]>; active: boolean }

/** Where every unit stands in a period, up to today, with the whole province as `total`: for each of these indicators, by one query. */
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
    // A unit without any fact in the period stands nowhere, unless something was carried into it.
    const present = [...byKey].filter(([, gains]) => gains.active || carried)
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
  const none = (): Gains => ({
    earlier: zeros(places),
    before: zeros(places),
    now: zeros(places),
    days: new Map<string, number[]>(),
    active: false,
  })
  const all = none()
  for (const { key, name, sums } of rows) {
    let own = byKey.get(key)
    if (!own) byKey.set(key, (own = none()))
    own.active ||= name !== 'before' && name !== 'earlier'
    for (const gains of [own, all]) add(partOf(gains, name, places), sums)
  }
  return { byKey, all }
}

function partOf(gains: Gains, name: string, places: Places): number[] {
  if (name === 'earlier' || name === 'before' || name === 'now') return gains[name]
  let day = gains.days.get(name)
  if (!day) gains.days.set(name, (day = zeros(places)))
  return day
}

function standingOf({ indicator, recipe }: Declared, places: Places, gains: Gains, days: readonly string[]): Standing {
  const figure = (values: readonly number[]) => figureOf(indicator, recipe, sumsOf(places, values))
  /** Flows as they are, stocks with what was there before. */
  const atEnd = (gained: readonly number[], ...carried: readonly (readonly number[])[]) =>
    gained.map((value, i) => (places.stocks[i] ? carried.reduce((sum, more) => sum + (more[i] ?? 0), value) : value))
  const standing = atEnd(gains.now, gains.before, gains.earlier)
  const daily = days.map((day) => {
    add(standing, gains.days.get(day) ?? [])
    return figure(standing).value
  })
  return {
    figure: figure(standing),
    shade: shadeOf(indicator, daily),
    previous: figure(atEnd(gains.before, gains.earlier)),
  }
}
