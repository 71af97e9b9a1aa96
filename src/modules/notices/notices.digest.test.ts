import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { testContext, type TestContext } from '#test/context'
import { mailServer } from '#test/mail-server'
import { dan, ready, rowsOf, tell } from '#test/telling'
import { deliver } from './delivery.ts'
import { writeDigests } from './digest.ts'
import { notices } from './index.ts'
import { setChoices } from './operations/choosing.ts'
import { afterQuiet, hourOf, nextAt, noChoice, retryAt, withoutPersons } from './rules.ts'

describe('digest', { timeout: 60_000 }, () => {
  let t: TestContext
  let mail: Awaited<ReturnType<typeof mailServer>>
  before(async () => {
    mail = await mailServer()
    t = await testContext({ modules: [notices], config: { smtpUrl: mail.url } })
  })
  after(async () => {
    await t.close()
    await mail.close()
  })
  beforeEach(async () => {
    mail.received.length = 0
    t.now = new Date('2026-11-18T02:00:00Z')
    await sql`truncate notices.message cascade`.execute(t.ctx.db)
    await t.call(setChoices, { digestAt: 18 * 60 }, dan)
  })
  const own = { account: 'dan', email: 'dan@example.vn' }

  test('what may wait comes once, at the hour chosen, in one letter', async () => {
    await tell(t, ready(own), ready(own, { facts: { caseCode: 'H51', procedure: 'x' } }))
    await deliver(t.ctx)
    t.now = new Date('2026-11-18T10:59:59Z')
    assert.equal(await writeDigests(t.ctx), 0)
    t.now = new Date('2026-11-18T11:00:00Z') // 18:00 in the province
    assert.deepEqual([await writeDigests(t.ctx), await writeDigests(t.ctx)], [1, 0])
    await deliver(t.ctx)
    await deliver(t.ctx)
    assert.equal(mail.received.length, 1)
    assert.deepEqual(
      (await rowsOf(t)).map(({ state }) => state),
      ['digested', 'digested', 'sent'],
    )
  })

  test('two workers at once write one digest; what comes after goes with the next day’s', async () => {
    await tell(t, ready(own))
    t.now = new Date('2026-11-18T11:05:00Z')
    await tell(t, ready(own))
    const written = await Promise.all([writeDigests(t.ctx), writeDigests(t.ctx)])
    assert.equal(written[0] + written[1], 1)
    assert.deepEqual((await rowsOf(t)).map(({ state }) => state).sort(), ['digested', 'gathered', 'queued'])
    t.now = new Date('2026-11-19T11:00:00Z')
    assert.equal(await writeDigests(t.ctx), 1)
  })

  test('a digest that fails half way leaves everything to the next try', async () => {
    await tell(t, ready(own))
    t.now = new Date('2026-11-18T11:00:00Z')
    const broken = { ...t.ctx, definitions: { ...t.ctx.definitions, find: () => undefined } }
    await assert.rejects(writeDigests(broken))
    assert.deepEqual(
      (await rowsOf(t)).map(({ state }) => state),
      ['gathered'],
    )
    assert.equal(await writeDigests(t.ctx), 1)
  })

  test('what is worth nothing later waits neither for a digest nor for the end of quiet hours', () => {
    const told = { group: 'my-cases', urgency: 'normal', channels: ['push'] } as const
    const night = new Date('2026-11-18T16:30:00Z')
    const gathering = { ...noChoice, digestAt: 18 * 60 }
    for (const choice of [noChoice, gathering])
      assert.deepEqual(hourOf({ ...told, atOnce: true }, 'push', choice, night), { state: 'queued', at: night })
    assert.equal(hourOf(told, 'push', gathering, night).state, 'gathered')
    assert.ok(hourOf(told, 'push', noChoice, night).at > night)
  })

  test('a code and an emergency wait for no digest', async () => {
    await tell(t, { ...ready(own), template: 'account-locked', facts: { dueAt: '14:30' } })
    await tell(t, { ...ready(own), template: 'area-emergency', facts: { title: 'Đi ngay', text: 'x' } })
    // They may be on their way already.
    const states = (await rowsOf(t)).map(({ state }) => state)
    assert.equal(states.filter((state) => state === 'queued' || state === 'sent').length, 2)
  })
})

test('quiet hours pass midnight; a letter does not ring', () => {
  const quiet = { from: 22 * 60, to: 6 * 60 }
  const at = (iso: string) => afterQuiet('sms', quiet, new Date(iso)).toISOString()
  assert.equal(at('2026-11-18T14:59:59Z'), '2026-11-18T14:59:59.000Z') // 21:59:59
  assert.equal(at('2026-11-18T15:00:00Z'), '2026-11-18T23:00:00.000Z') // 22:00 → 06:00
  assert.equal(at('2026-11-18T22:59:59Z'), '2026-11-18T23:00:00.000Z') // 05:59:59
  assert.equal(at('2026-11-18T23:00:00Z'), '2026-11-18T23:00:00.000Z') // 06:00
  assert.equal(afterQuiet('email', quiet, new Date('2026-11-18T16:00:00Z')).toISOString(), '2026-11-18T16:00:00.000Z')
  assert.equal(at('2026-11-18T16:00:00Z'), '2026-11-18T23:00:00.000Z')
  assert.equal(
    afterQuiet('sms', { from: 60, to: 60 }, new Date('2026-11-18T18:00:00Z')).toISOString(),
    '2026-11-18T18:00:00.000Z',
  )
})

test('the same minute of the clock is tomorrow’s', () => {
  assert.equal(nextAt(9 * 60, new Date('2026-11-18T02:00:30Z')).toISOString(), '2026-11-19T02:00:00.000Z')
})

test('tries are spaced out and end; a code’s end while it is good', () => {
  const now = new Date('2026-11-18T02:00:00Z')
  const delays = (secret: boolean) =>
    Array.from({ length: 8 }, (_, n) => retryAt(n + 1, secret, now)).map(
      (at) => at && (at.getTime() - now.getTime()) / 60_000,
    )
  assert.deepEqual(delays(false), [1, 5, 15, 60, 240, 720, undefined, undefined])
  const code = delays(true).filter((delay) => delay !== undefined)
  assert.ok(code.reduce((sum, delay) => sum + delay, 0) < 10)
})

test('a provider’s answer is kept without anybody’s address', () => {
  assert.equal(withoutPersons('550 no mailbox <dan@example.vn>', 'dan@example.vn'), '550 no mailbox <…>')
  assert.equal(withoutPersons('bad number 84912000009', '+84912000009'), 'bad number …')
  assert.equal(withoutPersons('queued for 0912 000 009 and an@x.vn', '+84911111111'), 'queued for … and …')
})
