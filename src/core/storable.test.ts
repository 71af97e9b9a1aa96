import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findUnstorable } from './storable.ts'

test('an ordinary input can be stored, whatever it says', () => {
  for (const input of [undefined, null, 3, 'Nguyễn 😀 \u202e\u200f', { a: [{ b: "'; drop table x--" }] }, []])
    assert.equal(findUnstorable(input), undefined)
})

test('a NUL, half a surrogate pair and endless nesting are found where they stand', () => {
  assert.equal(findUnstorable('a\u0000')?.code, 'unreadable-text')
  assert.equal(findUnstorable({ a: [{ b: 'x\ud83d' }] })?.path, 'a.0.b')
  assert.equal(findUnstorable({ 'a\u0000': 1 })?.code, 'unreadable-text')
  let deep: unknown = 'x'
  for (let level = 0; level < 100_000; level++) deep = [deep]
  assert.equal(findUnstorable(deep)?.code, 'too-deep')
})
