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
