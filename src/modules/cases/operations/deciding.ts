import { command } from '#core/operation'
import { listEventsOf } from '#core/events'
import { revokeAll } from '#modules/documents'
import { act, onCurrent, presentAct } from '../acting.ts'
import * as ending from '../ending.ts'
import { caseClosed } from '../events.ts'
import { ActInput, ApologiseInput, ApproveInput, ReasonInput, ReturnInput, WithdrawInput } from '../inputs.ts'
import * as letters from '../letters.ts'
import { lock } from '../load.ts'
import * as policy from '../policy.ts'
import { takeBack } from '../taking-back.ts'
import { ActView } from '../views.ts'
import * as watching from '../watching.ts'

/** Decisions and ends, each with its letter. */

export const approve = command('cases.approve', {
  summary: 'Grant what was asked: the result is issued, and waits to be returned.',
  input: ApproveInput,
  output: ActView,
  subject: lock,
  allow: onCurrent(policy.mayDecide),
  async run(step) {
    const { input, subject, actor, db, ctx, now } = step
    const words = { act: 'approve', text: input.note }
    const found = await act(step, (env, one) => ending.approve(env, one, true), words)
    return presentAct(found, [await letters.result({ db, ctx, actor, now, found, loaded: subject })])
  },
})

export const refuse = command('cases.refuse', {
  summary: 'Refuse after appraisal, with the reason (form 03).',
  input: ReasonInput,
  output: ActView,
  subject: lock,
  allow: onCurrent(policy.mayDecide),
  async run(step) {
    const { input, subject, actor, db, ctx, now } = step
    const found = await act(step, ending.refuse, { act: 'refuse', text: input.reason })
    const letter = await letters.refusal({ db, ctx, actor, now, found, loaded: subject }, input.reason, input.basis)
    return presentAct(found, [letter])
  },
})

export const returnResult = command('cases.return', {
  summary: 'Hand the result to the applicant.',
  input: ReturnInput,
  output: ActView,
  subject: lock,
  allow: onCurrent(policy.mayReturn),
  run: async (step) =>
    presentAct(
      await act(step, (env, found) => ending.returnResult(env, found, step.input.how), {
        act: 'return',
        text: step.input.note,
      }),
    ),
})

export const withdraw = command('cases.withdraw', {
  summary: 'Take my case back before it is decided.',
  input: WithdrawInput,
  output: ActView,
  subject: lock,
  allow: onCurrent(policy.mayWithdraw),
  run: async (step) => takeBack(step, step.input.reason),
})

export const stop = command('cases.stop', {
  summary: 'Stop handling a case without a decision (form 05).',
  input: ReasonInput,
  output: ActView,
  subject: lock,
  allow: onCurrent(policy.mayStop),
  async run(step) {
    const { input, subject, actor, db, ctx, now } = step
    const words = { act: 'stop', text: input.reason }
    const found = await act(step, (env, one) => ending.stop(env, one, 'agency'), words)
    return presentAct(found, [
      await letters.stopNotice({ db, ctx, actor, now, found, loaded: subject }, 'stopped', input.reason),
    ])
  },
})

const recalledBecause = 'Quyết định đã được thu hồi để giải quyết lại.'

export const recall = command('cases.recall', {
  summary: 'Take back my last step while nobody later has acted.',
  input: ActInput,
  output: ActView,
  subject: lock,
  allow: onCurrent(policy.mayRecall),
  async run(step) {
    const { subject, db, input, now } = step
    const back = ending.recallable(subject.case)
    const events = back ? await listEventsOf(db, subject.case.code) : []
    const undoes = events.findLast((event) => event.type === back?.undone)?.seq
    const found = await act(step, (env, one) => ending.recall(env, one, undoes), { act: 'recall', text: input.note })
    // The result was issued with the decision: whoever checks it must learn that the decision no longer stands.
    if (back?.undone === caseClosed.type)
      await revokeAll(db, { record: `case/${found.code}`, kind: 'result' }, recalledBecause, now)
    return presentAct(found)
  },
})

export const apologise = command('cases.apologise', {
  summary: 'Apologise for a delay and make a new appointment, once, at least one day before the due time (form 04).',
  input: ApologiseInput,
  output: ActView,
  subject: lock,
  allow: onCurrent(policy.mayApologise),
  async run(step) {
    const { input, subject, actor, db, ctx, now } = step
    const newDueAt = new Date(input.newDueAt)
    const words = { act: 'apologise', text: input.reason }
    const found = await act(step, (env, one) => watching.apologise(env, one, newDueAt), words)
    return presentAct(found, [
      await letters.apology({ db, ctx, actor, now, found, loaded: subject }, input.reason, newDueAt),
    ])
  },
})

export const issueControlSlip = command('cases.issue-control-slip', {
  summary: 'Print the control slip that traces the case (form 06).',
  input: ActInput.pick({ code: true }),
  output: ActView,
  subject: lock,
  allow: onCurrent(policy.mayNote),
  async run({ subject, actor, db, ctx, now }) {
    const found = subject.case
    return presentAct(found, [await letters.controlSlip({ db, ctx, actor, now, found, loaded: subject })])
  },
})
