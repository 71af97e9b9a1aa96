import type { MultiPolygon, Point, Ring } from './geometry.ts'
import { weightsOf } from './thinning.ts'

/** A stretch of border between two places where borders meet; neighbours share it, so it is thinned once for both. */
type Arc = { points: Point[]; uses: number; weights: Float64Array }
type Use = { arc: Arc; reversed: boolean }

const keyOf = ([x, y]: Point): string => `${x} ${y}`
const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5

/**
 * Shapes with few points for a map. Neighbours keep one common border without gaps and overlaps, provided that their full shapes
 * share its points. Every shape keeps at least its largest part.
 * @param budget how many points all rings together may have, about
 */
export function outlinesOf(shapes: readonly MultiPolygon[], budget: number): MultiPolygon[] {
  const meetings = meetingsOf(shapes)
  const arcs = new Map<string, Arc>()
  const cut = shapes.map((shape) => shape.map((polygon) => polygon.map((ring) => cutRing(ring, meetings, arcs))))
  const least = thresholdOf([...arcs.values()], budget)
  return cut.map((polygons, index) => {
    const thin = polygons.map((rings) => rings.map((uses) => joinRing(uses, least)).filter((ring) => ring.length >= 4))
    const kept = thin.filter((rings, part) => rings.length > 0 && rings.length === polygons[part]?.length)
    return kept.length > 0 ? kept : (shapes[index] ?? [])
  })
}

/** Points with more than two neighbours over all rings. */
function meetingsOf(shapes: readonly MultiPolygon[]): Set<string> {
  const neighbours = new Map<string, Set<string>>()
  for (const ring of shapes.flat(2)) {
    const keys = ring.slice(0, -1).map(keyOf)
    for (const [at, key] of keys.entries()) {
      const known = neighbours.get(key) ?? new Set()
      known.add(keys.at(at - 1) ?? '').add(keys[(at + 1) % keys.length] ?? '')
      neighbours.set(key, known)
    }
  }
  return new Set([...neighbours].filter(([, known]) => known.size > 2).map(([key]) => key))
}

function cutRing(ring: Ring, meetings: ReadonlySet<string>, arcs: Map<string, Arc>): Use[] {
  const open = ring.slice(0, -1)
  const keys = open.map(keyOf)
  // A ring that meets no other begins at its least point, so that a hole and the island in it begin alike.
  const first = keys.findIndex((key) => meetings.has(key))
  const start = first >= 0 ? first : keys.indexOf(keys.reduce((least, key) => (key < least ? key : least)))
  const turned = [...open.slice(start), ...open.slice(0, start)]
  const uses: Use[] = []
  let arc: Point[] = []
  for (const point of [...turned, ...turned.slice(0, 1)]) {
    arc.push(point)
    const isEnd = arc.length > 1 && (meetings.has(keyOf(point)) || arc.length > turned.length)
    if (!isEnd) continue
    uses.push(useOf(arc, arcs))
    arc = [point]
  }
  if (arc.length > 1) uses.push(useOf(arc, arcs))
  return uses
}

function useOf(points: Point[], arcs: Map<string, Arc>): Use {
  const forward = points.map(keyOf).join(',')
  const backward = points.toReversed().map(keyOf).join(',')
  const reversed = backward < forward
  const key = reversed ? backward : forward
  const ordered = reversed ? points.toReversed() : points
  const arc = arcs.get(key) ?? { points: ordered, uses: 0, weights: weightsOf(ordered) }
  arc.uses += 1
  arcs.set(key, arc)
  return { arc, reversed }
}

/** The weight from which points stay, so that the rings have about `budget` points. */
function thresholdOf(arcs: readonly Arc[], budget: number): number {
  const inner = arcs.flatMap(({ points, uses, weights }) =>
    Array.from(weights.subarray(1, points.length - 1), (weight) => ({ weight, uses })),
  )
  inner.sort((a, b) => b.weight - a.weight)
  let count = arcs.reduce((sum, arc) => sum + arc.uses, 0)
  for (const { weight, uses } of inner) {
    count += uses
    if (count > budget) return weight
  }
  return 0
}

function joinRing(uses: readonly Use[], least: number): Ring {
  const ring: Point[] = []
  for (const { arc, reversed } of uses) {
    const kept = arc.points.filter((_, at) => (arc.weights[at] ?? 0) > least)
    const points = (reversed ? kept.toReversed() : kept).map(([x, y]): Point => [round(x), round(y)])
    ring.push(...(ring.length === 0 ? points : points.slice(1)))
  }
  return ring.filter((point, at) => at === 0 || keyOf(point) !== keyOf(ring[at - 1] ?? [NaN, NaN]))
}
