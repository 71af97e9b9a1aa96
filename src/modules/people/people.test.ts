import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { notices } from '#modules/notices'
import { testContext, type TestContext } from '#test/context'
import { type Actor, anonymous } from '#core/actor'
import type { CallOptions } from '#core/call'
import { AppError } from '#core/errors'
import { addPeople, hashPassword, people } from './index.ts'
import { sendCode, signInWithCode } from './operations/sign-in-with-code.ts'
import { signIn } from './operations/sign-in.ts'
import { changePassword } from './operations/change-password.ts'
import { demoAccounts, me, signInDemo, signOut } from './operations/session.ts'
import { endAway, listStaff, setAway } from './operations/staff.ts'
import { authenticate, forgetActors } from './sessions.ts'

const password = 'Đúng-mật-khẩu-1'
const modules = [notices, people]

/** A browser: keeps the cookie that the server gives it. */
class Browser {
  token: string | undefined
  private readonly t: TestContext
  constructor(t: TestContext) {
    this.t = t
  }
  async actor(): Promise<Actor> {
    const actor = this.token === undefined ? undefined : await authenticate(this.t.ctx, this.token)
    return actor ?? anonymous()
  }
  readonly options: CallOptions = {
    session: { start: (token) => void (this.token = token), end: () => void (this.token = undefined) },
  }
}

const refusedWith = (code: string) => (error: unknown) => error instanceof AppError && error.code === code

async function settle(t: TestContext, more: Record<string, unknown> = {}): Promise<void> {
  await sql`truncate people.account, people.post, people.absence, people.session, people.code, people.attempt, notices.message, core.event cascade`.execute(
    t.ctx.db,
  )
  forgetActors(t.ctx)
  const hashed = await hashPassword(password)
  const made = [
    {
      id: 'an',
      kind: 'official',
      name: 'Nguyễn Văn An',
      login: 'NV001',
      phone: '+84912000001',
      email: 'an@example.vn',
      password: hashed,
      posts: [{ unit: 'u1', role: 'receptionist' }],
    },
    {
      id: 'binh',
      kind: 'official',
      name: 'Trần Thị Bình',
      login: 'NV002',
      password: hashed,
      posts: [{ unit: 'u1', role: 'chair' }],
    },
    {
      id: 'chi',
      kind: 'official',
      name: 'Lê Chi',
      login: 'NV003',
      password: hashed,
      posts: [{ unit: 'u2', role: 'chair' }],
    },
    { id: 'dan', kind: 'citizen', name: 'Hồ Dân', phone: '+84912000009', personalId: '045090001234', password: hashed },
    { id: 'demo', kind: 'citizen', name: 'Người mẫu', login: 'mau', password: hashed, demo: true, demoPlace: 1 },
  ] as const
  await t.ctx.db.transaction().execute((db) =>
    addPeople(
      db,
      t.ctx,
      made.map((person) => ({ ...person, ...more })),
      t.now,
    ),
  )
}

describe('people', { timeout: 120_000 }, () => {
  let t: TestContext
  before(async () => {
    t = await testContext({ modules, now: '2026-11-18T02:00:00Z' })
  })
  after(() => t.close())
  beforeEach(async () => {
    t.now = new Date('2026-11-18T02:00:00Z')
    await settle(t)
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
      ].map(([login = '', word]) => enter(login, word).catch((error: unknown) => error)),
    )
    const seen = texts.map((error) =>
      error instanceof AppError ? `${error.status} ${error.code} ${error.text.vi}` : 'signed in',
    )
    assert.equal(new Set(seen).size, 1)
    assert.match(seen[0] ?? '', /^401 wrong-sign-in/)
  })

  test('people.sign-in takes as long for an unknown login as for a known one', async () => {
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
    const [known, unknown] = [await time('nv001'), await time('nobody')]
    assert.ok(unknown > known / 2.5 && unknown < known * 2.5, `known ${known} ms, unknown ${unknown} ms`)
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

  test('people.sign-out ends the session at once', async () => {
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

  const codeSentTo = async (address: string) => {
    const { rows } = await sql<{ body: string }>`
      select body from notices.message where address = ${address} order by id desc limit 1`.execute(t.ctx.db)
    return /\d{6}/.exec(rows[0]?.body ?? '')?.[0] ?? ''
  }

  test('people.sign-in-with-code opens an account the first time, and the same one later', async () => {
    const browser = new Browser(t)
    await t.call(sendCode, { address: '0987 654 321' }, anonymous())
    const code = await codeSentTo('+84987654321')
    const first = await t.call(
      signInWithCode,
      { address: '0987654321', code, name: 'Đỗ Mười' },
      anonymous(),
      browser.options,
    )
    assert.deepEqual([first.kind, first.name, first.phone, first.assurance], ['citizen', 'Đỗ Mười', '+84987654321', 1])
    await assert.rejects(
      t.call(signInWithCode, { address: '0987654321', code }, anonymous()),
      refusedWith('wrong-code'),
      'a code works once',
    )
    await t.call(sendCode, { address: '0987654321' }, anonymous())
    const again = await t.call(
      signInWithCode,
      { address: '0987654321', code: await codeSentTo('+84987654321') },
      anonymous(),
      browser.options,
    )
    assert.equal(again.id, first.id)
  })

  test('people.sign-in-with-code: five wrong tries spend the code; so do ten minutes', async () => {
    await t.call(sendCode, { address: 'a@example.vn' }, anonymous())
    const code = await codeSentTo('a@example.vn')
    const wrong = code === '000000' ? '000001' : '000000'
    for (let turn = 0; turn < 5; turn += 1)
      await assert.rejects(
        t.call(signInWithCode, { address: 'a@example.vn', code: wrong }, anonymous()),
        refusedWith('wrong-code'),
      )
    await assert.rejects(
      t.call(signInWithCode, { address: 'a@example.vn', code }, anonymous()),
      refusedWith('wrong-code'),
    )
    await t.call(sendCode, { address: 'a@example.vn' }, anonymous())
    t.now = new Date(t.now.getTime() + 10 * 60_000)
    await assert.rejects(
      t.call(signInWithCode, { address: 'a@example.vn', code: await codeSentTo('a@example.vn') }, anonymous()),
      refusedWith('wrong-code'),
    )
  })

  test('people.send-code: five an hour for an address; the same answer for known and unknown ones; no code in events or in the table', async () => {
    const [known, unknown] = [
      await t.call(sendCode, { address: '0912000009' }, anonymous()),
      await t.call(sendCode, { address: '0912000008' }, anonymous()),
    ]
    assert.deepEqual(known, unknown)
    for (let turn = 0; turn < 4; turn += 1) await t.call(sendCode, { address: '0912000008' }, anonymous())
    await assert.rejects(t.call(sendCode, { address: '0912000008' }, anonymous()), refusedWith('too-many-codes'))
    t.now = new Date(t.now.getTime() + 3_600_000)
    await t.call(sendCode, { address: '0912000008' }, anonymous())
    const code = await codeSentTo('+84912000008')
    const { rows } = await sql<{ found: boolean }>`
      select exists (select 1 from people.code c where c::text like ${`%${code}%`} or c::text like '%912000008%')
        or exists (select 1 from core.event e where e.payload::text like ${`%${code}%`}) as found`.execute(t.ctx.db)
    assert.equal(rows[0]?.found, false)
    await assert.rejects(t.call(sendCode, { address: 'not an address' }, anonymous()), refusedWith('not-an-address'))
  })

  test('people.sign-in-with-code opens no official account', async () => {
    await t.call(sendCode, { address: '0912000001' }, anonymous())
    const code = await codeSentTo('+84912000001')
    await assert.rejects(
      t.call(signInWithCode, { address: '0912000001', code }, anonymous()),
      refusedWith('wrong-code'),
    )
  })

  test('people.me tells who I am, and masks the identity number, which is sealed at rest', async () => {
    const browser = await enter('045090001234')
    const mine = await t.call(me, {}, await browser.actor())
    assert.deepEqual([mine.name, mine.maskedPersonalId, mine.signedIn], ['Hồ Dân', '0450****1234', true])
    assert.equal((await t.call(me, {}, anonymous())).signedIn, false)
    const { rows } = await sql<{ found: boolean }>`
      select exists (select 1 from people.account a where a::text like '%045090001234%') as found`.execute(t.ctx.db)
    assert.equal(rows[0]?.found, false)
    const known = await t.ctx.sources.ask(t.ctx, await browser.actor(), 'person.idNumber', {})
    assert.deepEqual(known, { value: '045090001234', source: 'person' })
    assert.equal(await t.ctx.sources.ask(t.ctx, anonymous(), 'person.idNumber', {}), undefined)
  })

  test('people.sign-in-demo and people.demo-accounts do not exist in production, nor do demo passwords', async () => {
    await assert.rejects(t.call(signInDemo, { account: 'demo' }, anonymous()), refusedWith('demo-only'))
    assert.deepEqual(await t.call(demoAccounts, {}, anonymous()), [])
    await assert.rejects(enter('mau'), refusedWith('wrong-sign-in'))
  })

  test('people.list-staff refuses citizens; people.set-away refuses them and strangers to the unit', async () => {
    const citizen = await (await enter('0912000009')).actor()
    const official = await (await enter('nv001')).actor()
    await assert.rejects(t.call(listStaff, { unit: 'u1' }, citizen), refusedWith('not-allowed'))
    await assert.rejects(t.call(listStaff, { unit: 'u1' }, anonymous()), refusedWith('sign-in-needed'))
    const days = { from: '2026-11-18', to: '2026-11-20' }
    await assert.rejects(t.call(setAway, { ...days, substitute: 'an' }, citizen), refusedWith('not-allowed'))
    await assert.rejects(t.call(setAway, { ...days, substitute: 'chi' }, official), refusedWith('not-a-colleague'))
    await assert.rejects(t.call(setAway, { ...days, substitute: 'an' }, official), refusedWith('not-a-colleague'))
    await assert.rejects(
      t.call(setAway, { from: '2026-11-20', to: '2026-11-18', substitute: 'binh' }, official),
      refusedWith('wrong-days'),
    )
    await assert.rejects(t.call(endAway, {}, citizen), refusedWith('not-allowed'))
  })

  test('people.set-away: the substitute holds the posts on those days; people.end-away gives them back', async () => {
    const [an, binh] = [await enter('nv001'), await enter('nv002')]
    const held = async () => (await binh.actor()).posts.map((post) => `${post.unit} ${post.role}`).sort()
    assert.deepEqual(await held(), ['u1 chair'])
    await t.call(setAway, { from: '2026-11-18', to: '2026-11-20', substitute: 'binh' }, await an.actor())
    assert.deepEqual(await held(), ['u1 chair', 'u1 receptionist'])
    await assert.rejects(
      t.call(setAway, { from: '2026-11-20', to: '2026-11-22', substitute: 'binh' }, await an.actor()),
      refusedWith('away-already'),
    )
    const staff = await t.call(listStaff, { unit: 'u1' }, await an.actor())
    assert.deepEqual(
      staff.map((one) => [one.id, one.role, one.away, one.substituteFor]),
      [
        ['an', 'receptionist', true, undefined],
        ['binh', 'chair', false, undefined],
        ['binh', 'receptionist', false, 'an'],
      ],
    )
    assert.equal((await t.call(me, {}, await an.actor())).away?.substitute, 'binh')
    t.now = new Date('2026-11-19T02:00:00Z')
    await enter('nv001', password, an)
    await enter('nv002', password, binh)
    assert.equal((await t.call(endAway, {}, await an.actor())).ended, 1)
    assert.deepEqual(await held(), ['u1 chair'])
  })
})

describe('people in a demo', { timeout: 60_000 }, () => {
  test('people.demo-accounts offers its people, and people.sign-in-demo lets them in, and nobody else', async () => {
    const t = await testContext({ modules, config: { demo: true } })
    try {
      await settle(t)
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
