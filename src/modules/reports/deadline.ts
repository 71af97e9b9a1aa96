import type { Duration } from '#core/duration'
import { workingTime, type Calendar } from '#modules/calendar'
import type { Category, ReportRules } from './definition.ts'

/** What a report's deadlines are reckoned with: a unit's calendar, the clocks of law, its category. */
export type Timing = { calendarOf: (unit: string) => Calendar; rules: ReportRules; category: Category }

const hourMilliseconds = 3_600_000

/** Working time as the calendar has it; `hours` run day and night, for what cannot wait for an office to open. */
export const after = (calendar: Calendar, from: Date, limit: Duration): Date =>
  limit.unit === 'hours'
    ? new Date(from.getTime() + limit.amount * hourMilliseconds)
    : workingTime.dueAt(calendar, from, limit)

/** Taken up or refused by then. */
export const triageDueAt = ({ calendarOf, rules }: Timing, unit: string, from: Date): Date =>
  after(calendarOf(unit), from, rules.clocks.refuse.within)

/**
 * Answered by then: the category's own limit from its taking up or last transfer, and never later than the law's, which runs from
 * the submission or the last transfer (QĐ 766 mục 5.2).
 */
export function answerDueAt(
  { calendarOf, rules, category }: Timing,
  unit: string,
  { own: from, law: since }: { own: Date; law: Date },
  urgent: boolean,
): Date {
  const calendar = calendarOf(unit)
  const own = after(calendar, from, urgent ? category.deadlines.urgent : category.deadlines.ordinary)
  const law = after(calendar, since, rules.clocks.process.within)
  return own < law ? own : law
}

export const publishDueAt = ({ calendarOf, rules }: Timing, unit: string, from: Date): Date =>
  after(calendarOf(unit), from, rules.clocks.publish.within)

export const escalateAt = ({ calendarOf, rules }: Timing, unit: string, from: Date): Date =>
  after(calendarOf(unit), from, rules.escalation.toProvince)

/** Passed on within the law's time since it was taken up (NĐ 20/2008/NĐ-CP). */
export const isTransferOnTime = ({ calendarOf, rules }: Timing, unit: string, since: Date, at: Date): boolean =>
  at <= after(calendarOf(unit), since, rules.clocks.transfer.within)

/** Whether a word came by its due time. Its minute counts, not its seconds. */
export const isOnTime = (dueAt: Date | undefined, at: Date): boolean => !dueAt || minute(at) <= minute(dueAt)

const minute = (at: Date) => Math.floor(at.getTime() / 60_000)
