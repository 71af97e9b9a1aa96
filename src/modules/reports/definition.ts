import { z } from 'zod'
import { defineKind, type Check } from '#core/definitions'
import { checkForm } from '#core/definitions/form-check'
import { FieldsWords } from '#core/definitions/form-words'
import { DurationWords, Id, TextWords, named } from '#core/definitions/words'
import type { Form } from '#core/forms/model'
import { ReportClass } from './events.ts'

/** Who answers: the commune of the place, or an agency whatever the place. */
const Competent = z
  .string()
  .regex(/^(commune|province|(department|office)\/[a-z][a-z0-9-]*)$/, 'commune, province or department/<id>')

const Deadlines = z.strictObject({
  urgent: DurationWords.default({ amount: 24, unit: 'hours' }),
  ordinary: DurationWords.default({ amount: 5, unit: 'working days' }),
})

/** The grammar of `report-categories/<id>.yaml`. */
export const CategoryWords = z.strictObject({
  name: TextWords,
  about: TextWords.optional().describe('A line below the name: what belongs here.'),
  group: Id.describe('One of the groups of report-rules.yaml.'),
  class: ReportClass.default('on-site'),
  competent: Competent.default('commune'),
  keywords: z
    .array(z.string().trim().min(2))
    .default([])
    .describe('What people write; the category is proposed by it.'),
  deadlines: Deadlines.prefault({}).describe('Until the answer. `hours` run day and night.'),
  source: z.string().min(1).describe('Where the deadlines come from.'),
  anonymous: z.boolean().default(true).describe('May be sent without a name.'),
  public: z.boolean().default(true).describe('The desk is offered to show it to everybody.'),
  blur: z.boolean().default(false).describe('Everybody sees the place to about a kilometre only.'),
  photoAfter: z.boolean().default(false).describe('The answer needs a picture of the place afterwards.'),
  questions: FieldsWords.default([]).describe('What is asked beside the text; outside these are its attributes.'),
  listed: z.boolean().default(true).describe('Offered to whoever sends a report.'),
  order: z.int().default(100),
})
export type Category = z.output<typeof CategoryWords>

/** The questions of a category as a form of one section. */
export const questionForm = ({ name, questions }: Category): Form =>
  questions.length === 0 ? [] : [{ id: 'details', title: name, fields: questions }]

export const categoryKind = defineKind<Category>({
  kind: 'report-category',
  folder: 'report-categories',
  schema: CategoryWords,
  check(body: Category, check: Check) {
    check.refer('report group', body.group, ['group'])
    if (body.competent.includes('/')) check.refer('agency', body.competent, ['competent'])
    checkForm(questionForm(body), check)
  },
})

const Clock = z.strictObject({ within: DurationWords, source: z.string().min(1) })

/** The grammar of `report-rules.yaml`: what holds for every report. */
export const ReportRulesWords = z.strictObject({
  groups: named(Id, z.strictObject({ name: TextWords })).describe('How categories are grouped, in this order.'),
  clocks: z.strictObject({ refuse: Clock, supplement: Clock, transfer: Clock, process: Clock, publish: Clock }),
  answerSupplement: DurationWords.describe('How long the sender has; then the report is closed.'),
  reopen: z.strictObject({ within: DurationWords, times: z.int().min(0).max(5) }),
  escalation: z.strictObject({ toProvince: DurationWords.describe('Overdue so long, it comes before the province.') }),
  nearby: z.strictObject({ metres: z.int().min(10).max(5_000), days: z.int().min(1).max(365) }),
  desk: z.array(Id).min(1).describe("Roles that work a unit's desk; its leaders may too."),
  operators: z.array(Id).min(1).describe('Roles that take in reports by telephone and at a counter.'),
  floods: z.strictObject({ perAccount: z.int().min(1), perAddress: z.int().min(1) }).describe('Reports in an hour.'),
})
export type ReportRules = z.output<typeof ReportRulesWords>

export const reportRulesKind = defineKind<ReportRules>({
  kind: 'report-rules',
  file: 'report-rules.yaml',
  required: true,
  schema: ReportRulesWords,
  declares: (rules) => ({ 'report group': rules.groups.map(({ id }) => id) }),
  check(rules, check) {
    for (const [at, role] of rules.desk.entries()) check.refer('role', role, ['desk', at])
    for (const [at, role] of rules.operators.entries()) check.refer('role', role, ['operators', at])
  },
})
