import { z } from 'zod'
import { bookingStates } from './booking.ts'
import { ticketStates } from './ticket.ts'

/** What leaves the module. Instants are ISO; names come in both languages. */

export const TextView = z.object({ vi: z.string(), en: z.string().optional() })
const Instant = z.iso.datetime()
export const Letter = z.string().regex(/^[A-Z]$/)

export const CentreView = z.object({
  code: z.string(),
  name: TextView,
  commune: z.object({ code: z.string(), name: TextView }).optional(),
  /** longitude and latitude of the commune */
  position: z.tuple([z.number(), z.number()]).optional(),
})

export const GroupRef = z.object({ letter: z.string(), name: TextView })

/** Minutes until the call, as measured today; absent while too little was measured. */
export const RangeView = z.object({ low: z.int(), high: z.int() })

/** The days of a calendar for one group, with the places that are left. */
export const FreeView = z.object({
  centre: CentreView,
  group: GroupRef,
  minutes: z.int(),
  days: z.array(
    z.object({
      on: z.iso.date(),
      working: z.boolean(),
      /** why the day departs from the week: a holiday, a day worked instead */
      name: TextView.optional(),
      slots: z.array(z.object({ at: Instant, free: z.int() })),
    }),
  ),
})

export const BookingView = z.object({
  code: z.string(),
  version: z.int(),
  state: z.enum(bookingStates),
  centre: CentreView,
  group: GroupRef,
  procedure: z.object({ code: z.string(), name: TextView }).optional(),
  caseCode: z.string().optional(),
  startsAt: Instant,
  endsAt: Instant,
  /** from when, and until when, it may be checked in */
  checkIn: z.object({ from: Instant, until: Instant }),
  /** until when its time may be changed */
  changeUntil: Instant,
  bookedAt: Instant,
  /** the number that it became */
  ticket: z.object({ id: z.string(), label: z.string(), state: z.enum(ticketStates) }).optional(),
})

/** A number as whoever holds it sees it. */
export const TicketView = z.object({
  id: z.string(),
  label: z.string(),
  state: z.enum(ticketStates),
  centre: CentreView,
  group: GroupRef,
  takenAt: Instant,
  booked: z.boolean(),
  /** the time of an appointment that is still to come: before those without one from then on */
  turnFrom: Instant.optional(),
  /** how many will be called before, in the queue of the same group; at that time, where it is still to come */
  ahead: z.int(),
  estimate: RangeView.optional(),
  counter: z.int().optional(),
  calledAt: Instant.optional(),
  calls: z.int(),
})

/** A number with who is told of it. */
export const FollowedView = TicketView.extend({ followedBy: z.enum(['me', 'another', 'nobody']) })

const CounterView = z.object({
  no: z.int(),
  letters: z.array(z.string()),
  open: z.boolean(),
  serving: z.object({ label: z.string(), calledAt: Instant, calls: z.int() }).optional(),
})

const GroupView = GroupRef.extend({
  waiting: z.int(),
  /** the first in order */
  next: z.array(z.string()),
  /** for who takes a number now */
  estimate: RangeView.optional(),
  counters: z.array(z.int()),
})

export const HallView = z.object({
  centre: CentreView,
  at: Instant,
  /** by the calendar */
  open: z.boolean(),
  /** numbers are given now: by the calendar, or because a counter is open */
  giving: z.boolean(),
  counters: z.array(CounterView),
  groups: z.array(GroupView),
})

/** A line of a clerk's panel: what the number is about, not who holds it. */
export const LineView = z.object({
  id: z.string(),
  label: z.string(),
  letter: z.string(),
  booked: z.boolean(),
  ahead: z.boolean(),
  startsAt: Instant.optional(),
  waitingSince: Instant,
  calledAt: Instant.optional(),
  calls: z.int(),
  procedure: TextView.optional(),
  caseCode: z.string().optional(),
})

export const DeskView = z.object({
  centre: CentreView,
  at: Instant,
  groups: z.array(GroupRef.extend({ waiting: z.int() })),
  counters: z.array(
    z.object({
      no: z.int(),
      letters: z.array(z.string()),
      open: z.boolean(),
      mine: z.boolean(),
      serving: z.string().optional(),
    }),
  ),
  /** at my counter */
  serving: LineView.optional(),
  waiting: z.array(LineView),
  absent: z.array(LineView),
  /** appointments of today that are still to come */
  coming: z.int(),
})
