import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { categoriesIn } from './catalogue.ts'
import { absorb, propose, type Candidate, type Model } from './classifier.ts'
import { categoryKind } from './definition.ts'
import { learnPack, reportExamplesKind } from './examples.ts'
import { featuresOf, type Told } from './features.ts'
import { modelOf } from './learning.ts'
import { findLearntVersion, readLearnt } from './store/learning.ts'

/** Which categories a report may be of: learnt from the pack and from the province's own past reports. */

/** The likeliest first; nothing where the text tells too little. */
export async function proposeCategories(ctx: Context, db: Db, told: Told): Promise<Candidate[]> {
  const listed = categoriesIn(ctx).map(({ id }) => id)
  return propose(await modelNow(ctx, db), featuresOf(told), listed)
}

type Kept = { of: string; model: Model }
const kept = new WeakMap<Context, Kept>()

/** Made anew when the pack or what was learnt has changed; between, one look at the version. */
async function modelNow(ctx: Context, db: Db): Promise<Model> {
  const { definitions } = ctx
  const version = await findLearntVersion(db)
  const of = [version, definitions.revision(categoryKind), definitions.revision(reportExamplesKind)].join()
  const found = kept.get(ctx)
  if (found?.of === of) return found.model
  const examples = definitions.find(reportExamplesKind, 'report-examples')?.body ?? {}
  const model = learnPack(categoriesIn(ctx), examples)
  const learnt = version === undefined ? undefined : await readLearnt(db, version)
  if (learnt) absorb(model, modelOf(learnt))
  kept.set(ctx, { of, model })
  return model
}
