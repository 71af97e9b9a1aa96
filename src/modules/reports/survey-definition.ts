import { z } from 'zod'
import { defineKind } from '#core/definitions'
import { checkForm } from '#core/definitions/form-check'
import { FieldsWords } from '#core/definitions/form-words'
import { IsoDate, TextWords } from '#core/definitions/words'
import type { Form } from '#core/forms/model'

/** What can be counted, and words of one's own, which are read by the asking unit alone. */
const countable = new Set(['choice', 'choices', 'yesNo', 'number', 'text'])

/** The grammar of `surveys/<id>.yaml`. */
export const SurveyWords = z.strictObject({
  name: TextWords,
  about: TextWords,
  kind: z.enum(['survey', 'consultation']).default('survey').describe('A consultation is about a draft of a rule.'),
  by: z
    .string()
    .regex(/^(province|(department|office)\/[a-z][a-z0-9-]*)$/, 'province or department/<id>')
    .default('province'),
  from: IsoDate,
  until: IsoDate.describe('The last day for answers.'),
  level: z
    .union([z.literal(1), z.literal(2)])
    .default(1)
    .describe('Assurance that an answer needs.'),
  few: z.int().min(1).default(5).describe('Below so many answers no counts are shown: nobody is told from them.'),
  questions: FieldsWords,
})
export type Survey = z.output<typeof SurveyWords>

export const surveyForm = ({ name, questions }: Survey): Form => [{ id: 'answers', title: name, fields: questions }]

export const surveyKind = defineKind<Survey>({
  kind: 'survey',
  folder: 'surveys',
  schema: SurveyWords,
  check(body, check) {
    if (body.until < body.from) check.error(['until'], 'is before from')
    if (body.by.includes('/')) check.refer('agency', body.by, ['by'])
    for (const { id, type } of body.questions)
      if (!countable.has(type)) check.error(['questions', id, 'type'], `one of ${[...countable].join(', ')}`)
    checkForm(surveyForm(body), check)
  },
})
