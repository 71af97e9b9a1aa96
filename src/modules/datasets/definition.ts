import { z } from 'zod'
import { defineKind, type Check } from '#core/definitions'
import { IsoDate, Name, TextWords } from '#core/definitions/words'

/** `unit`: the code of an administrative unit, shown by its name. */
export const fieldTypes = ['text', 'number', 'date', 'unit', 'phone', 'link'] as const

const FieldWords = z.strictObject({
  type: z.enum(fieldTypes).default('text'),
  label: TextWords,
  required: z.boolean().default(false),
})

/** The grammar of `datasets/<id>.yaml`: a table of the province, its rows in a CSV beside it. */
export const DatasetWords = z.strictObject({
  name: TextWords,
  file: z
    .string()
    .regex(/^[a-z0-9-]+\.csv$/)
    .optional()
    .describe('a CSV of the pack itself; `datasets/<id>.csv` where it is left out'),
  source: TextWords.describe('where the rows were taken from'),
  asOf: IsoDate.describe('the day of which the rows speak'),
  remark: TextWords.optional().describe('what a reader must know of them: not checked again, illustrative'),
  fields: z
    .record(Name, FieldWords)
    .transform((map) => Object.entries(map).map(([id, field]) => ({ id, ...field })))
    .describe('by the column of the CSV; columns that are not named are left out'),
  classes: z.strictObject({
    public: z.array(Name).default([]).describe('Fields that anyone may see; everything else is internal.'),
  }),
})

export type Dataset = z.output<typeof DatasetWords>

export const datasetKind = defineKind<Dataset>({
  kind: 'dataset',
  folder: 'datasets',
  schema: DatasetWords,
  check: checkDataset,
})

function checkDataset(body: Dataset, check: Check): void {
  const names = new Set(body.fields.map(({ id }) => id))
  for (const [at, name] of body.classes.public.entries())
    if (!names.has(name)) check.error(['classes', 'public', at], `no field "${name}"`)
}
