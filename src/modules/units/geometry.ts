/** Longitude, latitude in degrees. */
export type Point = [number, number]
/** Closed: its last point is its first. */
export type Ring = Point[]
/** The outer ring, then its holes. */
export type Polygon = Ring[]
export type MultiPolygon = Polygon[]
/** West, south, east, north. */
export type Bounds = [number, number, number, number]

export function boundsOf(points: Iterable<readonly [number, number]>): Bounds {
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of points) {
    bounds[0] = Math.min(bounds[0], x)
    bounds[1] = Math.min(bounds[1], y)
    bounds[2] = Math.max(bounds[2], x)
    bounds[3] = Math.max(bounds[3], y)
  }
  return bounds
}

export const pointsOf = (shape: MultiPolygon): Point[] => shape.flat(2)

/** Twice the signed area, in square degrees: positive where the ring runs against the clock. */
export function signedArea(ring: readonly Point[]): number {
  let sum = 0
  let before = ring.at(-1)
  for (const point of ring) {
    if (before) sum += before[0] * point[1] - point[0] * before[1]
    before = point
  }
  return sum
}

/** Whether a point lies inside, by the even-odd rule; on the border either answer may come. */
export function contains(shape: MultiPolygon, [x, y]: Point): boolean {
  let inside = false
  for (const ring of shape.flat()) {
    let before = ring.at(-1)
    for (const point of ring) {
      if (before && point[1] > y !== before[1] > y) {
        const crossing = point[0] + ((y - point[1]) / (before[1] - point[1])) * (before[0] - point[0])
        if (x < crossing) inside = !inside
      }
      before = point
    }
  }
  return inside
}
