import { z } from 'zod'
import { defineEvent } from '#core/events'

export const Channel = z.enum(['online', 'counter', 'post'])
export type Channel = z.output<typeof Channel>

/**
 * What every fact of a case carries, so that measures need no other table; `mandate`: by which it was done for the applicant. The
 * event's unit is the competent agency.
 */
const common = { procedure: z.string(), channel: Channel, mandate: z.uuid().optional() }
/** Facts that take a case out of the open ones tell whether it was overdue, so that the stock of overdue cases stays right. */
const leaving = { ...common, overdue: z.boolean() }
const step = { ...common, step: z.string() }

export const caseSubmitted = defineEvent('cases.submitted', {
  v: 1,
  payload: z.strictObject({ ...common, receivedBy: z.string() }),
})
/** The applicant handed in papers from their own store instead of files: `papers` are its ids (QĐ 766, 4.3). */
export const papersReused = defineEvent('cases.papers-reused', {
  v: 1,
  payload: z.strictObject({ ...common, papers: z.array(z.uuid()).min(1) }),
})
export const caseAccepted = defineEvent('cases.accepted', {
  v: 1,
  // workingMinutes: from submission to acceptance; onTime: within the 8 working hours that the rules allow online (handbook 3.5)
  payload: z.strictObject({
    ...common,
    workingMinutes: z.int(),
    onTime: z.boolean(),
    dueAt: z.iso.datetime().nullable(),
  }),
})
export const caseRefusedAtIntake = defineEvent('cases.refused-at-intake', { v: 1, payload: z.strictObject(common) })
export const supplementRequested = defineEvent('cases.supplement-requested', {
  v: 1,
  payload: z.strictObject({ ...common, beforeAcceptance: z.boolean(), overdue: z.boolean() }),
})
export const caseSupplemented = defineEvent('cases.supplemented', {
  v: 1,
  payload: z.strictObject({
    ...common,
    beforeAcceptance: z.boolean(),
    dueAt: z.iso.datetime().nullable(),
    waitedMinutes: z.int(),
  }),
})
export const stepCompleted = defineEvent('cases.step-completed', {
  v: 1,
  payload: z.strictObject({ ...step, next: z.string().nullable(), workingMinutes: z.int(), onTime: z.boolean() }),
})
export const stepSentBack = defineEvent('cases.step-sent-back', {
  v: 1,
  payload: z.strictObject({ ...step, to: z.string() }),
})
export const caseAssigned = defineEvent('cases.assigned', {
  v: 1,
  payload: z.strictObject({ ...step, to: z.string() }),
})
export const caseHandedOver = defineEvent('cases.handed-over', {
  v: 1,
  payload: z.strictObject({ ...step, to: z.string() }),
})
export const caseConsulted = defineEvent('cases.consulted', {
  v: 1,
  payload: z.strictObject({ ...step, agency: z.string() }),
})
export const consultationAnswered = defineEvent('cases.consultation-answered', {
  v: 1,
  payload: z.strictObject({ ...step, agency: z.string(), onTime: z.boolean() }),
})
export const refusalProposed = defineEvent('cases.refusal-proposed', { v: 1, payload: z.strictObject(step) })
export const paymentRequested = defineEvent('cases.payment-requested', {
  v: 1,
  payload: z.strictObject({ ...common, amount: z.int(), overdue: z.boolean() }),
})
export const casePaid = defineEvent('cases.paid', {
  v: 1,
  payload: z.strictObject({
    ...common,
    amount: z.int(),
    receiptNumber: z.string(),
    dueAt: z.iso.datetime().nullable(),
  }),
})
export const caseApproved = defineEvent('cases.approved', { v: 1, payload: z.strictObject(step) })
export const caseRefused = defineEvent('cases.refused', { v: 1, payload: z.strictObject(step) })
/** The case is resolved (national status 9): its time is measured here. workingMinutes are without pauses. */
export const caseClosed = defineEvent('cases.closed', {
  v: 1,
  payload: z.strictObject({
    ...leaving,
    outcome: z.enum(['granted', 'refused']),
    onTime: z.boolean(),
    early: z.boolean(),
    workingMinutes: z.int(),
    electronicResult: z.boolean(),
    digitised: z.boolean(),
    supplements: z.int(),
  }),
})
export const resultReturned = defineEvent('cases.returned', {
  v: 1,
  payload: z.strictObject({ ...common, how: z.enum(['counter', 'online', 'post']) }),
})
export const caseWithdrawn = defineEvent('cases.withdrawn', {
  v: 1,
  payload: z.strictObject({ ...leaving, accepted: z.boolean() }),
})
export const caseStopped = defineEvent('cases.stopped', {
  v: 1,
  payload: z.strictObject({
    ...leaving,
    accepted: z.boolean(),
    reason: z.enum(['no-supplement', 'no-payment', 'agency']),
  }),
})
/** Undoes the fact that `undoes` names, and takes the case one step back. */
export const caseRecalled = defineEvent('cases.recalled', {
  v: 1,
  payload: z.strictObject({ ...common, undone: z.string(), step: z.string().nullable() }),
})
/** Stated once, when the due time passes; occurredAt is the due time. */
export const caseOverdue = defineEvent('cases.overdue', {
  v: 1,
  payload: z.strictObject({ ...common, step: z.string().nullable() }),
})
export const caseWarned = defineEvent('cases.warned', {
  v: 1,
  payload: z.strictObject({ ...common, step: z.string().nullable(), percent: z.literal([50, 75, 90]) }),
})
export const caseApologised = defineEvent('cases.apologised', {
  v: 1,
  payload: z.strictObject({ ...common, dueAt: z.iso.datetime(), overdue: z.boolean() }),
})
export const deadlineChanged = defineEvent('cases.deadline-changed', {
  v: 1,
  payload: z.strictObject({
    ...common,
    dueAt: z.iso.datetime(),
    overdue: z.boolean(),
    because: z.enum(['calendar', 'apology']),
  }),
})
export const caseRated = defineEvent('cases.rated', {
  v: 1,
  payload: z.strictObject({ ...common, score: z.int().min(1).max(5) }),
})
export const caseNoted = defineEvent('cases.noted', { v: 1, payload: z.strictObject(common) })
