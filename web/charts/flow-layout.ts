export type FlowNode = { id: string; rank: number; order: number; width: number; height: number }
export type FlowEdge = { from: string; to: string; count: number }
export type PlacedNode = { id: string; x: number; y: number; width: number; height: number }
export type PlacedEdge = FlowEdge & { path: string; label: readonly [number, number]; back: boolean }
export type Flow = { width: number; height: number; nodes: readonly PlacedNode[]; edges: readonly PlacedEdge[] }

/** A node, or a bend of an edge that passes a layer without stopping. */
type Cell = { key: string; layer: number; width: number; height: number; before: Cell[]; after: Cell[]; y: number }

const between = { layers: 82, cells: 20 }
const margin = 28
const sweeps = 6

/**
 * Lays a process out from left to right. `rank` and `order` come from the server, which has broken the circles: what goes to a higher
 * rank goes forward, everything else is drawn as a return below.
 */
export function layOut(nodes: readonly FlowNode[], edges: readonly FlowEdge[]): Flow {
  const rankOf = new Map(nodes.map((node) => [node.id, node.rank]))
  const isForward = ({ from, to }: FlowEdge) => (rankOf.get(from) ?? 0) < (rankOf.get(to) ?? 0)
  const forward = edges.filter(isForward)
  const layerOf = layersOf(nodes, forward)
  const cells = new Map(
    nodes.map((node): [string, Cell] => [node.id, cellOf(node.id, layerOf.get(node.id) ?? 0, node)]),
  )
  const bends = new Map(forward.map((edge) => [edge, connect(edge, cells)]))
  const all = [...cells.values(), ...[...bends.values()].flat()]
  const orderOf = new Map(nodes.map((node) => [node.id, node.order]))
  const layers = [...Map.groupBy(all, (cell) => cell.layer).entries()]
    .toSorted(([a], [b]) => a - b)
    .map(([, row]) => row.toSorted((a, b) => (orderOf.get(a.key) ?? 99) - (orderOf.get(b.key) ?? 99)))
  for (const row of layers) settle(row, () => 0)
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const toRight = sweep % 2 === 0
    for (const row of toRight ? layers : layers.toReversed())
      settle(
        row.toSorted((a, b) => wishOf(a, toRight) - wishOf(b, toRight)),
        (cell) => wishOf(cell, toRight),
      )
  }
  return draw({ layers, cells, edges, bends })
}

const cellOf = (key: string, layer: number, { width, height }: { width: number; height: number }): Cell => ({
  key,
  layer,
  width,
  height,
  before: [],
  after: [],
  y: 0,
})

/** The longest way to each node among the edges that are shown; what nothing leads to stands just before what it leads to. */
function layersOf(nodes: readonly FlowNode[], forward: readonly FlowEdge[]): Map<string, number> {
  const into = Map.groupBy(forward, ({ to }) => to)
  const outOf = Map.groupBy(forward, ({ from }) => from)
  const layers = new Map<string, number>()
  const sorted = nodes.toSorted((a, b) => a.rank - b.rank)
  for (const { id } of sorted)
    layers.set(id, Math.max(-1, ...(into.get(id) ?? []).map(({ from }) => layers.get(from) ?? 0)) + 1)
  for (const { id, rank } of sorted.toReversed()) {
    const next = (outOf.get(id) ?? []).map(({ to }) => layers.get(to) ?? 0)
    if (rank > 0 && !into.has(id) && next.length > 0) layers.set(id, Math.max(0, Math.min(...next) - 1))
  }
  return layers
}

/** Joins two cells by a bend in every layer between them. */
function connect(edge: FlowEdge, cells: ReadonlyMap<string, Cell>): Cell[] {
  const [start, end] = [cells.get(edge.from), cells.get(edge.to)]
  if (!start || !end) return []
  const bends: Cell[] = []
  let last = start
  const join = (next: Cell) => {
    last.after.push(next)
    next.before.push(last)
    last = next
  }
  for (let layer = start.layer + 1; layer < end.layer; layer += 1) {
    const bend = cellOf(`${edge.from}→${edge.to}@${layer}`, layer, { width: 0, height: 14 })
    bends.push(bend)
    join(bend)
  }
  join(end)
  return bends
}

function wishOf(cell: Cell, toRight: boolean): number {
  const others = toRight ? cell.before : cell.after
  return others.length === 0 ? cell.y : others.reduce((sum, other) => sum + other.y, 0) / others.length
}

/** Gives each cell of a row the place that it wishes, pushed apart where two would touch; `y` is the middle. */
function settle(row: Cell[], wish: (cell: Cell) => number): void {
  const wishes = row.map(wish)
  const apart = (a: Cell | undefined, b: Cell | undefined) => (a && b ? a.height / 2 + b.height / 2 + between.cells : 0)
  const places = [...wishes]
  for (let at = 1; at < row.length; at += 1)
    places[at] = Math.max(places[at] ?? 0, (places[at - 1] ?? 0) + apart(row[at - 1], row[at]))
  // The push went downwards only: half of the mean shift is given back, so that the row stays around its wishes.
  const shift = places.reduce((sum, place, at) => sum + place - (wishes[at] ?? 0), 0) / Math.max(1, row.length)
  for (const [at, cell] of row.entries()) cell.y = (places[at] ?? 0) - shift
}

type Laid = {
  layers: readonly Cell[][]
  cells: ReadonlyMap<string, Cell>
  edges: readonly FlowEdge[]
  bends: ReadonlyMap<FlowEdge, Cell[]>
}

function draw({ layers, cells, edges, bends }: Laid): Flow {
  const widths = layers.map((row) => Math.max(...row.map((cell) => cell.width)))
  const lefts = widths.map(
    (_, at) => margin + widths.slice(0, at).reduce((sum, width) => sum + width + between.layers, 0),
  )
  const all = layers.flat()
  const top = Math.min(...all.map((cell) => cell.y - cell.height / 2))
  const bottom = Math.max(...all.map((cell) => cell.y + cell.height / 2))
  const lower = margin - top
  const middle = (cell: Cell): number => (lefts[cell.layer] ?? 0) + (widths[cell.layer] ?? 0) / 2
  const nodes = [...cells.values()].map((cell) => ({
    id: cell.key,
    x: middle(cell) - cell.width / 2,
    y: cell.y - cell.height / 2 + lower,
    width: cell.width,
    height: cell.height,
  }))
  const box = new Map(nodes.map((node) => [node.id, node]))
  let deepest = bottom + lower
  let returns = 0
  const placed = edges.flatMap((edge): PlacedEdge[] => {
    const [from, to] = [box.get(edge.from), box.get(edge.to)]
    if (!from || !to) return []
    const passed = bends.get(edge)
    if (!passed) {
      const returning = returnPath(from, to, lowestBetween(nodes, from, to) + 16 + (returns % 5) * 13)
      returns += 1
      deepest = Math.max(deepest, returning.depth)
      return [{ ...edge, ...returning, back: true }]
    }
    const points = passed.map((bend) => [middle(bend), bend.y + lower] as const)
    return [{ ...edge, ...forwardPath(from, to, points), back: false }]
  })
  const last = layers.length - 1
  return { width: (lefts[last] ?? 0) + (widths[last] ?? 0) + margin, height: deepest + margin, nodes, edges: placed }
}

type Point = readonly [number, number]

/** Leaves to the right, passes its bends level, arrives from the left. */
function forwardPath(from: PlacedNode, to: PlacedNode, bends: readonly Point[]) {
  const points: Point[] = [[from.x + from.width, from.y + from.height / 2], ...bends, [to.x - 5, to.y + to.height / 2]]
  let path = `M${written(points[0] ?? [0, 0])}`
  for (const [at, point] of points.entries()) {
    const before = points[at - 1]
    if (!before) continue
    const half = (point[0] - before[0]) / 2
    path += `C${written([before[0] + half, before[1]])} ${written([point[0] - half, point[1]])} ${written(point)}`
  }
  const at = Math.floor((points.length - 1) / 2)
  const [a, b] = [points[at] ?? [0, 0], points[at + 1] ?? [0, 0]]
  return { path, label: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] as const }
}

/** The lower edge of what stands between two boxes, themselves included. */
function lowestBetween(nodes: readonly PlacedNode[], from: PlacedNode, to: PlacedNode): number {
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x + from.width, to.x + to.width)]
  return Math.max(...nodes.filter(({ x, width }) => x + width > left && x < right).map(({ y, height }) => y + height))
}

/** Work that goes back dips below everything that it passes, to the height `low`, and comes up again. */
function returnPath(from: PlacedNode, to: PlacedNode, low: number) {
  const [x1, y1] = [from.x + from.width / 2 + 12, from.y + from.height]
  const [x2, y2] = [to.x + to.width / 2 - 12, to.y + to.height + 5]
  // The lowest point of a curve with both handles at this height is `low`.
  const dip = (8 * low - y1 - y2) / 6
  const path = `M${written([x1, y1])}C${written([x1, dip])} ${written([x2, dip])} ${written([x2, y2])}`
  return { path, label: [(x1 + x2) / 2, low] as const, depth: low + 10 }
}

const written = ([x, y]: Point): string => `${x.toFixed(1)} ${y.toFixed(1)}`
