/** How long those who wait will wait: the counters that are open are played forward with what a service took today. Pure. */

export type Served = { letter: string; count: number; low: number; high: number }
export type OpenCounter = { letters: readonly string[]; serving?: { letter: string; since: Date } | undefined }
export type Waiter = { id: string; letter: string }
/** Minutes; the truth lies between them about every other time. */
export type Range = { low: number; high: number }

/** Fewer services than this say nothing. */
export const enough = 5

/** Minutes until each is called; nothing for whom no open counter serves, or of whose group too little was measured today. */
export function estimate(
  waiting: readonly Waiter[],
  counters: readonly OpenCounter[],
  { measured, now }: { measured: readonly Served[]; now: Date },
): Map<string, Range> {
  const known = new Map(measured.filter(({ count }) => count >= enough).map((one) => [one.letter, one]))
  const play = (which: 'low' | 'high') => playForward(waiting, counters, { now, minutesOf: minutesOf(known, which) })
  const [soonest, latest] = [play('low'), play('high')]
  return new Map(
    waiting.flatMap(({ id, letter }) => {
      const [low, high] = [soonest.get(id), latest.get(id)]
      if (low === undefined || high === undefined || !known.has(letter)) return []
      return [[id, { low: Math.floor(low), high: Math.max(1, Math.ceil(high)) }]]
    }),
  )
}

/** A group of which too little is known takes as long as the others that day. */
function minutesOf(known: ReadonlyMap<string, Served>, which: 'low' | 'high') {
  const all = [...known.values()]
  const usual = all.reduce((sum, one) => sum + one[which], 0) / Math.max(1, all.length)
  return (letter: string): number => known.get(letter)?.[which] ?? usual
}

type Playing = { minutesOf: (letter: string) => number; now: Date }

/** Each counter, when it becomes free, takes the first in order of those whom it serves. */
function playForward(
  waiting: readonly Waiter[],
  counters: readonly OpenCounter[],
  { minutesOf: long, now }: Playing,
): Map<string, number> {
  const left = [...waiting]
  const starts = new Map<string, number>()
  const free = counters.map(({ letters, serving }) => ({
    letters,
    at: serving ? Math.max(0, long(serving.letter) - (now.getTime() - serving.since.getTime()) / 60_000) : 0,
  }))
  while (free.length > 0 && left.length > 0) {
    free.sort((a, b) => a.at - b.at)
    const [counter] = free
    if (!counter) break
    const place = left.findIndex(({ letter }) => counter.letters.includes(letter))
    const [next] = place < 0 ? [] : left.splice(place, 1)
    if (!next) {
      free.shift()
      continue
    }
    starts.set(next.id, counter.at)
    counter.at += Math.max(0.5, long(next.letter))
  }
  return starts
}
