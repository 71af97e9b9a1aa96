import assert from 'node:assert/strict'
import { test } from 'node:test'
import { submissionKey, type Written } from './drafts.ts'
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
