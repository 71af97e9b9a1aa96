import { z } from 'zod'

/**
 * Whether two reports are about the same thing, learnt from what desks have merged: a logistic regression over a handful of
 * features, so that its weights can be read. See docs/adr/0008-proposals-by-counting.md.
 */

/** A report beside an earlier one. */
export type Pair = {
  /** of the later one */
  category: string
  sameCategory: boolean
  metres: number
  days: number
  /** 0 no word in common, 1 the same words */
  words: number
}
export type Example = { pair: Pair; same: boolean }

export const Likeness = z.object({
  /** one for each feature, the constant first */
  weights: z.array(z.number()),
  /** how much oftener reports of a category are merged than others, as a logarithm */
  habits: z.record(z.string(), z.number()),
})
export type Likeness = z.output<typeof Likeness>

/** A metre more means much near by and little far away, and so does a day. */
const featuresOf = ({ metres, days, sameCategory, words, category }: Pair, habits: Likeness['habits']): number[] => [
  1,
  Math.log1p(metres) / 5,
  Math.log1p(days) / 4,
  sameCategory ? 1 : 0,
  words,
  (habits[category] ?? 0) / 3,
]

/** From 0 to 1; above a half they are rather the same than not. */
export const likenessOf = ({ weights, habits }: Likeness, pair: Pair): number =>
  share(weights, featuresOf(pair, habits))

const share = (weights: readonly number[], features: readonly number[]): number =>
  1 / (1 + Math.exp(-features.reduce((sum, feature, at) => sum + feature * (weights[at] ?? 0), 0)))

const passes = 300
const step = 2
/** Holds a weight back that few examples speak for. */
const ridge = 0.002

/** Merged pairs and pairs left apart count alike, however many more there are of these. */
export function learnLikeness(examples: readonly Example[]): Likeness {
  const habits = habitsOf(examples)
  const merged = examples.filter(({ same }) => same).length
  const rows = examples.map(({ pair, same }) => ({
    features: featuresOf(pair, habits),
    wanted: same ? 1 : 0,
    weight: 0.5 / (same ? merged : examples.length - merged),
  }))
  let weights: number[] = rows[0]?.features.map(() => 0) ?? []
  for (let pass = 0; pass < passes; pass += 1) {
    const slopes = weights.map((weight, at) => (at === 0 ? 0 : ridge * weight))
    for (const { features, wanted, weight } of rows) {
      const off = (share(weights, features) - wanted) * weight
      for (const [at, feature] of features.entries()) slopes[at] = (slopes[at] ?? 0) + off * feature
    }
    weights = weights.map((weight, at) => weight - step * (slopes[at] ?? 0))
  }
  return { weights, habits }
}

/** A category that is seldom reported is taken to be like all of them. */
const granted = 20

function habitsOf(examples: readonly Example[]): Record<string, number> {
  const share = examples.filter(({ same }) => same).length / examples.length
  const counts = Map.groupBy(examples, ({ pair }) => pair.category)
  return Object.fromEntries(
    [...counts].map(([category, among]) => {
      const merged = among.filter(({ same }) => same).length
      return [category, Math.log((merged + granted * share) / (among.length + granted) / share)]
    }),
  )
}

/** How much of their words two texts share, by the numbers of their words and pairs of words. */
export function wordsInCommon(one: readonly number[], other: readonly number[]): number {
  if (one.length === 0 || other.length === 0) return 0
  const known = new Set(one)
  return other.filter((feature) => known.has(feature)).length / Math.sqrt(one.length * other.length)
}
