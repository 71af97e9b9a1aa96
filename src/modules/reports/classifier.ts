/**
 * Which category a text is of, by the odds of its features: how much oftener a feature stands in examples of a category than in
 * all the others. It learns by counting, in one pass and in any order. See docs/adr/0008-proposals-by-counting.md.
 */

/** Counts; a feature is known by its number alone. */
export type Model = {
  /** examples by category */
  examples: Map<string, number>
  /** weights of all features by category */
  weights: Map<string, number>
  /** weight of a feature by category */
  features: Map<number, Map<string, number>>
}

export type Candidate = { category: string; score: number }

export const emptyModel = (): Model => ({ examples: new Map(), weights: new Map(), features: new Map() })

const add = <Key>(counts: Map<Key, number>, key: Key, more: number) => counts.set(key, (counts.get(key) ?? 0) + more)
const sumOf = (counts: Map<unknown, number>): number => counts.values().reduce((sum, count) => sum + count, 0)

/** A long text says no more in all than a short one: its features share the length of one. */
export function learn(model: Model, category: string, features: readonly number[]): void {
  if (features.length === 0) return
  const weight = 1 / Math.sqrt(features.length)
  add(model.examples, category, 1)
  add(model.weights, category, weight * features.length)
  for (const feature of features) {
    const known = model.features.get(feature) ?? new Map<string, number>()
    model.features.set(feature, known)
    add(known, category, weight)
  }
}

/** Takes up what another model has learnt. */
export function absorb(model: Model, other: Model): Model {
  for (const [category, count] of other.examples) add(model.examples, category, count)
  for (const [category, weight] of other.weights) add(model.weights, category, weight)
  for (const [feature, counts] of other.features) {
    const known = model.features.get(feature) ?? new Map<string, number>()
    model.features.set(feature, known)
    for (const [category, weight] of counts) add(known, category, weight)
  }
  return model
}

/** What every category is granted of every feature, so that one example alone decides nothing. */
const granted = 0.4
/** Features of one text repeat each other: their evidence is worth about half of what it would be if they did not. */
const repeated = 2

/** The categories by their share, the likeliest first; shares add up to 1. Empty where nothing of the text is known. */
export function rank(model: Model, features: readonly number[], among: readonly string[]): Candidate[] {
  const known = features.flatMap((feature) => model.features.get(feature) ?? [])
  if (known.length === 0) return []
  const all = { examples: sumOf(model.examples), weights: sumOf(model.weights), grant: granted * model.features.size }
  const sums = known.map(sumOf)
  const scores = among.map((category) => {
    const own = (model.weights.get(category) ?? 0) + all.grant
    const others = all.weights - (model.weights.get(category) ?? 0) + all.grant
    const prior = Math.log(((model.examples.get(category) ?? 0) + 1) / (all.examples + among.length))
    return known.reduce((score, counts, at) => {
      const here = counts.get(category) ?? 0
      const elsewhere = (sums[at] ?? 0) - here
      return score + Math.log((here + granted) / own) - Math.log((elsewhere + granted) / others)
    }, prior)
  })
  return sharesOf(scores)
    .flatMap((score, at) => {
      const category = among[at]
      return category === undefined ? [] : [{ category, score }]
    })
    .toSorted((a, b) => b.score - a.score || (a.category < b.category ? -1 : 1))
}

const most = 3
/** Below it the best guess is little better than chance among some dozens. */
const least = 0.12

/** What is worth showing to a person: a few, or nothing where the text tells too little. */
export function propose(model: Model, features: readonly number[], among: readonly string[]): Candidate[] {
  const ranked = rank(model, features, among)
  if ((ranked[0]?.score ?? 0) < Math.max(least, 1.2 / among.length)) return []
  return ranked.slice(0, most).map(({ category, score }) => ({ category, score: Math.round(score * 100) / 100 }))
}

function sharesOf(scores: readonly number[]): number[] {
  const best = Math.max(...scores)
  const powers = scores.map((score) => Math.exp((score - best) / repeated))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}
