import { invalid } from '#core/errors'
import { command } from '#core/operation'
import { competentUnit, findUnit } from '#modules/units'
import { checkedPerson, file, fileOnline } from '../coming-in.ts'
import { procedureFor } from '../filing.ts'
import { allowed, asked } from '../for-another.ts'
import { RegisterInput, SubmitInput } from '../inputs.ts'
import * as policy from '../policy.ts'
import { SubmittedView } from '../views.ts'

/** A case comes in: filed online by its applicant, or registered at a counter. */

export const submit = command('cases.submit', {
  summary: 'File a case online.',
  input: SubmitInput,
  output: SubmittedView,
  subject: asked,
  allow: allowed('submit', policy.mayFile),
  run: ({ input, subject: { acting }, ...filing }) => fileOnline(filing, input, acting),
})

export const register = command('cases.register', {
  summary: 'Take in a case at a counter, or one that came by post.',
  input: RegisterInput,
  output: SubmittedView,
  allow: (actor, _, input) => policy.mayRegister(actor, input.receptionUnit),
  async run({ input, actor, db, ctx, now }) {
    const procedure = procedureFor(ctx, input.procedure, input.channel, now)
    const place = input.competentUnit ?? input.receptionUnit
    if (findUnit(ctx, input.receptionUnit)?.kind !== 'centre')
      throw invalid('not-a-centre', {
        vi: 'Nơi tiếp nhận phải là trung tâm phục vụ hành chính công.',
        en: 'A centre receives cases.',
      })
    return file(
      { db, ctx, actor, now },
      {
        ...input,
        unit: competentUnit(ctx, procedure.body.competent, place).code,
        applicant: checkedPerson(input.applicant, now),
        submitter: input.submitter && checkedPerson(input.submitter, now),
        owner: undefined,
      },
    )
  },
})
