import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foldLooks } from './fold-looks.ts'

const look = (at: string, more: { name?: string; subject?: string; refused?: boolean } = {}) => ({
  at: `2026-11-18T${at}:00Z`,
  by: 'person',
  name: more.name ?? 'Phạm Quang Nguyên',
  record: { subject: more.subject ?? 'case/1' },
  act: { vi: 'Mở hồ sơ' },
  refused: more.refused ?? false,
})
const summary = (looks: ReturnType<typeof look>[]) =>
  foldLooks(looks).map(({ look: { at }, times, firstAt }) => [at.slice(11, 16), firstAt.slice(11, 16), times])

test('what one person did with one record within half an hour is one line, newest first', () => {
  assert.deepEqual(summary([look('09:14'), look('09:13'), look('09:12')]), [['09:14', '09:12', 3]])
})
test('another person, another record, a refusal or a later visit stands by itself', () => {
  const looks = [
    look('09:14'),
    look('09:13', { name: 'Lê Thị Hoa' }),
    look('09:12', { subject: 'case/2' }),
    look('09:11', { refused: true }),
    look('09:10'),
    look('08:20'),
  ]
  assert.deepEqual(
    summary(looks).map(([, , times]) => times),
    [2, 1, 1, 1, 1],
  )
})
