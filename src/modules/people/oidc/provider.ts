import { createHash, timingSafeEqual } from 'node:crypto'
import { Provider, interactionPolicy, type Configuration, type KoaContextWithOIDC } from 'oidc-provider'
import type { Actor } from '#core/actor'
import { sessionCookie } from '#core/http'
import type { Context } from '#core/context'
import { findClient, purposeOf, shownOf } from '../clients.ts'
import { authenticate, digestOf, endSessions } from '../sessions.ts'
import { findAccount } from '../store/accounts.ts'
import { findConsent } from '../store/consents.ts'
import { openAdapter } from './adapter.ts'
import { claimsOf, claimsOfScopes } from './claims.ts'
import type { KeySet } from './keys.ts'
import { acrValues, levelNeeded, levelReached } from './levels.ts'
import { errorPage, signedOutPage, signOutPage } from './pages.ts'

const minute = 60
const hour = 60 * minute

/** Nothing outlives the longest session of a person (`rules.ts`): an application's access ends with it. */
const ttl = {
  AuthorizationCode: minute,
  AccessToken: 15 * minute,
  IdToken: hour,
  RefreshToken: 24 * hour,
  Interaction: 30 * minute,
  Session: 24 * hour,
  Grant: 24 * hour,
}

/** The library's provider with our accounts, our sessions, our ledger of consents. */
export function buildProvider(ctx: Context, keys: KeySet): Provider {
  const provider = new Provider(issuerOf(ctx), settings(ctx, keys))
  provider.proxy = true
  // What is stored is the secret's digest (clients.ts).
  provider.Client.prototype.compareClientSecret = function compare(actual) {
    const known = Buffer.from(this.clientSecret ?? '', 'hex')
    const given = createHash('sha256').update(actual).digest()
    return known.length === given.length && timingSafeEqual(known, given)
  }
  provider.use(async (koa, next) => {
    await next()
    const oidc: KoaContextWithOIDC['oidc'] | undefined = koa['oidc']
    const ended = oidc?.session !== undefined && Reflect.get(oidc.session, 'destroyed') === true
    if (oidc?.route === 'end_session_confirm' && ended) await endOwnSession(ctx, koa)
  })
  return provider
}

export const issuerOf = (ctx: Context): string => new URL('/oidc', ctx.settings.publicUrl).href

function settings(ctx: Context, keys: KeySet): Configuration {
  const secure = ctx.settings.publicUrl.startsWith('https:')
  const cookie = { httpOnly: true, sameSite: 'lax' as const, secure, signed: true }
  return {
    adapter: openAdapter(ctx),
    jwks: { keys: keys.keys },
    acrValues,
    claims: claimsOfScopes,
    scopes: ['openid'],
    clients: [],
    subjectTypes: ['pairwise'],
    responseTypes: ['code'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    pkce: { required: () => true },
    cookies: {
      names: { session: 'tinhso_oidc', interaction: 'tinhso_oidc_asked', resume: 'tinhso_oidc_resume' },
      long: { ...cookie, path: '/oidc' },
      short: cookie,
      keys: [ctx.vault.digest('oidc cookies').toString('base64url')],
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      resourceIndicators: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      revocation: { enabled: true },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource: signOutPage, postLogoutSuccessSource: signedOutPage },
    },
    ttl,
    expiresWithSession: () => true,
    issueRefreshToken: (_koa, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    pairwiseIdentifier: (_koa, account, client) => pseudonymOf(ctx, account, client.clientId),
    findAccount: async (koa, id) => {
      const account = await findAccount(ctx.db, id)
      if (!account || account.ended_at !== null) return undefined
      return { accountId: id, claims: (use) => claimsOf(ctx, account, { use, client: koa.oidc.client?.clientId }) }
    },
    loadExistingGrant: (koa) => grantFromLedger(ctx, koa),
    interactions: { url: (_koa, { uid }) => `/oidc/interaction/${uid}`, policy: policyOf(ctx) },
    renderError: errorPage,
    // Only the province's own definitions name these addresses, and many stand in its own network.
    fetch: (url, options) => fetch(url, withoutDispatcher(options)),
  }
}

/** The library's dispatcher refuses private networks. */
const withoutDispatcher = (options: object | undefined): RequestInit =>
  Object.fromEntries(Object.entries(options ?? {}).filter(([name]) => name !== 'dispatcher'))

/** Each application knows a person by another name: two of them cannot put their data together by it. */
export const pseudonymOf = (ctx: Context, account: string, client: string): string =>
  ctx.vault.digest(`application ${client} ${account}`).toString('base64url')

const actorOf = async (ctx: Context, koa: KoaContextWithOIDC): Promise<Actor | undefined> => {
  const token = koa.cookies.get(sessionCookie)
  return token === undefined ? undefined : authenticate(ctx, token)
}

/** Signed in is who is signed in at the platform: the same person, still, at the level that is needed. */
function policyOf(ctx: Context) {
  const policy = interactionPolicy.base()
  const { Check } = interactionPolicy
  const login = policy.get('login')
  login?.checks.add(
    new Check('session_ended', 'the session at the platform has ended', async (koa) => {
      const { accountId } = koa.oidc.session ?? {}
      return accountId !== undefined && (await actorOf(ctx, koa))?.id !== accountId
    }),
  )
  login?.checks.add(
    new Check('level', 'a higher level of assurance is needed', (koa) => {
      const { session, client, params } = koa.oidc
      const needed = levelNeeded(client && findClient(ctx, client.clientId), params?.['acr_values'])
      return session?.accountId !== undefined && levelReached(session.acr) < needed
    }),
  )
  return policy
}

/** What the person has agreed to before, word for word as the application asks today; undefined: to be asked. */
async function grantFromLedger(ctx: Context, koa: KoaContextWithOIDC) {
  const { session, client, account, result, provider } = koa.oidc
  if (!session || !client || !account) return undefined
  const consent = await findConsent(ctx.db, account.accountId, purposeOf(client.clientId))
  const settings = findClient(ctx, client.clientId)
  if (!consent || !settings || consent.shown !== shownOf(settings)) return undefined
  const before = result?.consent ? undefined : session.grantIdFor(client.clientId)
  const known = before === undefined ? undefined : await provider.Grant.find(before)
  if (known) return known
  const grant = new provider.Grant({ accountId: account.accountId, clientId: client.clientId })
  grant.addOIDCScope(['openid', ...consent.granted].join(' '))
  if (consent.refused.length > 0) grant.rejectOIDCScope(consent.refused.join(' '))
  await grant.save()
  return grant
}

async function endOwnSession(ctx: Context, koa: Pick<KoaContextWithOIDC, 'cookies'>): Promise<void> {
  const token = koa.cookies.get(sessionCookie)
  if (token === undefined) return
  await ctx.db.transaction().execute((db) => endSessions(db, ctx, [digestOf(token)]))
  koa.cookies.set(sessionCookie, null, { path: '/', signed: false })
}
