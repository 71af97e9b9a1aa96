import assert from 'node:assert/strict'
import { test } from 'node:test'
import { balance, type Worker } from './balance.ts'

const worker = (id: string, open: number, more: Partial<Worker> = {}): Worker => ({
  id,
  name: id,
  roles: ['land-officer'],
  away: false,
  open,
  ...more,
})
const cases = (count: number, role = 'land-officer') =>
  Array.from({ length: count }, (_, at) => ({ code: `H50-${at}`, version: 1, role }))

test('whoever has least gets the next one, until all have the same', () => {
  const { shares } = balance(cases(4), [worker('a', 3), worker('b', 1)])
  assert.deepEqual(
    shares.map((share) => share.to),
    ['b', 'b', 'a', 'b'],
  )
})

test('who is away, or holds another post, gets nothing', () => {
  const others = [worker('a', 0, { away: true }), worker('b', 0, { roles: ['clerk'] }), worker('c', 9)]
  assert.deepEqual(new Set(balance(cases(3), others).shares.map((share) => share.to)), new Set(['c']))
})

test('a case that nobody can take stays', () => {
  const { shares, left } = balance(cases(2, 'chair'), [worker('a', 0)])
  assert.equal(shares.length, 0)
  assert.equal(left.length, 2)
})
