import { invalid } from '#core/errors'
import { command } from '#core/operation'
import { listHolders } from '#modules/people'
import { calendarsOf, localDate, workingTime } from '#modules/calendar'
import { findUnit, unitOf } from '#modules/units'
import type { Db } from '#core/db'
import { act, onCurrent, presentAct } from '../acting.ts'
import { currentVisit } from '../case.ts'
import { chosenOfficer, consultDefined, keepConsultations } from '../entering.ts'
import * as handling from '../handling.ts'
import {
  ActInput,
  AnswerInput,
  AssignInput,
  CompleteStepInput,
  ConsultInput,
  NoteInput,
  ReasonInput,
  SendBackInput,
} from '../inputs.ts'
import { lock } from '../load.ts'
import * as policy from '../policy.ts'
import * as rules from '../rules.ts'
import * as beside from '../store/beside.ts'
import { ActView } from '../views.ts'

/** Between acceptance and decision. */

export const completeStep = command('cases.complete-step', {
  summary: 'End my step; the case goes to the next one.',
  input: CompleteStepInput,
  output: ActView,
  subject: lock,
  allow: onCurrent(policy.mayComplete),
  async run(step) {
    const { input, subject } = step
    const current = currentVisit(subject.case)
    const isLast = subject.plan.steps.at(-1)?.id === current?.step
    const next = current && !isLast ? rules.stepAfter(subject.plan, current.step) : undefined
    const officer = input.assignee ?? (next && (await chosenOfficer(step, next)))
    const words = { act: 'complete-step', text: input.note }
    const found = await act(
      step,
      (env, one) => consultDefined(step, env, handling.completeStep(env, one, officer)),
      words,
    )
    await keepConsultations(step, found)
    return presentAct(found)
  },
})

export const consult = command('cases.consult', {
  summary: 'Ask other agencies for their opinion, all at once, each with its time.',
  input: ConsultInput,
  output: ActView,
  subject: lock,
  allow: onCurrent(policy.mayConsult),
  async run(step) {
    const { input, ctx, subject, now } = step
    const calendar = calendarsOf(ctx).of(subject.case.unit)
    const questions = input.questions.map(({ unit, workingDays }) => ({
      unit: unitOf(ctx, unit).code,
      agency: findUnit(ctx, unit)?.agency ?? unit,
      dueAt: workingTime.dueAt(calendar, now, { amount: workingDays, unit: 'working days' }),
    }))
    const found = await act(step, (env, one) => handling.consult(env, one, questions))
    await keepConsultations(step, found, new Map(input.questions.map(({ unit, question }) => [unit, question])))
    return presentAct(found)
  },
})

export const answerConsultation = command('cases.answer-consultation', {
  summary: 'Give the opinion that another agency asked for.',
  input: AnswerInput,
  output: ActView,
  subject: lock,
  allow: onCurrent((actor, found, input: { no: number }) => policy.mayAnswerConsultation(actor, found, input.no)),
  async run(step) {
    const { input, subject, actor, db, ctx, now } = step
    const unit = subject.case.consultations.find((one) => one.no === input.no)?.unit ?? ''
    const agency = findUnit(ctx, unit)?.agency ?? unit
    const found = await act(step, (env, one) => handling.answerConsultation(env, one, input.no, agency))
    const { no, answer, agrees } = input
    await beside.answerConsultation(db, found, { no, answer, agrees, at: now, by: actor.id })
    return presentAct(found)
  },
})

export const proposeRefusal = command('cases.propose-refusal', {
  summary: 'Propose a refusal to the person who decides.',
  input: ReasonInput,
  output: ActView,
  subject: lock,
  allow: onCurrent(policy.mayProposeRefusal),
  run: async (step) =>
    presentAct(await act(step, handling.proposeRefusal, { act: 'propose-refusal', text: step.input.reason })),
})

export const sendBack = command('cases.send-back', {
  summary: 'Send the case back to an earlier step, with the reason.',
  input: SendBackInput,
  output: ActView,
  subject: lock,
  allow: onCurrent(policy.maySendBack),
  run: async (step) =>
    presentAct(
      await act(step, (env, found) => handling.sendBack(env, found, step.input.to), {
        act: 'send-back',
        text: step.input.reason,
      }),
    ),
})

/** @throws invalid when the person has no such post */
async function requireHolder(db: Db, now: Date, subject: policy.Found, to: string): Promise<void> {
  const visit = currentVisit(subject.case)
  if (!visit) return
  const holders = await listHolders(db, visit.unit, visit.role, localDate(now))
  if (!holders.some((holder) => holder.id === to))
    throw invalid('not-a-holder', {
      vi: 'Người này không giữ vị trí của bước xử lý.',
      en: 'This person does not hold the post of the step.',
    })
}

export const assign = command('cases.assign', {
  summary: 'Give the case to a person of the step.',
  input: AssignInput,
  output: ActView,
  subject: lock,
  allow: onCurrent(policy.mayAssign),
  async run(step) {
    await requireHolder(step.db, step.now, step.subject, step.input.to)
    return presentAct(await act(step, (env, found) => handling.assign(env, found, step.input.to)))
  },
})

export const claim = command('cases.claim', {
  summary: 'Take a case from the pool.',
  input: ActInput,
  output: ActView,
  subject: lock,
  allow: onCurrent(policy.mayClaim),
  run: async (step) => presentAct(await act(step, (env, found) => handling.assign(env, found, step.actor.id))),
})

export const handOver = command('cases.hand-over', {
  summary: 'Hand my case over to a colleague.',
  input: AssignInput,
  output: ActView,
  subject: lock,
  allow: onCurrent(policy.mayHandOver),
  async run(step) {
    await requireHolder(step.db, step.now, step.subject, step.input.to)
    return presentAct(await act(step, (env, found) => handling.handOver(env, found, step.input.to)))
  },
})

export const addNote = command('cases.add-note', {
  summary: 'Leave a note in the case for colleagues.',
  input: NoteInput,
  output: ActView,
  subject: lock,
  allow: onCurrent(policy.mayNote),
  run: async (step) => presentAct(await act(step, handling.note, { act: 'note', text: step.input.text })),
})
