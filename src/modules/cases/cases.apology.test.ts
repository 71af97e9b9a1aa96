import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { calendarsOf } from '#modules/calendar'
import { caseAt } from '#test/cases'
import { testContext, type TestContext } from '#test/context'
import { draftApology } from './apology.ts'
import type { Case } from './case.ts'
import { findCase } from './store/case.ts'

const names = { step: 'Thẩm định', unit: () => 'Sở Thử nghiệm' }
let t: TestContext
let running: Case
before(async () => {
  t = await testContext({ now: '2026-11-18T02:00:00Z' })
  const stored = await findCase(t.ctx.db, await caseAt(t, 'accepted'))
  assert.ok(stored)
  running = stored.case
})
after(() => t.close())

/** A due time on Thursday 26 November; the letter may move it until Wednesday 25, 17:00. */
const dueAt = new Date('2026-11-26T03:00:00Z')
const drafted = (now: string, change: Partial<Case> = {}) =>
  draftApology(calendarsOf(t.ctx).of(running.unit), { ...running, dueAt, ...change }, names, new Date(now))

test('it lies ready from the working day before the last on which it may be sent', () => {
  assert.equal(drafted('2026-11-20T02:00:00Z'), undefined)
  assert.equal(drafted('2026-11-23T02:00:00Z')?.inTime, true)
  assert.equal(drafted('2026-11-25T09:59:00Z')?.inTime, true)
  assert.equal(drafted('2026-11-25T10:01:00Z')?.inTime, false)
})

test('the new day lies two working days after the first, or after today once that has passed', () => {
  assert.equal(drafted('2026-11-25T02:00:00Z')?.newDueAt.toISOString(), '2026-11-30T10:00:00.000Z')
  assert.equal(drafted('2026-12-01T02:00:00Z')?.newDueAt.toISOString(), '2026-12-03T10:00:00.000Z')
})

test('once sent, or with no clock running, there is none', () => {
  const now = '2026-11-25T02:00:00Z'
  assert.equal(drafted(now, { apologisedAt: new Date(now) }), undefined)
  assert.equal(drafted(now, { state: 'resolved' }), undefined)
  assert.equal(drafted(now, { dueAt: undefined }), undefined)
})

test('the reason names what the case shows: opinions that are waited for, else the step', () => {
  const asked = { no: 1, step: 'appraise', unit: 'H99.002', askedAt: dueAt, dueAt }
  const now = '2026-11-25T02:00:00Z'
  assert.match(drafted(now, { consultations: [asked] })?.reason ?? '', /ý kiến của Sở Thử nghiệm\.$/)
  assert.match(drafted(now)?.reason ?? '', /“Thẩm định”/)
})
