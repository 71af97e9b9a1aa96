import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Adapter, AdapterPayload, Provider, interactionPolicy } from 'oidc-provider'
import { peoplePage, type Shown } from './vneid-page.ts'

/**
 * Plays VNeID: a real OpenID Connect provider with made-up people, by the claim names of the National Public Service Portal. It shows no
 * password page: who comes says who they are, as the owner of the phone would have shown there.
 */
export type VneidPerson = Shown & { claims: Record<string, unknown> }
export type VneidOptions = { port: number; people: () => readonly VneidPerson[]; clientId: string; secret: string }
export type PlayedVneid = {
  issuer: string
  /** Whose answers it takes; told once the platform's address is known. */
  redirectTo(uri: string): void
  stop(): Promise<void>
}

export async function playVneid(options: VneidOptions): Promise<PlayedVneid> {
  let issuer = ''
  let redirectUri = ''
  let opened: Promise<Provider> | undefined
  const server = createServer((request, response) => {
    // Built at the first request: a demo in which nobody signs in this way does without the library.
    opened ??= openProvider(issuer, redirectUri, options)
    opened
      .then((provider) => answer(provider, options, request, response))
      .catch((error: unknown) => response.writeHead(500).end(String(error)))
  })
  await new Promise<void>((done, failed) => server.once('error', failed).listen(options.port, '127.0.0.1', done))
  const address = server.address()
  issuer = `http://localhost:${typeof address === 'object' && address ? address.port : options.port}`
  return {
    issuer,
    redirectTo: (uri) => void (redirectUri = uri),
    stop: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

async function answer(provider: Provider, options: VneidOptions, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '/', provider.issuer)
  if (!url.pathname.startsWith('/ai-do/')) return provider.callback()(request, response)
  const { uid } = await provider.interactionDetails(request, response)
  if (request.method !== 'POST') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    return void response.end(peoplePage(options.people(), `/ai-do/${uid}`))
  }
  let body = ''
  for await (const part of request) body += String(part)
  const subject = new URLSearchParams(body).get('person') ?? ''
  if (!options.people().some((person) => person.subject === subject))
    return provider.interactionFinished(request, response, { error: 'access_denied' })
  const grant = new provider.Grant({ accountId: subject, clientId: options.clientId })
  grant.addOIDCScope('openid profile')
  const grantId = await grant.save()
  return provider.interactionFinished(request, response, {
    login: { accountId: subject, remember: false, acr: '2' },
    consent: { grantId },
  })
}

async function openProvider(issuer: string, redirectUri: string, options: VneidOptions): Promise<Provider> {
  const [{ Provider, interactionPolicy }, { exportJWK, generateKeyPair }] = await Promise.all([
    import('oidc-provider'),
    import('jose'),
  ])
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const key = { ...(await exportJWK(privateKey)), kid: 'vneid', use: 'sig', alg: 'RS256' }
  const names = [...new Set(options.people().flatMap((person) => Object.keys(person.claims)))]
  const plain = { signed: false, path: '/' }
  return new Provider(issuer, {
    adapter: inMemory(),
    jwks: { keys: [key] },
    clients: [
      {
        client_id: options.clientId,
        client_secret: options.secret,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
      },
    ],
    acrValues: ['2'],
    claims: { openid: ['sub'], profile: names, acr: null },
    cookies: {
      keys: [randomBytes(16).toString('hex')],
      long: plain,
      short: plain,
      names: { session: 'vneid', interaction: 'vneid_asked', resume: 'vneid_resume' },
    },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    findAccount: (_koa, id) => {
      const found = options.people().find((person) => person.subject === id)
      return found && { accountId: id, claims: () => ({ ...found.claims, sub: id }) }
    },
    interactions: { url: (_koa, { uid }) => `/ai-do/${uid}`, policy: askedEachTime(interactionPolicy) },
    pkce: { required: () => true },
    renderError: (koa, out) => void (koa.body = `${out.error}: ${out.error_description ?? ''}`),
    ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Grant: 600, Interaction: 600, Session: 600 },
  })
}

/** The phone is asked each time, as with the real one: it keeps nobody signed in. */
function askedEachTime({ base, Check }: typeof interactionPolicy) {
  const policy = base()
  const always = new Check('each_time', 'asked each time', (koa) => koa.oidc.result?.login === undefined)
  policy.get('login')?.checks.add(always)
  return policy
}

/** Nothing of a played provider outlives it. */
function inMemory(): (kind: string) => Adapter {
  const kept = new Map<string, AdapterPayload>()
  return (kind) => ({
    upsert: async (id, payload) => void kept.set(`${kind} ${id}`, payload),
    find: async (id) => kept.get(`${kind} ${id}`),
    findByUid: async (uid) => [...kept.values()].find((payload) => payload.uid === uid),
    findByUserCode: async () => undefined,
    consume: async (id) =>
      void Object.assign(kept.get(`${kind} ${id}`) ?? {}, { consumed: Math.floor(Date.now() / 1000) }),
    destroy: async (id) => void kept.delete(`${kind} ${id}`),
    async revokeByGrantId(grantId) {
      for (const [key, payload] of kept) if (payload.grantId === grantId) kept.delete(key)
    },
  })
}
