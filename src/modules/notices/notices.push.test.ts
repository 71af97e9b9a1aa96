import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { z } from 'zod'
import { testContext, type TestContext } from '#test/context'
import { refusedWith } from '#test/people'
import { pushService } from '#test/push-service'
import { anna, dan, ready, rowsOf, stranger, tell } from '#test/telling'
import type { Actor } from '#core/actor'
import { deliver } from './delivery.ts'
import { notices } from './index.ts'
import { getChoices, subscribePush, unsubscribePush } from './operations/choosing.ts'
import { isPushService } from './senders/push.ts'

describe('Web Push', { timeout: 120_000 }, () => {
  let t: TestContext
  let push: Awaited<ReturnType<typeof pushService>>
  before(async () => {
    push = await pushService()
    t = await testContext({ modules: [notices] })
  })
  after(async () => {
    await t.close()
    await push.close()
  })
  const subscribe = async (actor: Actor, browser: string) => {
    const { pushKey } = await t.call(getChoices, {}, actor)
    return t.call(subscribePush, { ...push.subscribe(browser, pushKey), label: `Chrome ${browser}` }, actor)
  }

  test('notices.subscribe-push: each browser is told, signed and encrypted for it alone; a stranger is refused', async () => {
    assert.equal((await subscribe(dan, 'phone')).devices.length, 1)
    assert.equal((await subscribe(dan, 'desk')).devices.length, 2)
    await tell(t, ready({ account: 'dan' }))
    await deliver(t.ctx)
    assert.deepEqual(push.received.map(({ browser }) => browser).sort(), ['desk', 'phone'])
    const Payload = z.strictObject({ title: z.string(), body: z.string(), url: z.string(), tag: z.string() })
    const payload = Payload.parse(push.received[0]?.payload)
    assert.equal(payload.title, 'Hồ sơ H50 đã có kết quả')
    assert.equal(payload.url, 'http://localhost:8080/ho-so-cua-toi/H50')
    assert.equal(push.received[0]?.subject, 'mailto:test@localhost')
    assert.equal(push.received[0]?.urgency, 'normal')
    await assert.rejects(subscribe(stranger, 'x'), refusedWith('sign-in-needed'))
  })

  test('a browser that its push service no longer knows is forgotten, and not tried again', async () => {
    push.received.length = 0
    push.gone.add('phone')
    await tell(t, ready({ account: 'dan' }))
    await deliver(t.ctx)
    await deliver(t.ctx)
    assert.deepEqual(
      (await t.call(getChoices, {}, dan)).devices.map(({ label }) => label),
      ['Chrome desk'],
    )
    assert.deepEqual(
      (await rowsOf(t))
        .slice(-2)
        .map(({ state, attempts }) => `${state} ${attempts}`)
        .sort(),
      ['parked 1', 'sent 1'],
    )
  })

  test('a browser is told of the account that signed in there last', async () => {
    push.received.length = 0
    const { pushKey } = await t.call(getChoices, {}, anna)
    const shared = push.subscribe('shared', pushKey)
    await t.call(subscribePush, { ...shared, label: 'Máy ở quầy' }, dan)
    await t.call(subscribePush, { ...shared, label: 'Máy ở quầy' }, anna)
    await tell(t, ready({ account: 'dan' }), ready({ account: 'anna' }))
    await deliver(t.ctx)
    assert.deepEqual(push.received.map(({ browser }) => browser).sort(), ['desk', 'shared'])
  })

  test('notices.unsubscribe-push ends it, for mine only; who is not signed in may not', async () => {
    const { devices } = await t.call(getChoices, {}, anna)
    const id = devices[0]?.id ?? 0
    await t.call(unsubscribePush, { id }, dan)
    assert.equal((await t.call(getChoices, {}, anna)).devices.length, 1)
    assert.equal((await t.call(unsubscribePush, { id }, anna)).devices.length, 0)
    await assert.rejects(t.call(unsubscribePush, { id }, stranger), refusedWith('sign-in-needed'))
  })

  test('only the push services of browsers are written to: no address inside the network', async () => {
    const keys = { p256dh: 'a'.repeat(87), auth: 'b'.repeat(22) }
    const input = { endpoint: 'https://10.0.0.7/admin', keys, label: 'x' }
    await assert.rejects(t.call(subscribePush, input, dan), refusedWith('not-a-push-service'))
    const isOne = (endpoint: string) => isPushService(endpoint, 'https://dichvu.example.vn')
    assert.ok(isOne('https://fcm.googleapis.com/fcm/send/abc'))
    assert.ok(isOne('https://updates.push.services.mozilla.com/wpush/v2/abc'))
    for (const wrong of [
      'http://fcm.googleapis.com/x',
      'https://fcm.googleapis.com.evil.vn/x',
      'http://127.0.0.1/x',
      'file:///etc',
    ])
      assert.ok(!isOne(wrong), wrong)
  })
})
