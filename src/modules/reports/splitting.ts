import { invalid } from '#core/errors'
import { unitOfAct, type Step } from './acting.ts'
import { categoryNow, unitFor } from './catalogue.ts'
import { newCode } from './code.ts'
import { envOf } from './load.ts'
import * as rules from './rules.ts'
import { shownPlace } from './showing.ts'
import { addPhotos, listPhotos } from './store/photo.ts'
import { addReports, type Holding } from './store/report.ts'

/** What of a report is a problem of its own. */
export type Part = { category: string; text: string; urgent: boolean; photos: readonly number[] }

/**
 * The second problem of a report as a report of the same sender, at the same place, before whoever answers for it. Its sender has
 * waited since the first was sent: its clock runs from there.
 * @returns its code
 */
export async function addPart({ db, ctx, actor, now, subject }: Step, part: Part): Promise<string> {
  const { report, stored } = subject
  const { channel, commune } = report
  const category = categoryNow(ctx, part.category)
  const [code, unit] = [newCode(now), unitFor(ctx, category.body, commune)]
  const env = envOf(ctx, category.body, { id: actor.id, unit: unitOfAct(actor, report) }, now)
  const submission = { code, category: category.id, channel, commune, unit, urgent: part.urgent }
  const added = rules.submit(env, { ...submission, waitsSince: report.submittedAt })
  const holding: Holding = {
    ...stored.holding,
    definition: category.digest,
    shownPlace: shownPlace(category.body, stored.holding.place),
    text: part.text,
    publicText: undefined,
    answer: undefined,
    details: {},
    splitFrom: report.code,
  }
  const pictures = (await listPhotos(db, [report.code])).filter(({ no }) => part.photos.includes(no))
  if (pictures.length < new Set(part.photos).size)
    throw invalid('no-photo', { vi: 'Phản ánh không có ảnh này.', en: 'The report has no such photo.' })
  await addReports(db, [{ report: added.report, holding }], added.facts)
  const taken = { code, moment: 'before' as const, by: actor.id, at: now, shown: false }
  await addPhotos(
    db,
    pictures.map((picture) => ({ ...picture, ...taken })),
  )
  return code
}
