import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Configuration } from 'openid-client'
import { libraryPage } from './second-app-page.ts'

/**
 * Another system of the province, as its own developers would write it: a small library that signs readers in by OpenID Connect,
 * with a stock client package. It knows nothing of Tỉnh Số but the address of its provider.
 */
export type SecondApp = { url: string; stop(): Promise<void> }
export type SecondAppOptions = {
  issuer: string
  clientId: string
  secret: string
  port: number
  scope?: string
  acr?: string
}

export type Reader = { sub: string; sid: string; name: string; email: string; phone: string; level: string }
type Session = { reader: Reader; idToken: string; refreshToken: string; refreshedTimes: number }
type Asked = { state: string; nonce: string; verifier: string }

const cookieName = 'thuvien'

export async function openSecondApp(options: SecondAppOptions): Promise<SecondApp> {
  const app = new Library(options)
  const server = createServer((request, response) => void app.answer(request, response))
  await new Promise<void>((done, failed) => server.once('error', failed).listen(options.port, '127.0.0.1', done))
  const address = server.address()
  const url = `http://localhost:${typeof address === 'object' && address ? address.port : options.port}`
  app.url = url
  return {
    url,
    stop: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

/** How an application is declared to the platform: what `signIn` of a service says. */
export const secondAppSettings = (url: string) => ({
  redirectUris: [`${url}/tro-ve`],
  postLogoutRedirectUris: [`${url}/`],
  backchannelLogoutUri: `${url}/bao-dang-xuat`,
})

class Library {
  url = ''
  private readonly options: SecondAppOptions
  private readonly sessions = new Map<string, Session>()
  private readonly asked = new Map<string, Asked>()
  private configuration: Promise<Configuration> | undefined

  constructor(options: SecondAppOptions) {
    this.options = options
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url)
    const browser =
      /\bthuvien=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? randomBytes(24).toString('base64url')
    response.setHeader('set-cookie', `${cookieName}=${browser}; HttpOnly; SameSite=Lax; Path=/`)
    try {
      await this.route(`${request.method} ${url.pathname}`, { url, browser, request, response })
    } catch (error) {
      response.writeHead(502, { 'content-type': 'text/html; charset=utf-8' })
      response.end(libraryPage({ kind: 'failed', why: error instanceof Error ? error.message : String(error) }))
    }
  }

  private async route(asked: string, at: Visit): Promise<void> {
    const session = this.sessions.get(at.browser)
    switch (asked) {
      case 'GET /':
        return page(at.response, libraryPage(session ? { kind: 'reader', ...session } : { kind: 'stranger' }))
      case 'GET /ai':
        at.response.writeHead(200, { 'content-type': 'application/json' })
        return void at.response.end(JSON.stringify(session?.reader ?? null))
      case 'GET /dang-nhap':
        return this.signIn(at)
      case 'GET /tro-ve':
        return this.comeBack(at)
      case 'POST /lam-moi':
        return this.refresh(at, session)
      case 'POST /dang-xuat':
        return this.signOut(at, session)
      case 'POST /bao-dang-xuat':
        return this.hearSignOut(at)
      default:
        at.response.writeHead(404).end()
    }
  }

  /** Loaded and discovered at the first sign-in. */
  private configured(): Promise<Configuration> {
    this.configuration ??= this.discover().catch((error: unknown) => {
      this.configuration = undefined
      throw error
    })
    return this.configuration
  }

  private async discover(): Promise<Configuration> {
    const { allowInsecureRequests, discovery } = await import('openid-client')
    const { issuer, clientId, secret } = this.options
    const plain = issuer.startsWith('http:') ? { execute: [allowInsecureRequests] } : {}
    return discovery(new URL(issuer), clientId, secret, undefined, plain)
  }

  private async signIn({ browser, response }: Visit): Promise<void> {
    const oidc = await import('openid-client')
    const asked = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier() }
    this.asked.set(browser, asked)
    const to = oidc.buildAuthorizationUrl(await this.configured(), {
      redirect_uri: `${this.url}/tro-ve`,
      scope: this.options.scope ?? 'openid profile email phone',
      code_challenge: await oidc.calculatePKCECodeChallenge(asked.verifier),
      code_challenge_method: 'S256',
      state: asked.state,
      nonce: asked.nonce,
      ...(this.options.acr === undefined ? {} : { acr_values: this.options.acr }),
    })
    redirect(response, to.href)
  }

  private async comeBack({ url, browser, response }: Visit): Promise<void> {
    const asked = this.asked.get(browser)
    this.asked.delete(browser)
    if (url.searchParams.get('error') === 'access_denied') return page(response, libraryPage({ kind: 'refused' }))
    if (!asked) return redirect(response, '/')
    const oidc = await import('openid-client')
    const configuration = await this.configured()
    const tokens = await oidc.authorizationCodeGrant(configuration, url, {
      pkceCodeVerifier: asked.verifier,
      expectedState: asked.state,
      expectedNonce: asked.nonce,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    const sub = claims?.sub ?? ''
    const known = await oidc.fetchUserInfo(configuration, tokens.access_token, sub)
    const reader = {
      sub,
      sid: textOf(claims?.['sid']),
      name: known.name ?? '',
      email: known.email ?? '',
      phone: known.phone_number ?? '',
      level: textOf(claims?.acr),
    }
    const kept = { idToken: tokens.id_token ?? '', refreshToken: tokens.refresh_token ?? '' }
    this.sessions.set(browser, { reader, ...kept, refreshedTimes: 0 })
    redirect(response, '/')
  }

  private async refresh({ browser, response }: Visit, session: Session | undefined): Promise<void> {
    if (!session) return redirect(response, '/')
    const oidc = await import('openid-client')
    try {
      const tokens = await oidc.refreshTokenGrant(await this.configured(), session.refreshToken)
      session.refreshToken = tokens.refresh_token ?? session.refreshToken
      session.refreshedTimes += 1
    } catch {
      this.sessions.delete(browser)
    }
    redirect(response, '/')
  }

  private async signOut({ browser, response }: Visit, session: Session | undefined): Promise<void> {
    this.sessions.delete(browser)
    const oidc = await import('openid-client')
    const to = oidc.buildEndSessionUrl(await this.configured(), {
      post_logout_redirect_uri: `${this.url}/`,
      ...(session ? { id_token_hint: session.idToken } : {}),
    })
    redirect(response, to.href)
  }

  /** OpenID Connect Back-Channel Logout: the provider says who has left; its signature is checked. */
  private async hearSignOut({ request, response }: Visit): Promise<void> {
    let body = ''
    for await (const part of request) body += String(part)
    const { createRemoteJWKSet, jwtVerify } = await import('jose')
    const { issuer, jwks_uri } = (await this.configured()).serverMetadata()
    const { payload } = await jwtVerify(
      new URLSearchParams(body).get('logout_token') ?? '',
      createRemoteJWKSet(new URL(jwks_uri ?? '')),
      { issuer, audience: this.options.clientId },
    )
    for (const [browser, { reader }] of this.sessions)
      if (reader.sid === payload['sid'] && reader.sub === payload.sub) this.sessions.delete(browser)
    response.writeHead(200).end()
  }
}

type Visit = { url: URL; browser: string; request: IncomingMessage; response: ServerResponse }

const textOf = (claim: unknown): string => (typeof claim === 'string' ? claim : '')

const redirect = (response: ServerResponse, to: string): void => void response.writeHead(303, { location: to }).end()

const page = (response: ServerResponse, html: string): void =>
  void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html)
