import { conflict } from '#core/errors'
import * as deadline from './deadline.ts'
import * as events from './events.ts'
import { isInHand, isOwed, move, requireOwed } from './lifecycle.ts'
import type { Change, Report } from './report.ts'
import { common, due, iso, leaving, state, unchanged, type Env } from './rules.ts'

/** What comes after an answer, and what joins and parts reports. */

const satisfiedFrom = 4

/** The sender's judgement, once for each answer. */
export function rate(env: Env, found: Report, score: number): Change {
  const rated: Report = { ...found, state: move(found.state, 'rated'), score }
  const payload = { ...common(env, found), score, satisfied: score >= satisfiedFrom }
  return state(env, unchanged(rated), events.reportRated, payload)
}

/** Until when, and how often, a sender may say that nothing has changed. */
export function mayReopenUntil({ calendarOf, rules }: Env, found: Report): Date | undefined {
  if (!found.answeredAt || found.reopenings >= rules.reopen.times) return undefined
  return deadline.after(calendarOf(found.unit), found.answeredAt, rules.reopen.within)
}

export function reopen(env: Env, found: Report): Change {
  const next = move(found.state, 'reopened')
  const until = mayReopenUntil(env, found)
  if (!until || env.now > until)
    throw conflict('reopen-too-late', {
      vi: 'Đã hết thời gian hoặc số lần mở lại phản ánh này. Bạn có thể gửi phản ánh mới.',
      en: 'The time or the number of times for reopening is over. You can send a new report.',
    })
  const dueAt = deadline.answerDueAt(env, found.unit, { own: env.now, law: env.now }, found.urgent)
  const again = { ...found, state: next, reopenings: found.reopenings + 1, endedAt: undefined, score: undefined }
  const fresh = { ...again, answeredAt: undefined, publishedAt: undefined }
  return state(env, unchanged(due(fresh, dueAt)), events.reportReopened, { ...common(env, found), dueAt: iso(dueAt) })
}

/** The same thing reported twice: it goes on as the other report, and its sender follows that one. */
export function merge(env: Env, found: Report, into: Report): Change {
  if (into.code === found.code || into.mergedInto || into.endedAt)
    throw conflict('cannot-merge', {
      vi: 'Chỉ gộp vào một phản ánh khác đang được xử lý.',
      en: 'A report is merged into another one that is being handled.',
    })
  const merged: Report = {
    ...found,
    state: move(found.state, 'merged'),
    mergedInto: into.code,
    mergedFrom: found.state,
    visible: false,
    endedAt: env.now,
  }
  const payload = { ...leaving(env, found), into: into.code, inHand: isInHand(found.state) }
  return state(env, unchanged(merged), events.reportMerged, payload)
}

/** They were two things: the report goes on by itself, with the time that it had. */
export function unmerge(env: Env, found: Report): Change {
  const { mergedInto, mergedFrom } = found
  if (!mergedInto || !mergedFrom)
    throw conflict('not-merged', { vi: 'Phản ánh này chưa được gộp.', en: 'This report has not been merged.' })
  const next = move(found.state, mergedFrom)
  const alone: Report = { ...found, state: next, mergedInto: undefined, mergedFrom: undefined, endedAt: undefined }
  const payload = { ...common(env, found), from: mergedInto, inHand: isInHand(next), dueAt: iso(found.dueAt) }
  return state(env, unchanged(alone), events.reportUnmerged, payload)
}

/** There were two problems in it: it goes on with the first, the second has a code of its own. */
export function split(env: Env, found: Report, into: string): Change {
  requireOwed(found.state)
  return state(env, unchanged(found), events.reportSplit, { ...common(env, found), into })
}

/** The due time has passed: stated once, as of that time, and the head of the unit has it before them. */
export function markOverdue(env: Env, found: Report): Change {
  if (found.endedAt || found.overdue || !found.dueAt || found.dueAt >= env.now || !owes(found)) return unchanged(found)
  const late: Report = {
    ...found,
    overdue: true,
    escalated: 1,
    escalateAt: deadline.escalateAt(env, found.unit, found.dueAt),
  }
  const occurred = { occurredAt: found.dueAt }
  const stated = state(
    env,
    unchanged(late),
    events.reportOverdue,
    { ...common(env, found), state: found.state },
    occurred,
  )
  return state(env, stated, events.reportEscalated, { ...common(env, found), level: 1, to: found.unit }, occurred)
}

/** An answer that waits to be published is owed too. */
const owes = (found: Report): boolean => isOwed(found.state) || found.state === 'answered'

/** Still nothing: it climbs to the province. */
export function escalate(env: Env, found: Report, province: string): Change {
  const { escalateAt } = found
  if (found.endedAt || !found.overdue || found.escalated !== 1 || !escalateAt || escalateAt > env.now)
    return unchanged(found)
  const climbed: Report = { ...found, escalated: 2, escalateAt: undefined }
  const payload = { ...common(env, found), level: 2, to: province }
  return state(env, unchanged(climbed), events.reportEscalated, payload, { occurredAt: escalateAt })
}
