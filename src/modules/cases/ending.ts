import { conflict } from '#core/errors'
import { currentVisit, openConsultations, type Case, type Change } from './case.ts'
import * as deadline from './deadline.ts'
import * as events from './events.ts'
import { isOwed, move } from './lifecycle.ts'
import {
  begin,
  common,
  enter,
  findStep,
  leave,
  requireHandling,
  state,
  stepAfter,
  unchanged,
  type Env,
} from './rules.ts'
import { workingTime } from '#modules/calendar'

/** How a case ends: decided, returned, withdrawn, stopped; and how a step back undoes the last move. */

function requireSigning(env: Env, found: Case): string {
  const visit = requireHandling(found)
  if (findStep(env.plan, visit.step).signs) return visit.step
  throw conflict('not-at-decision', {
    vi: 'Hồ sơ chưa ở bước phê duyệt.',
    en: 'The case is not at the step that decides.',
  })
}

/** Grants: the result exists, the case is resolved and its time is measured. It then waits to be returned. */
export function approve(env: Env, found: Case, electronicResult: boolean): Change {
  const step = requireSigning(env, found)
  if (found.refusalProposed)
    throw conflict('refusal-proposed', {
      vi: 'Hồ sơ đang được đề nghị từ chối: từ chối, hoặc chuyển lại bước trước.',
      en: 'A refusal is proposed: refuse, or send the case back.',
    })
  const begun = begin(found)
  const resolved: Case = {
    ...begun,
    state: move(begun.state, 'resolved'),
    resolvedAt: env.now,
    warnAt: undefined,
    overdue: false,
  }
  const waiting = enter(env, leave(env, resolved, 'approved'), stepAfter(env.plan, step))
  const approved = state(env, unchanged(waiting), events.caseApproved, { ...common(found), step })
  return closed(env, approved, found, 'granted', electronicResult)
}

/** Refuses after acceptance, with the reason in writing (form 03). */
export function refuse(env: Env, found: Case): Change {
  const step = requireSigning(env, found)
  const begun = begin(found)
  const refused: Case = {
    ...begun,
    state: move(begun.state, 'refused'),
    resolvedAt: env.now,
    endedAt: env.now,
    warnAt: undefined,
    overdue: false,
  }
  const stated = state(env, unchanged(leave(env, refused, 'refused')), events.caseRefused, { ...common(found), step })
  return closed(env, stated, found, 'refused', true)
}

function closed(
  env: Env,
  change: Change,
  found: Case,
  outcome: 'granted' | 'refused',
  electronicResult: boolean,
): Change {
  return state(env, change, events.caseClosed, {
    ...common(found),
    overdue: found.overdue,
    outcome,
    onTime: deadline.isOnTime(found, env.now),
    early: workingTime.isEarlierDay(env.now, found.dueAt),
    workingMinutes: deadline.minutesTaken(env.calendar, found, env.now),
    electronicResult,
    digitised: found.digitised,
    supplements: found.supplements.length,
  })
}

/** The applicant has the result. */
export function returnResult(env: Env, found: Case, how: 'counter' | 'online' | 'post'): Change {
  const returned: Case = { ...found, state: move(found.state, 'returned'), endedAt: env.now }
  return state(env, unchanged(leave(env, returned, 'returned')), events.resultReturned, { ...common(found), how })
}

/** The applicant takes the case back, as long as nothing is decided. */
export function withdraw(env: Env, found: Case): Change {
  const withdrawn: Case = { ...ended(env, found), state: move(found.state, 'withdrawn') }
  const fact = { ...common(found), overdue: found.overdue, accepted: found.acceptedAt !== undefined }
  return state(env, unchanged(leave(env, withdrawn, 'withdrawn')), events.caseWithdrawn, fact)
}

export type StopReason = 'no-supplement' | 'no-payment' | 'agency'

/** Stops handling without a decision (form 05). */
export function stop(env: Env, found: Case, reason: StopReason): Change {
  const begun = begin(found)
  const stopped: Case = { ...ended(env, begun), state: move(begun.state, 'stopped') }
  const fact = { ...common(found), overdue: found.overdue, accepted: found.acceptedAt !== undefined, reason }
  return state(env, unchanged(leave(env, stopped, 'stopped')), events.caseStopped, fact)
}

const ended = (env: Env, found: Case): Case => ({
  ...found,
  endedAt: env.now,
  warnAt: undefined,
  pausedAt: undefined,
  overdue: false,
})

/** What a recall would undo: the event that took the case where it is. Undefined where nothing can be recalled. */
export function recallable(found: Case): { undone: string; step: string; by: string | undefined } | undefined {
  const current = currentVisit(found)
  const last = found.visits.findLast((visit) => visit.endedAt)
  if (
    !last ||
    current?.touched ||
    (current && openConsultations(found).some((one) => one.askedAt > last.startedAt && one.step === current.step))
  )
    return undefined
  const undone = undoneBy[last.outcome ?? '']
  const reachable =
    found.state === 'refused'
      ? last.outcome === 'refused'
      : current !== undefined && (isOwed(found.state) || found.state === 'resolved')
  return undone && reachable ? { undone, step: last.step, by: last.endedBy } : undefined
}

/** An acceptance is not recalled: the applicant holds the receipt. */
const undoneBy: Record<string, string> = {
  completed: events.stepCompleted.type,
  'refusal-proposed': events.refusalProposed.type,
  'sent-back': events.stepSentBack.type,
  approved: events.caseClosed.type,
  refused: events.caseClosed.type,
}

/** The undone closing took an overdue case out of those: it is one of them again, without being stated anew. */
const wasOverdue = ({ dueAt, resolvedAt }: Case): boolean =>
  dueAt !== undefined && resolvedAt !== undefined && dueAt < resolvedAt

/** Takes the case one step back while nobody later has acted. `undoes` is the seq of the undone event. */
export function recall(env: Env, found: Case, undoes: number | undefined): Change {
  const back = recallable(found)
  if (!back)
    throw conflict('nothing-to-recall', {
      vi: 'Không còn thu hồi được: bước sau đã xử lý.',
      en: 'It is too late: somebody has acted.',
    })
  const decided = back.undone === events.caseClosed.type
  const left = leave(env, found, 'recalled')
  const step = findStep(env.plan, back.step)
  const reopened: Case = enter(
    env,
    decided
      ? {
          ...left,
          state: move(found.state, 'processing'),
          resolvedAt: undefined,
          endedAt: undefined,
          overdue: wasOverdue(found),
        }
      : left,
    step,
    env.by.id,
  )
  const proposed = back.undone === events.refusalProposed.type ? false : found.refusalProposed
  const next = decided
    ? deadline.withWarning(env.calendar, {
        ...reopened,
        refusalProposed: found.state === 'refused' && found.refusalProposed,
      })
    : { ...reopened, refusalProposed: proposed }
  const fact = { ...common(found), undone: back.undone, step: back.step }
  return state(env, unchanged(next), events.caseRecalled, fact, undoes === undefined ? {} : { undoes })
}
