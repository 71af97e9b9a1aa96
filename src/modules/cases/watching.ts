import { conflict, invalid } from '#core/errors'
import { currentVisit, type Case, type Change } from './case.ts'
import * as deadline from './deadline.ts'
import * as events from './events.ts'
import { isOwed, isRunning } from './lifecycle.ts'
import { common, state, unchanged, type Env } from './rules.ts'

/** What time does to a case: warnings, the passed deadline, the apology, a changed calendar. */

const stepOf = (found: Case): string | null => currentVisit(found)?.step ?? null

/** The next warning, when its time has come. */
export function warn(env: Env, found: Case): Change {
  const share = deadline.warningShares.find((one) => one > found.warned)
  if (!isRunning(found.state) || !share || !found.warnAt || found.warnAt > env.now) return unchanged(found)
  const warned = deadline.withWarning(env.calendar, { ...found, warned: share })
  return state(env, unchanged(warned), events.caseWarned, { ...common(found), step: stepOf(found), percent: share })
}

/** The due time has passed: stated once, as of that time; again only after a pause that ended past it. */
export function markOverdue(env: Env, found: Case): Change {
  if (!isRunning(found.state) || found.overdue || !found.dueAt || found.dueAt >= env.now) return unchanged(found)
  const resumedAt = found.clock?.pauses.at(-1)?.to
  const occurredAt = resumedAt && resumedAt > found.dueAt ? resumedAt : found.dueAt
  const fact = { ...common(found), step: stepOf(found) }
  return state(env, unchanged({ ...found, overdue: true }), events.caseOverdue, fact, { occurredAt })
}

/**
 * Apologises with a new appointment, once, at least one day before the due time (NĐ 61/2018 Đ19.9). A later letter still informs
 * the applicant, but the case stays measured by its first appointment.
 */
export function apologise(env: Env, found: Case, newDueAt: Date): Change {
  const { dueAt } = found
  const by = deadline.apologyBy(env.calendar, found)
  if (!dueAt || !by || !isOwed(found.state))
    throw conflict('no-appointment', { vi: 'Hồ sơ không có hạn trả đang chạy.', en: 'No appointment is running.' })
  if (found.apologisedAt)
    throw conflict('reappointed-already', {
      vi: 'Chỉ được hẹn lại một lần.',
      en: 'A new appointment may be made once only.',
    })
  if (newDueAt <= dueAt || newDueAt <= env.now)
    throw invalid('appointment-not-later', {
      vi: 'Ngày hẹn mới phải sau ngày hẹn cũ.',
      en: 'The new appointment must be later.',
    })
  const apologised = { ...found, apologisedAt: env.now }
  const fact = { ...common(found), dueAt: newDueAt.toISOString(), overdue: false }
  if (env.now > by) return state(env, unchanged(apologised), events.caseApologised, fact)
  const moved = deadline.reappoint(env.calendar, apologised, newDueAt)
  const stated = state(env, unchanged(moved), events.caseApologised, fact)
  return state(env, stated, events.deadlineChanged, { ...fact, because: 'apology' })
}

/** Another calendar: open deadlines are computed anew, later perhaps, never earlier than promised. */
export function recompute(env: Env, found: Case): Change {
  const next = isOwed(found.state) ? deadline.recomputed(env.calendar, found) : undefined
  if (!next?.dueAt) return unchanged(found)
  const overdue = found.overdue && next.dueAt > env.now
  const fact = { ...common(found), dueAt: next.dueAt.toISOString(), overdue, because: 'calendar' as const }
  return state(env, unchanged({ ...next, overdue: found.overdue && !overdue }), events.deadlineChanged, fact)
}
