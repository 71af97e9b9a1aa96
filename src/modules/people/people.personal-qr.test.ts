import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  generateKeyPair,
  importJWK,
  jwtVerify,
  SignJWT,
} from 'jose'
import { sql } from 'kysely'
import { type Actor, anonymous } from '#core/actor'
import { notices } from '#modules/notices'
import { units } from '#modules/units'
import { testContext, type TestContext } from '#test/context'
import { refusedWith } from '#test/people'
import { addPeople, people } from './index.ts'
import { forgetEndedSessions, renewSigningKey } from './jobs.ts'
import { loadKeys, rotateKeys, rotationMilliseconds } from './oidc/keys.ts'
import { listPurposes, readPersonalQr, showPersonalQr } from './operations/personal-qr.ts'
import { publicKeys, validSeconds } from './personal-qr.ts'

const start = '2026-11-18T02:00:00Z'
const personalId = '045190000123'
const lan: Actor = { kind: 'citizen', id: 'lan', name: 'Trần Thị Lan', posts: [], locale: 'vi', assurance: 1 }
const post = { unit: '19333-ttpvhcc', role: 'receptionist' }
const clerk: Actor = { kind: 'official', id: 'an', name: 'Nguyễn Văn An', posts: [post], locale: 'vi' }
const colleague: Actor = { ...clerk, id: 'binh' }
const without: Actor = { ...clerk, id: 'chi', posts: [] }

describe('personal QR', { timeout: 120_000 }, () => {
  let t: TestContext
  before(async () => {
    t = await testContext({ modules: [units, notices, people], now: start })
    const person = { kind: 'citizen' as const, name: lan.name, personalId, phone: '+84912000222', assurance: 2 }
    await addPeople(
      t.ctx.db,
      t.ctx,
      [
        { ...person, id: 'lan', birthOn: '1990-05-02', sex: 'female', address: 'Phường Đông Hà' },
        { kind: 'citizen', id: 'hung', name: 'Lê Hùng' },
        { kind: 'official', id: clerk.id, name: clerk.name },
      ],
      t.now,
    )
  })
  after(() => t.close())
  beforeEach(() => {
    t.now = new Date(start)
  })

  const show = async (actor = lan) => (await t.call(showPersonalQr, {}, actor)).token
  const read = (token: string, actor = clerk, purpose = 'file-case') =>
    t.call(readPersonalQr, { token, purpose }, actor)
  const wait = (seconds: number) => void (t.now = new Date(t.now.getTime() + seconds * 1000))
  const looks = async () => {
    const { rows } = await sql<{ actor: string; purpose: string | null; outcome: string }>`
      select actor, purpose, outcome from core.access
      where subject = 'account/lan' and operation = 'people.read-personal-qr' order by id`.execute(t.ctx.db)
    return rows
  }
  const count = async (what: 'facts' | 'readings') => {
    const table =
      what === 'facts' ? sql`core.event where type = 'people.personal-qr-read'` : sql`people.personal_qr_reading`
    return (await sql<{ n: number }>`select count(*)::int as n from ${table}`.execute(t.ctx.db)).rows[0]?.n
  }

  test('people.show-personal-qr: a code says nothing of its person, differs each time, and holds a minute', async () => {
    const [one, two] = [decodeJwt(await show()), decodeJwt(await show())]
    assert.deepEqual(Object.keys(one).sort(), ['aud', 'exp', 'iat', 'iss', 'jti', 'sub'])
    assert.equal((one.exp ?? 0) - (one.iat ?? 0), validSeconds)
    assert.equal(one.sub, two.sub)
    assert.notEqual(one.jti, two.jti)
    assert.notEqual(one.sub, decodeJwt(await show({ ...lan, id: 'hung' })).sub)
    assert.doesNotMatch(JSON.stringify(one), /lan|Lan|0451|0912/)
  })

  test('a code is checked without the platform, by its published keys alone', async () => {
    const { keys } = await publicKeys(t.ctx)
    assert.ok(keys.every((key) => key.d === undefined && key.alg === 'ES256'))
    const token = await show()
    const { payload } = await jwtVerify(token, createLocalJWKSet({ keys }), { currentDate: t.now, audience: 'counter' })
    assert.equal(payload.iss, t.ctx.settings.publicUrl)
  })

  test('people.read-personal-qr shows who stands there, and leaves a line with the purpose', async () => {
    const before = await count('facts')
    const found = await read(await show())
    assert.deepEqual(found, {
      name: lan.name,
      birthDate: '1990-05-02',
      sex: 'female',
      maskedPersonalId: '0451****0123',
      personalId,
      phone: '+84912000222',
      email: undefined,
      address: 'Phường Đông Hà',
      assurance: 2,
    })
    assert.deepEqual((await looks()).at(-1), { actor: clerk.id, purpose: 'file-case', outcome: 'allowed' })
    assert.equal(await count('facts'), (before ?? 0) + 1)
    const { rows } = await sql`select 1 from core.event where payload::text like '%Lan%'`.execute(t.ctx.db)
    assert.equal(rows.length, 0)
  })

  test('the whole number is given only for a purpose that needs it', async () => {
    const found = await read(await show(), clerk, 'check-in')
    assert.equal(found.personalId, undefined)
    assert.equal(found.maskedPersonalId, '0451****0123')
  })

  test('a code read twice in its minute is for its first reader only', async () => {
    const token = await show()
    const [one, two] = await Promise.allSettled([read(token), read(token, colleague)])
    const [first, second] = one.status === 'fulfilled' ? [clerk, colleague] : [colleague, clerk]
    assert.deepEqual([one.status, two.status].sort(), ['fulfilled', 'rejected'])
    await read(token, first)
    await assert.rejects(read(token, second), refusedWith('personal-qr-read-before'))
  })

  test('people.read-personal-qr refuses an expired code, also one that was read in time', async () => {
    const token = await show()
    wait(validSeconds - 1)
    await read(token)
    wait(1)
    await assert.rejects(read(token), refusedWith('personal-qr-expired'))
  })

  test('people.read-personal-qr refuses altered, foreign and made-up codes, and writes nothing', async () => {
    const token = await show()
    const { kid = '' } = decodeProtectedHeader(token)
    const [head = '', body = '', signature = ''] = token.split('.')
    const claims = decodeJwt(token)
    const { privateKey } = await generateKeyPair('ES256')
    const forged = new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid, typ: 'qr+jwt' }).sign(privateKey)
    const changed = Buffer.from(JSON.stringify({ ...claims, exp: (claims.exp ?? 0) + 3600 })).toString('base64url')
    const unsigned = Buffer.from(JSON.stringify({ alg: 'none', kid, typ: 'qr+jwt' })).toString('base64url')
    const before = [await count('facts'), await count('readings'), (await looks()).length]
    for (const wrong of [
      `${head}.${changed}.${signature}`,
      `${unsigned}.${body}.`,
      await forged,
      token.slice(0, -6),
      '045190000123|012345678|TRAN THI LAN|02051990|Nữ|Đông Hà|15042021',
      'không phải mã',
    ])
      await assert.rejects(read(wrong), refusedWith('personal-qr-wrong'), wrong)
    assert.deepEqual([await count('facts'), await count('readings'), (await looks()).length], before)
  })

  test('a code signed by our key for another use, or for a reference that nobody has, is no personal code', async () => {
    const [key] = (await loadKeys(t.ctx, 'personal-qr')).keys
    assert.ok(key)
    const signer = await importJWK(key, 'ES256')
    const claims = decodeJwt(await show())
    const sign = (more: object, typ = 'qr+jwt') =>
      new SignJWT({ ...claims, ...more }).setProtectedHeader({ alg: 'ES256', kid: key.kid ?? '', typ }).sign(signer)
    await read(await sign({ jti: 'a fair one' }))
    for (const wrong of [
      await sign({ aud: 'elsewhere' }),
      await sign({ iss: 'https://elsewhere.vn' }),
      await sign({}, 'at+jwt'),
      await sign({ sub: 'nobody' }),
    ])
      await assert.rejects(read(wrong), refusedWith('personal-qr-wrong'))
  })

  test('people.read-personal-qr refuses a purpose that the pack does not have', async () => {
    const before = await count('readings')
    await assert.rejects(read(await show(), clerk, 'curiosity'), refusedWith('unknown-purpose'))
    assert.equal(await count('readings'), before)
  })

  test('people.read-personal-qr refuses an official whose role has not the work; people.list-purposes shows only their own', async () => {
    const chair: Actor = { ...clerk, id: 'chair', posts: [{ unit: '99001', role: 'chair' }] }
    const before = await count('readings')
    await assert.rejects(read(await show(), chair, 'file-case'), refusedWith('not-allowed'))
    assert.equal(await count('readings'), before)
    const { items } = await t.call(listPurposes, {}, chair)
    assert.deepEqual(
      items.map(({ id }) => id),
      ['check-in'],
    )
  })

  test('people.read-personal-qr refuses citizens, strangers and officials without a post; the attempt shows', async () => {
    const token = await show()
    await assert.rejects(read(token, { ...lan, id: 'hung' }), refusedWith('not-allowed'))
    await assert.rejects(read(token, without), refusedWith('not-allowed'))
    await assert.rejects(read(token, anonymous()), refusedWith('sign-in-needed'))
    assert.deepEqual(
      (await looks()).slice(-3).map(({ actor, outcome }) => [actor, outcome]),
      [
        ['hung', 'refused'],
        [without.id, 'refused'],
        ['anonymous', 'refused'],
      ],
    )
    await read(token)
  })

  test('people.show-personal-qr refuses officials and strangers, people.list-purposes refuses citizens', async () => {
    await assert.rejects(show(clerk), refusedWith('not-allowed'))
    await assert.rejects(show(anonymous()), refusedWith('sign-in-needed'))
    await assert.rejects(t.call(listPurposes, {}, lan), refusedWith('not-allowed'))
    const { items } = await t.call(listPurposes, {}, clerk)
    assert.deepEqual(
      items.map(({ id }) => id),
      ['file-case', 'check-in'],
    )
  })

  test('a closed account has no code any more', async () => {
    const token = await show({ ...lan, id: 'hung' })
    await sql`update people.account set ended_at = ${t.now.toISOString()} where id = 'hung'`.execute(t.ctx.db)
    await assert.rejects(read(token), refusedWith('personal-qr-wrong'))
  })

  test('a new key is published before it signs; what was read is forgotten once it holds no longer', async () => {
    const kid = async () => decodeProtectedHeader(await show()).kid
    const old = await kid()
    const { added } = await rotateKeys(t.ctx, 'personal-qr', true)
    assert.equal(await kid(), old)
    assert.ok((await publicKeys(t.ctx)).keys.some((key) => key.kid === added))
    wait(15 * 60)
    assert.equal(await kid(), added)
    await read(await show())
    wait(validSeconds)
    await forgetEndedSessions.run(t.ctx)
    assert.equal(await count('readings'), 0)
    wait(rotationMilliseconds / 1000)
    await renewSigningKey.run(t.ctx)
    assert.equal((await publicKeys(t.ctx)).keys.length, 2)
  })
})
