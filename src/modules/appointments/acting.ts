import type { Db } from '#core/db'
import { emitHistory, scopeOf } from '#core/events'
import type { BookingChange } from './booking.ts'
import { saveBookings } from './store/booking.ts'
import { addServices, saveCounters } from './store/counter.ts'
import { saveTickets } from './store/ticket.ts'
import type { CounterChange, TicketChange } from './ticket.ts'

/** Writes what was decided, with its facts, in the transaction of the command. */

export async function keepBooking(db: Db, { booking, facts }: BookingChange): Promise<void> {
  if (facts.length === 0) return
  await saveBookings(db, [booking])
  await emitHistory(db, facts)
}

export async function keepTicket(db: Db, { ticket, facts, service }: TicketChange): Promise<void> {
  await saveTickets(db, [ticket])
  if (service) await addServices(db, [service])
  await emitHistory(db, facts)
}

export async function keepCounter(db: Db, { counter, facts }: CounterChange): Promise<void> {
  await saveCounters(db, [counter])
  await emitHistory(db, facts)
}

/** live, or made up by whoever plays a demo */
export const originOf = (db: Db) => scopeOf(db).origin
