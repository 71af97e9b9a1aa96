import type { LooseFact } from '#core/events'

export const ticketStates = ['waiting', 'serving', 'served', 'absent'] as const
export type TicketState = (typeof ticketStates)[number]

/** A queue number of one day at one centre, as the rules see it. */
export type Ticket = {
  id: string
  version: number
  state: TicketState
  origin: 'live' | 'import' | 'demo'
  centre: string
  day: string
  letter: string
  no: number
  /** the group for which it waits now */
  queue: string
  booking?: string | undefined
  owner?: string | undefined
  procedure?: string | undefined
  caseCode?: string | undefined
  takenAt: Date
  /** from this moment it stands before those that have none */
  aheadFrom?: Date | undefined
  /** what its wait is counted from */
  waitingSince: Date
  calledAt?: Date | undefined
  calls: number
  waitMinutes?: number | undefined
  counter?: number | undefined
  clerk?: string | undefined
  endedAt?: Date | undefined
  /** when its person was told that the turn is near */
  toldNearAt?: Date | undefined
}

/** How long one service took; what the estimate of those who wait is made of. */
export type Service = { ticket: string; version: number; centre: string; day: string; letter: string; minutes: number }

export type TicketChange = { ticket: Ticket; facts: readonly LooseFact[]; service?: Service }

export type Counter = {
  centre: string
  no: number
  version: number
  clerk?: string | undefined
  openedAt?: Date | undefined
}

export type CounterChange = { counter: Counter; facts: readonly LooseFact[] }

/** `A012` */
export const labelOf = ({ letter, no }: Pick<Ticket, 'letter' | 'no'>): string =>
  `${letter}${String(no).padStart(3, '0')}`
