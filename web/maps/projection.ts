export type Point = readonly [number, number]
type Ring = readonly (readonly number[])[]
export type Shape = { code: string; name: string; polygons: readonly (readonly Ring[])[] }

export type Placed = {
  code: string
  name: string
  path: string
  /** where a label stands best */
  centre: Point
  /** width and height of the largest part, for deciding what fits on it */
  size: Point
  area: number
}

export type Drawing = { width: number; height: number; placed: readonly Placed[] }

const unitsWide = 1000

type Bbox = readonly [west: number, south: number, east: number, north: number]

/** Degrees to a plane and back: at this size an equirectangular drawing, true at the province's middle latitude, is enough. */
export function planeOf([west, south, east, north]: Bbox) {
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = unitsWide / ((east - west) * squeeze)
  return {
    height: (north - south) * scale,
    toPlane: (position: readonly number[]): Point => [
      ((position[0] ?? 0) - west) * squeeze * scale,
      (north - (position[1] ?? 0)) * scale,
    ],
    toPlace: ([x, y]: Point): Point => [x / (squeeze * scale) + west, north - y / scale],
  }
}

export function draw(shapes: readonly Shape[], bbox: Bbox): Drawing {
  const { height, toPlane } = planeOf(bbox)
  return { width: unitsWide, height, placed: shapes.map((shape) => place(shape, toPlane)) }
}

function place({ code, name, polygons }: Shape, toPlane: (position: readonly number[]) => Point): Placed {
  const parts = polygons.map((rings) => rings.map((ring) => ring.map(toPlane)))
  const path = parts.flatMap((rings) => rings.map(pathOf)).join('')
  const outlines = parts.map((rings) => rings[0] ?? [])
  const largest = outlines.reduce((most, ring) => (areaOf(ring) > areaOf(most) ? ring : most), outlines[0] ?? [])
  const [xs, ys] = [largest.map((point) => point[0]), largest.map((point) => point[1])]
  const size: Point = [Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)]
  return { code, name, path, centre: centroidOf(largest), size, area: areaOf(largest) }
}

const pathOf = (ring: readonly Point[]): string =>
  `M${ring.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`

const pairs = (ring: readonly Point[]): [Point, Point][] =>
  ring.map((point, at) => [point, ring[(at + 1) % ring.length] ?? point])

const areaOf = (ring: readonly Point[]): number =>
  Math.abs(pairs(ring).reduce((sum, [[x1, y1], [x2, y2]]) => sum + x1 * y2 - x2 * y1, 0)) / 2

function centroidOf(ring: readonly Point[]): Point {
  let [x, y, twice] = [0, 0, 0]
  for (const [[x1, y1], [x2, y2]] of pairs(ring)) {
    const cross = x1 * y2 - x2 * y1
    x += (x1 + x2) * cross
    y += (y1 + y2) * cross
    twice += cross
  }
  return twice === 0 ? (ring[0] ?? [0, 0]) : [x / (3 * twice), y / (3 * twice)]
}

export type Direction = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown'

const headings: Record<Direction, Point> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

export const isDirection = (key: string): key is Direction => key in headings

/** The nearest neighbour in a direction: what lies straight ahead is near, what lies aside is far. */
export function neighbour(
  placed: readonly Placed[],
  from: string | undefined,
  direction: Direction,
): string | undefined {
  const start = placed.find((one) => one.code === from)
  if (!start) return placed[0]?.code
  const [dx, dy] = headings[direction]
  let best: { code: string; cost: number } | undefined
  for (const { code, centre } of placed) {
    const [x, y] = [centre[0] - start.centre[0], centre[1] - start.centre[1]]
    const ahead = x * dx + y * dy
    if (code === from || ahead <= 0) continue
    const cost = ahead + 2.5 * Math.abs(x * dy - y * dx)
    if (!best || cost < best.cost) best = { code, cost }
  }
  return best?.code
}
