import type { Actor } from '#core/actor'
import { AppError } from '#core/errors'
import type { Text } from '#core/i18n'
import { openConsultations, type Change } from './case.ts'
import * as ending from './ending.ts'
import * as handling from './handling.ts'
import * as policy from './policy.ts'
import * as rules from './rules.ts'
import type { Env } from './rules.ts'
import * as watching from './watching.ts'

type Act = { who: (actor: Actor, found: policy.Found) => boolean; try: (env: Env, found: policy.Found) => Change }

const act = (who: Act['who'], attempt: (env: Env, found: policy.Found['case']) => Change): Act => ({
  who,
  try: (env, found) => attempt(env, found.case),
})

const someDay = new Date('2050-01-03T02:00:00Z')
const somebody = { unit: '', agency: '', dueAt: someDay }

/** Every act: who may, and the rule that says whether it is possible now. The operations ask the same two. */
const acts = {
  accept: act(policy.mayAccept, (env, found) => rules.accept(env, found, false)),
  'refuse-intake': act(policy.mayRefuseIntake, rules.refuseAtIntake),
  'ask-supplement': act(policy.mayAskSupplement, rules.askSupplement),
  supplement: act(policy.maySupplement, rules.supplement),
  'complete-step': act(policy.mayComplete, handling.completeStep),
  consult: act(policy.mayConsult, (env, found) => handling.consult(env, found, [somebody])),
  'propose-refusal': act(policy.mayProposeRefusal, handling.proposeRefusal),
  approve: act(policy.mayDecide, (env, found) => ending.approve(env, found, true)),
  refuse: act(policy.mayDecide, ending.refuse),
  'send-back': act(policy.maySendBack, handling.sendBack),
  return: act(policy.mayReturn, (env, found) => ending.returnResult(env, found, 'counter')),
  withdraw: act(policy.mayWithdraw, ending.withdraw),
  stop: act(policy.mayStop, (env, found) => ending.stop(env, found, 'agency')),
  recall: act(policy.mayRecall, (env, found) => ending.recall(env, found, undefined)),
  assign: act(policy.mayAssign, (env, found) => handling.assign(env, found, '')),
  claim: act(policy.mayClaim, (env, found) => handling.assign(env, found, env.by.id)),
  'hand-over': act(policy.mayHandOver, (env, found) => handling.handOver(env, found, '')),
  apologise: act(policy.mayApologise, (env, found) => watching.apologise(env, found, someDay)),
  'ask-payment': act(policy.mayAskPayment, (env, found) => handling.askPayment(env, found, 0)),
  'answer-consultation': act(policy.mayAnswerSome, (env, found) =>
    handling.answerConsultation(env, found, openConsultations(found)[0]?.no ?? 0, ''),
  ),
  pay: act(policy.mayTakePayment, (env, found) => handling.pay(env, found, { amount: 0, receiptNumber: '' })),
  rate: act(policy.mayRate, (env, found) => handling.rate(env, found, 5)),
  'add-note': act(policy.mayNote, handling.note),
} as const satisfies Record<string, Act>

export type ActName = keyof typeof acts

export type Possible = { action: string; allowed: boolean; because?: Text }

const notYours: Text = {
  vi: 'Việc này thuộc người khác hoặc bước khác.',
  en: 'This belongs to another person or step.',
}

/** What this person may do with the case now; for the rest, why not. */
export function actionsOf(env: Env, actor: Actor, found: policy.Found): Possible[] {
  return Object.entries(acts).map(([action, { who, try: attempt }]) => {
    if (!who(actor, found)) return { action, allowed: false, because: notYours }
    const because = reasonAgainst(() => attempt(env, found))
    return because ? { action, allowed: false, because } : { action, allowed: true }
  })
}

function reasonAgainst(attempt: () => unknown): Text | undefined {
  try {
    attempt()
    return undefined
  } catch (error) {
    if (error instanceof AppError) return error.text
    throw error
  }
}
