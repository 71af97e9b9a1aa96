import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shownPassages, usualDetail } from './process-rules.ts'

const follow = (from: string, to: string, count: number) => ({ from, to, count, medianHours: 1 })
const follows = [follow('a', 'b', 10), follow('b', 'c', 80), follow('c', 'a', 9), follow('a', 'a', 1)]

test('the detail is the share of passages that the strongest carry', () => {
  const counts = (detail: number) => shownPassages({ follows }, detail).map(({ count }) => count)
  assert.deepEqual(counts(40), [80])
  assert.deepEqual(counts(90), [80, 10])
  assert.deepEqual(counts(91), [80, 10, 9])
  assert.deepEqual(counts(100), [80, 10, 9, 1])
})

test('a small process is shown whole, a large one by its dozen strongest passages', () => {
  assert.equal(usualDetail({ follows }), 100)
  const many = Array.from({ length: 40 }, (_, at) => follow(`a${at}`, 'b', at < 12 ? 70 : 10))
  assert.equal(usualDetail({ follows: many }), 75)
  assert.equal(shownPassages({ follows: many }, 75).length, 12)
})
