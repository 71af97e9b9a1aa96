import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findDuration } from '#core/duration'
import { workflowOf } from './workflow.ts'

const office = 'department/general-office'

/** Hours of office time that the steps take, at seven an office day. */
const hoursOf = (competent: string, limit: string): number =>
  Object.values(workflowOf(competent, findDuration(limit), office)).reduce((sum, { within = '' }) => {
    const found = findDuration(within)
    return sum + (found ? found.amount * (found.unit === 'working days' ? 7 : 1) : 0)
  }, 0)

test('the steps together never take longer than the declared limit', () => {
  for (const competent of ['commune', 'province', 'office/fisheries', 'department/finance']) {
    for (const days of [1, 2, 3, 5, 6, 10, 20, 45, 90])
      assert.ok(hoursOf(competent, `${days} working days`) <= days * 7, `${competent} ${days}`)
    for (const hours of [1, 3, 4, 8, 16]) assert.ok(hoursOf(competent, `${hours} working hours`) <= hours)
    assert.ok(hoursOf(competent, '15 days') <= 8 * 7) // fifteen calendar days hold eight working days, whatever the holidays
    assert.ok(hoursOf(competent, '2 months') <= 34 * 7)
  }
})

test('the result is signed by who leads the kind of agency', () => {
  const signer = (competent: string) => workflowOf(competent, undefined, office)['approve']?.by
  assert.deepEqual(['commune', 'province', 'department/culture', 'office/fisheries'].map(signer), [
    'chair',
    'chair',
    'director',
    'head',
  ])
})

test('what the province itself decides is worked on at its office', () => {
  const steps = workflowOf('province', findDuration('10 working days'), office)
  assert.deepEqual([steps['assign']?.at, steps['appraise']?.at, steps['approve']?.at], [office, office, undefined])
})
