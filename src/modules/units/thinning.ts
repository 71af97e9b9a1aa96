import type { Point } from './geometry.ts'

/**
 * Visvalingam and Whyatt: how much each point of a line matters, as the area of the triangle that goes when it is left out after
 * all points that matter less. The ends matter without limit.
 */
export function weightsOf(line: readonly Point[]): Float64Array {
  const weights = new Float64Array(line.length).fill(Infinity)
  const before = Int32Array.from(line, (_, index) => index - 1)
  const after = Int32Array.from(line, (_, index) => index + 1)
  const areaAt = (index: number) => triangle(line[before[index] ?? 0], line[index], line[after[index] ?? 0])
  const queue = new Queue()
  for (let index = 1; index < line.length - 1; index++) {
    weights[index] = areaAt(index)
    queue.add(index, weights[index] ?? 0)
  }
  const gone = new Uint8Array(line.length)
  let least = 0
  for (let next = queue.take(); next; next = queue.take()) {
    const { index, weight } = next
    if (gone[index] || weight !== weights[index]) continue // an entry that a later one replaced
    gone[index] = 1
    // A point never matters less than one that went before it.
    least = Math.max(least, weight)
    weights[index] = least
    const [left, right] = [before[index] ?? 0, after[index] ?? 0]
    after[left] = right
    before[right] = left
    for (const neighbour of [left, right]) {
      if (neighbour <= 0 || neighbour >= line.length - 1) continue
      weights[neighbour] = areaAt(neighbour)
      queue.add(neighbour, weights[neighbour] ?? 0)
    }
  }
  return weights
}

function triangle(a: Point | undefined, b: Point | undefined, c: Point | undefined): number {
  if (!a || !b || !c) return Infinity
  return Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])) / 2
}

type Entry = { index: number; weight: number }

/** A binary heap: the least weight first. */
class Queue {
  readonly #entries: Entry[] = []

  add(index: number, weight: number): void {
    const entries = this.#entries
    entries.push({ index, weight })
    for (let at = entries.length - 1; at > 0;) {
      const parent = (at - 1) >> 1
      if (!this.#swapIfLess(at, parent)) return
      at = parent
    }
  }

  take(): Entry | undefined {
    const entries = this.#entries
    const first = entries[0]
    const last = entries.pop()
    if (entries.length === 0 || !last) return first
    entries[0] = last
    for (let at = 0; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2]
      const child = this.#weight(right) < this.#weight(left) ? right : left
      if (!this.#swapIfLess(child, at)) return first
      at = child
    }
  }

  #weight(at: number): number {
    return this.#entries[at]?.weight ?? Infinity
  }

  #swapIfLess(child: number, parent: number): boolean {
    const [one, other] = [this.#entries[child], this.#entries[parent]]
    if (!one || !other || one.weight >= other.weight) return false
    this.#entries[child] = other
    this.#entries[parent] = one
    return true
  }
}
