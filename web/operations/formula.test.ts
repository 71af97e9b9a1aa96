import assert from 'node:assert/strict'
import { test } from 'node:test'
import { operationsEn } from '../messages/operations-en.ts'
import { operationsVi } from '../messages/operations-vi.ts'
import { readFormula } from './formula.ts'

const written = (formula: object) => readFormula(JSON.stringify(formula), operationsVi.formulaWords)

test('a share says what is counted of what', () => {
  const formula = {
    of: [{ count: 'cases.closed', where: 'electronicResult and outcome = "granted"' }],
    over: [{ count: 'cases.closed', where: 'outcome = "granted"' }],
  }
  assert.deepEqual(written(formula), {
    part: 'Số hồ sơ giải quyết xong (kết quả điện tử và được chấp thuận)',
    whole: 'Số hồ sơ giải quyết xong (được chấp thuận)',
  })
})

test('a stock says who enters and who leaves, each event once', () => {
  const stock = {
    enters: [{ event: 'cases.accepted' }],
    leaves: [{ event: 'cases.closed' }, { event: 'cases.withdrawn', where: 'accepted' }],
  }
  assert.deepEqual(written({ stock }), {
    part: 'Số hồ sơ đã tiếp nhận mà chưa giải quyết xong hoặc rút, tính đến cuối kỳ',
  })
})

test('a duration, a sum, a subtraction and an event without words', () => {
  assert.deepEqual(written({ duration: { of: 'cases.closed', minutes: 'workingMinutes' } }), {
    part: 'Giờ làm việc ở giữa dãy của các hồ sơ giải quyết xong',
  })
  const mean = JSON.stringify({ of: [{ sum: 'cases.rated', of: 'score' }], over: [{ count: 'cases.rated' }] })
  assert.deepEqual(readFormula(mean, operationsEn.formulaWords), {
    part: 'Sum of score over cases rated',
    whole: 'Cases rated',
  })
  assert.deepEqual(written({ of: [{ count: 'cases.closed' }, { count: 'other.thing', less: true }] }), {
    part: 'Số hồ sơ giải quyết xong trừ số hồ sơ other.thing',
  })
})
