import { Delaunay } from 'd3-delaunay'
import { boundsOf, type MultiPolygon, type Point } from './geometry.ts'

/** How far the drawn province reaches beyond its outermost positions, as a part of its size. */
const margin = 0.06

/**
 * One cell a position: what is nearer to it than to any other, inside the hull of all positions widened by a margin. A
 * schematic map for a province without boundaries.
 * @returns in the order of the positions
 */
export function cellsOf(positions: readonly Point[]): MultiPolygon[] {
  if (positions.length === 0) return []
  // A degree of longitude is shorter than one of latitude: cells are made where both are equal.
  const middle = positions.reduce((sum, [, lat]) => sum + lat, 0) / positions.length
  const stretch = Math.cos((middle * Math.PI) / 180)
  const flat = positions.map(([lon, lat]): Point => [lon * stretch, lat])
  const frame = frameOf(flat)
  const voronoi = Delaunay.from(flat).voronoi(boundsOf(frame))
  return flat.map((_, index) => {
    // Of two units at the very same place only one has a cell.
    const cell: [number, number][] | null = voronoi.cellPolygon(index)
    if (!cell) return []
    const ring = clip(cell.slice(0, -1), frame).map(([x, y]): Point => [round(x / stretch), round(y)])
    return [[close(ring)]]
  })
}

/** The widened hull, against the clock, open. */
function frameOf(points: readonly Point[]): Point[] {
  const [west, south, east, north] = boundsOf(points)
  const reach = Math.max(east - west, north - south, 0.1) * margin
  const corners = points.flatMap(([x, y]): Point[] =>
    Array.from({ length: 8 }, (_, turn): Point => {
      const angle = (turn * Math.PI) / 4
      return [x + reach * Math.cos(angle), y + reach * Math.sin(angle)]
    }),
  )
  return hullOf(corners)
}

/** Andrew's monotone chain. */
function hullOf(points: readonly Point[]): Point[] {
  const sorted = points.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])
  const half = (ordered: readonly Point[]): Point[] => {
    const chain: Point[] = []
    for (const point of ordered) {
      while (chain.length >= 2 && turns(chain.at(-2), chain.at(-1), point) <= 0) chain.pop()
      chain.push(point)
    }
    return chain.slice(0, -1)
  }
  return [...half(sorted), ...half(sorted.toReversed())]
}

/** Positive where the way a → b → c turns left. */
function turns(a: Point | undefined, b: Point | undefined, c: Point): number {
  return a && b ? (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) : 0
}

/** Sutherland and Hodgman: what of a convex polygon lies inside a convex frame that runs against the clock. */
function clip(polygon: readonly Point[], frame: readonly Point[]): Point[] {
  let kept = [...polygon]
  for (const [index, from] of frame.entries()) {
    const to = frame[(index + 1) % frame.length]
    if (to) kept = cut(kept, from, to)
  }
  return kept
}

/** The part on the left of a line. */
function cut(polygon: readonly Point[], from: Point, to: Point): Point[] {
  const kept: Point[] = []
  let before = polygon.at(-1)
  for (const point of polygon) {
    if (before) {
      const [was, is] = [turns(from, to, before), turns(from, to, point)]
      if (was >= 0 !== is >= 0) kept.push(between(before, point, was / (was - is)))
      if (is >= 0) kept.push(point)
    }
    before = point
  }
  return kept
}

const between = (a: Point, b: Point, part: number): Point => [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part]

const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5

const close = (ring: readonly Point[]): Point[] => (ring[0] ? [...ring, ring[0]] : [])
