/** A seeded source of chance: the same seed plays the same province. */
export type Random = {
  /** in [0, 1) */
  next(): number
  int(min: number, max: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  weighted<T>(items: readonly T[], weightOf: (item: T) => number): T
  normal(): number
  /** median and spread of a log-normal: how long people take */
  around(median: number, spread: number): number
  poisson(mean: number): number
}

/** Mulberry32: 32 bits of state are enough for made-up people, and fast. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  const pick = <T>(items: readonly T[]): T => required(items[Math.floor(next() * items.length)])
  const random: Random = {
    next,
    normal,
    pick,
    int: (min, max) => min + Math.floor(next() * (max - min + 1)),
    chance: (probability) => next() < probability,
    around: (median, spread) => median * Math.exp(spread * normal()),
    weighted: (items, weightOf) => lottery(items, weightOf)(random),
    poisson(mean) {
      if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()))
      const limit = Math.exp(-mean)
      let count = 0
      for (let product = next(); product > limit; product *= next()) count += 1
      return count
    },
  }
  return random
}

/** Draws from a list by weight, many times: the weights are added up once. */
export function lottery<T>(items: readonly T[], weightOf: (item: T) => number): (random: Random) => T {
  let sum = 0
  const ends = items.map((item) => (sum += weightOf(item)))
  return (random) => {
    const drawn = random.next() * sum
    let [from, to] = [0, items.length - 1]
    while (from < to) {
      const middle = (from + to) >> 1
      if ((ends[middle] ?? sum) > drawn) to = middle
      else from = middle + 1
    }
    return required(items[from])
  }
}

function required<T>(item: T | undefined): T {
  if (item === undefined) throw new Error('nothing to choose from')
  return item
}
