import { z } from 'zod'
import { Dong, Id, IsoDate, Name, TextWords, named } from './words.ts'
import type { Text } from '../i18n.ts'
import { findLabel } from '../forms/labels.ts'
import { acceptedFileTypes, type Fee, type Field, type Section } from '../forms/model.ts'

/** The grammar of a form in a definition. Kept apart from the model, so that the browser does not carry zod. */

export const ExpressionWords = z
  .string()
  .trim()
  .min(1)
  .meta({ id: 'Expression', description: 'An expression of FEEL over the form, `today()` and `channel`.' })
const Condition = z.union([z.boolean(), ExpressionWords])
const Source = z
  .string()
  .regex(
    /^((person|population|registers)\.[A-Za-z][A-Za-z0-9-]*|my\.papers\.[a-z][a-z0-9-]*(\.[a-z][A-Za-z0-9]*)?)$/,
    'a source: person.*, my.papers.<kind>, my.papers.<kind>.<field>, population.*, registers.*',
  )

const common = {
  label: TextWords.optional().describe('What the field is called; the shared vocabulary where it is left out.'),
  hint: TextWords.optional().describe('A line of help below the field.'),
  required: Condition.default(false).describe('Must be answered; an expression decides from the other answers.'),
  show: ExpressionWords.optional().describe('Shown and kept only while this holds.'),
  check: ExpressionWords.optional().describe(
    'Must hold of the answer; fields of the same section go by their bare names.',
  ),
  error: TextWords.optional().describe('What is said where `check` does not hold.'),
  from: Source.optional().describe(
    'Where the value is known from; a source that is not connected leaves it to the person.',
  ),
  locked: z.boolean().default(false).describe('A known value that the person may not change.'),
}

const FileTypes = z.array(z.enum(acceptedFileTypes)).min(1)
const Options = z
  .record(Id, TextWords)
  .transform((map) => Object.entries(map).map(([value, label]) => ({ value, label })))
const Choice = { list: Id.optional(), options: Options.optional() }
const bounds = { min: z.number().optional(), max: z.number().optional() }

const FieldWords = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('personName'), ...common }),
  z.strictObject({ type: z.literal('personalId'), ...common }),
  z.strictObject({ type: z.literal('date'), ...common, min: IsoDate.optional(), max: IsoDate.optional() }),
  z.strictObject({ type: z.literal('choice'), ...common, ...Choice }),
  z.strictObject({ type: z.literal('choices'), ...common, ...Choice }),
  z.strictObject({ type: z.literal('address'), ...common }),
  z.strictObject({ type: z.literal('phone'), ...common }),
  z.strictObject({ type: z.literal('email'), ...common }),
  z.strictObject({
    type: z.literal('text'),
    ...common,
    maxLength: z.int().min(1).max(10_000).default(200),
    pattern: z.string().optional(),
    lines: z.int().min(1).max(20).default(1),
  }),
  z.strictObject({
    type: z.literal('number'),
    ...common,
    ...bounds,
    decimals: z.int().min(0).max(6).default(0),
    measure: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('money'), ...common, ...bounds }),
  z.strictObject({ type: z.literal('yesNo'), ...common }),
  z.strictObject({ type: z.literal('unit'), ...common }),
  z.strictObject({
    type: z.literal('file'),
    ...common,
    accept: FileTypes.default(['pdf', 'jpg', 'png']),
    maxFiles: z.int().min(1).max(20).default(1),
  }),
  z.strictObject({ type: z.literal('taxCode'), ...common }),
])

/** Fields and sections take their words from the shared vocabulary where the definition writes none. */
function wordsFor(id: string, word: 'label' | 'title', context: z.RefinementCtx): Text {
  const found = findLabel(id)
  if (!found) context.addIssue({ code: 'custom', path: [id], message: `needs ${word}: for "${id}" is no shared word` })
  return found ?? { vi: id }
}

export const FieldsWords = z
  .record(Name, FieldWords)
  .transform((map, context): Field[] =>
    Object.entries(map).map(([id, field]) => ({ ...field, id, label: field.label ?? wordsFor(id, 'label', context) })),
  )

const SectionWords = z.strictObject({
  title: TextWords.optional().describe('What the section is called; the shared vocabulary where it is left out.'),
  hint: TextWords.optional(),
  show: ExpressionWords.optional().describe('Shown and kept only while this holds.'),
  repeat: z
    .strictObject({ min: z.int().min(0).max(100).default(0), max: z.int().min(1).max(200).default(20) })
    .optional(),
  fields: FieldsWords,
})

export const FormWords = z
  .record(Name, SectionWords)
  .transform((map, context): Section[] =>
    Object.entries(map).map(([id, body]) => ({ ...body, id, title: body.title ?? wordsFor(id, 'title', context) })),
  )

export const PapersWords = named(
  Id,
  z.strictObject({
    name: TextWords,
    hint: TextWords.optional(),
    accept: FileTypes.default([...acceptedFileTypes]),
    required: Condition.default(true),
    show: ExpressionWords.optional(),
    from: Source.optional(),
    originals: z.int().min(0).max(20).default(1),
    copies: z.int().min(0).max(20).default(0),
    maxFiles: z.int().min(1).max(20).default(5),
  }),
)

const feeNames: Record<Fee['kind'], Text> = { phí: { vi: 'Phí', en: 'Charge' }, 'lệ phí': { vi: 'Lệ phí', en: 'Fee' } }

const RowWords = z.strictObject({
  if: ExpressionWords.optional(),
  pay: z.union([Dong, ExpressionWords]),
  because: TextWords.optional(),
})

export const FeesWords = z
  .record(
    Id,
    z.strictObject({
      name: TextWords.optional(),
      kind: z.enum(['phí', 'lệ phí']),
      when: z.array(RowWords).min(1),
      basis: TextWords,
    }),
  )
  .transform((map): Fee[] =>
    Object.entries(map).map(([id, fee]) => ({ ...fee, id, name: fee.name ?? feeNames[fee.kind] })),
  )
