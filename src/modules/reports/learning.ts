import { setImmediate } from 'node:timers/promises'
import { gunzipSync, gzipSync } from 'node:zlib'
import { z } from 'zod'
import type { Job } from '#core/module'
import { emptyModel, learn, type Model } from './classifier.ts'
import { listConsenting } from '#modules/people'
import { featuresOf, hourOf } from './features.ts'
import { addLearnt, findLearntVersion, listTaught, type Taught } from './store/learning.ts'

/** Every night the proposal learns anew from the newest reports, as the desks have classified them in the end. */

/** The purpose of the pack's `consents/`. */
export const improveSuggestions = 'improve-report-suggestions'

const slice = 500
const newest = 20_000

export const learnFromReports: Job = {
  name: 'reports.learn',
  cron: '40 2 * * *',
  async run(ctx) {
    const model = emptyModel()
    let reports = 0
    let read = 0
    let last: Taught | undefined
    do {
      const taught: Taught[] = await listTaught(ctx.db, last, slice)
      const agreed = await listConsenting(ctx.db, ctx, ownersOf(taught), improveSuggestions)
      for (const { category, text, commune, submitted_at, owner, named } of taught) {
        // Words of a known person teach nothing without their consent.
        if (owner === null ? named : !agreed.has(owner)) continue
        learn(model, category, featuresOf({ text, commune, hour: hourOf(submitted_at) }))
        reports += 1
      }
      read += taught.length
      last = taught.length < slice ? undefined : taught.at(-1)
      // Whoever waits for an answer comes before the next slice.
      await setImmediate()
    } while (last && read < newest)
    // Also when nothing teaches any more: what consents had allowed must not stay in use after them.
    if (reports > 0 || (await findLearntVersion(ctx.db)) !== undefined)
      await addLearnt(ctx.db, { at: ctx.clock(), reports, body: bytesOf(model) })
  },
}

const ownersOf = (taught: readonly Taught[]): string[] => [
  ...new Set(taught.flatMap(({ owner }) => (owner === null ? [] : [owner]))),
]

const Counts = z.array(z.tuple([z.string(), z.number()]))
const Body = z.object({ examples: Counts, weights: Counts, features: z.array(z.tuple([z.number(), Counts])) })

export const bytesOf = ({ examples, weights, features }: Model): Buffer =>
  gzipSync(
    JSON.stringify({
      examples: [...examples],
      weights: [...weights],
      features: [...features].map(([feature, counts]) => [feature, [...counts]]),
    }),
  )

export function modelOf(bytes: Uint8Array): Model {
  const { examples, weights, features } = Body.parse(JSON.parse(gunzipSync(bytes).toString('utf8')))
  return {
    examples: new Map(examples),
    weights: new Map(weights),
    features: new Map(features.map(([feature, counts]) => [feature, new Map(counts)])),
  }
}
