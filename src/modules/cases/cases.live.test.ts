import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { caseAt, fileNote, lan, officer, receptionist } from '#test/cases'
import { testContext, type TestContext } from '#test/context'
import { claim } from './operations/handling.ts'
import { accept, askSupplement, supplement } from './operations/intake.ts'

let t: TestContext
before(async () => {
  t = await testContext()
  t.ctx.live.start(t.ctx)
})
after(() => t.close())

/** The first message of a topic. */
function hear(topic: string) {
  const { promise, resolve } = Promise.withResolvers<string>()
  const leave = t.ctx.live.subscribe({
    topics: new Set([topic]),
    send: (_, messages) => resolve(messages[0]?.id ?? ''),
    reset: () => undefined,
  })
  return { promise, leave }
}

test('the person who filed a case hears of what officials do with it', async () => {
  const { code } = await fileNote(t)
  const { promise, leave } = hear('account:lan')
  await new Promise((go) => setTimeout(go, 400))
  await t.call(accept, { code }, receptionist)
  assert.equal(await promise, code)
  leave()
})

test('the official who has the work hears of what its applicant does: their bell need not ask', async () => {
  const code = await caseAt(t, 'accepted')
  await t.call(claim, { code }, officer)
  await t.call(askSupplement, { code, items: ['Ảnh'], reason: 'Thiếu' }, officer)
  await new Promise((go) => setTimeout(go, 400))
  const { promise, leave } = hear(`account:${officer.id}`)
  await t.call(supplement, { code, note: 'Đã bổ sung' }, lan)
  assert.equal(await promise, code)
  leave()
})
