import { defineModule } from '#core/module'
import { hallTopic, tell, tellOfTurns, toldBy } from './consumers.ts'
import { centreKind, usual } from './definition.ts'
import { jobs } from './jobs.ts'
import { kept } from './kept.ts'
import { operations } from './operations.ts'
import { listOwners } from './store/ticket.ts'
import { listWaiting } from './waiting.ts'

/** Appointments at service centres, and the queues of their halls. */
export const appointments = defineModule({
  name: 'appointments',
  kinds: [centreKind],
  needs: { centre: [usual], notice: toldBy },
  operations,
  consumers: [tell, tellOfTurns],
  jobs,
  topics: [hallTopic],
  personal: kept,
  ownership: { types: ['appointments.*'], owners: listOwners },
  start: async (ctx) => ctx.waiting.register('appointments', listWaiting),
})

export { hallHistory } from './histories.ts'
export type { Booking } from './booking.ts'
export type { Counter, Service, Ticket } from './ticket.ts'
