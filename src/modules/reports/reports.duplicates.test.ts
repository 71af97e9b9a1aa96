import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bostonRequests, noBoston, type BostonRequest } from '#test/boston'
import { learnLikeness, likenessOf, type Example, type Pair } from './likeness.ts'
import { metresBetween } from './showing.ts'

type Asked = { duplicate: boolean; before: Pair[] }

const dayMilliseconds = 86_400_000
const side = 0.003
const reach = { metres: 200, days: 60 }

/** Each request with the earlier ones within 200 m and 60 days that were still open. The data hold no words of the senders. */
function askedOf(requests: readonly BostonRequest[]): Asked[] {
  const squares = new Map<string, BostonRequest[]>()
  return requests.map((request) => {
    const [x, y] = [Math.floor(request.place[0] / side), Math.floor(request.place[1] / side)]
    const before: Pair[] = []
    for (const square of around(x, y))
      for (const other of squares.get(square) ?? []) {
        const days = (request.openedAt.getTime() - other.openedAt.getTime()) / dayMilliseconds
        if (days > reach.days || (other.closedAt && other.closedAt <= request.openedAt)) continue
        const metres = metresBetween(request.place, other.place)
        const sameCategory = other.type === request.type
        if (metres <= reach.metres) before.push({ category: request.type, sameCategory, metres, days, words: 0 })
      }
    const own = squares.get(`${x} ${y}`) ?? []
    own.push(request)
    squares.set(`${x} ${y}`, own)
    return { duplicate: /duplicate/i.test(request.closing), before }
  })
}

const around = (x: number, y: number): string[] => [-1, 0, 1].flatMap((i) => [-1, 0, 1].map((j) => `${x + i} ${y + j}`))

/** Offered in the order of the best of what was before; by how many offers a share of the duplicates is found. */
function precisionAt(asked: readonly Asked[], recall: number, score: (before: Pair) => number): number {
  const wanted = recall * asked.filter(({ duplicate }) => duplicate).length
  const ranked = asked
    .map(({ duplicate, before }) => ({
      duplicate,
      score: before.reduce((best, one) => Math.max(best, score(one)), -1),
    }))
    .filter((one) => one.score >= 0)
    .toSorted((a, b) => b.score - a.score)
  let hits = 0
  for (const [at, { duplicate }] of ranked.entries()) {
    hits += duplicate ? 1 : 0
    if (hits >= wanted) return Math.round((1_000 * hits) / (at + 1)) / 10
  }
  return 0
}

/** The likeliest to be meant: of the same category, then the nearest. */
const likeliest = ({ before }: Asked): Pair | undefined =>
  before.toSorted((a, b) => Number(b.sameCategory) - Number(a.sameCategory) || a.metres - b.metres)[0]

/**
 * The label is what a desk wrote when it closed: "Duplicate of Existing Case". It seldom says of which, so the likeliest is taken
 * for it; and most duplicates are closed as work done, so that precision against it is far too low, and serves to compare only.
 */
test(
  'of real requests, what merges have taught tells the later duplicates better than the rule, and the rule better than distance',
  { skip: noBoston() },
  (t) => {
    const asked = askedOf(bostonRequests())
    const cut = Math.floor(asked.length * 0.8)
    const [earlier, later] = [asked.slice(0, cut), asked.slice(cut)]
    const examples = earlier.flatMap((one): Example[] => {
      const pair = likeliest(one)
      return pair ? [{ pair, same: one.duplicate }] : []
    })
    const learnt = learnLikeness(examples)
    const near = ({ metres }: Pair) => 1 - metres / (reach.metres + 1)
    const told = [0.3, 0.5, 0.65].map((recall) => ({
      recall,
      distance: precisionAt(later, recall, near),
      rule: precisionAt(later, recall, (one) => (one.sameCategory ? near(one) : -1)),
      learnt: precisionAt(later, recall, (one) => likenessOf(learnt, one)),
    }))
    const labelled = later.filter(({ duplicate }) => duplicate).length
    t.diagnostic(JSON.stringify({ learntFrom: examples.length, later: later.length, labelled, told }))
    for (const { rule, distance, learnt: taught } of told) {
      assert.ok(rule > distance)
      assert.ok(taught > 1.5 * rule)
    }
  },
)
