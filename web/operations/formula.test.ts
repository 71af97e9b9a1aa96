import assert from 'node:assert/strict'
import { test } from 'node:test'
import { operationsEn } from '../messages/operations-en.ts'
import { operationsVi } from '../messages/operations-vi.ts'
import { formulaText } from './formula.ts'

const written = (formula: object) => formulaText(JSON.stringify(formula), operationsVi.formulaWords)

test('a share says what is counted of what', () => {
  const formula = {
    of: [{ count: 'cases.closed', where: 'electronicResult and outcome = "granted"' }],
    over: [{ count: 'cases.closed', where: 'outcome = "granted"' }],
  }
  assert.equal(
    written(formula),
    'Số lượt giải quyết xong có kết quả điện tử và được chấp thuận chia cho số lượt giải quyết xong có được chấp thuận',
  )
})

test('a stock says who enters and who leaves, each event once', () => {
  const stock = {
    enters: [{ event: 'cases.accepted' }],
    leaves: [{ event: 'cases.closed' }, { event: 'cases.withdrawn', where: 'accepted' }],
  }
  assert.equal(written({ stock }), 'Số hồ sơ đã tiếp nhận mà chưa giải quyết xong hoặc rút, tính đến cuối kỳ')
})

test('a duration, a sum, a subtraction and an event without words', () => {
  assert.equal(
    written({ duration: { of: 'cases.closed', minutes: 'workingMinutes' } }),
    'Giờ làm việc ở giữa dãy của các hồ sơ giải quyết xong',
  )
  assert.equal(
    formulaText(
      JSON.stringify({ of: [{ sum: 'cases.rated', of: 'score' }], over: [{ count: 'cases.rated' }] }),
      operationsEn.formulaWords,
    ),
    'Sum of score over cases rated over cases rated',
  )
  assert.equal(
    written({ of: [{ count: 'cases.closed' }, { count: 'other.thing', less: true }] }),
    'Số lượt giải quyết xong trừ số lượt other.thing',
  )
})
