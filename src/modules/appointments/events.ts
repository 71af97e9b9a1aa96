import { z } from 'zod'
import { defineEvent } from '#core/events'

/** What every fact carries: the centre, and the letter of the group. The event's unit is the one answerable for the centre. */
const common = { centre: z.string(), letter: z.string() }
const Minutes = z.int().min(0)

const fact = <Shape extends z.ZodRawShape>(verb: string, shape: Shape) =>
  defineEvent(`appointments.${verb}`, { v: 1, payload: z.strictObject(shape) })

/** Of an appointment. */
export const booked = fact('booked', { ...common, procedure: z.string().nullable(), startsAt: z.iso.datetime() })
/** `left`: the centre where it was before, where that is another one. */
export const changed = fact('changed', {
  ...common,
  startsAt: z.iso.datetime(),
  was: z.iso.datetime(),
  left: z.string().optional(),
})
export const cancelled = fact('cancelled', common)
export const checkedIn = fact('checked-in', common)
/** Nobody came in time; occurredAt is the end of that time. */
export const missed = fact('missed', common)

/** Of a queue number. `booked`: by an appointment. */
export const ticketTaken = fact('ticket-taken', { ...common, booked: z.boolean(), priority: z.boolean() })
/** Somebody with an account holds it, and is told when its turn is near. */
export const ticketFollowed = fact('ticket-followed', common)
/** The first call; the wait counts from the taking, or from the start of the slot of an appointment. */
export const called = fact('called', { ...common, counter: z.int(), booked: z.boolean(), waitMinutes: Minutes })
export const calledAgain = fact('called-again', { ...common, counter: z.int(), calls: z.int() })
export const served = fact('served', {
  ...common,
  counter: z.int(),
  booked: z.boolean(),
  waitMinutes: Minutes,
  serviceMinutes: Minutes,
})
export const handedOver = fact('handed-over', { ...common, counter: z.int(), to: z.string(), serviceMinutes: Minutes })
/** Called, and not there; or the day ended before the number was called (no counter). */
export const absent = fact('absent', { ...common, counter: z.int().nullable() })
export const takenBack = fact('taken-back', common)

/** Of a counter. */
export const counterOpened = fact('counter-opened', { centre: z.string(), counter: z.int() })
export const counterClosed = fact('counter-closed', { centre: z.string(), counter: z.int() })
