import { z } from 'zod'
import { DurationWords, Id, IsoDate, TextWords, named } from '#core/definitions/words'
import { ExpressionWords, FeesWords, FormWords, PapersWords } from '#core/definitions/form-words'
import { findStepName } from './step-names.ts'

/** A national procedure code; a local decision appends the province: `1.014464.H50`. */
export const ProcedureCode = z.string().regex(/^[1-9]\.\d{6}(\.H\d{2})?$/, 'a procedure code: 1.001193 or 1.014464.H50')

/** `commune`, `province`, or one agency: `department/agriculture`. */
export const Agency = z
  .string()
  .regex(/^(commune|province|(department|office|centre)\/[a-z][a-z0-9-]*)$/, 'commune, province or department/<id>')

/** What the person of a step may do beside completing it. */
export const acts = ['ask-supplement', 'refuse', 'consult', 'ask-payment', 'stop'] as const

const Consultation = z.strictObject({
  of: Agency,
  within: DurationWords,
  about: TextWords,
  if: ExpressionWords.optional(),
})

const StepWords = z.strictObject({
  name: TextWords.optional(),
  text: TextWords.optional(),
  by: Id.describe('A role of roles.yaml.'),
  at: z
    .union([z.enum(['reception', 'competent']), Agency])
    .default('competent')
    .describe('The unit that received, the competent one, or one that is named.'),
  within: DurationWords.optional(),
  may: z.array(z.enum(acts)).default([]).describe('What the step may do beside being completed.'),
  signs: z.enum(['result', 'draft']).optional().describe('One step signs the result.'),
  if: ExpressionWords.optional(),
  consult: named(Id, Consultation)
    .default([])
    .describe('Opinions that the step asks of other agencies, all at once unless `parallel: false`.'),
  parallel: z.boolean().default(true),
})

const Steps = z.record(Id, StepWords).transform((map, context) =>
  Object.entries(map).map(([id, step]) => {
    const name = step.name ?? findStepName(id)
    if (!name) context.addIssue({ code: 'custom', path: [id], message: `needs name: for "${id}" is no shared word` })
    return { ...step, id, name: name ?? { vi: id } }
  }),
)

const Result = z.strictObject({
  paper: Id.describe('What it becomes among the papers of the citizen, where other forms find it.'),
  name: TextWords.optional(),
  template: Id.default('result'),
  validFor: DurationWords.optional(),
})

export const channels = ['online', 'counter', 'post'] as const

/** A way of filing as the national catalogue publishes it, where ways differ: what a person should know beside the limit. */
const Way = z.strictObject({
  channel: z.enum(channels),
  within: DurationWords.optional(),
  fee: z.string().optional(),
  text: z.string().optional(),
})

export const audiences = [
  'citizen',
  'business',
  'household-business',
  'cooperative',
  'organisation',
  'foreigner',
] as const

/** The grammar of `procedures/<id>.yaml`. Every default is named here and on the reference page made from it. */
export const ProcedureWords = z.strictObject({
  code: ProcedureCode,
  name: TextWords,
  aliases: z.array(z.string()).default([]).describe('What people call it: the search finds it by these.'),
  field: Id.describe('One of fields.yaml.'),
  fieldName: TextWords.optional().describe(
    "The field's name where the pack's fields.yaml has none: of an imported procedure.",
  ),
  lifeEvents: z.array(Id).default([]),
  audience: z.array(z.enum(audiences)).default(['citizen']),
  basis: z.array(z.string()).min(1).describe('Laws and articles.'),
  competent: Agency.describe('Who decides: `commune`, `province`, `department/<id>`, `office/<id>`.'),
  decidedBy: TextWords.optional().describe(
    'Who decides, as published, where that is no unit of the province: a ministry, the police, the tax office.',
  ),
  channels: z.array(z.enum(channels)).min(1).default(['online', 'counter', 'post']),
  online: z.enum(['full', 'partial', 'none']).default('full'),
  because: TextWords.optional().describe('Why it is not wholly online, published as NĐ 224/2026 Đ14 asks.'),
  level: z
    .union([z.literal(1), z.literal(2)])
    .default(2)
    .describe('The assurance that the applicant needs online.'),
  summary: TextWords.optional(),
  howTo: z.array(TextWords).default([]),
  conditions: z.array(TextWords).default([]),
  ways: z.array(Way).default([]),
  form: FormWords.default([]),
  papers: PapersWords.default([]),
  sets: z.int().min(1).max(10).default(1).describe('How many sets of the papers are handed in.'),
  steps: Steps,
  limit: DurationWords.optional().describe('From reception to result; needed unless `immediate`.'),
  immediate: z
    .boolean()
    .default(false)
    .describe('Done while the applicant waits: no receipt is written (NĐ 61/2018 Đ17.4).'),
  supplement: z.enum(['restart', 'resume']).default('resume').describe('What the clock does after a supplement.'),
  fees: FeesWords.default([]),
  result: Result,
  source: z.string().optional(),
  publishedOn: IsoDate.optional(),
})

export type Procedure = z.output<typeof ProcedureWords>
export type Step = Procedure['steps'][number]
export type Consultation = Step['consult'][number]
