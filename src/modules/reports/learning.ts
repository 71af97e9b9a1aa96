import { setImmediate } from 'node:timers/promises'
import { gunzipSync, gzipSync } from 'node:zlib'
import { z } from 'zod'
import type { Job } from '#core/module'
import { emptyModel, learn, type Model } from './classifier.ts'
import { featuresOf, hourOf } from './features.ts'
import { addLearnt, listTaught, type Taught } from './store/learning.ts'

/** Every night the proposal learns anew from the newest reports, as the desks have classified them in the end. */

const slice = 500
const newest = 20_000

export const learnFromReports: Job = {
  name: 'reports.learn',
  cron: '40 2 * * *',
  async run(ctx) {
    const model = emptyModel()
    let reports = 0
    let last: Taught | undefined
    do {
      const taught: Taught[] = await listTaught(ctx.db, last, slice)
      for (const { category, text, commune, submitted_at } of taught)
        learn(model, category, featuresOf({ text, commune, hour: hourOf(submitted_at) }))
      reports += taught.length
      last = taught.length < slice ? undefined : taught.at(-1)
      // Whoever waits for an answer comes before the next slice.
      await setImmediate()
    } while (last && reports < newest)
    if (reports > 0) await addLearnt(ctx.db, { at: ctx.clock(), reports, body: bytesOf(model) })
  },
}

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
