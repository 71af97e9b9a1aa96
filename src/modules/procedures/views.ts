import { z } from 'zod'
import { durationText, durationUnits, type Duration } from '#core/duration'
import { acceptedFileTypes, fieldTypes } from '#core/forms'
import { audiences, channels } from './definition.ts'

export const TextView = z.object({ vi: z.string(), en: z.string().optional() })
const Named = z.object({ id: z.string(), name: TextView })
const DurationView = z.object({ amount: z.int(), unit: z.enum(durationUnits), text: TextView })
const Condition = z.union([z.boolean(), z.string().describe('FEEL')])
const Option = z.object({ value: z.string(), label: TextView })

const FieldView = z.object({
  id: z.string(),
  type: z.enum(fieldTypes),
  label: TextView,
  hint: TextView.optional(),
  required: Condition,
  show: z.string().optional(),
  check: z.string().optional(),
  error: TextView.optional(),
  from: z.string().optional(),
  locked: z.boolean(),
  list: z.string().optional(),
  options: z.array(Option).optional().describe('what may be chosen; those of `list` are filled in'),
  min: z.union([z.number(), z.string()]).optional(),
  max: z.union([z.number(), z.string()]).optional(),
  maxLength: z.int().optional(),
  pattern: z.string().optional(),
  lines: z.int().optional(),
  decimals: z.int().optional(),
  measure: z.string().optional(),
  accept: z.array(z.enum(acceptedFileTypes)).optional(),
  maxFiles: z.int().optional(),
})

/** A section of a form as the browser draws it. */
export const SectionView = z.object({
  id: z.string(),
  title: TextView,
  hint: TextView.optional(),
  show: z.string().optional(),
  repeat: z.object({ min: z.int(), max: z.int() }).optional(),
  fields: z.array(FieldView),
})

const PaperView = z.object({
  id: z.string(),
  name: TextView,
  hint: TextView.optional(),
  accept: z.array(z.enum(acceptedFileTypes)),
  required: Condition,
  show: z.string().optional(),
  from: z.string().optional(),
  originals: z.int(),
  copies: z.int(),
  maxFiles: z.int(),
})

const feeKind = z.enum(['phí', 'lệ phí'])
const FeeView = z.object({
  id: z.string(),
  name: TextView,
  kind: feeKind,
  when: z.array(
    z.object({ if: z.string().optional(), pay: z.union([z.number(), z.string()]), because: TextView.optional() }),
  ),
  basis: TextView,
})

const StepView = z.object({
  id: z.string(),
  name: TextView,
  text: TextView.optional(),
  role: z.string(),
  at: z.string().describe('reception, competent, or an agency'),
  within: DurationView.optional(),
  consults: z.array(Named).describe('agencies whose opinion the step may ask'),
})

/** One line of a list, in the reader's language. */
export const ProcedureItem = z.object({
  code: z.string(),
  id: z.string(),
  name: z.string(),
  field: z.string(),
  fieldName: z.string(),
  agency: z.string(),
  agencyName: z.string(),
  level: z.enum(['commune', 'province']),
  online: z.enum(['full', 'partial', 'none']),
  lifeEvents: z.array(z.string()),
  source: z.enum(['pack', 'import']),
})
export type ProcedureItem = z.output<typeof ProcedureItem>

export const ProcedureView = z.object({
  code: z.string(),
  id: z.string(),
  digest: z.string().describe('of the version; a case keeps that of its submission'),
  validFrom: z.iso.date(),
  source: z.enum(['pack', 'import']),
  origin: z.string().optional().describe('where the definition was taken from, in words'),
  name: TextView,
  field: Named,
  lifeEvents: z.array(Named),
  audience: z.array(z.enum(audiences)),
  basis: z.array(z.string()),
  competent: z.string(),
  agency: TextView,
  decidedBy: TextView.optional(),
  channels: z.array(z.enum(channels)),
  online: z.enum(['full', 'partial', 'none']),
  because: TextView.optional(),
  level: z.int(),
  summary: TextView.optional(),
  howTo: z.array(TextView),
  conditions: z.array(TextView),
  ways: z.array(
    z.object({
      channel: z.enum(channels),
      within: DurationView.optional(),
      fee: z.string().optional(),
      text: z.string().optional(),
    }),
  ),
  form: z.array(SectionView),
  papers: z.array(PaperView),
  sets: z.int(),
  steps: z.array(StepView),
  limit: DurationView.optional(),
  immediate: z.boolean(),
  supplement: z.enum(['restart', 'resume']),
  fees: z.array(FeeView),
  result: z.object({ paper: z.string(), name: TextView.optional(), validFor: DurationView.optional() }),
})

const Facet = z.object({ id: z.string(), name: z.string(), count: z.int(), icon: z.string().optional() })
export const FacetsView = z.object({
  total: z.int(),
  fields: z.array(Facet),
  agencies: z.array(Facet),
  lifeEvents: z.array(Facet),
})

export const QuoteView = z.object({
  fees: z.array(
    z.object({
      id: z.string(),
      name: TextView,
      kind: feeKind,
      amount: z.int().optional().describe('đồng; absent while the answers do not decide it'),
      because: TextView.optional(),
      basis: TextView,
    }),
  ),
  total: z.int().optional(),
  papers: z.array(z.object({ id: z.string(), name: TextView, required: z.boolean() })),
  limit: DurationView.optional(),
  dueAt: z.iso.datetime().optional().describe('if the papers were received now'),
})

export const presentDuration = (duration: Duration | undefined): z.output<typeof DurationView> | undefined =>
  duration && { ...duration, text: durationText(duration) }
