import { z } from 'zod'
import { defineEvent } from '#core/events'

/** Ways in which a report reached us. */
export const channels = ['online', 'hotline', 'counter', 'open311'] as const
export const Channel = z.enum(channels)
export type Channel = z.output<typeof Channel>

/** Handbook 7.1: of procedures and of staff (both counted by Decision 766), of rules, of a place, other. */
export const reportClasses = ['on-site', 'procedure', 'staff', 'regulation', 'other'] as const
export const ReportClass = z.enum(reportClasses)
export type ReportClass = z.output<typeof ReportClass>

/** What every fact of a report carries. The event's unit is the one answerable for the fact. */
const common = { category: z.string(), class: ReportClass, channel: Channel, commune: z.string() }
/** Facts after which nothing is owed any more tell whether the report was overdue. */
const leaving = { ...common, overdue: z.boolean() }
const Due = z.iso.datetime().nullable()

const fact = <Shape extends z.ZodRawShape>(verb: string, shape: Shape) =>
  defineEvent(`reports.${verb}`, { v: 1, payload: z.strictObject(shape) })

export const reportSubmitted = fact('submitted', { ...common, urgent: z.boolean(), dueAt: Due })
export const supplementAsked = fact('supplement-asked', leaving)
export const reportSupplemented = fact('supplemented', { ...common, dueAt: Due })
/** `onTime`: within the time for classifying it (handbook 7.1: a refusal within 2 working days). */
export const reportAccepted = fact('accepted', { ...leaving, onTime: z.boolean(), urgent: z.boolean(), dueAt: Due })
export const reportRejected = fact('rejected', { ...leaving, onTime: z.boolean(), because: z.string() })
export const reportWithdrawn = fact('withdrawn', { ...leaving, inHand: z.boolean() })
export const reportReclassified = fact('reclassified', { ...common, was: z.string(), dueAt: Due })
export const reportAssigned = fact('assigned', { ...common, to: z.string() })
/** Stated by the unit that lets go; `received` by the one that takes over. */
export const reportTransferred = fact('transferred', { ...leaving, to: z.string(), onTime: z.boolean() })
export const reportReceived = fact('received', { ...common, from: z.string(), dueAt: Due })
/** `onTime`: by the due time; workingMinutes from the submission, or the last transfer (QĐ 766 mục 5.2). */
export const reportAnswered = fact('answered', { ...leaving, onTime: z.boolean(), workingMinutes: z.int() })
/** Its answer is in the open. */
export const reportPublished = fact('published', { ...leaving, onTime: z.boolean() })
/** Everybody may see the report, or no longer. */
export const reportShown = fact('shown', { ...common, visible: z.boolean() })
export const photoMasked = fact('photo-masked', { ...common, no: z.int() })
export const reportRated = fact('rated', { ...common, score: z.int().min(1).max(5), satisfied: z.boolean() })
export const reportReopened = fact('reopened', { ...common, dueAt: Due })
export const reportMerged = fact('merged', { ...leaving, into: z.string(), inHand: z.boolean() })
export const reportUnmerged = fact('unmerged', { ...common, from: z.string(), inHand: z.boolean(), dueAt: Due })
/** Its second problem is a report of its own. */
export const reportSplit = fact('split', { ...common, into: z.string() })
/** Stated once for each deadline that passes; occurredAt is the due time. */
export const reportOverdue = fact('overdue', { ...common, state: z.string() })
/** A passed deadline is now before the head of the unit (1), then before the province (2). */
export const reportEscalated = fact('escalated', { ...common, level: z.int(), to: z.string() })
export const reportNoted = fact('noted', common)

export const appKeyGiven = fact('app-key-given', { name: z.string() })
export const appKeyWithdrawn = fact('app-key-withdrawn', { name: z.string() })
