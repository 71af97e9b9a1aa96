import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { command, query } from '#core/operation'
import { listAlike, type Alike } from '../alike.ts'
import { GetInput, NearbyInput } from '../inputs.ts'
import { get, load } from '../load.ts'
import * as policy from '../policy.ts'
import { presentLines } from '../present.ts'
import { ReportLine } from '../views.ts'

/** What may be reported already: asked by whoever is about to send a report, and by the desk that has one. */

const most = 5
const AlikeView = ReportLine.extend({
  metres: z.int(),
  likeness: z.number().optional().describe('0 to 1, where merges have taught; else the nearest of its category'),
})
const AlikeList = z.object({ items: z.array(AlikeView) })

/** A command, so that what a person has written stands in no address. */
export const nearby = command('reports.nearby', {
  summary: 'Reports that may be about the same thing near a place: perhaps it is reported already. Nothing is kept.',
  input: NearbyInput,
  output: AlikeList,
  unrepeatable: true,
  perMinute: 120,
  allow: policy.anyone,
  async run({ input, ctx, db, now }) {
    // By whose true place is not for everybody none is found: asked again and again, it would show.
    const found = await listAlike(
      db,
      ctx,
      { ...input, at: now },
      ({ report, holding: { place, shownPlace, publicText } }) =>
        report.visible && isDeepStrictEqual(place, shownPlace) ? (publicText ?? '') : undefined,
    )
    const shown = found.slice(0, most)
    return { items: withMetres(shown, await presentLines(db, ctx, storedIn(shown), 'outside')) }
  },
})

export const alike = query('reports.list-alike', {
  summary: 'Open reports near one on my desk that may be about the same thing, for merging.',
  input: GetInput,
  output: AlikeList,
  subject: get,
  allow: policy.mayTriage,
  personal: (input) => `report/${input.code}`,
  async run({ subject, actor, ctx, db }) {
    const { report, stored } = subject
    const { place, text } = stored.holding
    if (!place) return { items: [] }
    const seen = { place, text, category: report.category, at: report.submittedAt }
    const found = await listAlike(db, ctx, seen, (other) =>
      other.report.code !== report.code && policy.maySeeWhole(actor, load(ctx, other)) ? other.holding.text : undefined,
    )
    const shown = found.slice(0, most)
    return { items: withMetres(shown, await presentLines(db, ctx, storedIn(shown), 'inside')) }
  },
})

const storedIn = (found: readonly Alike[]) => found.map(({ stored }) => stored)

const withMetres = (found: readonly Alike[], lines: readonly z.input<typeof ReportLine>[]) =>
  lines.flatMap((line, at) => {
    const { metres, likeness } = found[at] ?? {}
    return metres === undefined ? [] : [{ ...line, metres, ...(likeness !== undefined && { likeness }) }]
  })
