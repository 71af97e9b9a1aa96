import type { LooseFact } from '#core/events'

export const bookingStates = ['booked', 'checked-in', 'missed', 'cancelled'] as const
export type BookingState = (typeof bookingStates)[number]

/** An appointment, as the rules see it. */
export type Booking = {
  code: string
  version: number
  state: BookingState
  origin: 'live' | 'import' | 'demo'
  owner: string
  centre: string
  /** of the group of procedures that it belongs to */
  letter: string
  procedure?: string | undefined
  caseCode?: string | undefined
  startsAt: Date
  minutes: number
  bookedAt: Date
  remindedFor?: Date | undefined
  endedAt?: Date | undefined
}

export type BookingChange = { booking: Booking; facts: readonly LooseFact[] }
