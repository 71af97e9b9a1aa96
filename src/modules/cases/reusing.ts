import type { Change } from './case.ts'
import { papersReused } from './events.ts'
import { common, state, type Env } from './rules.ts'

/** States which papers of the applicant's own store came with an act: once for a case's filing, and for each supplement. */
export const reusing = (env: Env, change: Change, papers: readonly { ownPaper?: string | undefined }[]): Change => {
  const ids = [...new Set(papers.flatMap(({ ownPaper }) => ownPaper ?? []))]
  return ids.length === 0 ? change : state(env, change, papersReused, { ...common(change.case), papers: ids })
}
