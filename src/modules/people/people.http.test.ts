import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openHttp } from '#core/http'
import { notices } from '#modules/notices'
import { units } from '#modules/units'
import { testContext, type TestContext } from '#test/context'
import { addPeople, hashPassword, people } from './index.ts'

const modules = [units, notices, people]
const password = 'Đúng-mật-khẩu-1'

describe('sign-in over HTTP', { timeout: 60_000 }, () => {
  let t: TestContext
  let app: Awaited<ReturnType<typeof openHttp>>
  before(async () => {
    t = await testContext({ modules, config: { publicUrl: 'https://dichvu.example.vn' } })
    const hashed = await hashPassword(password)
    await t.ctx.db.transaction().execute((db) =>
      addPeople(
        db,
        t.ctx,
        [
          {
            id: 'an',
            kind: 'official',
            name: 'An',
            login: 'nv001',
            password: hashed,
            posts: [{ unit: 'u1', role: 'chair' }],
          },
        ],
        t.now,
      ),
    )
    app = await openHttp(t.ctx, modules, { trustProxy: false, ready: async () => true })
  })
  after(async () => {
    await app.close()
    await t.close()
  })
  const post = (
    name: string,
    payload: object,
    headers: Record<string, string> = {},
    cookies: Record<string, string> = {},
  ) => app.inject({ method: 'POST', url: `/api/${name}`, payload, headers, cookies })
  const signIn = (headers?: Record<string, string>) => post('people.sign-in', { login: 'nv001', password }, headers)

  test('the cookie is kept from scripts, from other sites and from plain HTTP; it signs in, and signing out takes it back', async () => {
    const answer = await signIn({ 'sec-fetch-site': 'same-origin' })
    assert.equal(answer.statusCode, 200)
    const cookie = String(answer.headers['set-cookie'])
    for (const part of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) assert.ok(cookie.includes(part), cookie)
    assert.equal(answer.headers['cache-control'], 'no-store')
    const token = answer.cookies[0]?.value ?? ''
    const me = async () =>
      (await app.inject({ url: '/api/people.me', cookies: { tinhso_session: token } })).json<{ signedIn: boolean }>()
    assert.equal((await me()).signedIn, true)
    await post('people.sign-out', {}, {}, { tinhso_session: token })
    assert.equal((await me()).signedIn, false)
  })

  test('a page of another site can neither sign in nor out', async () => {
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ])
      assert.equal((await signIn(headers)).statusCode, 403, JSON.stringify(headers))
    assert.equal((await signIn({ origin: 'https://dichvu.example.vn' })).statusCode, 200)
  })

  test('a wrong password is answered 401 as a problem, in the language asked for, and unknown fields are refused', async () => {
    const wrong = await post('people.sign-in', { login: 'nv001', password: 'sai' }, { 'accept-language': 'en' })
    assert.equal(wrong.statusCode, 401)
    assert.equal(wrong.headers['content-type']?.split(';')[0], 'application/problem+json')
    assert.match(wrong.json<{ title: string }>().title, /^The sign-in details/)
    assert.equal((await post('people.sign-in', { login: 'nv001', password, admin: true })).statusCode, 422)
    assert.equal((await post('people.sign-in', { login: { $ne: '' }, password })).statusCode, 422)
  })

  test('one address may try thirty times a minute', async () => {
    t.now = new Date(t.now.getTime() + 60_000)
    const codes: number[] = []
    for (let turn = 0; turn < 31; turn += 1) codes.push((await post('people.sign-in', {})).statusCode)
    assert.deepEqual([codes[29], codes[30]], [422, 429])
  })
})
