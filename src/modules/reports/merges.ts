import type { Job } from '#core/module'
import { listConsenting } from '#modules/people'
import { rulesIn } from './catalogue.ts'
import { featuresOf } from './features.ts'
import { improveSuggestions } from './learning.ts'
import { learnLikeness, wordsInCommon, type Example } from './likeness.ts'
import { metresBetween } from './showing.ts'
import { keepLikeness, listApartPairs, listMergedPairs, type Side, type TaughtPair } from './store/alike.ts'

/** Every night the proposal of duplicates learns anew from what the desks have merged, and what they have left apart. */

const newest = { merged: 1_000, apart: 3_000 }
/** Fewer say more of their desks than of duplicates: the rule of the pack goes on. */
export const fewestMerges = 50

export const learnFromMerges: Job = {
  name: 'reports.learn-likeness',
  cron: '50 2 * * *',
  async run(ctx) {
    const { db } = ctx
    const around = { ...rulesIn(ctx).nearby, limit: newest.apart }
    const pairs = [...(await listMergedPairs(db, newest.merged)), ...(await listApartPairs(db, around))]
    const owners = pairs.flatMap(({ later, earlier }) => [later.owner, earlier.owner]).filter((owner) => owner !== null)
    const agreed = await listConsenting(db, ctx, [...new Set(owners)], improveSuggestions)
    // Words of a known person teach nothing without their consent.
    const mayTeach = ({ owner, named }: Side): boolean => (owner === null ? !named : agreed.has(owner))
    const examples = pairs
      .filter(({ later, earlier }) => mayTeach(later) && mayTeach(earlier))
      .map(exampleOf)
      .filter(({ pair }) => pair.metres <= around.metres)
    const merges = examples.filter(({ same }) => same).length
    const isEnough = merges >= fewestMerges && examples.length - merges >= fewestMerges
    await keepLikeness(db, ctx.clock(), isEnough ? { merges, body: learnLikeness(examples) } : undefined)
  },
}

const dayMilliseconds = 86_400_000

const exampleOf = ({ later, earlier, same }: TaughtPair): Example => ({
  same,
  pair: {
    category: later.category,
    sameCategory: later.category === earlier.category,
    metres: metresBetween([later.lon, later.lat], [earlier.lon, earlier.lat]),
    days: Math.abs(later.submitted_at.getTime() - earlier.submitted_at.getTime()) / dayMilliseconds,
    words: wordsInCommon(featuresOf({ text: later.text }), featuresOf({ text: earlier.text })),
  },
})
