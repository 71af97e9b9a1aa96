import { z } from 'zod'
import { defineKind, type Definition } from '#core/definitions'
import { Id } from '#core/definitions/words'
import { emptyModel, learn, type Model } from './classifier.ts'
import type { Category } from './definition.ts'
import { featuresOf } from './features.ts'

/** The grammar of `report-examples.yaml`: what people write, by category. */
export const ReportExamplesWords = z
  .record(Id, z.array(z.string().trim().min(2).max(1_000)))
  .describe('Sentences as people write them; the proposal of a category learns from them.')
export type ReportExamples = z.output<typeof ReportExamplesWords>

export const reportExamplesKind = defineKind<ReportExamples>({
  kind: 'report-examples',
  file: 'report-examples.yaml',
  schema: ReportExamplesWords,
  check(examples, check) {
    for (const id of Object.keys(examples)) check.refer('report-category', id, [id])
  },
})

/** What the pack alone teaches: each category's name, description and keywords, and the examples. A new province has no more. */
export function learnPack(categories: readonly Definition<Category>[], examples: ReportExamples): Model {
  const model = emptyModel()
  for (const { id, body } of categories)
    for (const text of [body.name.vi, body.about?.vi ?? '', ...body.keywords, ...(examples[id] ?? [])])
      learn(model, id, featuresOf({ text }))
  return model
}
