import type { Context } from '#core/context'
import { examine } from '../src/core/forms.ts'
import { decidePapers } from '../src/core/forms/decide.ts'
import type { Answers, Paper } from '../src/core/forms/model.ts'
import type { NewCase } from '#modules/cases'
import type { Procedure } from '#modules/procedures'
import { randomOf, type Random } from './random.ts'
import { makeSamplePapers, sampleFor } from './sample-papers.ts'

/** The files of made-up cases: a few are stored, and whoever has work before them finds one for each paper asked for. */
export type Attach = (papers: readonly Paper[]) => NewCase['papers']

export async function openAttach(ctx: Context, random: Random): Promise<Attach> {
  const samples = await makeSamplePapers(randomOf(1))
  const stored = await Promise.all(
    samples.map(async ({ content, ...kind }) => ({ ...kind, ...(await ctx.files.put(content)) })),
  )
  return (papers) =>
    papers.flatMap((paper) => {
      const sample = sampleFor(random, stored, paper.accept)
      if (!sample) return []
      const { extension, ...file } = sample
      const name = `${paper.name.vi.slice(0, 90)}.${extension}`
      return [{ paper: paper.id, form: 'electronic', copies: 1, name, ...file }]
    })
}

/** The papers that these answers oblige to. */
export const askedFor = (procedure: Procedure, answers: Answers, world: { today: string }): Paper[] =>
  decidePapers(procedure.papers, examine(procedure.form, answers, world).scope).flatMap(({ paper, required }) =>
    required ? [paper] : [],
  )
