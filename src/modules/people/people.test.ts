import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { anonymous } from '#core/actor'
import { AppError } from '#core/errors'
import { notices } from '#modules/notices'
import { units } from '#modules/units'
import { testContext, type TestContext } from '#test/context'
import { Browser, password, refusedWith, settlePeople } from '#test/people'
import { authenticate, people } from './index.ts'
import { changePassword } from './operations/change-password.ts'
import { demoAccounts, me, signInDemo, signOut } from './operations/session.ts'
import { signIn } from './operations/sign-in.ts'

const modules = [units, notices, people]

describe('people', { timeout: 120_000 }, () => {
  let t: TestContext
  before(async () => {
    t = await testContext({ modules, now: '2026-11-18T02:00:00Z' })
  })
  after(() => t.close())
  beforeEach(async () => {
    t.now = new Date('2026-11-18T02:00:00Z')
    await settlePeople(t)
  })
  const enter = async (login: string, word = password, browser = new Browser(t)) => {
    await t.call(signIn, { login, password: word }, await browser.actor(), browser.options)
    return browser
  }

  test('people.sign-in: by staff number in any case, phone as people write it, e-mail, identity number', async () => {
    for (const [login, id] of [
      ['nv001', 'an'],
      ['0912 000 001', 'an'],
      ['an@EXAMPLE.vn', 'an'],
      ['045090001234', 'dan'],
      ['+84912000009', 'dan'],
    ] as const)
      assert.equal((await (await enter(login)).actor()).id, id)
  })

  test('people.sign-in refuses a wrong password and an unknown login by the same text', async () => {
    const texts = await Promise.all(
      [
        ['nv001', 'sai'],
        ['nobody', 'sai'],
        ['0900000000', password],
        ['045090001234', 'sai'],
        ['045090009999', 'sai'],
      ].map(([login = '', word]) => enter(login, word).catch((error: unknown) => error)),
    )
    const seen = texts.map((error) =>
      error instanceof AppError ? `${error.status} ${error.code} ${error.text.vi}` : 'signed in',
    )
    assert.equal(new Set(seen).size, 1)
    assert.match(seen[0] ?? '', /^401 wrong-sign-in/)
  })

  test('people.sign-in takes as long for an unknown login, or identity number, as for a known one', async () => {
    const time = async (login: string) => {
      const times: number[] = []
      for (let turn = 0; turn < 7; turn += 1) {
        const began = performance.now()
        await assert.rejects(enter(login, 'sai'))
        times.push(performance.now() - began)
        await sql`delete from people.attempt`.execute(t.ctx.db)
      }
      return times.sort((a, b) => a - b)[3] ?? 0
    }
    await time('nv001')
    for (const [there, nowhere] of [
      ['nv001', 'nobody'],
      ['045090001234', '045090009999'],
    ] as const) {
      const [known, unknown] = [await time(there), await time(nowhere)]
      assert.ok(unknown > known / 2.5 && unknown < known * 2.5, `known ${known} ms, unknown ${unknown} ms`)
    }
  })

  test('people.sign-in: five wrong passwords lock the account for 12 hours, and tell its owner', async () => {
    for (let turn = 0; turn < 5; turn += 1) await assert.rejects(enter('nv001', 'sai'), refusedWith('wrong-sign-in'))
    await assert.rejects(enter('nv001'), refusedWith('wrong-sign-in'), 'the right password opens no locked account')
    t.now = new Date(t.now.getTime() + 12 * 3_600_000 - 1000)
    await assert.rejects(enter('nv001'), refusedWith('wrong-sign-in'))
    t.now = new Date(t.now.getTime() + 2000)
    await enter('nv001')
    const { rows } = await sql<{
      template: string
      channel: string
    }>`select template, channel from notices.message order by channel`.execute(t.ctx.db)
    assert.deepEqual(
      rows.map((row) => `${row.template} ${row.channel}`),
      ['account-locked app', 'account-locked email'],
    )
    const events =
      await sql`select 1 from core.event where type = 'people.account-locked' and record = 'account/an'`.execute(
        t.ctx.db,
      )
    assert.equal(events.rows.length, 1)
  })

  test('people.sign-in: many wrong passwords at once are all counted', async () => {
    await Promise.all(Array.from({ length: 12 }, () => assert.rejects(enter('nv002', 'sai'))))
    const { rows } = await sql<{ failed: number; locked: boolean }>`
      select failed, locked_until is not null as locked from people.attempt where who = 'binh'`.execute(t.ctx.db)
    assert.deepEqual(rows, [{ failed: 5, locked: true }])
  })

  test('people.sign-in: a success forgets earlier failures', async () => {
    for (let turn = 0; turn < 4; turn += 1) await assert.rejects(enter('nv001', 'sai'))
    await enter('nv001')
    for (let turn = 0; turn < 4; turn += 1) await assert.rejects(enter('nv001', 'sai'))
    await enter('nv001')
  })

  test('people.sign-in: a token planted before sign-in opens nothing, and signing in again ends the old session', async () => {
    const planted = new Browser(t)
    planted.token = 'planted-by-an-attacker'
    await enter('nv001', password, planted)
    assert.notEqual(planted.token, 'planted-by-an-attacker')
    const first = planted.token ?? ''
    await enter('nv002', password, planted)
    assert.equal((await planted.actor()).id, 'binh')
    assert.equal(await authenticate(t.ctx, first), undefined)
  })

  test('sessions: only a digest of the token is stored', async () => {
    const { token = '' } = await enter('nv001')
    const { rows } = await sql<{ all: string }>`select string_agg(s::text, ' ') as all from people.session s`.execute(
      t.ctx.db,
    )
    assert.ok(!(rows[0]?.all ?? '').includes(token) && token.length >= 43)
  })

  test('sessions: an official is signed out after 15 idle minutes, and after 12 hours at the latest', async () => {
    const idle = await enter('nv001')
    t.now = new Date(t.now.getTime() + 15 * 60_000)
    assert.equal((await idle.actor()).kind, 'anonymous')
    const busy = await enter('nv001')
    const end = t.now.getTime() + 12 * 3_600_000
    while (t.now.getTime() + 10 * 60_000 < end) {
      t.now = new Date(t.now.getTime() + 10 * 60_000)
      assert.equal((await busy.actor()).kind, 'official')
    }
    t.now = new Date(end)
    assert.equal((await busy.actor()).kind, 'anonymous')
  })

  test('people.sign-out: anyone may; ends the session at once', async () => {
    const browser = await enter('nv001')
    const { token = '' } = browser
    await t.call(signOut, {}, await browser.actor(), browser.options)
    assert.equal(browser.token, undefined)
    assert.equal(await authenticate(t.ctx, token), undefined)
  })

  test('people.change-password refuses a wrong or weak one, and a stranger; other sessions end', async () => {
    const [here, elsewhere] = [await enter('nv001'), await enter('nv001')]
    const actor = await here.actor()
    const change = (current: string, word: string, by = actor) =>
      t.call(changePassword, { current, password: word }, by)
    await assert.rejects(change(password, 'yếu'), refusedWith('weak-password'))
    await assert.rejects(change('sai', 'Mật-khẩu-mới-2'), refusedWith('wrong-password'))
    await assert.rejects(change(password, 'Mật-khẩu-mới-2', anonymous()), refusedWith('sign-in-needed'))
    await change(password, 'Mật-khẩu-mới-2')
    assert.deepEqual([(await here.actor()).kind, (await elsewhere.actor()).kind], ['official', 'anonymous'])
    await assert.rejects(enter('nv001'), refusedWith('wrong-sign-in'))
    await enter('nv001', 'Mật-khẩu-mới-2')
  })

  test('people.me: anyone may ask who they are, and only that; it and masks the identity number, which is sealed at rest', async () => {
    const browser = await enter('045090001234')
    const mine = await t.call(me, {}, await browser.actor())
    assert.deepEqual([mine.name, mine.maskedPersonalId, mine.signedIn], ['Hồ Dân', '0450****1234', true])
    assert.equal((await t.call(me, {}, anonymous())).signedIn, false)
    const { rows } = await sql<{ found: boolean }>`
      select exists (select 1 from people.account a where a::text like '%045090001234%') as found`.execute(t.ctx.db)
    assert.equal(rows[0]?.found, false)
    const known = await t.ctx.sources.ask(t.ctx, await browser.actor(), ['person.idNumber'])
    assert.equal(known.get('person.idNumber')?.value, '045090001234')
    assert.equal((await t.ctx.sources.ask(t.ctx, anonymous(), ['person.idNumber'])).size, 0)
  })

  test('people.sign-in-demo and people.demo-accounts do not exist in production, nor do demo passwords', async () => {
    await assert.rejects(t.call(signInDemo, { account: 'demo' }, anonymous()), refusedWith('demo-only'))
    assert.deepEqual(await t.call(demoAccounts, {}, anonymous()), [])
    await assert.rejects(enter('mau'), refusedWith('wrong-sign-in'))
  })

  test('people.demo-accounts offers its people, and people.sign-in-demo lets them in, and nobody else', async () => {
    const t = await testContext({ modules, config: { demo: true } })
    try {
      await settlePeople(t)
      const offered = await t.call(demoAccounts, {}, anonymous())
      assert.deepEqual(
        offered.map((person) => person.id),
        ['demo'],
      )
      const browser = new Browser(t)
      await t.call(signInDemo, { account: 'demo' }, anonymous(), browser.options)
      assert.equal((await browser.actor()).id, 'demo')
      await assert.rejects(t.call(signInDemo, { account: 'an' }, anonymous()), refusedWith('demo-only'))
    } finally {
      await t.close()
    }
  })
})
