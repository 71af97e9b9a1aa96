import { binCount } from './measures.ts'
import type { Declared, Plan } from './layout.ts'
import type { Sums } from './rules.ts'

/** The places of the cells that some indicators read, in the order of the arrays that come back. */
export type Places = {
  slots: readonly number[]
  /** by index: whether the place is a stock, which is summed from the beginning */
  stocks: readonly boolean[]
  /** the index at which a measure begins */
  at: ReadonlyMap<string, number>
}

export function placesOf(plan: Plan, declared: readonly Declared[]): Places {
  const names = declared.flatMap(({ recipe }) => [
    ...[...recipe.part, ...(recipe.whole ?? [])].map((term) => term.measure),
    ...(recipe.histogram ? [recipe.histogram] : []),
  ])
  const at = new Map<string, number>()
  const slots: number[] = []
  const stocks: boolean[] = []
  for (const name of new Set(names)) {
    const measure = plan.measures.get(name)
    const first = plan.layout.slotOf.get(name)
    if (!measure || first === undefined) throw new Error(`a measure has no place: ${name}`)
    at.set(name, slots.length)
    for (let i = 0; i < measure.width; i += 1) {
      slots.push(first + i)
      stocks.push(measure.kind === 'stock')
    }
  }
  return { slots, stocks, at }
}

export const hasStock = (places: Places, { recipe }: Declared): boolean =>
  [...recipe.part, ...(recipe.whole ?? [])].some(({ measure }) => places.stocks[places.at.get(measure) ?? -1])

export const sumsOf = (places: Places, values: readonly number[]): Sums => ({
  get: (measure) => values[places.at.get(measure) ?? -1] ?? 0,
  histogram: (measure) => {
    const first = places.at.get(measure) ?? 0
    return values.slice(first, first + binCount)
  },
})

export const zeros = (places: Places): number[] => Array.from({ length: places.slots.length }, () => 0)

/** Adds to `sums` in place; null is nothing. */
export function add(sums: number[], more: readonly (number | null)[]): void {
  for (const [i, value] of more.entries()) if (value !== null) sums[i] = (sums[i] ?? 0) + value
}
