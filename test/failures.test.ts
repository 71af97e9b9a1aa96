import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failures, type FailedTest } from '#test/failures'

const failed = (name: string, cause: unknown, failureType = 'testCodeFailure'): FailedTest => ({
  name,
  file: '/house/src/a.test.ts',
  error: Object.assign(new Error('test failed'), { failureType, cause }),
})

test('nothing failed: nothing is said', () => {
  assert.equal(new Failures().text(), '')
})

test('a failed test is named with its file and its message', () => {
  const failures = new Failures()
  failures.add(failed('cases.accept refuses a stranger', new Error('expected 403, got 200')), '/house')
  assert.match(
    failures.text(),
    /✖ cases\.accept refuses a stranger \(src\/a\.test\.ts\)\n {4}Error: expected 403, got 200/,
  )
})

test('a suite that fails by its tests is not told twice', () => {
  const failures = new Failures()
  failures.add(failed('the suite', new Error('1 subtest failed'), 'subtestsFailed'), '/house')
  assert.equal(failures.text(), '')
})

test('a long message is cut, and says so', () => {
  const failures = new Failures()
  failures.add(failed('long', Array.from({ length: 50 }, (_, n) => `line ${n}`).join('\n')), '/house')
  assert.match(failures.text(), /line 19\n {4}… 30 more lines above/)
  assert.doesNotMatch(failures.text(), /line 20/)
})
