import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withUploads } from './outbox.ts'

const file = new File(['x'], 'x.jpg')

test('uploads join the lists that they belong to', () => {
  const input = { text: 'Ổ gà', papers: [{ id: 'a', files: ['old'] }, { id: 'b' }] }
  const files = [
    { at: 'photos', file, upload: 'u1' },
    { at: 'photos', file, upload: 'u2' },
    { at: 'papers.0.files', file, upload: 'u3' },
  ]
  assert.deepEqual(withUploads(input, files), {
    text: 'Ổ gà',
    photos: ['u1', 'u2'],
    papers: [{ id: 'a', files: ['old', 'u3'] }, { id: 'b' }],
  })
  assert.deepEqual(input.papers[0], { id: 'a', files: ['old'] }, 'what is kept stays as it was')
})
