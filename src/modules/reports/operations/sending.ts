import { invalid } from '#core/errors'
import { command } from '#core/operation'
import { ownParticulars } from '#modules/people'
import { categoryNow, rulesIn } from '../catalogue.ts'
import { fileReport, guardFlood } from '../filing.ts'
import { RegisterInput, SubmitInput } from '../inputs.ts'
import * as policy from '../policy.ts'
import { SentView } from '../views.ts'

export const submit = command('reports.submit', {
  summary: 'Send a report, with a name or, where the category allows it, without one.',
  input: SubmitInput,
  output: SentView,
  perMinute: 20,
  subject: async (_, input, ctx) => categoryNow(ctx, input.category),
  allow: (actor, category) => policy.maySend(actor, category.body.anonymous),
  async run({ input, subject: category, actor, db, ctx, now, address }) {
    const filing = { db, ctx, actor, now, address }
    const isNamed = actor.kind !== 'anonymous' && !input.anonymous
    if (!isNamed && !category.body.anonymous)
      throw invalid('name-needed', {
        vi: 'Loại phản ánh này cần có tên người gửi. Tên bạn không hiện công khai.',
        en: 'Reports of this kind need the name of their sender. Your name is not shown in public.',
      })
    await guardFlood(filing)
    const person = isNamed ? await ownParticulars(db, ctx, actor) : undefined
    return fileReport(filing, {
      ...input,
      category,
      channel: 'online',
      owner: isNamed ? actor.id : undefined,
      sender: isNamed ? { name: person?.name ?? actor.name, phone: person?.phone, email: person?.email } : undefined,
    })
  },
})

export const register = command('reports.register', {
  summary: 'Take in a report by telephone or at a counter, for the person who makes it.',
  input: RegisterInput,
  output: SentView,
  subject: async (_, input, ctx) => ({ category: categoryNow(ctx, input.category), operators: rulesIn(ctx).operators }),
  allow: (actor, { operators }) => policy.isOperator(actor, operators),
  async run({ input, subject: { category }, actor, db, ctx, now, address }) {
    if (!input.sender && !category.body.anonymous)
      throw invalid('name-needed', {
        vi: 'Loại phản ánh này cần có tên người gửi.',
        en: 'Reports of this kind need the name of their sender.',
      })
    return fileReport({ db, ctx, actor, now, address }, { ...input, category })
  },
})
