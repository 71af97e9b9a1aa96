import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { TOTP, Secret } from 'otpauth'
import { sql } from 'kysely'
import { anonymous } from '#core/actor'
import { notices } from '#modules/notices'
import { units } from '#modules/units'
import { Authenticator } from '#test/authenticator'
import { testContext, type TestContext } from '#test/context'
import { Browser, password, refusedWith, settlePeople } from '#test/people'
import { deviceOf } from './device.ts'
import { people } from './index.ts'
import {
  addPasskey,
  removePasskey,
  signInWithPasskey,
  startPasskey,
  startPasskeySignIn,
} from './operations/passkeys.ts'
import { confirmTotp, endOtherSessions, endSession, getSecurity, removeTotp, startTotp } from './operations/security.ts'
import { me, signOut } from './operations/session.ts'
import { signIn } from './operations/sign-in.ts'
import { heldPosts } from './rules.ts'

const android =
  'Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36'

describe('how an account opens', { timeout: 120_000 }, () => {
  let t: TestContext
  before(async () => {
    t = await testContext({ modules: [units, notices, people] })
  })
  after(() => t.close())
  beforeEach(async () => {
    t.now = new Date('2026-11-18T02:00:00Z')
    await settlePeople(t)
  })
  const enter = async (login: string, agent = android, code?: string): Promise<Browser> => {
    const browser = new Browser(t)
    const input = { login, password, ...(code === undefined ? {} : { code }) }
    await t.call(signIn, input, await browser.actor(), { ...browser.options, agent, address: '203.0.113.7' })
    return browser
  }
  const security = async (browser: Browser) => t.call(getSecurity, {}, await browser.actor())
  const later = (seconds: number) => void (t.now = new Date(t.now.getTime() + seconds * 1000))

  test('people.get-security shows sessions and sign-ins, failed ones too, to their own person, and refuses a stranger', async () => {
    await assert.rejects(
      t.call(signIn, { login: 'NV001', password: 'sai' }, anonymous(), { agent: 'curl/8', address: '198.51.100.9' }),
    )
    later(1)
    const browser = await enter('nv001')
    // A refusal is written beside the answer, which does not wait for it.
    while ((await security(browser)).signIns.length < 2) await delay(20)
    const shown = await security(browser)
    assert.deepEqual(
      shown.sessions.map(({ device, address, current, methods }) => ({ device, address, current, methods })),
      [{ device: 'Chrome · Android', address: '203.0.113.7', current: true, methods: ['password'] }],
    )
    assert.deepEqual(
      shown.signIns.map(({ outcome, address }) => [outcome, address]),
      [
        ['done', '203.0.113.7'],
        ['refused', '198.51.100.9'],
      ],
    )
    assert.equal((await security(await enter('nv002'))).signIns.length, 1)
    await assert.rejects(t.call(getSecurity, {}, anonymous()), refusedWith('sign-in-needed'))
    const { rows } = await sql<{
      type: string
    }>`select type from core.event where record = 'account/an' order by seq`.execute(t.ctx.db)
    assert.deepEqual(
      rows.map((row) => row.type),
      ['people.signed-in'],
    )
    const { rows: told } = await sql<{ n: number }>`
      select count(*)::int as n from core.event where payload::text like '%203.0.113%' or payload::text like '%Chrome%'`.execute(
      t.ctx.db,
    )
    assert.equal(told[0]?.n, 0)
  })

  test('people.end-session ends one of mine and refuses a stranger’s; people.end-other-sessions keeps only this one', async () => {
    const [first, second, third] = [await enter('nv001'), await enter('nv001'), await enter('nv001')]
    const mine = await security(first)
    const other = mine.sessions.find((session) => !session.current)
    const stranger = await enter('nv002')
    await assert.rejects(
      t.call(endSession, { id: other?.id ?? '' }, await stranger.actor()),
      refusedWith('session-not-found'),
    )
    await t.call(endSession, { id: other?.id ?? '' }, await first.actor())
    assert.equal((await security(first)).sessions.length, 2)
    assert.deepEqual(await t.call(endOtherSessions, {}, await first.actor()), { ended: 1 })
    assert.equal((await first.actor()).id, 'an')
    assert.deepEqual([(await second.actor()).kind, (await third.actor()).kind], ['anonymous', 'anonymous'])
    await assert.rejects(t.call(endSession, { id: 'x' }, anonymous()), refusedWith('sign-in-needed'))
    await assert.rejects(t.call(endOtherSessions, {}, anonymous()), refusedWith('sign-in-needed'))
  })

  const codeOf = (secret: string) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: t.now.getTime() })

  test('people.start-totp, people.confirm-totp: then a password alone opens nothing, a code works once, a recovery code once; both refuse strangers', async () => {
    const browser = await enter('nv001')
    const { secret, uri } = await t.call(startTotp, {}, await browser.actor())
    assert.match(uri, /^otpauth:\/\/totp\//)
    await enter('nv001') // not yet confirmed: it does not count
    await assert.rejects(
      t.call(confirmTotp, { code: '000000' }, await browser.actor()),
      refusedWith('wrong-second-factor'),
    )
    const { recoveryCodes } = await t.call(confirmTotp, { code: codeOf(secret) }, await browser.actor())
    assert.equal(recoveryCodes.length, 10)
    await assert.rejects(t.call(startTotp, {}, await browser.actor()), refusedWith('totp-set-already'))
    await assert.rejects(enter('nv001'), refusedWith('code-needed'))
    await assert.rejects(
      enter('nv001', android, codeOf(secret)),
      refusedWith('code-needed'),
      'it was used for setting up',
    )
    later(30)
    const code = codeOf(secret)
    assert.deepEqual((await security(await enter('nv001', android, code))).sessions[0]?.methods, ['password', 'totp'])
    await assert.rejects(enter('nv001', android, code), refusedWith('code-needed'), 'a code is taken once')
    await enter('nv001', android, recoveryCodes[3])
    await assert.rejects(enter('nv001', android, recoveryCodes[3]), refusedWith('code-needed'))
    const { rows } = await sql<{ text: string }>`select t::text as text from people.totp t`.execute(t.ctx.db)
    assert.ok(!rows[0]?.text.includes(Buffer.from(secret).toString('hex')))
    await assert.rejects(t.call(startTotp, {}, anonymous()), refusedWith('sign-in-needed'))
    const code0 = { code: '000000' }
    await assert.rejects(t.call(confirmTotp, code0, anonymous()), refusedWith('sign-in-needed'))
    await assert.rejects(t.call(removeTotp, code0, anonymous()), refusedWith('sign-in-needed'))
  })

  test('wrong codes lock like wrong passwords do; people.remove-totp refuses a wrong code', async () => {
    const browser = await enter('nv001')
    const { secret } = await t.call(startTotp, {}, await browser.actor())
    await t.call(confirmTotp, { code: codeOf(secret) }, await browser.actor())
    await assert.rejects(
      t.call(removeTotp, { code: '000000' }, await browser.actor()),
      refusedWith('wrong-second-factor'),
    )
    for (let turn = 0; turn < 5; turn += 1) await assert.rejects(enter('nv001', android, '000000'))
    later(30)
    await assert.rejects(enter('nv001', android, codeOf(secret)), refusedWith('wrong-sign-in'))
    await t.call(removeTotp, { code: codeOf(secret) }, await browser.actor())
    assert.equal((await security(browser)).totp, false)
  })

  test('people.add-passkey keeps a key, people.sign-in-with-passkey opens by it; both refuse what was signed for another site, unverified, or twice', async () => {
    const origin = t.ctx.settings.publicUrl
    const browser = await enter('nv001')
    const begin = async () => (await t.call(startPasskey, {}, await browser.actor())).challenge
    const add = async (credential: ReturnType<Authenticator['register']>) =>
      t.call(addPasskey, { name: 'Điện thoại', credential }, await browser.actor())
    const device = new Authenticator(origin)
    await assert.rejects(
      add(new Authenticator('https://evil.example').register(await begin())),
      refusedWith('passkey-not-made'),
    )
    await assert.rejects(add(device.register(await begin(), false)), refusedWith('passkey-not-made'))
    const challenge = await begin()
    await add(device.register(challenge))
    await assert.rejects(add(new Authenticator(origin).register(challenge)), refusedWith('passkey-not-made'))
    const open = async (make: (challenge: string) => ReturnType<Authenticator['assert']>) => {
      const to = new Browser(t)
      const asked = await t.call(startPasskeySignIn, {}, anonymous())
      await t.call(signInWithPasskey, { credential: make(asked.challenge) }, anonymous(), to.options)
      return to
    }
    const opened = await open((asked) => device.assert(asked))
    assert.equal((await opened.actor()).id, 'an')
    assert.deepEqual((await security(opened)).sessions.find((session) => session.current)?.methods, ['passkey'])
    const refused = refusedWith('passkey-not-accepted')
    await assert.rejects(
      open((asked) => device.assert(asked, false)),
      refused,
    )
    await assert.rejects(
      open(() => device.assert(challenge)),
      refused,
      'a challenge of another purpose',
    )
    await assert.rejects(
      open((asked) => new Authenticator(origin).assert(asked)),
      refused,
    )
    const asked = (await t.call(startPasskeySignIn, {}, anonymous())).challenge
    const answer = device.assert(asked)
    await t.call(signInWithPasskey, { credential: answer }, anonymous())
    await assert.rejects(t.call(signInWithPasskey, { credential: answer }, anonymous()), refused, 'replayed')
  })

  test('people.start-passkey and people.remove-passkey refuse a stranger; anyone may ask people.start-passkey-sign-in', async () => {
    const browser = await enter('nv001')
    const device = new Authenticator(t.ctx.settings.publicUrl)
    const { challenge, userId } = await t.call(startPasskey, {}, await browser.actor())
    assert.doesNotMatch(userId, /an/)
    const { id } = await t.call(addPasskey, { name: '', credential: device.register(challenge) }, await browser.actor())
    await assert.rejects(t.call(startPasskey, {}, anonymous()), refusedWith('sign-in-needed'))
    await assert.rejects(
      t.call(removePasskey, { id }, await (await enter('nv002')).actor()),
      refusedWith('passkey-not-found'),
    )
    await t.call(removePasskey, { id }, await browser.actor())
    const asked = await t.call(startPasskeySignIn, {}, anonymous())
    await assert.rejects(
      t.call(signInWithPasskey, { credential: device.assert(asked.challenge) }, anonymous()),
      refusedWith('passkey-not-accepted'),
    )
  })

  test('a post that wants a second factor is held only with one', async () => {
    await sql`update people.post set role = 'keeper' where account = 'binh'`.execute(t.ctx.db)
    const browser = await enter('nv002')
    assert.deepEqual((await browser.actor()).posts, [])
    assert.equal((await t.call(me, {}, await browser.actor())).secondFactorNeeded, true)
    const { challenge } = await t.call(startPasskey, {}, await browser.actor())
    const device = new Authenticator(t.ctx.settings.publicUrl)
    await t.call(addPasskey, { name: '', credential: device.register(challenge) }, await browser.actor())
    const asked = await t.call(startPasskeySignIn, {}, await browser.actor())
    const credential = device.assert(asked.challenge)
    await t.call(signInWithPasskey, { credential }, await browser.actor(), browser.options)
    assert.deepEqual((await browser.actor()).posts, [{ unit: 'u1', role: 'keeper' }])
    await t.call(signOut, {}, await browser.actor(), browser.options)
  })

  test('which posts a session holds', () => {
    const posts = [{ role: 'chair' }, { role: 'keeper' }]
    const strict = new Set(['keeper'])
    assert.deepEqual(heldPosts(posts, ['password'], strict), [{ role: 'chair' }])
    for (const method of ['totp', 'passkey', 'recovery-code'])
      assert.deepEqual(heldPosts(posts, ['password', method], strict), posts)
  })

  test('devices are called what people call them', () => {
    assert.equal(deviceOf(android), 'Chrome · Android')
    assert.equal(
      deviceOf('Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) AppleWebKit/605 Version/17.0 Safari/604.1'),
      'Safari · iPhone',
    )
    assert.equal(deviceOf('curl/8.0'), '')
  })
})
