import { conflict } from '#core/errors'
import type { EventType, LooseFact } from '#core/events'
import { nextFact } from '#core/next-fact'
import { workingTime } from '#modules/calendar'
import * as deadline from './deadline.ts'
import type { Timing } from './deadline.ts'
import type { Category } from './definition.ts'
import * as events from './events.ts'
import { isAnswered, isInHand, move, requireOwed } from './lifecycle.ts'
import type { Change, Report } from './report.ts'

/** What a decision is taken with: the deadlines' rules, who decides, and when. */
export type Env = Timing & { by: { id: string; unit?: string | undefined }; now: Date }

export const common = ({ category }: Pick<Env, 'category'>, found: Report) => ({
  category: found.category,
  class: category.class,
  channel: found.channel,
  commune: found.commune,
})

export const unchanged = (report: Report): Change => ({ report, facts: [] })
export const iso = (at: Date | undefined): string | null => at?.toISOString() ?? null

/** States one more fact of the report; each raises its version. */
export function state<P>(
  env: Env,
  change: Change,
  event: EventType<P>,
  payload: P,
  more: Partial<LooseFact> = {},
): Change {
  const fact = { ...nextFact(env, change.report, event, payload), ...more }
  return { report: { ...change.report, version: fact.version }, facts: [...change.facts, fact] }
}

/** A new deadline starts clean: what was overdue before it has been stated. */
export const due = (found: Report, dueAt: Date | undefined): Report => ({
  ...found,
  dueAt,
  escalateAt: undefined,
  overdue: false,
  escalated: 0,
})

export type Submission = Pick<Report, 'code' | 'category' | 'channel' | 'commune' | 'unit' | 'urgent' | 'assignee'> & {
  /** where its sender has waited longer than it is there */
  waitsSince?: Date | undefined
}

export function submit(env: Env, { waitsSince = env.now, ...submission }: Submission): Change {
  const fresh: Report = {
    ...submission,
    version: 0,
    state: 'submitted',
    submittedAt: env.now,
    dueAt: deadline.triageDueAt(env, submission.unit, waitsSince),
    overdue: false,
    escalated: 0,
    reopenings: 0,
    supplements: 0,
    visible: false,
  }
  const payload = { ...common(env, fresh), urgent: fresh.urgent, dueAt: iso(fresh.dueAt) }
  return state(env, unchanged(fresh), events.reportSubmitted, payload)
}

/** Takes the report up: it is ours to answer, and the time for it runs. */
export function accept(env: Env, found: Report): Change {
  const dueAt = deadline.answerDueAt(env, found.unit, { own: env.now, law: lawSince(found, env.now) }, found.urgent)
  const accepted = due({ ...found, state: move(found.state, 'accepted'), acceptedAt: env.now }, dueAt)
  return state(env, unchanged(accepted), events.reportAccepted, {
    ...leaving(env, found),
    onTime: deadline.isOnTime(found.dueAt, env.now),
    urgent: found.urgent,
    dueAt: iso(dueAt),
  })
}

/** The law's time runs from the submission; where the sender was asked for more, from the taking up of their answer. */
const lawSince = (found: Report, acceptedAt: Date): Date => (found.supplements === 0 ? found.submittedAt : acceptedAt)

export const leaving = (env: Env, found: Report) => ({ ...common(env, found), overdue: found.overdue })

export const rejections = [
  'not-a-report',
  'complaint',
  'denunciation',
  'no-grounds',
  'abuse',
  'answered-before',
] as const
export type Rejection = (typeof rejections)[number]

/** Does not take it up. A complaint or a denunciation has a law of its own, to which the sender is shown the way. */
export function reject(env: Env, found: Report, because: Rejection): Change {
  const ended = due({ ...found, state: move(found.state, 'rejected'), endedAt: env.now, visible: false }, undefined)
  return state(env, unchanged(ended), events.reportRejected, {
    ...leaving(env, found),
    onTime: deadline.isOnTime(found.dueAt, env.now),
    because,
  })
}

export function withdraw(env: Env, found: Report): Change {
  const ended = due({ ...found, state: move(found.state, 'withdrawn'), endedAt: env.now, visible: false }, undefined)
  return state(env, unchanged(ended), events.reportWithdrawn, { ...leaving(env, found), inHand: isInHand(found.state) })
}

/** Asks the sender for more; the time for classifying begins anew with their answer. */
export function askSupplement(env: Env, found: Report): Change {
  const calendar = env.calendarOf(found.unit)
  const waiting = due(
    { ...found, state: move(found.state, 'needs-supplement'), supplements: found.supplements + 1 },
    deadline.after(calendar, env.now, env.rules.answerSupplement),
  )
  return state(env, unchanged(waiting), events.supplementAsked, leaving(env, found))
}

export function supplement(env: Env, found: Report): Change {
  const dueAt = deadline.triageDueAt(env, found.unit, env.now)
  const back = due({ ...found, state: move(found.state, 'submitted') }, dueAt)
  return state(env, unchanged(back), events.reportSupplemented, { ...common(env, found), dueAt: iso(dueAt) })
}

/** Another category, or another urgency. Its clock keeps its start. */
export function reclassify(env: Env, found: Report, to: { id: string; body: Category; urgent: boolean }): Change {
  requireOwed(found.state)
  const next = { ...env, category: to.body }
  const changed = { ...found, category: to.id, urgent: to.urgent }
  const { transferredAt } = found
  const own = transferredAt ?? found.acceptedAt
  const law = own && (transferredAt ?? lawSince(found, own))
  const dueAt = own && law ? deadline.answerDueAt(next, found.unit, { own, law }, to.urgent) : found.dueAt
  const payload = { ...common(next, changed), was: found.category, dueAt: iso(dueAt) }
  return state(next, unchanged(due(changed, dueAt)), events.reportReclassified, payload)
}

/** A person of the unit has it now. */
export function assign(env: Env, found: Report, to: string): Change {
  const assigned: Report = { ...found, state: move(found.state, 'processing'), assignee: to }
  return state(env, unchanged(assigned), events.reportAssigned, { ...common(env, found), to })
}

/**
 * Passes the report on to the unit whose business it is, with the time it has. One that was not taken up yet is taken up with it.
 * @param asked a due time that the sending unit sets; never later than the law's
 */
export function transfer(env: Env, found: Report, to: string, asked?: Date): Change {
  if (to === found.unit)
    throw conflict('same-unit', { vi: 'Phản ánh đang ở chính đơn vị này.', en: 'The report is at this unit already.' })
  const begun = found.state === 'submitted' ? accept(env, found) : unchanged(found)
  const { report } = begun
  const since = report.transferredAt ?? report.acceptedAt ?? env.now
  const gone = { ...report, state: move(report.state, 'transferred') }
  const stated = state(env, { ...begun, report: gone }, events.reportTransferred, {
    ...leaving(env, report),
    to,
    onTime: deadline.isTransferOnTime(env, found.unit, since, env.now),
  })
  const latest = deadline.answerDueAt(env, to, { own: env.now, law: env.now }, found.urgent)
  const dueAt = asked && asked > env.now && asked < latest ? asked : latest
  const moved = due({ ...stated.report, unit: to, transferredAt: env.now, assignee: undefined }, dueAt)
  const payload = { ...common(env, found), from: found.unit, dueAt: iso(dueAt) }
  return state(env, { ...stated, report: moved }, events.reportReceived, payload)
}

/** The official answer. Where everybody may see the report, the answer is in the open with it. */
export function answer(env: Env, found: Report): Change {
  const calendar = env.calendarOf(found.unit)
  const publishBy = env.category.public ? deadline.publishDueAt(env, found.unit, env.now) : undefined
  const answered = due({ ...found, state: move(found.state, 'answered'), answeredAt: env.now }, publishBy)
  const stated = state(env, unchanged(answered), events.reportAnswered, {
    ...leaving(env, found),
    onTime: deadline.isOnTime(found.dueAt, env.now),
    workingMinutes: workingTime.workedMinutes(calendar, found.transferredAt ?? found.submittedAt, env.now),
  })
  return found.visible ? publish(env, stated) : closed(stated, env.category.public ? undefined : env.now)
}

const closed = (change: Change, endedAt: Date | undefined): Change => ({
  ...change,
  report: { ...change.report, endedAt },
})

/** The answer comes into the open, within the law's time since it was given. */
function publish(env: Env, change: Change): Change {
  const { report } = change
  const next = report.state === 'rated' ? report.state : move(report.state, 'published')
  const open = due({ ...report, state: next, publishedAt: env.now, endedAt: env.now }, undefined)
  const payload = { ...leaving(env, report), onTime: deadline.isOnTime(report.dueAt, env.now) }
  return state(env, { ...change, report: open }, events.reportPublished, payload)
}

/** Everybody may see it from now on, or no longer. An answer that was given comes into the open with it. */
export function show(env: Env, found: Report, visible: boolean): Change {
  const changed = state(env, unchanged({ ...found, visible }), events.reportShown, { ...common(env, found), visible })
  const isNews = visible && found.answeredAt !== undefined && found.publishedAt === undefined && isAnswered(found.state)
  return isNews ? publish(env, changed) : changed
}
