import { newCode, newTicketId } from './code.ts'
import { envOf, listCentres, placeOf } from './hall.ts'
import { book } from './operations/booking.ts'
import { numbersOf } from './present.ts'
import * as queue from './queue.ts'
import * as rules from './rules.ts'
import { slotsOf } from './slots.ts'
import { saveBookings } from './store/booking.ts'
import { addServices, saveCounters } from './store/counter.ts'
import { saveTickets } from './store/ticket.ts'

/** What a maker of histories needs: the rules that live work obeys, and the statements that write in sets. */
export const hallHistory = {
  listCentres,
  placeOf,
  envOf,
  numbersOf,
  slotsOf,
  newCode,
  newTicketId,
  book,
  bookBy: rules.book,
  checkIn: rules.checkIn,
  miss: rules.miss,
  take: queue.take,
  call: queue.call,
  finish: queue.finish,
  nextFor: queue.nextFor,
  lettersOf: queue.lettersOf,
  openCounter: queue.openCounter,
  saveBookings,
  saveTickets,
  saveCounters,
  addServices,
} as const
