import { nextFor } from './queue.ts'
import type { Ticket } from './ticket.ts'

/** How long those who wait will wait: the counters that are open are played forward with what a service took today. Pure. */

/** A quarter of the services of a group took less than `low` minutes, a quarter more than `high`. */
export type Served = { letter: string; count: number; low: number; high: number }
export type OpenCounter = { letters: readonly string[]; serving?: { letter: string; since: Date } | undefined }
/** Minutes until the call, if all services were quick, and if all were slow. */
export type Range = { low: number; high: number }

/** Fewer services than this say nothing. */
export const enough = 5
const minute = 60_000
/** No service is shorter: a number that nobody answers to takes as long. */
const shortest = 0.5

/** Minutes until each is called; nothing for whom no open counter serves, or of whose group too little was measured today. */
export function estimate(
  waiting: readonly Ticket[],
  counters: readonly OpenCounter[],
  { measured, now }: { measured: readonly Served[]; now: Date },
): Map<string, Range> {
  const known = new Map(measured.filter(({ count }) => count >= enough).map((one) => [one.letter, one]))
  const play = (which: 'low' | 'high') => playForward(waiting, counters, { now, minutesOf: minutesOf(known, which) })
  const [soonest, latest] = [play('low'), play('high')]
  return new Map(
    waiting.flatMap(({ id, queue }) => {
      const [low, high] = [soonest.get(id), latest.get(id)]
      if (low === undefined || high === undefined || !known.has(queue)) return []
      return [[id, { low: Math.floor(Math.min(low, high)), high: Math.max(1, Math.ceil(Math.max(low, high))) }]]
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

/** Each counter, when it becomes free, calls whoever is first at that moment by the rule of the queue. */
function playForward(
  waiting: readonly Ticket[],
  counters: readonly OpenCounter[],
  { minutesOf: long, now }: Playing,
): Map<string, number> {
  const left = new Set(waiting)
  const starts = new Map<string, number>()
  const free = counters.map(({ letters, serving }) => ({
    letters,
    at: serving ? Math.max(0, long(serving.letter) - (now.getTime() - serving.since.getTime()) / minute) : 0,
  }))
  while (left.size > 0) {
    const [counter] = free.sort((a, b) => a.at - b.at)
    if (!counter) break
    const then = new Date(now.getTime() + counter.at * minute)
    const next = nextFor([...left], { letters: counter.letters, now: then })
    if (next) {
      left.delete(next)
      starts.set(next.id, counter.at)
      counter.at += Math.max(shortest, long(next.queue))
    } else free.shift()
  }
  return starts
}
