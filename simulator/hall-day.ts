import type { LooseFact } from '#core/events'
import { hallHistory as hall, type Booking, type Counter, type Service, type Ticket } from '#modules/appointments'
import type { Random } from './random.ts'

/** One day of one hall, played by the rules that live work obeys: who comes, who is called where, how long it takes. */

type Place = ReturnType<typeof hall.placeOf>

export type Day = {
  place: Place
  random: Random
  on: string
  from: Date
  /** nobody comes after that */
  comeUntil: Date
  /** what is not done by then stays as it is */
  until: Date
  arrivals: number
  clerks: readonly { no: number; account: string }[]
  /** the counters are open at the end; of a day that is past nothing is kept of them */
  open: boolean
  /** accounts that have booked for this day */
  bookers: readonly string[]
  letter: (random: Random) => string
}

export type Played = {
  bookings: Booking[]
  tickets: Ticket[]
  services: Service[]
  counters: Counter[]
  facts: LooseFact[]
}

const minute = 60_000
/** Minutes that a service takes, in the middle; a result is handed over in a few. */
const usual = 8
const longer: Readonly<Record<string, number>> = { A: 6, B: 11, C: 9, K: 3 }

const later = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * minute)

export function playDay(day: Day): Played {
  const played: Played = { bookings: [], tickets: [], services: [], counters: [], facts: [] }
  for (const account of day.bookers) comeBooked(day, played, account)
  comeWithout(day, played)
  number(played.tickets)
  serve(day, played)
  return played
}

const base = ({ place, on }: Day) => ({
  id: hall.newTicketId(),
  version: 1,
  state: 'waiting' as const,
  origin: 'demo' as const,
  centre: place.unit.code,
  day: on,
  no: 0,
  calls: 0,
})

/** People come by and by, more of them in the first half of the time. */
function comeWithout(day: Day, played: Played): void {
  const { random, from, comeUntil, place } = day
  const span = comeUntil.getTime() - from.getTime()
  for (let n = 0; n < day.arrivals; n += 1) {
    const takenAt = new Date(from.getTime() + span * random.next() ** 1.15)
    const letter = day.letter(random)
    const priority = random.chance(0.06)
    const ticket: Ticket = {
      ...base(day),
      letter,
      queue: letter,
      takenAt,
      waitingSince: takenAt,
      aheadFrom: priority ? takenAt : undefined,
    }
    played.tickets.push(ticket)
    played.facts.push(...hall.take(hall.envOf(place, takenAt), ticket, priority).facts)
  }
}

/** Somebody booked some days before; six of seven come, a little before their time. */
function comeBooked(day: Day, played: Played, owner: string): void {
  const { place, random, on, until } = day
  const slots = hall.slotsOf(place.calendar, on, place.centre.slotMinutes)
  if (slots.length === 0) return
  const startsAt = random.pick(slots)
  const bookedAt = later(startsAt, -random.int(2, 9) * 1440 + random.int(0, 300))
  const letter = day.letter(random)
  const { booking, facts } = hall.bookBy(
    hall.envOf(place, bookedAt),
    { ...place, open: [], missedAt: [], taken: 0 },
    {
      code: hall.newCode(bookedAt, (below) => random.int(0, below - 1)),
      version: 1,
      state: 'booked',
      origin: 'demo',
      owner,
      centre: place.unit.code,
      letter,
      startsAt,
      minutes: place.centre.slotMinutes,
      bookedAt,
    },
  )
  played.facts.push(...facts)
  const takenAt = later(startsAt, -random.int(3, 25))
  const come = random.chance(6 / 7)
    ? hall.checkIn(hall.envOf(place, takenAt), place.centre, booking)
    : hall.miss(hall.envOf(place, until), place.centre, booking)
  played.bookings.push(come.booking)
  played.facts.push(...come.facts)
  if (come.booking.state !== 'checked-in') return
  const ticket: Ticket = {
    ...base(day),
    letter,
    queue: letter,
    takenAt,
    waitingSince: startsAt,
    aheadFrom: startsAt,
    booking: booking.code,
    owner,
  }
  played.tickets.push(ticket)
  played.facts.push(...hall.take(hall.envOf(place, takenAt), ticket, false).facts)
}

/** Numbers run by letter, in the order of coming. */
function number(tickets: Ticket[]): void {
  tickets.sort((a, b) => a.takenAt.getTime() - b.takenAt.getTime())
  const last = new Map<string, number>()
  for (const ticket of tickets) {
    const no = (last.get(ticket.letter) ?? 0) + 1
    last.set(ticket.letter, no)
    ticket.no = no
  }
}

/** Each counter, when it is free, calls whoever is first in order of those who are there. */
function serve(day: Day, played: Played): void {
  const { place, until, from } = day
  const free = day.clerks.map(({ no, account }) => ({ no, account, at: from }))
  for (const { no, account } of day.open ? day.clerks : []) {
    const closed = { centre: place.unit.code, no, version: 0 }
    const { counter, facts } = hall.openCounter(hall.envOf(place, from), closed, account)
    played.counters.push(counter)
    played.facts.push(...facts)
  }
  while (free.length > 0) {
    free.sort((a, b) => a.at.getTime() - b.at.getTime())
    const [counter] = free
    if (!counter) return
    const letters = hall.lettersOf(place.centre, counter.no)
    const there = played.tickets.filter(({ takenAt }) => takenAt <= counter.at)
    const next = hall.nextFor(there, { letters, now: counter.at })
    const coming = next ? undefined : firstAfter(played.tickets, letters, counter.at)
    if (next && counter.at < until) counter.at = serveOne(day, played, next, counter)
    else if (coming && coming < until) counter.at = coming
    else free.shift()
  }
}

const firstAfter = (tickets: readonly Ticket[], letters: readonly string[], at: Date): Date | undefined =>
  tickets.find(({ state, queue, takenAt }) => state === 'waiting' && takenAt > at && letters.includes(queue))?.takenAt

/** @returns when the counter is free again */
function serveOne(
  { place, random, until }: Day,
  played: Played,
  next: Ticket,
  { no, account, at }: { no: number; account: string; at: Date },
): Date {
  const called = hall.call(hall.envOf(place, at), next, { counter: no, clerk: account })
  const doneAt = later(at, Math.max(1, random.around(longer[next.queue] ?? usual, 0.45)))
  const end = doneAt < until ? hall.finish(hall.envOf(place, doneAt), called.ticket) : undefined
  played.tickets[played.tickets.indexOf(next)] = end?.ticket ?? called.ticket
  played.facts.push(...called.facts, ...(end?.facts ?? []))
  if (end?.service) played.services.push(end.service)
  return later(doneAt, random.next())
}
