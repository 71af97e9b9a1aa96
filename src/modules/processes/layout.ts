type Node = { activity: string; starts: number; events: number }
type Follow = { from: string; to: string; count: number }
/** A drawing with more passages than this shows nothing to anyone; the weakest are then not considered. */
const maxPassages = 2000

export type Place = { layer: number; order: number }

/**
 * Places the activities of a process for drawing, top to bottom: an activity stands below those that usually come before
 * it. Passages against the main direction (rework) do not move it. Within a layer, activities stand near those that they
 * follow. The same process is always placed the same way.
 */
export function placeNodes(nodes: readonly Node[], follows: readonly Follow[]): Map<string, Place> {
  const ahead = forwardOnly(nodes, follows)
  const layers = layersOf(nodes, ahead)
  const rows = Map.groupBy(nodes, (node) => layers.get(node.activity) ?? 0)
  const places = new Map<string, Place>()
  for (const layer of [...rows.keys()].toSorted((a, b) => a - b)) {
    const row = (rows.get(layer) ?? []).map((node, index) => ({ node, wish: wishOf(node, ahead, places) ?? index }))
    row.sort((a, b) => a.wish - b.wish || b.node.events - a.node.events)
    for (const [order, { node }] of row.entries()) places.set(node.activity, { layer, order })
  }
  return places
}

/** The strongest passages that make no circle: taken by count, each is kept unless it would close one. */
function forwardOnly(nodes: readonly Node[], follows: readonly Follow[]): Follow[] {
  const next = new Map<string, string[]>()
  const reaches = (from: string, to: string): boolean => {
    const seen = new Set<string>()
    const open = [from]
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (at === to) return true
      if (seen.has(at)) continue
      seen.add(at)
      open.push(...(next.get(at) ?? []))
    }
    return false
  }
  const known = new Set(nodes.map((node) => node.activity))
  const strongest = follows
    .filter(({ from, to }) => from !== to && known.has(from) && known.has(to))
    .toSorted((a, b) => b.count - a.count || (a.from + a.to < b.from + b.to ? -1 : 1))
  return strongest.slice(0, maxPassages).filter(({ from, to }) => {
    if (reaches(to, from)) return false
    next.set(from, [...(next.get(from) ?? []), to])
    return true
  })
}

/** The length of the longest way to each activity. */
function layersOf(nodes: readonly Node[], ahead: readonly Follow[]): Map<string, number> {
  const before = Map.groupBy(ahead, ({ to }) => to)
  const layers = new Map<string, number>()
  const layerOf = (activity: string): number => {
    const known = layers.get(activity)
    if (known !== undefined) return known
    const layer = Math.max(-1, ...(before.get(activity) ?? []).map(({ from }) => layerOf(from))) + 1
    layers.set(activity, layer)
    return layer
  }
  for (const { activity } of nodes) layerOf(activity)
  return layers
}

/** Where an activity would like to stand: at the mean place of those above it, weighed by how often it follows them. */
function wishOf(node: Node, ahead: readonly Follow[], places: ReadonlyMap<string, Place>): number | undefined {
  const above = ahead.filter(({ to, from }) => to === node.activity && places.has(from))
  const weight = above.reduce((sum, { count }) => sum + count, 0)
  if (weight === 0) return undefined
  return above.reduce((sum, { from, count }) => sum + count * (places.get(from)?.order ?? 0), 0) / weight
}
