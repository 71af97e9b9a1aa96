import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { z } from 'zod'
import { testContext, type TestContext } from '#test/context'
import { mailServer } from '#test/mail-server'
import { type Actor, anonymous, system } from '#core/actor'
import { transact } from '#core/call'
import { refusedWith } from '#test/people'
import { AppError } from '#core/errors'
import { defineEvent, emit, type Origin } from '#core/events'
import { defineModule } from '#core/module'
import { tellAbout } from './consumers.ts'
import { deliver } from './delivery.ts'
import { notices, send } from './index.ts'
import { eraseCodes } from './jobs.ts'
import { list, mailbox, markRead } from './operations/reading.ts'
import { templates } from './operations/watching.ts'

const closed = defineEvent('lamps.closed', { v: 1, payload: z.strictObject({}) })
const account = { account: 'dan', email: 'dan@example.vn', locale: 'vi' } as const
const lamps = defineModule({
  name: 'lamps',
  consumers: [
    tellAbout('lamps.tell', ['lamps.closed'], async (_db, events) =>
      events.map((event) => ({
        event,
        notices: [
          {
            to: account,
            template: 'result-ready',
            facts: { caseCode: event.record, procedure: 'Thắp đèn' },
            record: event.record,
          },
        ],
      })),
    ),
  ],
})
const dan: Actor = { kind: 'citizen', id: 'dan', name: 'Dân', posts: [], locale: 'vi' }

describe('notices', { timeout: 120_000 }, () => {
  let t: TestContext
  let mail: Awaited<ReturnType<typeof mailServer>>
  before(async () => {
    mail = await mailServer()
    t = await testContext({ modules: [notices, lamps], config: { smtpUrl: mail.url } })
  })
  after(async () => {
    await t.close()
    await mail.close()
  })
  beforeEach(async () => {
    mail.received.length = 0
    mail.state.failing = false
    await sql`truncate notices.message cascade`.execute(t.ctx.db)
  })
  const state = async (origin: Origin, record: string) => {
    await transact(t.ctx, system, { origin }, (db) =>
      emit(db, closed, { record, version: 1, unit: 'u1', occurredAt: t.now, payload: {} }),
    )
  }
  const stored = async () =>
    (
      await sql<{ channel: string; state: string; body: string; attempts: number }>`
      select channel, state, body, attempts from notices.message order by channel`.execute(t.ctx.db)
    ).rows

  test('a live fact is told once, in the account and by mail; imported and made-up ones to nobody', async () => {
    await state('import', 'case-1')
    await state('live', 'case-2')
    await state('demo', 'case-3')
    await t.drain()
    await sql`update core.cursor set epoch = 0, written_in = '0', seq = 0 where consumer = 'lamps.tell'`.execute(
      t.ctx.db,
    )
    await t.drain() // the same events once more: their keys are known
    assert.deepEqual(
      (await stored()).map((row) => row.channel),
      ['app', 'email'],
    )
    await deliver(t.ctx)
    await deliver(t.ctx)
    assert.equal(mail.received.length, 1)
    const [text = ''] = mail.received
    assert.match(text, /^To: .*dan@example\.vn/m)
    assert.match(text, /^Message-ID: <notice\./im)
    assert.match(text, /^Auto-Submitted: auto-generated/m)
    assert.match(text, /case-2/)
  })

  test('a mail that fails is tried again later, and parked after its last try', async () => {
    mail.state.failing = true // before the fact: its consumer wakes the sender
    await state('live', 'case-4')
    await t.drain()
    const began = t.now
    for (let turn = 0; turn < 7; turn += 1) {
      await deliver(t.ctx)
      await deliver(t.ctx)
      t.now = new Date(t.now.getTime() + 13 * 3_600_000)
    }
    t.now = began
    const mailRow = (await stored()).find((row) => row.channel === 'email')
    assert.deepEqual([mailRow?.state, mailRow?.attempts], ['parked', 7])
    mail.state.failing = false
    assert.equal(await deliver(t.ctx), 0)
  })

  test('a code is erased once it is out, and stands in no list', async () => {
    await transact(t.ctx, system, {}, (db) =>
      send(db, t.ctx, [
        {
          key: 'code 1',
          to: account,
          template: 'sign-in-code',
          facts: { code: '123456', minutes: '10' },
          secret: true,
        },
      ]),
    )
    await deliver(t.ctx)
    assert.match(mail.received[0] ?? '', /123456/)
    assert.deepEqual(await stored(), [{ channel: 'email', state: 'sent', body: '', attempts: 1 }])
  })

  test('a code that could not be sent is erased after a quarter of an hour, and never goes out; other words stay', async () => {
    mail.state.failing = true
    const began = t.now
    await transact(t.ctx, system, {}, (db) =>
      send(db, t.ctx, [
        {
          key: 'code 2',
          to: account,
          template: 'sign-in-code',
          facts: { code: '654321', minutes: '10' },
          secret: true,
        },
        { key: 'open 2', to: account, template: 'result-ready', facts: { caseCode: 'H50', procedure: 'x' } },
      ]),
    )
    await deliver(t.ctx)
    const mails = async () =>
      (
        await sql<{ secret: boolean; state: string; subject: string; body: string }>`
        select secret, state, subject, body from notices.message where channel = 'email' order by secret`.execute(
          t.ctx.db,
        )
      ).rows
    t.now = new Date(began.getTime() + 14 * 60_000)
    await eraseCodes.run(t.ctx)
    assert.match((await mails())[1]?.body ?? '', /654321/, 'it may still be tried')
    t.now = new Date(began.getTime() + 16 * 60_000)
    await eraseCodes.run(t.ctx)
    const [open, code] = await mails()
    assert.deepEqual(code, { secret: true, state: 'parked', subject: '', body: '' })
    assert.match(open?.body ?? '', /H50/)
    await mail.quiet() // the nudge after the commit may have the code in hand still
    mail.state.failing = false
    mail.received.length = 0
    // The nudge after the commit may be trying meanwhile, and put off the next try by the clock that it then reads.
    for (let hour = 1; hour <= 8 && mail.received.length === 0; hour += 1) {
      t.now = new Date(began.getTime() + hour * 3_600_000)
      await deliver(t.ctx)
    }
    assert.ok(!mail.received.some((letter) => letter.includes('654321')))
    assert.equal(mail.received.length, 1, 'only the other one')
    t.now = began
  })

  test('a fact can begin no new mail header', async () => {
    const evil = 'x\r\nBcc: everybody@example.vn'
    await transact(t.ctx, system, {}, (db) =>
      send(db, t.ctx, [
        { key: 'evil', to: account, template: 'accepted', facts: { caseCode: evil, procedure: '<b>', unit: 'u' } },
      ]),
    )
    await deliver(t.ctx)
    assert.ok(!/^Bcc:/m.test((mail.received[0] ?? '').split('\r\n\r\n')[0] ?? ''))
  })

  test('notices.list shows me mine and refuses a stranger; notices.mark-read too', async () => {
    await state('live', 'case-5')
    await t.drain()
    const [mine] = await t.call(list, {}, dan)
    assert.deepEqual([mine?.subject, mine?.record, mine?.read], ['Hồ sơ case-5 đã có kết quả', 'case-5', false])
    assert.deepEqual(await t.call(list, {}, { ...dan, id: 'other' }), [])
    await t.call(markRead, { upTo: mine?.id ?? 0 }, { ...dan, id: 'other' })
    assert.equal((await t.call(list, {}, dan))[0]?.read, false)
    await t.call(markRead, { upTo: mine?.id ?? 0 }, dan)
    assert.equal((await t.call(list, {}, dan))[0]?.read, true)
    await assert.rejects(t.call(list, {}, anonymous()), (error) => error instanceof AppError && error.status === 401)
    await assert.rejects(
      t.call(markRead, { upTo: 1 }, anonymous()),
      (error) => error instanceof AppError && error.status === 401,
    )
  })

  test('notices.templates shows the operator each notice in both languages, and refuses others', async () => {
    const operator: Actor = { ...dan, kind: 'official', posts: [{ unit: '99', role: 'system-operator' }] }
    const shown = await t.call(templates, {}, operator)
    const accepted = shown.find(({ id }) => id === 'accepted')
    assert.match(accepted?.vi.subject ?? '', /^Hồ sơ H50\.99-261118-0001 đã được tiếp nhận$/)
    assert.match(accepted?.en.body ?? '', /accepted case H50\.99-261118-0001 \(Thắp đèn\)/)
    assert.equal(accepted?.vi.smsSegments, 1)
    await assert.rejects(t.call(templates, {}, dan), refusedWith('not-allowed'))
  })

  test('notices.mailbox does not exist outside a demo', async () => {
    await assert.rejects(t.call(mailbox, {}, dan), (error) => error instanceof AppError && error.code === 'demo-only')
  })
})

test('notices.mailbox: anyone may see what a demo would have sent out, codes too', { timeout: 60_000 }, async () => {
  const t = await testContext({ modules: [notices], config: { demo: true } })
  try {
    await transact(t.ctx, system, {}, (db) =>
      send(db, t.ctx, [
        {
          key: 'code 1',
          to: { phone: '+84912000001' },
          template: 'sign-in-code',
          facts: { code: '123456', minutes: '10' },
          secret: true,
        },
      ]),
    )
    const [message] = await t.call(mailbox, {}, anonymous())
    assert.deepEqual([message?.channel, message?.state], ['sms', 'kept'])
    assert.match(message?.body ?? '', /123456/)
  } finally {
    await t.close()
  }
})
