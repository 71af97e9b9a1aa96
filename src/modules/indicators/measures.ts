import type { Entry, Indicator, Term } from './definition.ts'

/** An event that changes a measure: by how much (1, or a number of its payload), and when its `where` holds. */
export type Part = { event: string; sign: 1 | -1; amount: string | undefined; where: string | undefined }
/** What is kept in cells: a flow and a stock take one place, a histogram one for each bin. */
export type Measure = { key: string; kind: 'flow' | 'stock' | 'histogram'; width: number; parts: readonly Part[] }
/** How an indicator is put together: measures to add, each with its sign. */
export type Recipe = {
  indicator: string
  part: readonly { measure: string; sign: 1 | -1 }[]
  whole: readonly { measure: string; sign: 1 | -1 }[] | undefined
  histogram: string | undefined
}

/** Upper bounds in working minutes of a histogram's bins; the last bin is open. A working day here is about 450 minutes. */
export const binBounds = [
  15, 30, 60, 120, 180, 240, 360, 450, 675, 900, 1350, 1800, 2250, 3150, 4500, 6750, 9000, 13500, 20250, 31500,
] as const
export const binCount = binBounds.length + 1

const keyOf = (kind: Measure['kind'], parts: readonly Part[]): string =>
  `${kind} ${parts.map((p) => `${p.sign < 0 ? '-' : '+'}${p.event}${p.amount ? `.${p.amount}` : ''}${p.where ? `[${p.where}]` : ''}`).join(' ')}`

function measure(kind: Measure['kind'], parts: readonly Part[]): Measure {
  return { key: keyOf(kind, parts), kind, width: kind === 'histogram' ? binCount : 1, parts }
}

const entryPart = (entry: Entry, sign: 1 | -1): Part => ({
  event: entry.event,
  sign,
  amount: undefined,
  where: entry.where,
})

function termMeasure(term: Term): Measure {
  if ('count' in term) return measure('flow', [{ event: term.count, sign: 1, amount: undefined, where: term.where }])
  if ('sum' in term) return measure('flow', [{ event: term.sum, sign: 1, amount: term.of, where: term.where }])
  return stockMeasure(term.stock)
}

const stockMeasure = (stock: NonNullable<Indicator['stock']>): Measure =>
  measure('stock', [
    ...stock.enters.map((entry) => entryPart(entry, 1)),
    ...stock.leaves.map((entry) => entryPart(entry, -1)),
  ])

/** The measures that an indicator needs, and how they make its figure. */
export function recipeOf(id: string, indicator: Indicator): { recipe: Recipe; measures: Measure[] } {
  const signed = (terms: readonly Term[]) =>
    terms.map((term) => ({ made: termMeasure(term), sign: term.less ? (-1 as const) : (1 as const) }))
  if (indicator.duration) {
    const { of: event, minutes, where } = indicator.duration
    const made = measure('histogram', [{ event, sign: 1, amount: minutes, where }])
    return { recipe: { indicator: id, part: [], whole: undefined, histogram: made.key }, measures: [made] }
  }
  const part = indicator.stock
    ? [{ made: stockMeasure(indicator.stock), sign: 1 as const }]
    : signed(indicator.of ?? [])
  const whole = indicator.over && signed(indicator.over)
  const named = (list: typeof part) => list.map(({ made, sign }) => ({ measure: made.key, sign }))
  return {
    recipe: { indicator: id, part: named(part), whole: whole && named(whole), histogram: undefined },
    measures: [...part, ...(whole ?? [])].map(({ made }) => made),
  }
}

/** The median of a histogram, by straight lines inside its bins: approximate. Undefined for an empty one. */
export function medianOf(counts: readonly number[]): number | undefined {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total <= 0) return undefined
  let seen = 0
  for (const [bin, count] of counts.entries()) {
    if (seen + count < total / 2 || count === 0) {
      seen += count
      continue
    }
    const low = binBounds[bin - 1] ?? 0
    const high = binBounds[bin] ?? low * 2
    return low + ((total / 2 - seen) / count) * (high - low)
  }
  return undefined
}
