import { z } from 'zod'
import { command } from '#core/operation'
import { onCurrent } from '../acting.ts'
import { examineForm } from '../filing.ts'
import { AnswersInput } from '../inputs.ts'
import { get } from '../load.ts'
import * as policy from '../policy.ts'
import { correcting, recharge } from '../recharging.ts'
import { RechargedView } from '../views.ts'

export const quoteSupplement = command('cases.quote-supplement', {
  summary:
    'What corrected answers would make of the fees, before they are sent. Posted, for answers may name people; stores nothing.',
  input: z.strictObject({ code: z.string().max(60), answers: AnswersInput }),
  output: RechargedView,
  subject: get,
  allow: onCurrent(policy.maySupplement),
  unrepeatable: true,
  async run({ input, subject, actor, db, ctx }) {
    const { form, known } = await correcting({ db, ctx, actor }, subject)
    const { channel, submittedAt } = subject.case
    const { scope } = examineForm(ctx, form, input.answers, { channel, now: submittedAt, known })
    const { anew, left, was, is } = await recharge(db, subject, scope)
    const open = [...left.filter(({ paid }) => !paid), ...anew.put]
    return { was, is, toPay: open.reduce((total, { amount }) => total + amount, 0), overpaid: anew.overpaid }
  },
})
