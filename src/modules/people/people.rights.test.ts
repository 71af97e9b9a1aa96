import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type Actor, anonymous } from '#core/actor'
import { openHttp } from '#core/http'
import { notices } from '#modules/notices'
import { units } from '#modules/units'
import { testContext, type TestContext } from '#test/context'
import { Browser, password, refusedWith } from '#test/people'
import { addPeople, hashPassword, people } from './index.ts'
import { askCopy, askErasure, myData, withdrawErasure } from './operations/rights.ts'
import { signIn } from './operations/sign-in.ts'
import { forgetCopies, makeCopies } from './rights/copying.ts'
import { carryOutErasures } from './rights/erasing.ts'

const modules = [units, notices, people]
const minutes = (t: TestContext, count: number) => (t.now = new Date(t.now.getTime() + count * 60_000))

describe('the rights of a person over their data', { timeout: 120_000 }, () => {
  let t: TestContext
  let hashed: string
  before(async () => {
    t = await testContext({ modules })
    hashed = await hashPassword(password)
  })
  after(() => t.close())
  let lan: Actor
  let token: string
  beforeEach(async () => {
    await sql`truncate people.account, people.attempt, core.event, core.access cascade`.execute(t.ctx.db)
    const made = { kind: 'citizen' as const, name: 'Trần Thị Lan', login: 'lan', password: hashed }
    await addPeople(
      t.ctx.db,
      t.ctx,
      [
        { ...made, id: 'lan' },
        { ...made, id: 'ba', login: 'ba' },
      ],
      t.now,
    )
    const browser = await enter('lan')
    lan = await browser.actor()
    token = browser.token ?? ''
  })
  const enter = async (login: string) => {
    const browser = new Browser(t)
    await t.call(signIn, { login, password }, anonymous(), browser.options)
    return browser
  }
  const official: Actor = { ...anonymous(), kind: 'official', id: 'an', posts: [{ unit: 'u1', role: 'chair' }] }
  const events = async () =>
    (
      await sql<{ type: string }>`select type from core.event where type <> 'people.signed-in' order by seq`.execute(
        t.ctx.db,
      )
    ).rows.map(({ type }) => type)
  const fetch = async (path: string, as: string | undefined) => {
    const app = await openHttp(t.ctx, modules, { trustProxy: false, ready: async () => true })
    const answer = await app.inject({ url: path, cookies: as === undefined ? {} : { tinhso_session: as } })
    await app.close()
    return answer
  }

  test('people.my-data tells a citizen what is kept, and refuses an official and a stranger', async () => {
    const { kinds, confirm, level } = await t.call(myData, {}, lan)
    assert.deepEqual(
      [kinds.find(({ id }) => id === 'account')?.count, kinds.find(({ id }) => id === 'sign-ins')?.count],
      [1, 1],
    )
    assert.deepEqual([confirm, level], [{ password: true, code: false, fresh: false }, 1])
    assert.ok(kinds.every(({ name, why, until }) => name.vi && why.vi && until.vi && name.en && why.en && until.en))
    await assert.rejects(t.call(myData, {}, official), refusedWith('not-allowed'))
    await assert.rejects(t.call(myData, {}, anonymous()), refusedWith('sign-in-needed'))
  })

  test('people.ask-copy: the link leads its own account alone, for three days, and each fetch is in the log', async () => {
    const { id } = await t.call(askCopy, { password }, lan)
    await assert.rejects(t.call(askCopy, { password }, lan), refusedWith('copy-under-way'))
    await makeCopies.run(t.ctx)
    const [copy] = (await t.call(myData, {}, lan)).copies
    assert.ok(copy?.path)
    assert.deepEqual([copy.id, copy.state], [id, 'ready'])
    const { rows: told } = await sql<{ channel: string; body: string; link: string }>`
      select channel, body, link from notices.message where template = 'copy-ready' and account = 'lan' and channel = 'app'`.execute(
      t.ctx.db,
    )
    assert.equal(told.length, 1)
    assert.match(told[0]?.body ?? '', /tải về trước \d\d:\d\d, \d\d\/\d\d\/\d{4}/)
    assert.match(told[0]?.link ?? '', /\/tai-khoan\/du-lieu$/)
    const got = await fetch(copy.path, token)
    assert.deepEqual([got.statusCode, got.headers['content-type']], [200, 'application/zip'])
    assert.equal(got.rawPayload.subarray(0, 2).toString(), 'PK')
    assert.equal((await fetch(copy.path, undefined)).statusCode, 401)
    assert.equal((await fetch(copy.path, (await enter('ba')).token)).statusCode, 404)
    minutes(t, 3 * 24 * 60)
    await forgetCopies.run(t.ctx)
    const later = await enter('lan')
    assert.equal((await fetch(copy.path, later.token)).statusCode, 404)
    assert.equal((await t.call(myData, {}, await later.actor())).copies[0]?.state, 'ended')
    const { rows } = await sql`
      select outcome, count(*) as n from core.access where operation = 'people.fetch-copy' group by 1 order by 1`.execute(
      t.ctx.db,
    )
    assert.deepEqual(rows, [
      { outcome: 'allowed', n: 1 },
      { outcome: 'refused', n: 2 },
    ])
    const kept = await sql`select 1 from people.data_export where secret is not null or file is not null`.execute(
      t.ctx.db,
    )
    assert.equal(kept.rows.length, 0, 'what opened the file is gone')
    assert.deepEqual(await events(), ['people.copy-asked', 'people.copy-made'])
  })

  test('people.ask-copy refuses who does not confirm, a wrong password, a fourth in a day, an official; and nothing is written', async () => {
    await assert.rejects(t.call(askCopy, {}, lan), refusedWith('confirm-yourself'))
    await assert.rejects(t.call(askCopy, { password: 'sai' }, lan), refusedWith('wrong-confirmation'))
    await assert.rejects(t.call(askCopy, { code: '123456' }, lan), refusedWith('wrong-confirmation'))
    await assert.rejects(t.call(askCopy, { password }, official), refusedWith('not-allowed'))
    await assert.rejects(t.call(askCopy, { password }, anonymous()), refusedWith('sign-in-needed'))
    assert.deepEqual(await events(), [])
    for (let n = 0; n < 3; n++) {
      await t.call(askCopy, { password }, lan)
      await makeCopies.run(t.ctx)
    }
    await assert.rejects(t.call(askCopy, { password }, lan), refusedWith('copies-used-up'))
  })

  test('who has neither password nor authenticator confirms by having signed in within ten minutes', async () => {
    await sql`update people.account set password = null where id = 'lan'`.execute(t.ctx.db)
    assert.equal((await t.call(myData, {}, lan)).confirm.fresh, true)
    minutes(t, 11)
    await assert.rejects(t.call(askCopy, {}, lan), refusedWith('confirm-yourself'))
    minutes(t, -5)
    await t.call(askCopy, {}, lan)
  })

  test('wrong confirmations are counted like wrong passwords: after five, the right one opens nothing', async () => {
    for (let n = 0; n < 5; n++)
      await assert.rejects(t.call(askErasure, { password: 'sai' }, lan), refusedWith('wrong-confirmation'))
    await assert.rejects(t.call(askErasure, { password }, lan), refusedWith('wrong-confirmation'))
  })

  test('people.ask-erasure waits three days, in which people.withdraw-erasure takes it back', async () => {
    const { from } = await t.call(askErasure, { password }, lan)
    assert.equal(new Date(from).getTime() - t.now.getTime(), 3 * 24 * 3_600_000)
    assert.equal((await t.call(myData, {}, lan)).erasure?.from, from)
    await assert.rejects(t.call(askErasure, { password }, lan), refusedWith('erasure-asked'))
    await t.call(withdrawErasure, {}, lan)
    t.now = new Date(from)
    await carryOutErasures.run(t.ctx)
    const again = await (await enter('lan')).actor()
    assert.equal((await t.call(myData, {}, again)).erasure, undefined)
    await t.call(askErasure, { password }, again)
    minutes(t, 3 * 24 * 60)
    await carryOutErasures.run(t.ctx)
    await assert.rejects(enter('lan'), refusedWith('wrong-sign-in'))
    assert.deepEqual(await events(), [
      'people.erasure-asked',
      'people.erasure-withdrawn',
      'people.erasure-asked',
      'people.account-erased',
    ])
  })

  test('people.ask-erasure refuses who does not confirm, an official, a stranger; people.withdraw-erasure refuses who asked for none', async () => {
    await assert.rejects(t.call(withdrawErasure, {}, lan), refusedWith('no-erasure'))
    await assert.rejects(t.call(withdrawErasure, {}, anonymous()), refusedWith('sign-in-needed'))
    await assert.rejects(t.call(askErasure, {}, lan), refusedWith('confirm-yourself'))
    await assert.rejects(t.call(askErasure, { password }, official), refusedWith('not-allowed'))
    await assert.rejects(t.call(askErasure, { password }, anonymous()), refusedWith('sign-in-needed'))
    assert.deepEqual(await events(), [])
  })
})
