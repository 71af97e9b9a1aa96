import { conflict, invalid } from '#core/errors'
import { workingTime } from '#modules/calendar'
import { currentVisit, openConsultations, type Case, type Change, type Visit } from './case.ts'
import * as deadline from './deadline.ts'
import * as events from './events.ts'
import { move } from './lifecycle.ts'
import {
  begin,
  common,
  enter,
  findStep,
  leave,
  requireHandling,
  state,
  stepAfter,
  touch,
  unchanged,
  type Env,
} from './rules.ts'

/** What happens between acceptance and decision: steps, consultations, assignment, payment. */

/** Ends the step and begins the next. Opinions whose time is not over are waited for (NĐ 61/2018 Đ19.5). */
export function completeStep(env: Env, found: Case, assignee?: string): Change {
  const current = found.state === 'resolved' ? currentVisit(found) : requireHandling(found)
  const step = current && findStep(env.plan, current.step)
  if (!current || !step || step.signs || isLast(env, current))
    throw conflict('step-needs-decision', {
      vi: 'Bước này kết thúc bằng quyết định hoặc trả kết quả.',
      en: 'This step ends by a decision, or by the return of the result.',
    })
  requireOpinions(env, found)
  const next = stepAfter(env.plan, current.step)
  const moved = enter(env, leave(env, found.state === 'resolved' ? found : begin(found), 'completed'), next, assignee)
  return state(env, unchanged(moved), events.stepCompleted, { ...stepFact(env, found, current), next: next.id })
}

const isLast = (env: Env, visit: Visit) => env.plan.steps.at(-1)?.id === visit.step

export const stepFact = (env: Env, found: Case, visit: Visit) => ({
  ...common(found),
  step: visit.step,
  workingMinutes: workingTime.workedMinutes(env.calendar, visit.startedAt, env.now, found.clock?.pauses ?? []),
  onTime: !visit.dueAt || env.now.getTime() < visit.dueAt.getTime() + 60_000,
})

function requireOpinions(env: Env, found: Case): void {
  const waiting = openConsultations(found).filter((consultation) => consultation.dueAt > env.now)
  if (waiting.length > 0)
    throw conflict(
      'opinions-awaited',
      {
        vi: 'Còn cơ quan phối hợp chưa trả lời và chưa hết hạn.',
        en: 'An agency may still answer: its time is not over.',
      },
      { units: waiting.map((consultation) => consultation.unit) },
    )
}

/** Proposes a refusal: the case goes to the person who signs, who refuses or sends it back. */
export function proposeRefusal(env: Env, found: Case): Change {
  const current = requireHandling(found)
  const signing = env.plan.steps.find((step) => step.signs)
  if (!signing || findStep(env.plan, current.step).signs)
    throw conflict('step-needs-decision', { vi: 'Bước này tự quyết định.', en: 'This step decides by itself.' })
  const moved = enter(env, leave(env, begin(found), 'refusal-proposed'), signing)
  return state(env, unchanged({ ...moved, refusalProposed: true }), events.refusalProposed, {
    ...common(found),
    step: current.step,
  })
}

/** Sends the case back to an earlier handling step; without a name to the one before. */
export function sendBack(env: Env, found: Case, to?: string): Change {
  const current = requireHandling(found)
  const index = env.plan.steps.findIndex((step) => step.id === current.step)
  const target = to === undefined ? env.plan.steps[index - 1] : findStep(env.plan, to)
  const at = target ? env.plan.steps.indexOf(target) : -1
  if (!target || at < 1 || at >= index)
    throw invalid('not-an-earlier-step', {
      vi: 'Chỉ chuyển lại một bước xử lý trước đó.',
      en: 'Choose an earlier handling step.',
    })
  const before = found.visits.findLast((visit) => visit.step === target.id)
  const moved = enter(env, leave(env, begin(found), 'sent-back'), target, before?.endedBy ?? before?.assignee)
  const fact = { ...common(found), step: current.step, to: target.id }
  return state(env, unchanged({ ...moved, refusalProposed: false }), events.stepSentBack, fact)
}

/** Asks other agencies, all at once, each with its own limit (NĐ 61/2018 Đ19.6). */
export function consult(
  env: Env,
  found: Case,
  questions: readonly { unit: string; agency: string; dueAt: Date }[],
): Change {
  const current = requireHandling(found)
  const asked = questions.map(({ unit, dueAt }, index) => ({
    no: found.consultations.length + index + 1,
    step: current.step,
    unit,
    askedAt: env.now,
    dueAt,
  }))
  const repeated = questions.find(({ unit }) =>
    openConsultations(found).some((consultation) => consultation.unit === unit),
  )
  if (repeated || new Set(questions.map(({ unit }) => unit)).size < questions.length)
    throw conflict('consulted-already', {
      vi: 'Cơ quan này đang được hỏi ý kiến.',
      en: 'This agency is being consulted already.',
    })
  const next = touch({ ...begin(found), consultations: [...found.consultations, ...asked] })
  return questions.reduce(
    (change, { agency }) => state(env, change, events.caseConsulted, { ...common(found), step: current.step, agency }),
    unchanged(next),
  )
}

/** A consulted agency answers. An answer after the time is taken too, and counted as late. */
export function answerConsultation(env: Env, found: Case, no: number, agency: string): Change {
  const asked = found.consultations.find((consultation) => consultation.no === no)
  if (!asked || asked.answeredAt || found.resolvedAt || found.endedAt)
    throw conflict('not-consulted', { vi: 'Không có yêu cầu ý kiến đang chờ.', en: 'No opinion is waited for.' })
  const answered = { ...asked, answeredAt: env.now, answeredBy: env.by.id }
  const consultations = found.consultations.map((one) => (one === asked ? answered : one))
  const onTime = env.now <= asked.dueAt
  return state(env, unchanged({ ...found, consultations }), events.consultationAnswered, {
    ...common(found),
    step: asked.step,
    agency,
    onTime,
  })
}

/** Gives the step to a person: assigned by the head, or claimed by oneself. */
export function assign(env: Env, found: Case, to: string): Change {
  const { visit, assigned } = given(found, to)
  return state(env, unchanged(assigned), events.caseAssigned, { ...common(found), step: visit.step, to })
}

/** Hands one's own work over to a colleague. */
export function handOver(env: Env, found: Case, to: string): Change {
  const { visit, assigned } = given(found, to)
  return state(env, unchanged(assigned), events.caseHandedOver, { ...common(found), step: visit.step, to })
}

function given(found: Case, to: string): { visit: Visit; assigned: Case } {
  const visit = currentVisit(found)
  if (!visit) throw conflict('case-ended', { vi: 'Hồ sơ đã kết thúc.', en: 'The case has ended.' })
  if (visit.assignee === to)
    throw conflict('assigned-already', { vi: 'Người này đang thụ lý hồ sơ.', en: 'This person has the case already.' })
  const visits = found.visits.map((one) => (one === visit ? { ...one, assignee: to } : one))
  return { visit, assigned: { ...found, visits } }
}

/** Asks for a financial obligation, as in land cases; the clock stands still until it is paid. */
export function askPayment(env: Env, found: Case, amount: number): Change {
  const begun = begin(found)
  requireHandling(found)
  const asked = { ...deadline.pauseClock(begun, env.now), state: move(begun.state, 'awaiting-payment'), overdue: false }
  return state(env, unchanged(touch(asked)), events.paymentRequested, {
    ...common(found),
    amount,
    overdue: found.overdue,
  })
}

/** Money has come. A case that waited for it goes on. */
export function pay(env: Env, found: Case, payment: { amount: number; receiptNumber: string }): Change {
  const next =
    found.state === 'awaiting-payment'
      ? deadline.resumeClock(env.calendar, { ...found, state: move(found.state, 'processing') }, env.now, false)
      : found
  return state(env, unchanged(next), events.casePaid, {
    ...common(found),
    ...payment,
    dueAt: next.dueAt?.toISOString() ?? null,
  })
}

export const note = (env: Env, found: Case): Change =>
  state(env, unchanged(found.endedAt ? found : touch(found)), events.caseNoted, common(found))

/** The applicant's opinion, after the result (handbook 3.10). */
export function rate(env: Env, found: Case, score: number): Change {
  if (found.state !== 'returned' && found.state !== 'resolved' && found.state !== 'refused')
    throw conflict('not-returned-yet', {
      vi: 'Chỉ đánh giá sau khi có kết quả.',
      en: 'A case is rated after its result.',
    })
  return state(env, unchanged(found), events.caseRated, { ...common(found), score })
}
