import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { anonymous, type Actor } from '#core/actor'
import { dayOf } from '#core/days'
import { openHttp } from '#core/http'
import { notices } from '#modules/notices'
import { units } from '#modules/units'
import { testContext, type TestContext } from '#test/context'
import { password, Visitor } from '#test/openid'
import { refusedWith } from '#test/people'
import { freePort } from '#test/free-port'
import { playVneid, type PlayedVneid } from '../../../simulator/vneid.ts'
import { addPeople, hashPassword, people } from './index.ts'
import { verifyIdentity } from './operations/verify-identity.ts'
import { accountFor, ownPath } from './rules.ts'
import { readClaims } from './vneid/claims.ts'
import { vneidDefaults } from './vneid/definition.ts'

const modules = [units, notices, people]
const claimsOf = (name: string, number: string, more: object = {}) => ({ HoVaTen: name, SoDinhDanh: number, ...more })
const person = (subject: string, name: string, number: string, more: object = {}) => ({
  subject,
  name,
  note: number,
  claims: { TechID: subject, ...claimsOf(name, number, more) },
})
const played = [
  person('t-lan', 'TRẦN THỊ LAN', '045190001234', { NgaySinh: '03/02/1990', GioiTinh: '2' }),
  person('t-hung', 'LÊ HÙNG', '045085004321'),
  person('t-an', 'NGUYỄN VĂN AN', '045080000001'),
  person('t-moi', 'ĐỖ MƯỜI MỘT', '045095009999', { SoDienThoai: '0912000111' }),
]

describe('sign-in by VNeID', { timeout: 120_000 }, () => {
  let t: TestContext
  let app: FastifyInstance
  let vneid: PlayedVneid
  let url = ''
  before(async () => {
    const port = await freePort()
    url = `http://localhost:${port}`
    const known = { clientId: 'tinhso', secret: 'a secret between the two of them' }
    vneid = await playVneid({ port: 0, people: () => played, ...known })
    vneid.redirectTo(`${url}/vneid/tro-ve`)
    t = await testContext({
      modules,
      now: new Date().toISOString(),
      config: { publicUrl: url, vneid: { issuer: vneid.issuer, clientId: 'tinhso', clientSecret: known.secret } },
    })
    const hashed = await hashPassword(password)
    const made = [
      { id: 'lan', kind: 'citizen' as const, name: 'Lan', phone: '+84912000111', password: hashed },
      { id: 'hung', kind: 'citizen' as const, name: 'Lê Hùng', phone: '+84912000222', personalId: '045085004321' },
      { id: 'an', kind: 'official' as const, name: 'Nguyễn Văn An', login: 'nv1', personalId: '045080000001' },
    ]
    await t.ctx.db.transaction().execute((db) => addPeople(db, t.ctx, made, t.now))
    app = await openHttp(t.ctx, modules, { trustProxy: false, ready: async () => true })
    await app.listen({ port, host: '127.0.0.1' })
  })
  after(async () => {
    await vneid.stop()
    app.server.closeAllConnections()
    await app.close()
    await t.close()
  })

  type Me = { signedIn: boolean; id: string; name: string; assurance: number; phone?: string }
  const me = async (visitor: Visitor): Promise<Me> =>
    JSON.parse(await (await visitor.go(`${url}/api/people.me`)).text())
  const enter = async (visitor: Visitor, subject: string, next = '/ho-so-cua-toi'): Promise<URL> => {
    const asked = await visitor.follow(`${url}/vneid/dang-nhap?next=${encodeURIComponent(next)}`, /\/ai-do\//)
    const chosen = await visitor.go(asked.url, { method: 'POST', form: { person: subject } })
    const { url: at } = await visitor.follow(String(chosen.headers.get('location')), new RegExp(`^${url}/(?!vneid)`))
    return at
  }

  test('an open account without a number becomes that of its person, and is known the next time', async () => {
    const lan = new Visitor()
    await lan.signIn({ url }, '0912000111')
    assert.equal((await me(lan)).assurance, 1)
    assert.equal((await enter(lan, 't-lan')).pathname, '/ho-so-cua-toi')
    const now = await me(lan)
    assert.deepEqual([now.id, now.name, now.assurance], ['lan', 'Trần Thị Lan', 2])
    const elsewhere = new Visitor()
    await enter(elsewhere, 't-lan')
    assert.equal((await me(elsewhere)).id, 'lan')
    const { rows } = await sql<{ found: boolean; types: string[] }>`
      select bool_or(payload::text like '%045190001234%') as found, array_agg(type order by seq) as types
      from core.event where record = 'account/lan'`.execute(t.ctx.db)
    assert.equal(rows[0]?.found, false)
    assert.equal(rows[0].types.filter((type) => type === 'people.identity-verified').length, 1)
  })

  test('what VNeID returned stands behind population.* and is named in person.*; of others population.* knows nothing', async () => {
    const actor = (id: string): Actor => ({ kind: 'citizen', id, name: '', posts: [], locale: 'vi', assurance: 2 })
    const paths = ['population.fullName', 'population.birthDate', 'person.fullName', 'person.phone']
    const known = await t.ctx.sources.ask(t.ctx, actor('lan'), paths)
    assert.equal(known.get('population.birthDate')?.value, '1990-02-03')
    for (const path of ['population.fullName', 'person.fullName'])
      assert.match(known.get(path)?.source.vi ?? '', /quốc gia về dân cư \(qua VNeID\)/)
    assert.equal(known.get('person.fullName')?.on, dayOf(t.now))
    assert.equal(known.get('person.phone')?.source.vi, 'Tài khoản của bạn')
    const unverified = await t.ctx.sources.ask(t.ctx, actor('hung'), paths)
    assert.deepEqual([...unverified.keys()].sort(), ['person.fullName', 'person.phone'])
  })

  test('an account is found by its number; a new person gets one; a phone that somebody has is not taken over', async () => {
    const hung = new Visitor()
    await enter(hung, 't-hung')
    assert.equal((await me(hung)).id, 'hung')
    const other = new Visitor()
    await enter(other, 't-moi')
    const opened = await me(other)
    assert.deepEqual([opened.name, opened.assurance, opened.phone], ['Đỗ Mười Một', 2, undefined])
  })

  test('an official’s account does not open by VNeID, nor does one that was refused there', async () => {
    const an = new Visitor()
    assert.equal((await enter(an, 't-an')).searchParams.get('loi'), 'not-by-vneid')
    assert.equal((await enter(an, '')).searchParams.get('loi'), 'vneid-again')
    assert.equal((await me(an)).signedIn, false)
  })

  test('an answer counts only in the browser that asked, once, and leads to our own pages only', async () => {
    const victim = new Visitor()
    const asked = await victim.follow(`${url}/vneid/dang-nhap`, /\/ai-do\//)
    const chosen = await victim.go(asked.url, { method: 'POST', form: { person: 't-hung' } })
    const { url: answer } = await victim.follow(String(chosen.headers.get('location')), /\/vneid\/tro-ve/)
    const thief = new Visitor()
    assert.match((await thief.follow(answer, /loi=/)).url.search, /vneid-again/)
    assert.equal((await me(thief)).signedIn, false)
    await victim.follow(answer, new RegExp(`^${url}/(?!vneid)`))
    assert.equal((await me(victim)).id, 'hung')
    assert.match((await victim.follow(answer, /loi=/)).url.search, /vneid-again/, 'a second time')
    for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', '/\t/evil.example'])
      assert.equal((await enter(new Visitor(), 't-hung', next)).pathname, '/', next)
  })

  test('people.verify-identity: only a receptionist; the account is its person’s from then on, and its old sessions end', async () => {
    const clerk: Actor = {
      ...anonymous(),
      kind: 'official',
      id: 'an',
      name: 'An',
      posts: [{ unit: 'u1', role: 'receptionist' }],
    }
    await t.ctx.db
      .transaction()
      .execute((db) => addPeople(db, t.ctx, [{ id: 'ba', kind: 'citizen', name: '', phone: '+84912000999' }], t.now))
    const input = {
      address: '0912 000 999',
      name: 'Nguyễn Thị Ba',
      personalId: '045 160 000 007',
      birthOn: '1960-05-06',
      paper: 'citizen-card' as const,
      reason: 'Đến nộp hồ sơ trợ cấp',
    }
    await assert.rejects(
      t.call(verifyIdentity, input, { ...clerk, posts: [{ unit: 'u1', role: 'chair' }] }),
      refusedWith('not-allowed'),
    )
    await assert.rejects(
      t.call(verifyIdentity, { ...input, personalId: '123' }, clerk),
      refusedWith('not-a-personal-id'),
    )
    await assert.rejects(
      t.call(verifyIdentity, { ...input, personalId: '045085004321' }, clerk),
      refusedWith('identity-taken'),
    )
    await assert.rejects(t.call(verifyIdentity, { ...input, address: 'nv1' }, clerk), refusedWith('account-not-found'))
    await t.call(verifyIdentity, input, clerk)
    await assert.rejects(t.call(verifyIdentity, input, clerk), refusedWith('verified-already'))
    const { rows } = await sql<{ name: string; assurance: number; sealed: boolean; unit: string }>`
      select a.name, a.assurance, a.id_sealed is not null as sealed, v.unit from people.account a
      join people.verification v on v.account = a.id where a.id = 'ba'`.execute(t.ctx.db)
    assert.deepEqual(rows, [{ name: 'Nguyễn Thị Ba', assurance: 2, sealed: true, unit: 'u1' }])
  })

  test('which account an identity opens', () => {
    type Known = { id: string; id_digest: Uint8Array | null }
    const a: Known = { id: 'a', id_digest: new Uint8Array(1) }
    const b: Known = { id: 'b', id_digest: null }
    const none: Parameters<typeof accountFor<Known>>[0] = { linked: undefined, byNumber: undefined, present: undefined }
    assert.equal(accountFor({ ...none, linked: a }), a)
    assert.equal(accountFor({ ...none, byNumber: a, present: b }), a)
    assert.equal(accountFor({ ...none, present: b }), b)
    assert.equal(accountFor({ ...none, present: a }), 'none', 'an account of another number is never taken')
    assert.equal(accountFor({ ...none, linked: a, byNumber: b }), 'contradiction')
  })

  test('claims are read by the pack’s names, and what does not name a person is none', () => {
    const read = (claims: object) => readClaims(vneidDefaults, { ...claims }, 2026)
    assert.deepEqual(
      read({
        sub: 's',
        ...claimsOf('TRẦN THỊ LAN', '045190001234', {
          NgaySinh: '19900203',
          GioiTinh: 'Nữ',
          SoDienThoai: '0912000111',
        }),
      }),
      {
        subject: 's',
        personalId: '045190001234',
        name: 'Trần Thị Lan',
        birthOn: '1990-02-03',
        sex: 'female',
        phone: '+84912000111',
      },
    )
    assert.equal(read({ sub: 's', HoVaTen: 'Lan' }), undefined)
    assert.equal(read({ sub: 's', ...claimsOf('Lan', '045190001234', { NgaySinh: '31/02/1990' }) })?.birthOn, undefined)
  })

  test('next leads to our own pages only', () => {
    for (const path of ['/', '/ho-so-cua-toi?a=1', '/oidc/interaction/x']) assert.equal(ownPath(path), path)
    for (const path of [
      undefined,
      '',
      'x',
      'https://evil.example',
      '//evil',
      '/\\evil',
      '/\t/evil',
      '/\n/evil',
      '/a\\b',
    ])
      assert.equal(ownPath(path), undefined)
  })
})
