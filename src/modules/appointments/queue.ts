import { conflict, type AppError } from '#core/errors'
import type { Centre } from './definition.ts'
import * as events from './events.ts'
import { state, type Env } from './stating.ts'
import type { Counter, CounterChange, Service, Ticket, TicketChange } from './ticket.ts'

/** What becomes of a queue number. Pure; `now` is passed in. */

const minute = 60_000

/**
 * Who is called first. Whoever has an appointment whose time has come, a right of way, or was sent on from another group, stands
 * before those who have only a number; within each, who has waited longer. Before its time an appointment waits in the place of its time.
 */
export function inOrder(tickets: readonly Ticket[], now: Date): Ticket[] {
  const rank = ({ aheadFrom }: Ticket): number => (aheadFrom && aheadFrom <= now ? 0 : 1)
  const since = ({ aheadFrom, takenAt }: Ticket): number => (aheadFrom ?? takenAt).getTime()
  return tickets
    .filter((ticket) => ticket.state === 'waiting')
    .toSorted((a, b) => rank(a) - rank(b) || since(a) - since(b) || a.no - b.no || (a.letter < b.letter ? -1 : 1))
}

/** The groups that a counter serves. */
export const lettersOf = ({ counters }: Centre, no: number): readonly string[] => counters[String(no)] ?? []

/** Whose turn it is at a counter. */
export const nextFor = (
  tickets: readonly Ticket[],
  { letters, now }: { letters: readonly string[]; now: Date },
): Ticket | undefined => inOrder(tickets, now).find(({ queue }) => letters.includes(queue))

export function take(env: Env, ticket: Ticket, priority: boolean): TicketChange {
  const taken = { ...of(ticket), booked: isBooked(ticket), priority }
  return { ticket, facts: [state(env, events.ticketTaken, recordOf(ticket), taken)] }
}

/** Whoever shows the slip's code is its person, once: a number that has one is nobody else's. */
export function follow(env: Env, found: Ticket, owner: string): TicketChange {
  if (found.owner === owner) return { ticket: found, facts: [] }
  if (found.owner !== undefined)
    throw conflict('ticket-followed', {
      vi: 'Đã có người khác theo dõi số này bằng tài khoản của họ.',
      en: 'Somebody else follows this number by their account already.',
    })
  if (found.endedAt !== undefined)
    throw conflict('ticket-over', { vi: 'Số này đã được gọi xong.', en: 'This number is over.' })
  const ticket: Ticket = { ...raised(found), owner }
  return { ticket, facts: [state(env, events.ticketFollowed, recordOf(ticket), of(ticket))] }
}

export function call(env: Env, found: Ticket, by: { counter: number; clerk: string }): TicketChange {
  const waitMinutes = minutesBetween(found.waitingSince, env.now)
  const ticket: Ticket = {
    ...raised(found),
    ...by,
    state: 'serving',
    calledAt: env.now,
    calls: 1,
    waitMinutes,
  }
  const fact = { ...of(ticket), counter: by.counter, booked: isBooked(ticket), waitMinutes }
  return { ticket, facts: [state(env, events.called, recordOf(ticket), fact)] }
}

export function callAgain(env: Env, found: Ticket): TicketChange {
  const { counter } = requireServing(found)
  const ticket: Ticket = { ...raised(found), calls: found.calls + 1, calledAt: env.now }
  const fact = { ...of(ticket), counter, calls: ticket.calls }
  return { ticket, facts: [state(env, events.calledAgain, recordOf(ticket), fact)] }
}

export function finish(env: Env, found: Ticket): TicketChange {
  const { counter, waitMinutes } = requireServing(found)
  const ticket: Ticket = { ...raised(found), state: 'served', endedAt: env.now }
  const service = serviceOf(env, ticket)
  const serviceMinutes = Math.round(service.minutes)
  const fact = { ...of(ticket), counter, booked: isBooked(ticket), waitMinutes, serviceMinutes }
  return { ticket, service, facts: [state(env, events.served, recordOf(ticket), fact)] }
}

/** To another group: the person has waited already, and stands before those who only come. */
export function handOver(env: Env, found: Ticket, to: string): TicketChange {
  const { counter } = requireServing(found)
  if (to === found.queue)
    throw conflict('same-group', {
      vi: 'Số này đang ở chính nhóm đó.',
      en: 'The number is with this group already.',
    })
  const served = raised(found)
  const service = serviceOf(env, served)
  const fact = { ...of(found), counter, to, serviceMinutes: Math.round(service.minutes) }
  return {
    ticket: { ...waiting(served, env.now), queue: to },
    service,
    facts: [state(env, events.handedOver, recordOf(served), fact)],
  }
}

/** Called, and not there; or, at the end of the day, never called. */
export function markAbsent(env: Env, found: Ticket): TicketChange {
  const ticket: Ticket = { ...raised(found), state: 'absent', endedAt: env.now }
  const fact = { ...of(ticket), counter: found.counter ?? null }
  return { ticket, facts: [state(env, events.absent, recordOf(ticket), fact)] }
}

/** The person who was not there has come: they are next. */
export function takeBack(env: Env, found: Ticket): TicketChange {
  if (found.state !== 'absent')
    throw conflict('ticket-not-absent', { vi: 'Số này không bị ghi vắng.', en: 'This number was not marked absent.' })
  const ticket = waiting(raised(found), env.now)
  return { ticket, facts: [state(env, events.takenBack, recordOf(ticket), of(ticket))] }
}

/** What a clerk does with the number at the counter needs one to be there. */
export function requireServing(ticket: Ticket): { counter: number; waitMinutes: number } {
  if (ticket.state !== 'serving' || ticket.counter === undefined) throw notServing()
  return { counter: ticket.counter, waitMinutes: ticket.waitMinutes ?? 0 }
}

export const openCounter = (env: Env, found: Counter, clerk: string): CounterChange => {
  const counter: Counter = { ...found, version: found.version + 1, clerk, openedAt: env.now }
  return { counter, facts: [state(env, events.counterOpened, counterRecord(counter), counterFact(counter))] }
}

export const closeCounter = (env: Env, found: Counter): CounterChange => {
  const counter: Counter = { ...found, version: found.version + 1, clerk: undefined, openedAt: undefined }
  return { counter, facts: [state(env, events.counterClosed, counterRecord(counter), counterFact(counter))] }
}

const counterRecord = ({ centre, no, version }: Counter) => ({ record: `counter/${centre}/${no}`, version })
const counterFact = ({ centre, no }: Counter) => ({ centre, counter: no })

const raised = (ticket: Ticket): Ticket => ({ ...ticket, version: ticket.version + 1 })

const waiting = (ticket: Ticket, now: Date): Ticket => ({
  ...ticket,
  state: 'waiting',
  aheadFrom: now,
  waitingSince: now,
  calls: 0,
  calledAt: undefined,
  waitMinutes: undefined,
  counter: undefined,
  clerk: undefined,
  endedAt: undefined,
})

const serviceOf = ({ now }: Env, ticket: Ticket): Service => ({
  ticket: ticket.id,
  version: ticket.version,
  centre: ticket.centre,
  day: ticket.day,
  letter: ticket.queue,
  minutes: Math.max(0, now.getTime() - (ticket.calledAt ?? now).getTime()) / minute,
})

const minutesBetween = (from: Date, to: Date): number =>
  Math.max(0, Math.round((to.getTime() - from.getTime()) / minute))

const isBooked = ({ booking }: Ticket): boolean => booking !== undefined
const recordOf = ({ id, version }: Ticket) => ({ record: id, version })
const of = ({ centre, queue }: Ticket) => ({ centre, letter: queue })

const notServing = (): AppError =>
  conflict('no-number-at-counter', {
    vi: 'Quầy chưa gọi số nào. Hãy gọi số tiếp theo.',
    en: 'No number is at this counter. Call the next one.',
  })
