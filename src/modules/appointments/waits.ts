import type { Db } from '#core/db'
import { estimate, type Range } from './estimate.ts'
import type { Hall } from './hall.ts'
import { inOrder, lettersOf } from './queue.ts'
import { measureServices } from './store/counter.ts'
import type { Counter, Ticket } from './ticket.ts'

/** The waits of all who are there, and of whoever comes now. */
export async function waitsIn(db: Db, hall: Hall, now: Date): Promise<Map<string, Range>> {
  const measured = await measureServices(db, hall.unit.code, hall.day)
  const waiting = [...inOrder(hall.present, now), ...hall.centre.groups.map(({ id }) => newcomer(hall, id, now))]
  const open = hall.counters.filter(({ clerk }) => clerk !== undefined)
  const counters = open.map((counter) => ({
    letters: lettersOf(hall.centre, counter.no),
    serving: servingAt(hall, counter),
  }))
  return estimate(waiting, counters, { measured, now })
}

/** Whoever would take a number of a group now. */
const newcomer = ({ unit, day }: Hall, letter: string, now: Date): Ticket => ({
  id: newcomerId(letter),
  version: 0,
  state: 'waiting',
  origin: 'live',
  centre: unit.code,
  day,
  letter,
  no: Number.MAX_SAFE_INTEGER,
  queue: letter,
  takenAt: now,
  waitingSince: now,
  calls: 0,
})
export const newcomerId = (letter: string): string => `new:${letter}`

const isAt =
  ({ no }: Counter) =>
  (ticket: Ticket): boolean =>
    ticket.state === 'serving' && ticket.counter === no

function servingAt({ present }: Hall, counter: Counter): { letter: string; since: Date } | undefined {
  const found = present.find(isAt(counter))
  return found?.calledAt && { letter: found.queue, since: found.calledAt }
}
