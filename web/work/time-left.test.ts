import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spanOf, timeLeftOf } from './time-left.ts'

const now = new Date('2026-11-20T03:00:00Z')
const base = { submittedAt: '2026-11-10T03:00:00Z', overdue: false }

test('a running clock empties, and says how long is left', () => {
  const found = timeLeftOf({ ...base, acceptedAt: base.submittedAt, dueAt: '2026-11-30T03:00:00Z' }, now)
  assert.deepEqual(found, { kind: 'left', span: { days: 10 }, part: 0.5, status: 'active' })
})

test('the share of working time goes before the share of the calendar', () => {
  const found = timeLeftOf({ ...base, dueAt: '2026-11-30T03:00:00Z', share: 0.9 }, now)
  assert.equal(found.status, 'watch')
  assert.ok(Math.abs((found.part ?? 0) - 0.1) < 1e-9)
})

test('what is past is late, by whole units', () => {
  const found = timeLeftOf({ ...base, dueAt: '2026-11-19T23:00:00Z', overdue: true }, now)
  assert.deepEqual(found, { kind: 'late', span: { hours: 4 }, part: 0, status: 'bad' })
})

test('before acceptance the time of the reception counts', () => {
  assert.equal(timeLeftOf({ ...base, intakeDueAt: '2026-11-20T05:00:00Z' }, now).kind, 'intake')
  assert.equal(timeLeftOf({ ...base, intakeDueAt: '2026-11-20T02:59:30Z' }, now).kind, 'intakeLate')
})

test('a clock that stands still has no bar', () => {
  const accepted = { ...base, acceptedAt: base.submittedAt, dueAt: '2026-11-30T03:00:00Z' }
  assert.equal(timeLeftOf({ ...accepted, pausedAt: base.submittedAt }, now).part, undefined)
  assert.equal(timeLeftOf({ ...accepted, resolvedAt: base.submittedAt }, now).kind, 'ready')
  assert.equal(timeLeftOf({ ...accepted, endedAt: base.submittedAt }, now).kind, 'ended')
  assert.equal(timeLeftOf(base, now).kind, 'noLimit')
})

test('spans are rounded down and never nothing', () => {
  assert.deepEqual(spanOf(59_000), { minutes: 1 })
  assert.deepEqual(spanOf(-3 * 3_600_000 - 1), { hours: 3 })
})
