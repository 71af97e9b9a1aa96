import type { Duration } from '#core/duration'
import type { LooseFact } from '#core/events'
import type { Pause } from '#modules/calendar'
import type { Channel } from './events.ts'
import type { State } from './lifecycle.ts'

/** One stay of a case at a step. The last visit without an end is where the case is. */
export type Visit = {
  no: number
  step: string
  unit: string
  role: string
  limit?: Duration | undefined
  startedAt: Date
  dueAt?: Date | undefined
  assignee?: string | undefined
  /** Somebody of this step has acted: the one before can no longer recall. */
  touched: boolean
  endedAt?: Date | undefined
  endedBy?: string | undefined
  /** What ended it: completed, sent-back, recalled, approved, refused, returned … */
  outcome?: string | undefined
}

export type Consultation = {
  no: number
  step: string
  /** the consulted agency's unit */
  unit: string
  askedAt: Date
  dueAt: Date
  answeredAt?: Date | undefined
  answeredBy?: string | undefined
}

export type SupplementRequest = {
  no: number
  step: string
  askedAt: Date
  askedBy: string
  /** end of the 15th working day: nobody answers, the case is closed */
  dueAt: Date
  beforeAcceptance: boolean
  answeredAt?: Date | undefined
}

/** The reception's clock: what the due time is computed from. */
export type CaseClock = { startedAt: Date; limit: Duration; pauses: readonly Pause[] }

/** All that the rules decide upon. Names, answers and papers lie beside it and decide nothing here. */
export type Case = {
  code: string
  version: number
  /** the competent agency */
  unit: string
  receptionUnit: string
  procedure: string
  channel: Channel
  state: State
  submittedAt: Date
  /** of an online case: accepted or answered by then (8 working hours) */
  intakeDueAt: Date
  acceptedAt?: Date | undefined
  clock?: CaseClock | undefined
  pausedAt?: Date | undefined
  dueAt?: Date | undefined
  /** the first appointment, as the receipt promised it */
  promisedAt?: Date | undefined
  reappointedAt?: Date | undefined
  apologisedAt?: Date | undefined
  handOverBy?: Date | undefined
  /** the last warning given: 0, 50, 75 or 90 % of the time used */
  warned: number
  warnAt?: Date | undefined
  overdue: boolean
  refusalProposed: boolean
  resolvedAt?: Date | undefined
  endedAt?: Date | undefined
  digitised: boolean
  visits: readonly Visit[]
  consultations: readonly Consultation[]
  supplements: readonly SupplementRequest[]
}

export type Submission = Pick<Case, 'code' | 'unit' | 'receptionUnit' | 'procedure' | 'channel'>

/** A case as it is filed. What is not known yet has its place all the same: cases of one form are copied in a fraction of the time. */
export const filed = (submission: Submission, submittedAt: Date, intakeDueAt: Date): Case => ({
  ...submission,
  version: 0,
  state: 'submitted',
  submittedAt,
  intakeDueAt,
  acceptedAt: undefined,
  clock: undefined,
  pausedAt: undefined,
  dueAt: undefined,
  promisedAt: undefined,
  reappointedAt: undefined,
  apologisedAt: undefined,
  handOverBy: undefined,
  warned: 0,
  warnAt: undefined,
  overdue: false,
  refusalProposed: false,
  resolvedAt: undefined,
  endedAt: undefined,
  digitised: submission.channel === 'online',
  visits: [],
  consultations: [],
  supplements: [],
})

/** A step of the case's procedure with its place found, for this case: steps whose condition does not hold are left out. */
export type PlanStep = {
  id: string
  role: string
  unit: string
  within?: Duration | undefined
  may: readonly string[]
  signs: boolean
}

/** What the definition says about a case. */
export type Plan = { steps: readonly PlanStep[]; limit?: Duration | undefined; supplement: 'restart' | 'resume' }

/** What a rule decides: the case as it is now, and the facts to state. */
export type Change = { case: Case; facts: readonly LooseFact[] }

export const currentVisit = (found: Case): Visit | undefined => found.visits.findLast((visit) => !visit.endedAt)

export const openConsultations = (found: Case): Consultation[] =>
  found.consultations.filter((consultation) => !consultation.answeredAt)

export const openSupplement = (found: Case): SupplementRequest | undefined =>
  found.supplements.findLast((request) => !request.answeredAt)
