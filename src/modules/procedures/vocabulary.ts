import { z } from 'zod'
import { defineKind } from '#core/definitions'
import { Id, TextWords, named } from '#core/definitions/words'
import { Agency } from './definition.ts'

/** The words by which procedures are sorted and found: `fields.yaml`, `life-events.yaml`, `synonyms.yaml`. */

export const FieldsWords = named(
  Id,
  z.strictObject({ name: TextWords, agency: Agency.optional(), icon: z.string().optional() }),
)
export const fieldsKind = defineKind<z.output<typeof FieldsWords>>({
  kind: 'fields',
  file: 'fields.yaml',
  required: true,
  schema: FieldsWords,
  declares: (fields) => ({ field: fields.map(({ id }) => id) }),
})

export const LifeEventsWords = named(
  Id,
  z.strictObject({ name: TextWords, summary: TextWords.optional(), icon: z.string().optional() }),
)
export const lifeEventsKind = defineKind<z.output<typeof LifeEventsWords>>({
  kind: 'life-events',
  file: 'life-events.yaml',
  required: true,
  schema: LifeEventsWords,
  declares: (events) => ({ 'life event': events.map(({ id }) => id) }),
})

export const SynonymsWords = z.strictObject({
  /** The words of the titles, each with what people say instead: `hộ chiếu: [passport]`. */
  means: z.record(z.string(), z.array(z.string()).min(1)),
  /** Words that say nothing: "tôi muốn", "xin". */
  ignore: z.array(z.string()).default([]),
})
export const synonymsKind = defineKind<z.output<typeof SynonymsWords>>({
  kind: 'synonyms',
  file: 'synonyms.yaml',
  schema: SynonymsWords,
})
