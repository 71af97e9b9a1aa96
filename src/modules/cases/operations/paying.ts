import { conflict } from '#core/errors'
import { command } from '#core/operation'
import { timingSafeEqual } from 'node:crypto'
import { act, onCurrent, presentAct } from '../acting.ts'
import * as handling from '../handling.ts'
import { AskPaymentInput, PayInput, RateInput } from '../inputs.ts'
import { lock } from '../load.ts'
import * as policy from '../policy.ts'
import { secretOf } from '../present.ts'
import * as beside from '../store/beside.ts'
import { ActView } from '../views.ts'

/** Fees, and the applicant's opinion. */

export const askPayment = command('cases.ask-payment', {
  summary: 'Ask for a payment on which the case depends; the clock stands still meanwhile.',
  input: AskPaymentInput,
  output: ActView,
  subject: lock,
  allow: onCurrent(policy.mayAskPayment),
  async run(step) {
    const { input, db } = step
    const words = { act: 'ask-payment', text: input.reason }
    const found = await act(step, (env, one) => handling.askPayment(env, one, input.amount), words)
    const name = { vi: 'Nghĩa vụ tài chính', en: 'Financial obligation' }
    await beside.addFee(db, found, { fee: 'obligation', kind: 'nghĩa vụ tài chính', name, amount: input.amount })
    return presentAct(found)
  },
})

export const pay = command('cases.pay', {
  summary: 'Take a payment at the counter, with its receipt number.',
  input: PayInput,
  output: ActView,
  subject: lock,
  allow: onCurrent(policy.mayTakePayment),
  async run(step) {
    const { input, subject, actor, db, now } = step
    const { receiptNumber, fees } = input
    const amount = await beside.payFees(db, subject.case, { fees, receiptNumber, by: actor.id, at: now })
    if (amount === 0)
      throw conflict('nothing-to-pay', { vi: 'Không còn khoản nào phải nộp.', en: 'Nothing is left to pay.' })
    return presentAct(await act(step, (env, found) => handling.pay(env, found, { amount, receiptNumber })))
  },
})

function holdsSecret(secret: string, given: string | undefined): boolean {
  const [expected, offered] = [Buffer.from(secret), Buffer.from(given ?? '')]
  return offered.length === expected.length && timingSafeEqual(offered, expected)
}

export const rate = command('cases.rate', {
  summary: 'Say how my case was handled.',
  input: RateInput,
  output: ActView,
  subject: async (db, input, ctx) => {
    const loaded = await lock(db, input, ctx)
    return { ...loaded, bySecret: holdsSecret(secretOf(ctx, loaded.case.code), input.secret) }
  },
  allow: (actor, found) => found.bySecret || policy.mayRate(actor, found),
  async run(step) {
    const { input, actor, db, now } = step
    const found = await act(step, (env, one) => handling.rate(env, one, input.score))
    const { score, reasons, text } = input
    if (!(await beside.addRating(db, found, { score, reasons, text, by: actor.id, at: now })))
      throw conflict('rated-already', { vi: 'Hồ sơ này đã được đánh giá.', en: 'This case was rated before.' })
    return presentAct(found)
  },
})
