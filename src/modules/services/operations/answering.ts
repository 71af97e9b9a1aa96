import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Context } from '#core/context'
import { invalid, notFound } from '#core/errors'
import { emit } from '#core/events'
import { examine, type Answers, type Form } from '#core/forms'
import { say, type Text } from '#core/i18n'
import { listKind, optionCheck } from '#core/lists'
import { command, query } from '#core/operation'
import { dayOf } from '#core/days'
import { findUnit, provinceUnit } from '#modules/units'
import { serviceKind, type ServiceOf } from '../definition.ts'
import { answered, answerRead } from '../events.ts'
import * as policy from '../policy.ts'
import { readAnswer } from '../rules.ts'
import * as store from '../store/answers.ts'
import { AnswerView } from '../views.ts'
import { getService, ServiceInput, thatIs } from './subject.ts'

const GivenAnswers = z.record(z.string(), z.unknown())

export const answer = command('services.answer', {
  summary: 'Answer one of the province’s small forms.',
  input: ServiceInput.extend({ answers: GivenAnswers }),
  output: z.object({ id: z.uuid(), thanks: z.object({ vi: z.string(), en: z.string().optional() }) }),
  subject: getService,
  allow: (actor, { body }) => policy.mayUse(actor, body.level),
  perMinute: 20,
  async run({ input, subject, actor, db, ctx, now }) {
    const body = thatIs(subject, 'form')
    const answers = readAnswers(ctx, body.form, input.answers, now)
    const unit = body.at === 'commune' ? unitIn(body.form, answers) : provinceUnit(ctx).code
    const id = randomUUID()
    const sealed = ctx.vault.seal(JSON.stringify(answers))
    const account = actor.kind === 'anonymous' ? null : actor.id
    const row = { id, service: subject.id, definition: subject.digest, unit, account, body: sealed, answered_at: now }
    await store.addAnswer(db, row)
    const fact = { record: `service-answer/${id}`, version: 1, unit, occurredAt: now }
    await emit(db, answered, { ...fact, payload: { service: subject.id } })
    return { id, thanks: body.thanks }
  },
})

/** @throws invalid */
function readAnswers(ctx: Context, form: Form, raw: unknown, now: Date): Answers {
  const today = dayOf(now)
  const { answers, problems } = examine(form, raw, {
    today,
    channel: 'online',
    hasOption: optionCheck(ctx.definitions, today),
    hasUnit: (unit) => findUnit(ctx, unit) !== undefined,
  })
  if (problems.length === 0) return answers
  throw invalid(
    'answers-wrong',
    { vi: 'Một số mục trong tờ khai chưa đúng hoặc còn thiếu.', en: 'Some answers are missing or wrong.' },
    { problems },
  )
}

/** The unit that a person chose in the form. @throws invalid */
function unitIn(form: Form, answers: Answers): string {
  for (const { id, fields } of form)
    for (const field of fields) {
      const section: unknown = Reflect.get(answers, id)
      const value: unknown =
        field.type === 'unit' && typeof section === 'object' && section !== null
          ? Reflect.get(section, field.id)
          : undefined
      if (typeof value === 'string') return value
    }
  throw invalid('commune-needed', { vi: 'Hãy chọn xã, phường hoặc đặc khu.', en: 'Please choose the commune.' })
}

export const listAnswers = query('services.list-answers', {
  summary: 'What a form was answered, for those who read it.',
  input: ServiceInput.extend({ unread: z.enum(['true', 'false']).default('true') }),
  output: z.object({ items: z.array(AnswerView) }),
  subject: getService,
  allow: (actor, { body }) => body.kind === 'form' && policy.mayReadAnswers(actor, body.reader),
  personal: (input) => `service-answers/${input.service}`,
  async run({ input, subject, actor, db, ctx }) {
    const { reader } = thatIs(subject, 'form')
    const units = policy.unitsOfReader(actor, reader)
    const rows = await store.listAnswers(db, {
      units,
      service: subject.id,
      unread: input.unread === 'true',
      limit: 100,
    })
    return {
      items: rows.map((row) => ({
        id: row.id,
        service: row.service,
        unit: { code: row.unit, name: findUnit(ctx, row.unit)?.name ?? { vi: row.unit } },
        answeredAt: row.answered_at.toISOString(),
        readAt: row.read_at?.toISOString(),
        lines: linesOf(
          ctx,
          thatIs(ctx.definitions.byDigest(serviceKind, row.definition), 'form'),
          ctx.vault.open(row.body),
        ),
      })),
    }
  },
})

const plain = z
  .union([z.string(), z.number(), z.boolean()])
  .transform((value) => (value === true ? 'Có' : String(value)))
const WrittenAnswers = z.record(
  z.string(),
  z.record(z.string(), plain.or(z.array(plain).transform((all) => all.join(', ')))),
)

/** Each answer with the words of its field, as the version of the form asked it. */
function linesOf(ctx: Context, { form }: ServiceOf<'form'>, written: string): { label: Text; value: string }[] {
  const answers = WrittenAnswers.parse(JSON.parse(written))
  return form.flatMap((section) =>
    section.fields.flatMap(({ id, label, type, options, list }) => {
      const value = answers[section.id]?.[id]
      if (value === undefined || value === '') return []
      const known = list === undefined ? options : ctx.definitions.find(listKind, list)?.body.options
      const chosen = known?.find((option) => option.value === value)?.label
      const unit = type === 'unit' ? findUnit(ctx, value)?.name : undefined
      return [{ label, value: say(chosen ?? unit ?? { vi: value }, 'vi') }]
    }),
  )
}

const missing = () => notFound('answer-not-found', { vi: 'Không tìm thấy ý kiến này.', en: 'There is no such answer.' })

export const markAnswerRead = command('services.mark-answer-read', {
  summary: 'Say that an answer was read.',
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ id: z.uuid() }),
  async subject(db, { id }, ctx) {
    const row = await store.lockAnswer(db, id)
    if (!row) throw missing()
    return { row, reader: thatIs(ctx.definitions.byDigest(serviceKind, row.definition), 'form').reader }
  },
  allow: (actor, { row, reader }) => policy.mayReadAnswer(actor, reader, row.unit),
  async run({ input, subject: { row }, actor, db, now }) {
    const { version } = readAnswer(row)
    await store.markRead(db, input.id, actor.id, now, version)
    const fact = { record: `service-answer/${input.id}`, version, unit: row.unit, occurredAt: now }
    await emit(db, answerRead, { ...fact, payload: { service: row.service } })
    return { id: input.id }
  },
})
