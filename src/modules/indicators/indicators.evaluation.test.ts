import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { evaluate, gradeOf, type Judged } from './evaluation.ts'

const good: Judged = { early: true, onTime: true, stepsOnTime: true, supplements: 0, agencies: 0, complaint: false }
const agency = {
  onTheSpotShare: 0.5,
  onlineProcedures: 0.6,
  onlineCases: 0.8,
  overdue: 0,
  reports: 0,
  reportsOnTime: 0,
}

describe('evaluate(cases, agency)', () => {
  test('gives full points where all is done early, online and without complaint', () => {
    const { indices, total, grade } = evaluate([good], agency)
    assert.deepEqual(
      indices.map(({ score }) => score),
      [2, 2, 2, 2, 2, 2, 2, undefined, 2],
    )
    assert.deepEqual([total, grade], [18, 'excellent'])
  })
  test('averages over cases to one decimal', () => {
    const late: Judged = { ...good, early: false, onTime: false, stepsOnTime: false, supplements: 1, complaint: true }
    const { indices } = evaluate([good, good, late], agency)
    assert.deepEqual(
      indices.slice(0, 3).map(({ score }) => score),
      [1.3, 1.3, 1.7],
    )
    assert.equal(indices[6]?.score, 1.3)
  })
  test('a unit with overdue cases loses a point of online services', () => {
    assert.equal(evaluate([good], { ...agency, overdue: 3 }).indices[8]?.score, 1)
  })
  for (const [reports, reportsOnTime, score] of [
    [10, 10, 2],
    [10, 9, 1],
    [10, 8, 0],
    [0, 0, undefined],
  ] as const)
    test(`${reportsOnTime} of ${reports} reports on time give ${score} for index 8`, () =>
      assert.equal(evaluate([good], { ...agency, reports, reportsOnTime }).indices[7]?.score, score))
  test('has no figure where nothing was closed', () => {
    assert.equal(evaluate([], agency).total, undefined)
  })
})

describe('gradeOf(total)', () => {
  for (const [total, grade] of [
    [15, 'excellent'],
    [14.9, 'good'],
    [12, 'good'],
    [9, 'fair'],
    [6, 'average'],
    [5.9, 'weak'],
  ] as const)
    test(`${total} of 18 is ${grade}`, () => assert.equal(gradeOf(total), grade))
})
