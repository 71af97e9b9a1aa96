import assert from 'node:assert/strict'
import { test } from 'node:test'
import { meet, overwriting, submissionKey, type Written } from './drafts.ts'
import { stepsOf } from './walk-steps.ts'

const written: Written = { answers: { child: { name: 'An' } }, files: {}, key: 'k', savedAt: '2026-11-22T00:00:00Z' }

test('submissionKey(written) stays while the content stays, whenever it was saved', () => {
  const key = submissionKey(written)
  assert.equal(submissionKey({ ...written, savedAt: '2026-11-23T00:00:00Z' }), key)
  assert.notEqual(submissionKey({ ...written, answers: { child: { name: 'Anh' } } }), key)
  assert.notEqual(submissionKey({ ...written, unit: '19333' }), key)
  assert.notEqual(submissionKey({ ...written, key: 'other' }), key)
})

test('stepsOf(shape) leaves out sections that do not concern the person', () => {
  const form = ['declarant', 'child', 'late'].map((id) => ({ id, title: { vi: id }, fields: [] }))
  const shape = { form, shown: new Set(['declarant', 'child']), asksWhere: true, asksPapers: true }
  assert.deepEqual(stepsOf(shape), ['noi-giai-quyet', 'declarant', 'child', 'giay-to', 'xem-lai'])
  assert.deepEqual(stepsOf({ ...shape, asksWhere: false, asksPapers: false }), ['declarant', 'child', 'xem-lai'])
})

test('meet(device, account) takes what goes on from the other, whatever their clocks say', () => {
  const account = { ...written, id: 'd', marks: ['m2'], savedAt: '2026-11-22T09:00:00Z' }
  const behind = { ...written, answers: { child: { name: 'Bình' } }, marks: ['m1'], savedAt: '2026-11-22T23:00:00Z' }
  assert.deepEqual(meet(undefined, account), { take: account })
  assert.deepEqual(meet(written, undefined), { take: written })
  const ahead = { ...behind, marks: ['m1', 'm2'], savedAt: '2026-11-21T00:00:00Z', unsent: true }
  assert.deepEqual(meet(ahead, account), { take: { ...ahead, id: 'd' } }, 'it goes on from what the account keeps')
  assert.deepEqual(meet({ ...behind, unsent: false }, account), { take: account }, 'nothing of its own is lost')
  const both = meet({ ...behind, unsent: true }, account)
  assert.deepEqual([both.take?.answers, both.rival], [behind.answers, account])
  assert.deepEqual(meet({ ...account, marks: ['m1'], unsent: true }, account), { take: account }, 'the same content')
})

test('overwriting(device, rival) names what it writes over', () => {
  const rival = { ...written, id: 'd', marks: ['m2'] }
  assert.deepEqual(overwriting({ ...written, marks: ['m1'] }, rival).marks, ['m1', 'm2'])
})
