import { conflict, invalid } from '#core/errors'
import type { EventType, LooseFact } from '#core/events'
import { nextFact } from '#core/next-fact'
import { workingTime, type Calendar } from '#modules/calendar'
import {
  currentVisit,
  filed,
  openSupplement,
  type Case,
  type Change,
  type Plan,
  type PlanStep,
  type Submission,
  type Visit,
} from './case.ts'
import * as deadline from './deadline.ts'
import * as events from './events.ts'
import { isPaused, move } from './lifecycle.ts'

/** Who decides; `mandate`: by which they act for the applicant. */
export type By = { id: string; unit?: string | undefined; mandate?: string | undefined }

/** What a decision is taken with: the competent agency's calendar, the procedure's plan, who decides, and when. */
export type Env = { calendar: Calendar; plan: Plan; by: By; now: Date }

export const common = (found: Case) => ({ procedure: found.procedure, channel: found.channel })

export const unchanged = (found: Case): Change => ({ case: found, facts: [] })

/** States one more fact of the case; each raises its version. */
export function state<P>(
  env: Env,
  change: Change,
  event: EventType<P>,
  payload: P,
  more: Partial<LooseFact> = {},
): Change {
  const { mandate } = env.by
  const stated = mandate === undefined ? payload : { ...payload, mandate }
  const fact = { ...nextFact(env, change.case, event, stated), ...more }
  return { case: { ...change.case, version: fact.version }, facts: [...change.facts, fact] }
}

/** A case begins: submitted, it waits at its reception. */
export function submit(env: Env, submission: Submission): Change {
  const fresh = filed(submission, env.now, deadline.intakeDueAt(env.calendar, env.now))
  const entered = enter(env, fresh, firstStep(env.plan))
  return state(env, unchanged(entered), events.caseSubmitted, {
    ...common(fresh),
    receivedBy: submission.receptionUnit,
  })
}

/** Accepts a complete case: the clock starts, the receipt promises the due time, and the first handling step begins. */
export function accept(env: Env, found: Case, digitised: boolean, assignee?: string): Change {
  const { calendar, now } = env
  const clocked = deadline.startClock(calendar, found, now, env.plan.limit)
  const elsewhere = found.receptionUnit !== found.unit
  const accepted: Case = {
    ...clocked,
    state: move(found.state, 'accepted'),
    acceptedAt: now,
    digitised: found.digitised || digitised,
    ...(elsewhere && { handOverBy: workingTime.handOverBy(calendar, now) }),
  }
  const next = stepAfter(env.plan, firstStep(env.plan).id)
  return state(env, unchanged(enter(env, leave(env, accepted, 'accepted'), next, assignee)), events.caseAccepted, {
    ...common(found),
    workingMinutes: workingTime.workedMinutes(calendar, found.submittedAt, now),
    onTime: now <= found.intakeDueAt,
    dueAt: accepted.dueAt?.toISOString() ?? null,
  })
}

export function refuseAtIntake(env: Env, found: Case): Change {
  const refused = { ...found, state: move(found.state, 'refused-at-intake'), endedAt: env.now }
  return state(env, unchanged(leave(env, refused, 'refused-at-intake')), events.caseRefusedAtIntake, common(found))
}

/** Asks for all that is missing, once (NĐ 61/2018 Đ17.2a). The clock stands still until the supplement comes. */
export function askSupplement(env: Env, found: Case): Change {
  if (found.supplements.length > 0)
    throw conflict('supplement-asked', {
      vi: 'Hồ sơ đã được yêu cầu bổ sung một lần; mọi nội dung phải được hướng dẫn đầy đủ trong một lần.',
      en: 'A supplement was asked for already: everything belongs into one request.',
    })
  const beforeAcceptance = found.acceptedAt === undefined
  const begun = beforeAcceptance ? found : begin(found)
  const request = {
    no: 1,
    step: currentVisit(found)?.step ?? '',
    askedAt: env.now,
    askedBy: env.by.id,
    dueAt: deadline.supplementDueAt(env.calendar, env.now),
    beforeAcceptance,
  }
  const asked: Case = {
    ...(beforeAcceptance ? begun : deadline.pauseClock(begun, env.now)),
    state: move(begun.state, beforeAcceptance ? 'incomplete' : 'awaiting-supplement'),
    overdue: false,
    supplements: [request],
  }
  const payload = { ...common(found), beforeAcceptance, overdue: found.overdue }
  return state(env, unchanged(touch(asked)), events.supplementRequested, payload)
}

/** The supplement has come: before acceptance the case waits for it again, afterwards its handling goes on. */
export function supplement(env: Env, found: Case): Change {
  const request = openSupplement(found)
  if (!request)
    throw conflict('no-supplement-asked', { vi: 'Hồ sơ không chờ bổ sung.', en: 'No supplement is waited for.' })
  const { beforeAcceptance, askedAt } = request
  const supplements = found.supplements.map((one) => (one === request ? { ...one, answeredAt: env.now } : one))
  const answered: Case = {
    ...found,
    supplements,
    state: move(found.state, beforeAcceptance ? 'submitted' : 'processing'),
  }
  const next = beforeAcceptance
    ? { ...answered, intakeDueAt: deadline.intakeDueAt(env.calendar, env.now) }
    : deadline.resumeClock(env.calendar, answered, env.now, env.plan.supplement === 'restart')
  return state(env, unchanged(next), events.caseSupplemented, {
    ...common(found),
    beforeAcceptance,
    dueAt: next.dueAt?.toISOString() ?? null,
    waitedMinutes: workingTime.workedMinutes(env.calendar, askedAt, env.now),
  })
}

/** The first act of a handling step moves an accepted case into handling. */
export const begin = (found: Case): Case =>
  found.state === 'accepted' ? { ...found, state: move(found.state, 'processing') } : found

/** @throws conflict unless the case is being handled */
export function requireHandling(found: Case): Visit {
  const current = currentVisit(found)
  if (current && (found.state === 'accepted' || found.state === 'processing')) return current
  throw conflict('case-not-in-handling', {
    vi: isPaused(found.state) ? 'Hồ sơ đang tạm dừng tính thời gian.' : 'Hồ sơ không ở bước xử lý.',
    en: isPaused(found.state) ? 'The clock of the case stands still.' : 'The case is not being handled.',
  })
}

export const touch = (found: Case): Case => ({
  ...found,
  visits: found.visits.map((visit) => (visit.endedAt || visit.touched ? visit : { ...visit, touched: true })),
})

/** Ends the current visit. */
export const leave = (env: Env, found: Case, outcome: string): Case => ({
  ...found,
  visits: found.visits.map((visit) =>
    visit.endedAt ? visit : { ...visit, touched: true, endedAt: env.now, endedBy: env.by.id, outcome },
  ),
})

/** Begins a visit of a step. */
export function enter(env: Env, found: Case, step: PlanStep, assignee?: string): Case {
  const visit: Visit = {
    no: found.visits.length + 1,
    step: step.id,
    unit: step.unit,
    role: step.role,
    limit: step.within,
    startedAt: env.now,
    dueAt: deadline.visitDueAt(env.calendar, { startedAt: env.now, limit: step.within }, []),
    assignee,
    touched: false,
  }
  return { ...found, visits: [...found.visits, visit] }
}

export function findStep(plan: Plan, id: string): PlanStep {
  const found = plan.steps.find((step) => step.id === id)
  if (!found)
    throw invalid('no-step', { vi: `Thủ tục không có bước "${id}".`, en: `The procedure has no step "${id}".` })
  return found
}

export const firstStep = (plan: Plan): PlanStep => plan.steps[0] ?? missing('a plan has at least a reception')

export const stepAfter = (plan: Plan, id: string): PlanStep =>
  plan.steps[plan.steps.findIndex((step) => step.id === id) + 1] ?? missing(`no step follows ${id}`)

function missing(what: string): never {
  throw new Error(what)
}
