import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { authenticate } from '#modules/people'
import { secret } from '#test/library'
import { enterSecond, openStage, pkce, Visitor, type Stage } from '#test/openid'
import { rotateKeys } from './oidc/keys.ts'
import { forgetProvider } from './oidc/server.ts'

type Tokens = { access_token: string; refresh_token: string; id_token: string; error?: string }
/** The address that the application gave, not one that only names it. */
const returned = /^[^?]+\/tro-ve\?/

const kidOf = (token: string): string =>
  JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('utf8')).kid

describe('what is tried against the provider', { timeout: 120_000 }, () => {
  let s: Stage
  let lan: Visitor
  before(async () => {
    s = await openStage()
    lan = new Visitor()
    await lan.signIn(s, '0912000111')
    await enterSecond(s, lan)
  })
  after(() => s.close())

  const back = () => `${s.second.url}/tro-ve`
  const asking = (challenge: string, more: Record<string, string> = {}): URL => {
    const url = new URL(`${s.url}/oidc/auth`)
    const basic = { client_id: 'thu-vien-thu', response_type: 'code', scope: 'openid profile', redirect_uri: back() }
    url.search = new URLSearchParams({
      ...basic,
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...more,
    }).toString()
    return url
  }
  const codeFor = async (challenge: string): Promise<string> => {
    const { url } = await lan.follow(asking(challenge), returned)
    return url.searchParams.get('code') ?? ''
  }
  const post = async (form: Record<string, string>, basic = `thu-vien-thu:${encodeURIComponent(secret)}`) => {
    const response = await fetch(`${s.url}/oidc/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(basic).toString('base64')}` },
      body: new URLSearchParams(form),
    })
    const tokens: Tokens = JSON.parse(await response.text())
    return { status: response.status, tokens }
  }
  const redeem = (code: string, verifier: string) =>
    post({ grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: back() })
  const refresh = (token: string) => post({ grant_type: 'refresh_token', refresh_token: token })
  const knows = async (token: string) =>
    (await fetch(`${s.url}/oidc/me`, { headers: { authorization: `Bearer ${token}` } })).status

  test('a code is worth nothing without its verifier, its secret, or a second time: then all that came of it is void', async () => {
    const { verifier, challenge } = pkce()
    const code = await codeFor(challenge)
    assert.equal((await redeem(code, pkce().verifier)).tokens.error, 'invalid_grant')
    assert.equal(
      (await post({ grant_type: 'authorization_code', code }, 'thu-vien-thu:wrong')).tokens.error,
      'invalid_client',
    )
    const first = await redeem(code, verifier)
    assert.equal(await knows(first.tokens.access_token), 200)
    assert.equal((await redeem(code, verifier)).tokens.error, 'invalid_grant')
    assert.equal(await knows(first.tokens.access_token), 401)
    assert.equal((await refresh(first.tokens.refresh_token)).tokens.error, 'invalid_grant')
  })

  test('of two who redeem one code at the same time, one at most gets tokens', async () => {
    const { verifier, challenge } = pkce()
    const code = await codeFor(challenge)
    const both = await Promise.all([redeem(code, verifier), redeem(code, verifier)])
    assert.ok(both.filter(({ status }) => status === 200).length <= 1)
  })

  test('no request without PKCE, none with the plain method', async () => {
    for (const more of [{ code_challenge: '' }, { code_challenge_method: 'plain' }]) {
      const { url } = await lan.follow(asking(pkce().challenge, more), returned)
      assert.equal(url.searchParams.get('error'), 'invalid_request')
      assert.equal(url.searchParams.get('code'), null)
    }
  })

  test('a stolen refresh token, used once more, ends the whole family', async () => {
    const { verifier, challenge } = pkce()
    const { tokens } = await redeem(await codeFor(challenge), verifier)
    const second = await refresh(tokens.refresh_token)
    assert.equal(second.status, 200)
    assert.notEqual(second.tokens.refresh_token, tokens.refresh_token)
    assert.equal(
      (await refresh(tokens.refresh_token)).tokens.error,
      'invalid_grant',
      'the thief, or the owner after him',
    )
    assert.equal((await refresh(second.tokens.refresh_token)).tokens.error, 'invalid_grant')
    assert.equal(await knows(second.tokens.access_token), 401)
  })

  test('redirect_uri and post_logout_redirect_uri lead nowhere but to the application itself', async () => {
    for (const uri of [
      'https://evil.example/tro-ve',
      `${back()}/x`,
      `${back()}?a=1`,
      back().replace('localhost', 'localhost.evil.example'),
    ]) {
      const response = await lan.go(asking(pkce().challenge, { redirect_uri: uri }))
      assert.equal(response.status, 400, uri)
      assert.equal(response.headers.get('location'), null)
      assert.match(await response.text(), /Không đăng nhập được vào ứng dụng này/)
    }
    const end = new URL(`${s.url}/oidc/session/end`)
    end.search = new URLSearchParams({
      client_id: 'thu-vien-thu',
      post_logout_redirect_uri: 'https://evil.example/',
    }).toString()
    assert.equal((await lan.go(end)).status, 400)
  })

  test('a request that was answered, or that another browser began, cannot be gone on with', async () => {
    const stranger = new Visitor()
    const { url } = await stranger.follow(asking(pkce().challenge), /\/dang-nhap\?/)
    const next = url.searchParams.get('next') ?? ''
    const { url: shown } = await lan.follow(new URL(next, s.url), /\/ket-noi\//)
    assert.match(shown.pathname, /het-han$/)
  })

  test('consent cannot be given from another site', async () => {
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      const body = { id: '0123456789', optional: [] }
      const response = await lan.go(`${s.url}/api/people.connect`, { method: 'POST', body, headers })
      assert.equal(response.status, 403)
    }
  })

  test('an application that the province does not know, and a scope that it does not offer, are refused', async () => {
    const response = await lan.go(asking(pkce().challenge, { client_id: 'la' }))
    assert.equal(response.status, 400)
    const { url } = await lan.follow(asking(pkce().challenge, { scope: 'openid identity' }), returned)
    assert.equal(url.searchParams.get('error'), 'invalid_scope')
  })

  test('a new key is published before it signs; what the old one signed stays valid; a read of personal data is recorded', async () => {
    const published = async () => {
      const answer: { keys: { kid: string; d?: string }[] } = JSON.parse(
        await (await fetch(`${s.url}/oidc/jwks`)).text(),
      )
      assert.ok(answer.keys.every((key) => key.d === undefined))
      return answer.keys.map((key) => key.kid)
    }
    const sign = async () => {
      const { verifier, challenge } = pkce()
      return kidOf((await redeem(await codeFor(challenge), verifier)).tokens.id_token)
    }
    const [old] = await published()
    assert.equal(await sign(), old)
    const { added } = await rotateKeys(s.ctx, 'sign-in', true)
    forgetProvider(s.ctx)
    assert.deepEqual(await published(), [old, added])
    assert.equal(await sign(), old)
    await sql`update people.signing_key set signs_from = signs_from - interval '1 hour'`.execute(s.ctx.db)
    forgetProvider(s.ctx)
    assert.deepEqual(await published(), [added, old])
    assert.equal(await sign(), added)
    assert.equal((await rotateKeys(s.ctx, 'sign-in')).dropped, 0)
    await s.ctx.access.flush()
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from core.access where operation = 'people.userinfo' and actor = 'application/thu-vien-thu' and subject = 'account/lan'`.execute(
      s.ctx.db,
    )
    assert.ok((rows[0]?.n ?? 0) > 0)
  })

  test('the provider believes no session that has ended at the platform', async () => {
    const hung = new Visitor()
    await hung.signIn(s, '0912000222')
    await enterSecond(s, hung)
    const token = hung.cookie('tinhso_session') ?? ''
    assert.equal((await authenticate(s.ctx, token))?.id, 'hung')
    await sql`delete from people.session where account = 'hung'`.execute(s.ctx.db)
    const { url } = await hung.follow(asking(pkce().challenge), /^[^?]+\/(dang-nhap|tro-ve)\?/)
    assert.match(url.pathname, /dang-nhap/)
  })
})
