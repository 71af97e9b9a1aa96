import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayAfter, findDuration } from './duration.ts'

test('dayAfter: months and years end on the day of the same number, or on the last of the month', () => {
  const cases: [string, string, string | undefined][] = [
    ['2026-01-31', '1 month', '2026-02-28'],
    ['2028-01-31', '1 month', '2028-02-29'],
    ['2026-11-28', '6 months', '2027-05-28'],
    ['2028-02-29', '1 year', '2029-02-28'],
    ['2026-12-31', '2 months', '2027-02-28'],
    ['2026-02-27', '3 days', '2026-03-02'],
    ['2026-02-27', '3 working days', undefined],
    ['2026-02-27', '8 hours', undefined],
  ]
  for (const [day, words, expected] of cases) {
    const duration = findDuration(words)
    assert.equal(duration && dayAfter(day, duration), expected, `${day} + ${words}`)
  }
})
