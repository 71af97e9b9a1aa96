type Passage = { from: string; to: string; count: number; medianHours: number }

/** The strongest passages that together carry `detail` percent of all; at 100 all of them. */
export function shownPassages({ follows }: { follows: readonly Passage[] }, detail: number): Passage[] {
  const sorted = follows.toSorted((a, b) => b.count - a.count)
  const wanted = (sorted.reduce((sum, { count }) => sum + count, 0) * detail) / 100
  let carried = 0
  return sorted.filter(({ count }) => {
    const before = carried
    carried += count
    return before < wanted
  })
}

const [few, least, usual] = [12, 60, 97]

/** How much of the passages is shown before the reader chooses: what a dozen of them carry. */
export function usualDetail(process: { follows: readonly Passage[] }): number {
  const sorted = process.follows.toSorted((a, b) => b.count - a.count)
  if (sorted.length <= few) return 100
  const sum = (some: readonly Passage[]) => some.reduce((total, { count }) => total + count, 0)
  return Math.min(usual, Math.max(least, Math.floor((sum(sorted.slice(0, few)) / sum(sorted)) * 100)))
}
