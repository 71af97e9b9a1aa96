import assert from 'node:assert/strict'
import { test } from 'node:test'
import { extentOf, linePath, niceTicks } from './scale.ts'

test('ticks are round numbers inside the span', () => {
  assert.deepEqual(niceTicks(0, 100), [0, 50, 100])
  assert.deepEqual(niceTicks(0, 7), [0, 2, 4, 6])
  assert.deepEqual(niceTicks(97.2, 99.4), [98, 99])
  assert.deepEqual(niceTicks(5, 5), [5])
  assert.deepEqual(niceTicks(0, 1.2, 1), [0, 1], 'what is counted has no halves')
})

test('an extent keeps inside what the measure can be', () => {
  assert.deepEqual(extentOf([90, 100], { low: 0, high: 100 }), { low: 88.5, high: 100 })
  assert.deepEqual(extentOf([null, undefined]), { low: 0, high: 1 })
})

test('a missing point is a gap, never zero', () => {
  assert.equal(linePath([[0, 1], [1, 2], undefined, [3, 4]]), 'M0.0 1.0L1.0 2.0M3.0 4.0')
})
