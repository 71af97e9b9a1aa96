import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { testContext, type TestContext } from '#test/context'
import { mailServer } from '#test/mail-server'
import { refusedWith } from '#test/people'
import { anna, dan, operator, ready, stranger, tell } from '#test/telling'
import { deliver } from './delivery.ts'
import { getChoices, setChoices, setWord } from './operations/choosing.ts'
import { deliveries, myDeliveries, retry } from './operations/watching.ts'
import { list } from './operations/reading.ts'

describe('e-mail and a person’s word', { timeout: 120_000 }, () => {
  let t: TestContext
  let mail: Awaited<ReturnType<typeof mailServer>>
  before(async () => {
    mail = await mailServer()
    t = await testContext({ config: { smtpUrl: mail.url } })
    await sql`insert into people.account (id, kind, name, sort_key, search_key, email) values
      ('dan', 'citizen', 'Dân', 'dan', 'dan', 'dan@example.vn')`.execute(t.ctx.db)
  })
  after(async () => {
    await t.close()
    await mail.close()
  })
  const bodyOf = (text: string): string => {
    const body = text.split('\r\n\r\n').slice(1).join('\n')
    if (/^Content-Transfer-Encoding: base64/im.test(text)) return Buffer.from(body, 'base64').toString()
    const bytes = body
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    return Buffer.from(bytes, 'latin1').toString()
  }

  test('notices.set-word: the word stands in what goes to my own address, and in nothing else; a stranger is refused', async () => {
    await t.call(setWord, { word: '  hoa  sen ' }, dan)
    assert.equal((await t.call(getChoices, {}, dan)).word, 'hoa sen')
    await tell(t, ready({ account: 'dan' }), ready({ account: 'dan', email: 'another@example.vn' }))
    await deliver(t.ctx)
    const withIt = mail.received.filter((text) => bodyOf(text).includes('Từ nhận biết của bạn: hoa sen'))
    assert.equal(mail.received.length, 2)
    assert.deepEqual(
      withIt.map((text) => /^To: (.*)/m.exec(text)?.[1]?.trim()),
      ['dan@example.vn'],
    )
    const { rows } = await sql<{
      found: boolean
    }>`select bool_or(body like '%hoa sen%') as found from notices.message`.execute(t.ctx.db)
    assert.equal(rows[0]?.found, false, 'the word is kept sealed, beside the messages')
    for (const word of ['x', 'http://evil.vn', 'a'.repeat(31), '<b>sen</b>'])
      await assert.rejects(t.call(setWord, { word }, dan), refusedWith('not-a-word'))
    await assert.rejects(t.call(setWord, { word: 'sen' }, stranger), refusedWith('sign-in-needed'))
    assert.equal((await t.call(setWord, { word: '' }, dan)).word, '')
  })

  test('notices.set-choices decides the ways and the language; who is not signed in may not', async () => {
    mail.received.length = 0
    const view = await t.call(setChoices, { locale: 'en', ways: { 'my-cases': [] } }, dan)
    assert.deepEqual(view.groups.find(({ group }) => group === 'my-cases')?.ways, [
      { channel: 'push', on: false },
      { channel: 'email', on: false },
    ])
    await tell(t, ready({ account: 'dan' }))
    await deliver(t.ctx)
    assert.equal(mail.received.length, 0)
    assert.equal((await t.call(list, {}, dan))[0]?.subject, 'The result of case H50 is ready')
    await t.call(setChoices, { ways: {} }, dan)
    await tell(t, ready({ account: 'dan' }))
    await deliver(t.ctx)
    assert.equal(mail.received.length, 1)
    await assert.rejects(t.call(setChoices, {}, stranger), refusedWith('sign-in-needed'))
    await assert.rejects(t.call(getChoices, {}, stranger), refusedWith('sign-in-needed'))
  })

  test('notices.get-choices refuses who is not signed in, and tells the defaults', async () => {
    const fresh = await t.call(getChoices, {}, anna)
    assert.deepEqual(fresh.quiet, { from: 1320, to: 360 })
    assert.equal(fresh.digestAt, null)
    assert.ok(!fresh.groups.some(({ group }) => group === 'codes'), 'codes are no choice')
    assert.deepEqual(fresh.groups.find(({ group }) => group === 'news')?.ways, [{ channel: 'push', on: false }])
    await assert.rejects(t.call(getChoices, {}, stranger), refusedWith('sign-in-needed'))
  })

  test('notices.deliveries and notices.retry are for the operator only; notices.my-deliveries refuses strangers', async () => {
    mail.state.failing = true
    await tell(t, ready({ account: 'dan' }))
    for (let n = 0; n < 7; n += 1) {
      await deliver(t.ctx)
      t.now = new Date(t.now.getTime() + 13 * 3_600_000)
    }
    const { deliveries: log } = await t.call(deliveries, { state: 'parked' }, operator)
    assert.equal(log.length, 1)
    assert.equal(log[0]?.address, 'd…@example.vn')
    assert.equal(log[0]?.tries.length, 7)
    assert.ok(!JSON.stringify(log).includes('dan@'), 'the address stands nowhere whole')
    assert.match(log[0]?.tries[0]?.answer ?? '', /mailbox is full/)
    const id = log[0]?.id ?? 0
    for (const wrong of [dan, { ...operator, posts: [{ unit: '99', role: 'chair' }] }]) {
      await assert.rejects(t.call(deliveries, {}, wrong), refusedWith('not-allowed'))
      await assert.rejects(t.call(retry, { id }, wrong), refusedWith('not-allowed'))
    }
    mail.state.failing = false
    await t.call(retry, { id }, operator)
    await deliver(t.ctx)
    await assert.rejects(t.call(retry, { id }, operator), refusedWith('not-parked'))
    const [mine] = await t.call(list, {}, dan)
    const ways = await t.call(myDeliveries, { id: mine?.id ?? 0 }, dan)
    assert.deepEqual(
      ways.map(({ channel, state }) => `${channel} ${state}`),
      ['email sent'],
    )
    assert.deepEqual(await t.call(myDeliveries, { id: mine?.id ?? 0 }, anna), [])
    await assert.rejects(t.call(myDeliveries, { id: 1 }, stranger), refusedWith('sign-in-needed'))
  })
})
