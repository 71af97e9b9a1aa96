import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LostTests } from '#test/lost-tests'

const file = '/a.test.ts'
const one = (name: string, more: { skip?: string; suite?: boolean } = {}) => ({ file, name, suite: false, ...more })

test('a file that runs to its end loses nothing', () => {
  const lost = new LostTests()
  for (const name of [file, 'x', 'y']) lost.began(one(name))
  for (const name of ['x', 'y', file]) lost.ended(one(name))
  lost.sum(file, 2, 0)
  assert.deepEqual(lost.list([file]), [])
})

test('a file that exits while a test runs is told, although it passes', () => {
  const lost = new LostTests()
  for (const name of [file, 'x', 'y']) lost.began(one(name))
  lost.ended(one('x'))
  lost.ended(one(file))
  assert.deepEqual(lost.list([file]), ['/a.test.ts: ended with 1 of its tests not run'])
})

test('a file without a test is told', () => {
  const lost = new LostTests()
  lost.began(one(file))
  lost.ended(one(file))
  lost.sum(file, 0, 0)
  assert.deepEqual(lost.list([file]), ['/a.test.ts: ended without its tests'])
})

test('a suite that is skipped whole counts as skipped', () => {
  const lost = new LostTests()
  lost.began(one('s', { suite: true }))
  lost.ended(one('s', { suite: true, skip: 'the shared data is absent' }))
  assert.equal(lost.skippedSuites, 1)
})
