import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { z } from 'zod'
import { testContext, type TestContext } from '#test/context'
import { smsCentre } from '#test/sms-centre'
import { operator, ready, rowsOf, tell } from '#test/telling'
import { webProvider } from '#test/web-provider'
import { deliver } from './delivery.ts'
import { notices } from './index.ts'
import { deliveries } from './operations/watching.ts'

const until = async (isSo: () => boolean | Promise<boolean>) => {
  for (let n = 0; n < 200; n += 1) {
    if (await isSo()) return
    await delay(25)
  }
  assert.fail('it did not come to pass')
}

describe('SMS', { timeout: 120_000 }, () => {
  let t: TestContext
  let centre: Awaited<ReturnType<typeof smsCentre>>
  let spare: Awaited<ReturnType<typeof webProvider>>
  before(async () => {
    centre = await smsCentre()
    spare = await webProvider(() => ({ body: { ok: true } }))
    const second = `http://user:pass@${spare.host}/send#{"to":"{phone}","content":"{text}","requestId":"{id}"}`
    t = await testContext({ modules: [notices], config: { smsUrls: [centre.url, second] } })
  })
  after(async () => {
    await t.close()
    await centre.close()
    await spare.close()
  })
  beforeEach(async () => {
    await sql`truncate notices.message cascade`.execute(t.ctx.db)
    Object.assign(centre.state, { status: 0, silent: false })
    centre.received.length = 0
    centre.asked.length = 0
    spare.asked.length = 0
  })

  test('Vietnamese goes in UCS-2, a long text in parts that a phone joins', async () => {
    await tell(t, ready({ phone: '+84912000009' }))
    const long = 'Đường sá ngập sâu, bà con không đi qua ngầm tràn. '.repeat(4).trim()
    await tell(t, {
      ...ready({ phone: '+84912000008' }),
      template: 'area-warning',
      facts: { title: 'Ngập', text: long },
    })
    await deliver(t.ctx)
    assert.deepEqual(centre.texts('84912000009'), ['Hồ sơ H50 đã có kết quả'])
    assert.deepEqual(centre.texts('84912000008'), [`Ngập. ${long}`])
    const parts = centre.received.filter(({ to }) => to === '84912000008')
    assert.equal(parts.length, 4)
    assert.ok(parts.every(({ coding, text, from }) => coding === 8 && text.length <= 67 && from === 'TINHSO'))
    assert.equal(spare.asked.length, 0)
  })

  test('a receipt says whether it arrived; one for an unknown message changes nothing', async () => {
    await tell(t, ready({ phone: '+84912000009' }), ready({ phone: '+84912000008' }))
    await deliver(t.ctx)
    const [one, other] = centre.asked
    assert.equal(await centre.bring(one?.reference ?? '', 'DELIVRD'), 0)
    assert.equal(await centre.bring(other?.reference ?? '', 'UNDELIV'), 0)
    assert.deepEqual((await rowsOf(t)).map(({ state }) => state).sort(), ['delivered', 'undelivered'])
    assert.equal(await centre.bring('nobody-s', 'DELIVRD'), 0)
    const { deliveries: log } = await t.call(deliveries, {}, operator)
    assert.deepEqual(
      log.find(({ state }) => state === 'delivered')?.tries.map(({ outcome }) => outcome),
      ['sent', 'delivered'],
    )
  })

  test('what the first provider refuses goes by the next, at once and once', async () => {
    centre.state.status = 0x58
    await tell(t, ready({ phone: '+84912000009' }))
    await deliver(t.ctx)
    await deliver(t.ctx)
    assert.equal(spare.asked.length, 1)
    assert.equal(spare.asked[0]?.headers.authorization, `Basic ${Buffer.from('user:pass').toString('base64')}`)
    const body: unknown = JSON.parse(spare.asked[0]?.body ?? '')
    assert.deepEqual(z.object({ to: z.string(), content: z.string() }).parse(body), {
      to: '+84912000009',
      content: 'Hồ sơ H50 đã có kết quả',
    })
    const { deliveries: log } = await t.call(deliveries, {}, operator)
    assert.deepEqual(
      log[0]?.tries.map(({ outcome, answer }) => `${outcome} ${answer?.slice(0, 11)}`),
      ['failed status 0x58', 'sent HTTP 200 {"'],
    )
  })

  test('a number that does not exist is asked once, of one provider', async () => {
    centre.state.status = 0x0b
    await tell(t, ready({ phone: '+84912000009' }))
    await deliver(t.ctx)
    assert.deepEqual(
      (await rowsOf(t)).map(({ state, attempts }) => `${state} ${attempts}`),
      ['parked 1'],
    )
    assert.equal(spare.asked.length, 0)
  })

  test('when the line breaks before the answer nobody knows: it waits, and no other provider is asked', async () => {
    centre.state.silent = true
    await tell(t, ready({ phone: '+84912000009' }))
    const sending = deliver(t.ctx)
    await delay(300)
    centre.dropLines()
    await sending
    assert.deepEqual(
      (await rowsOf(t)).map(({ state, attempts }) => `${state} ${attempts}`),
      ['queued 1'],
    )
    assert.equal(spare.asked.length, 0)
    centre.state.silent = false
    t.now = new Date(t.now.getTime() + 61_000)
    const binds = centre.state.binds
    await until(async () => {
      await deliver(t.ctx)
      return centre.received.length === 1
    })
    assert.ok(centre.state.binds >= binds, 'the line was opened anew')
  })

  test('when the centre cannot be reached or refuses the password, the next provider is asked', async () => {
    const down = await testContext({
      modules: [notices],
      config: {
        smsUrls: [
          'smpp://a:b@127.0.0.1:1',
          centre.url.replace('secret', 'wrong'),
          `http://${spare.host}/sms?so={phone}&noi_dung={text}&ma={id}`,
        ],
      },
    })
    try {
      await tell(down, ready({ phone: '+84912000009' }))
      await deliver(down.ctx)
      const form = new URLSearchParams(spare.asked[0]?.body)
      assert.equal(form.get('so'), '+84912000009')
      assert.equal(form.get('noi_dung'), 'Hồ sơ H50 đã có kết quả')
      assert.equal(spare.asked[0]?.path, '/sms')
    } finally {
      await down.close()
    }
  })

  test('quiet hours hold a text message until the morning; an emergency and a code come at once', async () => {
    const day = t.now
    t.now = new Date('2026-11-18T16:30:00Z') // 23:30 in the province
    await sql`insert into notices.choice (account, changed_at) values ('dan', now()) on conflict do nothing`.execute(
      t.ctx.db,
    )
    await tell(
      t,
      ready({ account: 'dan', phone: '+84912000001' }),
      {
        ...ready({ account: 'dan', phone: '+84912000002' }),
        template: 'area-emergency',
        facts: { title: 'Sơ tán', text: 'Đi ngay.' },
      },
      {
        ...ready({ phone: '+84912000003' }),
        template: 'sign-in-code',
        facts: { code: '123456', minutes: '10' },
        secret: true,
      },
    )
    await deliver(t.ctx)
    assert.deepEqual(centre.received.map(({ to }) => to).sort(), ['84912000002', '84912000003'])
    assert.equal(
      (await rowsOf(t)).find(({ state }) => state === 'queued')?.next_at.toISOString(),
      '2026-11-18T23:00:00.000Z',
    )
    t.now = new Date('2026-11-18T23:00:00Z')
    await deliver(t.ctx)
    assert.equal(centre.received.length, 3)
    t.now = day
  })
})
