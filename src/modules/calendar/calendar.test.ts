import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { anonymous } from '#core/actor'
import { AppError } from '#core/errors'
import { testContext, type TestContext } from '#test/context'
import { calendar } from './index.ts'
import { days } from './operations.ts'

describe('calendar', () => {
  let t: TestContext
  before(async () => {
    t = await testContext({ modules: [calendar] })
  })
  after(() => t.close())

  test('calendar.days is open to anyone, and names what departs from the week', async () => {
    const answer = await t.call(days, { from: '2026-04-29', to: '2026-05-02' }, anonymous())
    assert.deepEqual(
      answer.days.map(({ on, working }) => [on, working]),
      [
        ['2026-04-29', true],
        ['2026-04-30', false],
        ['2026-05-01', false],
        ['2026-05-02', false],
      ],
    )
    assert.equal(answer.days[1]?.kind, 'holiday')
  })

  test('calendar.days refuses a span that ends before it begins, or is longer than two years', async () => {
    for (const [from, to] of [
      ['2026-05-02', '2026-05-01'],
      ['2020-01-01', '2026-01-01'],
    ] as const)
      await assert.rejects(
        t.call(days, { from, to }, anonymous()),
        (error) => error instanceof AppError && error.code === 'calendar-span',
      )
  })
})
