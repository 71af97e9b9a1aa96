import type { Configuration } from 'openid-client'
import { z } from 'zod'
import type { Context, IdentityProvider } from '#core/context'
import { readClaims, type Told } from './claims.ts'
import { vneidDefaults, vneidKind, type VneidSettings } from './definition.ts'

/** What a browser keeps, sealed, while its person is at VNeID: the answer must come to the browser that asked. */
const Asked = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  next: z.string(),
  until: z.number(),
})
type Asked = z.output<typeof Asked>

const askedMilliseconds = 10 * 60_000

const settingsOf = (ctx: Context): VneidSettings => ctx.definitions.find(vneidKind, 'vneid')?.body ?? vneidDefaults

const discovered = new WeakMap<Context, Promise<Configuration>>()

/** Loaded and asked for its addresses at the first sign-in; asked again when that failed. */
function discover(ctx: Context, provider: IdentityProvider): Promise<Configuration> {
  const known = discovered.get(ctx)
  if (known) return known
  const asking = (async () => {
    const { allowInsecureRequests, discovery } = await import('openid-client')
    const plain = provider.issuer.startsWith('http:') ? { execute: [allowInsecureRequests] } : {}
    return discovery(new URL(provider.issuer), provider.clientId, provider.clientSecret, undefined, plain)
  })()
  discovered.set(ctx, asking)
  asking.catch(() => discovered.delete(ctx))
  return asking
}

const redirectUri = (ctx: Context): string => new URL('/vneid/tro-ve', ctx.settings.publicUrl).href

/** @returns where the person goes, and what the browser keeps meanwhile */
export async function beginVneid(ctx: Context, provider: IdentityProvider, next: string) {
  const oidc = await import('openid-client')
  const configuration = await discover(ctx, provider)
  const asked: Asked = {
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    verifier: oidc.randomPKCECodeVerifier(),
    next,
    until: Date.now() + askedMilliseconds,
  }
  const { scopes, level } = settingsOf(ctx)
  const to = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri(ctx),
    scope: scopes.join(' '),
    state: asked.state,
    nonce: asked.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(asked.verifier),
    code_challenge_method: 'S256',
    ...(level === undefined ? {} : { acr_values: level }),
  })
  return { to: to.href, kept: ctx.vault.seal(JSON.stringify(asked)).toString('base64url') }
}

/** What the browser kept; undefined when it is not ours, or too old. */
export function openAsked(ctx: Context, kept: string | undefined): Asked | undefined {
  try {
    const asked = Asked.parse(JSON.parse(ctx.vault.open(Buffer.from(kept ?? '', 'base64url'))))
    return asked.until > Date.now() ? asked : undefined
  } catch {
    return undefined
  }
}

/**
 * The answer: code for tokens, state, nonce, signature and audience checked, then the person's particulars.
 * @param search of the address that the browser came back to
 * @throws when anything is not as it was asked
 */
export async function finishVneid(ctx: Context, provider: IdentityProvider, asked: Asked, search: string) {
  const oidc = await import('openid-client')
  const configuration = await discover(ctx, provider)
  const came = new URL(redirectUri(ctx))
  came.search = search
  const tokens = await oidc.authorizationCodeGrant(configuration, came, {
    pkceCodeVerifier: asked.verifier,
    expectedState: asked.state,
    expectedNonce: asked.nonce,
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  const more = await oidc.fetchUserInfo(configuration, tokens.access_token, claims?.sub ?? '')
  const told: Told | undefined = readClaims(settingsOf(ctx), { ...claims, ...more }, ctx.clock().getFullYear())
  if (!told) throw new Error('VNeID did not say who the person is')
  return told
}
