import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agencyGrade, indexScore, indicesOfAgency, indicesOfCase, officerGrade } from './satisfaction.ts'

const usual = { timeUsed: 0.5, slowestAgency: 1, contacts: 0, agencies: 1, published: true, complaint: false }

test('the indices of a case (handbook 3.10)', () => {
  assert.deepEqual(indicesOfCase(usual), {
    time: 2,
    agencyTime: 1,
    contacts: 2,
    agencies: 1,
    publicity: 2,
    attitude: 2,
  })
  assert.deepEqual(indicesOfCase({ ...usual, timeUsed: 1, contacts: 2 }), {
    time: 1,
    agencyTime: 1,
    contacts: 0,
    agencies: 1,
    publicity: 2,
    attitude: 1,
  })
  assert.equal(indicesOfCase({ ...usual, complaint: true }).attitude, 0)
  assert.equal(indicesOfCase({ ...usual, timeUsed: 1.2 }).time, 0)
})

test('the indices of an agency', () => {
  const measures = { onTheSpot: 0.2, reports: 1, proceduresOnline: 0.2, casesOnline: 0.3, overdueOnline: false }
  assert.deepEqual(indicesOfAgency(measures), { oneStop: 2, reports: 2, onlineServices: 2 })
  assert.deepEqual(indicesOfAgency({ ...measures, onTheSpot: 0.1, reports: 0.95, overdueOnline: true }), {
    oneStop: 0,
    reports: 1,
    onlineServices: 1,
  })
  assert.equal(indicesOfAgency({ ...measures, casesOnline: 0.1 }).onlineServices, 0)
})

test('scores and grades', () => {
  assert.equal(indexScore([2, 2, 1]), 1.7)
  assert.equal(indexScore([]), undefined)
  assert.deepEqual([5, 4.9, 3.4].map(officerGrade), ['full', 'most', 'part'])
  assert.deepEqual([15, 14.9, 9, 6, 5].map(agencyGrade), ['excellent', 'good', 'fair', 'average', 'weak'])
})
