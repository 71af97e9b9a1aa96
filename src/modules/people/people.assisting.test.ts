import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { notices } from '#modules/notices'
import { units } from '#modules/units'
import { testContext, type TestContext } from '#test/context'
import { Browser, refusedWith, settlePeople } from '#test/people'
import { addPeople, people } from './index.ts'
import { actingUnder } from './mandates/acting.ts'
import { askToAssist, assist } from './operations/assisting.ts'
import { listMandates, revokeMandate, stopActing } from './operations/mandates.ts'
import { signInDemo, signOut } from './operations/session.ts'

const start = '2026-11-18T02:00:00Z'
const address = '0912000111'
const mai: Actor = { kind: 'citizen', id: 'mai', name: 'Trần Thị Mai', posts: [], locale: 'vi', assurance: 1 }

describe('assistance', { timeout: 120_000 }, () => {
  let t: TestContext
  let browser: Browser
  before(async () => {
    t = await testContext({ modules: [units, notices, people], now: start, config: { demo: true } })
  })
  after(() => t.close())
  beforeEach(async () => {
    t.now = new Date(start)
    await sql`truncate people.mandate cascade`.execute(t.ctx.db)
    await settlePeople(t)
    const posts = [{ unit: '99001', role: 'team-member' }]
    await addPeople(
      t.ctx.db,
      t.ctx,
      [
        { id: 'mai', kind: 'citizen', name: mai.name, phone: '+84912000111' },
        { id: 'doan', kind: 'official', name: 'Lê Đoàn', demo: true, posts },
        { id: 'khac', kind: 'official', name: 'Hồ Khác', demo: true, posts },
      ],
      t.now,
    )
    browser = await signedIn('doan')
  })

  async function signedIn(account: string): Promise<Browser> {
    const one = new Browser(t)
    await t.call(signInDemo, { account }, await one.actor(), one.options)
    return one
  }
  const sent = async () =>
    (
      await sql<{ phone: string; facts: string }>`
      select address as phone, body as facts from notices.message where template = 'assistance-code' order by id`.execute(
        t.ctx.db,
      )
    ).rows
  async function codeFor(helper: Browser): Promise<string> {
    await t.call(askToAssist, { address }, await helper.actor())
    return /\d{6}/.exec((await sent()).at(-1)?.facts ?? '')?.[0] ?? ''
  }
  const acting = async (id: string, helper = browser) =>
    actingUnder(t.ctx.db, t.ctx, { actor: await helper.actor(), id }, t.now)
  async function begin() {
    const code = await codeFor(browser)
    return (await t.call(assist, { address, code }, await browser.actor())).mandate
  }

  test('people.ask-to-assist and people.assist: by the code that the person reads out, for two hours at most', async () => {
    const mandate = await begin()
    const held = await acting(mandate)
    assert.deepEqual([held?.represented.account, held?.level], ['mai', 1])
    assert.equal(held?.allows('submit', { id: 'note-copy', field: 'civil-status' }), true)
    assert.equal(held?.allows('withdraw', { id: 'note-copy', field: 'civil-status' }), false)
    t.now = new Date('2026-11-18T03:59:59Z')
    assert.ok(await actingUnder(t.ctx.db, t.ctx, { actor: { ...mai, id: 'doan' }, id: mandate }, t.now))
    t.now = new Date('2026-11-18T04:00:00Z')
    assert.equal(await actingUnder(t.ctx.db, t.ctx, { actor: { ...mai, id: 'doan' }, id: mandate }, t.now), undefined)
  })

  test('the person who is helped sees who helps, and ends it', async () => {
    const mandate = await begin()
    const [shown] = (await t.call(listMandates, {}, mai)).given
    assert.deepEqual([shown?.other.name, shown?.standing], ['Lê Đoàn', 'in-force'])
    await t.call(revokeMandate, { id: mandate }, mai)
    assert.equal(await acting(mandate), undefined)
  })

  test('help ends with the helper’s session, and when the helper stops', async () => {
    const first = await begin()
    await t.call(stopActing, {}, await browser.actor())
    assert.equal(await acting(first), undefined)
    const second = await begin()
    await t.call(signOut, {}, await browser.actor(), browser.options)
    browser = await signedIn('doan')
    assert.equal(await acting(second), undefined)
  })

  test('people.assist refuses a wrong code, one of another helper, one that was used, and guessing on', async () => {
    const code = await codeFor(browser)
    const other = await signedIn('khac')
    await assert.rejects(t.call(assist, { address, code }, await other.actor()), refusedWith('wrong-confirmation-code'))
    const wrong = code === '000000' ? '000001' : '000000'
    for (let tries = 0; tries < 5; tries += 1)
      await assert.rejects(
        t.call(assist, { address, code: wrong }, await browser.actor()),
        refusedWith('wrong-confirmation-code'),
      )
    await assert.rejects(
      t.call(assist, { address, code }, await browser.actor()),
      refusedWith('wrong-confirmation-code'),
    )
    const fresh = await codeFor(browser)
    await t.call(assist, { address, code: fresh }, await browser.actor())
    await assert.rejects(
      t.call(assist, { address, code: fresh }, await browser.actor()),
      refusedWith('wrong-confirmation-code'),
    )
  })

  test('people.ask-to-assist and people.assist refuse another role and a citizen; an unknown address answers alike', async () => {
    const elsewhere = await signedIn('demo')
    for (const actor of [await elsewhere.actor(), mai, { ...mai, kind: 'official' as const }]) {
      await assert.rejects(t.call(askToAssist, { address }, actor), refusedWith('not-allowed'))
      await assert.rejects(t.call(assist, { address, code: '123456' }, actor), refusedWith('not-allowed'))
    }
    await assert.rejects(
      t.call(askToAssist, { address: 'nobody' }, await browser.actor()),
      refusedWith('not-an-address'),
    )
    const unknown = await t.call(askToAssist, { address: '0912777777' }, await browser.actor())
    assert.deepEqual(unknown, await t.call(askToAssist, { address }, await browser.actor()))
    assert.deepEqual(
      (await sent()).map(({ phone }) => phone),
      ['+84912000111'],
    )
  })
})
