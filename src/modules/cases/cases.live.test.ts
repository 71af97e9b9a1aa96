import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { fileNote, receptionist } from '#test/cases'
import { testContext, type TestContext } from '#test/context'
import { accept } from './operations/intake.ts'

let t: TestContext
before(async () => {
  t = await testContext()
  t.ctx.live.start(t.ctx)
})
after(() => t.close())

test('the person who filed a case hears of what officials do with it', async () => {
  const { code } = await fileNote(t)
  const { promise, resolve } = Promise.withResolvers<string>()
  const leave = t.ctx.live.subscribe({
    topics: new Set(['account:lan']),
    send: (_, messages) => resolve(messages[0]?.id ?? ''),
    reset: () => undefined,
  })
  await new Promise((go) => setTimeout(go, 400))
  await t.call(accept, { code }, receptionist)
  assert.equal(await promise, code)
  leave()
})
