import type { Indicator } from './definition.ts'
import { medianOf, type Recipe } from './measures.ts'

export type Shade = 'good' | 'watch' | 'bad' | 'unknown'

/** A figure with what it was made of. `value` is undefined where nothing was counted: missing is not zero. */
export type Figure = { value: number | undefined; part: number; whole: number | undefined }

/** Sums of one unit's measures: flows over the period, stocks from the beginning of time to its end. */
export type Sums = { get(measure: string): number; histogram(measure: string): readonly number[] }

export function figureOf(indicator: Indicator, recipe: Recipe, sums: Sums): Figure {
  if (recipe.histogram) {
    const counts = sums.histogram(recipe.histogram)
    const whole = counts.reduce((sum, count) => sum + count, 0)
    const median = medianOf(counts)
    return { value: median === undefined ? undefined : inUnit(indicator, median), part: whole, whole }
  }
  const add = (terms: Recipe['part']) => terms.reduce((sum, term) => sum + term.sign * sums.get(term.measure), 0)
  const part = add(recipe.part)
  if (!recipe.whole)
    return { value: part === 0 && indicator.empty === 'unknown' ? undefined : part, part, whole: undefined }
  const whole = add(recipe.whole)
  const empty = indicator.empty === 'zero' ? 0 : undefined
  return { value: whole === 0 ? empty : inUnit(indicator, part / whole), part, whole }
}

/** A ratio as percent, minutes as hours where so declared; counts, points and money as they are. */
function inUnit(indicator: Indicator, value: number): number {
  if (indicator.unit === 'percent') return value * 100
  if (indicator.unit === 'hours') return value / 60
  return value
}

/** The band in which a value lies, without memory. An indicator without bands has no colour but unknown. */
export function bandOf(indicator: Indicator, value: number | undefined): Shade {
  if (value === undefined || !indicator.bands) return 'unknown'
  const reaches = (bound: number) => (indicator.better === 'higher' ? value >= bound : value <= bound)
  if (reaches(indicator.bands.good)) return 'good'
  return reaches(indicator.bands.watch) ? 'watch' : 'bad'
}

/**
 * The colour after a series of daily values, oldest first, the last being now. It changes only when a bound is passed by
 * the margin, or has been passed for two days: a unit at the edge does not flicker.
 */
export function shadeOf(indicator: Indicator, daily: readonly (number | undefined)[]): Shade {
  let shade: Shade = 'unknown'
  let beyond = 0
  for (const value of daily) {
    const band = bandOf(indicator, value)
    if (band === shade) {
      beyond = 0
      continue
    }
    beyond += 1
    if (shade === 'unknown' || band === 'unknown' || beyond > 2 || passedByMargin(indicator, shade, band, value)) {
      shade = band
      beyond = 0
    }
  }
  return shade
}

function passedByMargin(indicator: Indicator, from: Shade, to: Shade, value: number | undefined): boolean {
  if (value === undefined || !indicator.bands) return true
  const improving = rankOf(to) > rankOf(from)
  // The bound between the two: the lower band's upper edge when improving, the higher band's lower edge when falling.
  const bound = (improving ? to : from) === 'good' ? indicator.bands.good : indicator.bands.watch
  const distance = (indicator.better === 'higher') === improving ? value - bound : bound - value
  return distance >= indicator.margin
}

const rankOf = (shade: Shade): number => ({ bad: 0, watch: 1, good: 2, unknown: -1 })[shade]

/** Competition ranking (1, 2, 2, 4); units without a figure, or with too few cases, have no rank. */
export function rankUnits(
  indicator: Indicator,
  figures: readonly { unit: string; figure: Figure }[],
): Map<string, number | undefined> {
  const ranks = new Map<string, number | undefined>(figures.map(({ unit }) => [unit, undefined]))
  const sign = indicator.better === 'higher' ? -1 : 1
  const counted = figures
    .filter(({ figure }) => figure.value !== undefined && !hasFew(indicator, figure))
    .map(({ unit, figure }) => ({ unit, value: sign * round(figure.value) }))
    .sort((a, b) => a.value - b.value)
  let rank = 0
  for (const [at, { unit, value }] of counted.entries()) {
    if (value !== counted[at - 1]?.value) rank = at + 1
    ranks.set(unit, rank)
  }
  return ranks
}

/** Figures are shown, and compared, with two decimals. */
export const round = (value: number | undefined): number => Math.round((value ?? 0) * 100) / 100

export const hasFew = (indicator: Indicator, figure: Figure): boolean =>
  figure.whole !== undefined && figure.whole < indicator.few
