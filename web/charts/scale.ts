/** Steps of 1, 2 or 5 times a power of ten, never below `least`, that cover a span with about four of them. */
export function niceTicks(low: number, high: number, least = 0): number[] {
  if (!(high > low)) return [low]
  const rough = Math.max((high - low) / 4, least)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)))
}

export type Extent = { low: number; high: number }

/** What a line shows best: its own span with air around it, inside the limits that the measure has. */
export function extentOf(values: readonly (number | null | undefined)[], limits: Partial<Extent> = {}): Extent {
  const known = values.filter((value) => value !== null && value !== undefined)
  if (known.length === 0) return { low: 0, high: 1 }
  const [least, most] = [Math.min(...known), Math.max(...known)]
  const air = (most - least || Math.abs(most) * 0.1 || 1) * 0.15
  return { low: Math.max(least - air, limits.low ?? -Infinity), high: Math.min(most + air, limits.high ?? Infinity) }
}

/** A line through the known points; a gap stays a gap. */
export function linePath(points: readonly (readonly [number, number] | undefined)[]): string {
  let path = ''
  let drawing = false
  for (const point of points) {
    if (point) path += `${drawing ? 'L' : 'M'}${point[0].toFixed(1)} ${point[1].toFixed(1)}`
    drawing = point !== undefined
  }
  return path
}
