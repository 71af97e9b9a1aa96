import { workingTime, type Calendar, type Pause } from '#modules/calendar'
import type { Duration } from '#core/duration'
import { currentVisit, type Case, type Visit } from './case.ts'

/** An online case is accepted, refused or answered within 8 working hours (handbook 3.5). */
export const intakeMinutes = 8 * 60
/** Without a supplement the case is closed after 15 working days (handbook 3.5). */
export const supplementDays = 15

export const warningShares = [50, 75, 90] as const

export const intakeDueAt = (calendar: Calendar, submittedAt: Date): Date =>
  workingTime.addWorkingMinutes(calendar, submittedAt, intakeMinutes)

export const supplementDueAt = (calendar: Calendar, askedAt: Date): Date =>
  workingTime.endOfWorkingDay(calendar, askedAt, supplementDays)

/** Starts the clock of a case at a reception. Without a limit in law there is no due time. */
export function startClock(calendar: Calendar, found: Case, at: Date, limit: Duration | undefined): Case {
  if (!limit) return found
  const clock = { startedAt: at, limit, pauses: [] }
  const dueAt = workingTime.dueOf(calendar, clock)
  return withWarning(calendar, { ...found, clock, dueAt, promisedAt: found.promisedAt ?? dueAt, warned: 0 })
}

export const pauseClock = (found: Case, at: Date): Case => ({ ...found, pausedAt: at, warnAt: undefined })

/**
 * The clock goes on after a pause, or begins anew where the procedure says so (NĐ 61/2018 Đ19.4), then with an appointment of its
 * own. A calendar that has changed meanwhile brings no appointment forward.
 */
export function resumeClock(calendar: Calendar, found: Case, at: Date, restart: boolean): Case {
  const { clock, pausedAt } = found
  const going = { ...found, pausedAt: undefined }
  if (!clock || !pausedAt) return going
  if (restart)
    return withVisitDue(calendar, startClock(calendar, { ...going, reappointedAt: undefined }, at, clock.limit))
  const pause = { from: pausedAt, to: at }
  const next = { ...going, clock: { ...clock, pauses: [...clock.pauses, pause] } }
  const due = later(
    later(workingTime.dueOf(calendar, next.clock), found.dueAt),
    found.reappointedAt && moveBy(calendar, found.reappointedAt, pause),
  )
  return withVisitDue(
    calendar,
    withWarning(calendar, { ...next, dueAt: due, ...(found.reappointedAt && { reappointedAt: due }) }),
  )
}

/** A date set anew by an apology keeps its distance: it moves by the working days that the pause touches. */
const moveBy = (calendar: Calendar, due: Date, pause: Pause): Date =>
  pause.from >= due ? due : workingTime.moveByTouchedDays(calendar, due, pause)

const later = (due: Date, other: Date | undefined): Date => (other && other > due ? other : due)

/** Sets a later appointment. */
export const reappoint = (calendar: Calendar, found: Case, dueAt: Date): Case =>
  withWarning(calendar, { ...found, dueAt, reappointedAt: dueAt })

/** The due time by today's calendar: later than promised perhaps, never earlier. Undefined when nothing changes. */
export function recomputed(calendar: Calendar, found: Case): Case | undefined {
  if (!found.clock || !found.dueAt || found.pausedAt) return undefined
  const { reappointedAt } = found
  const due = later(
    workingTime.dueOf(calendar, found.clock),
    reappointedAt && workingTime.onWorkingDay(calendar, reappointedAt),
  )
  if (due <= found.dueAt) return undefined
  return withWarning(calendar, { ...found, dueAt: due, ...(reappointedAt && { reappointedAt: due }) })
}

/** When the next warning is due: 50, 75, then 90 % of the time. */
export function withWarning(calendar: Calendar, found: Case): Case {
  const { clock, dueAt, warned } = found
  const next = warningShares.find((share) => share > warned)
  if (!clock || !dueAt || next === undefined) return { ...found, warnAt: undefined }
  return { ...found, warnAt: workingTime.momentOfShare(calendar, clock, dueAt, next / 100) }
}

export const visitDueAt = (
  calendar: Calendar,
  { startedAt, limit }: Pick<Visit, 'startedAt' | 'limit'>,
  pauses: readonly Pause[],
) => limit && workingTime.dueOf(calendar, { startedAt, limit, pauses: pauses.filter((pause) => pause.to > startedAt) })

/** The step's own limit stands still with the case's. */
function withVisitDue(calendar: Calendar, found: Case): Case {
  const current = currentVisit(found)
  if (!current) return found
  const dueAt = visitDueAt(calendar, current, found.clock?.pauses ?? [])
  return { ...found, visits: found.visits.map((visit) => (visit === current ? { ...visit, dueAt } : visit)) }
}

/** The last moment for an apology letter, and whether it has passed. */
export const apologyBy = (calendar: Calendar, found: Case): Date | undefined =>
  found.dueAt && workingTime.apologiseBy(calendar, found.dueAt)

/** Whether a case has been resolved in time. Its minute counts, not its seconds. */
export const isOnTime = (found: Case, at: Date): boolean => !found.dueAt || minute(at) <= minute(found.dueAt)

const minute = (at: Date) => Math.floor(at.getTime() / 60_000)

/** Office minutes that the case has taken, without its pauses; from its acceptance. */
export function minutesTaken(calendar: Calendar, found: Case, at: Date): number {
  const from = found.clock?.startedAt ?? found.acceptedAt
  return from ? workingTime.workedMinutes(calendar, from, at, found.clock?.pauses ?? []) : 0
}
