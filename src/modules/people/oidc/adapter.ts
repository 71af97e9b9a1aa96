import { Provider, errors, type Adapter, type AdapterPayload } from 'oidc-provider'
import { sessionCookie } from '#core/http'
import type { Context } from '#core/context'
import { findClient, type Client } from '../clients.ts'
import { digestOf } from '../sessions.ts'
import * as store from '../store/openid.ts'
import { openContent, sealContent } from './content.ts'
import { acrOf } from './levels.ts'

/** What the library keeps, in `people.oidc_item`: named by digests, sealed. */
export const openAdapter =
  (ctx: Context) =>
  (kind: string): Adapter =>
    kind === 'Client' ? clientAdapter(ctx) : itemAdapter(ctx, kind)

function itemAdapter(ctx: Context, kind: string): Adapter {
  const opened = (row: store.ItemRow | undefined): AdapterPayload | undefined =>
    row && { ...openContent(ctx, row.content), ...(row.consumed_at ? { consumed: seconds(row.consumed_at) } : {}) }
  return {
    async upsert(id, payload, expiresIn) {
      const exp = payload.exp ?? seconds(new Date()) + (expiresIn ?? 0)
      await store.putItem(ctx.db, {
        kind,
        digest: digestOf(id),
        content: sealContent(ctx, payload),
        account: payload.accountId ?? null,
        client: payload.clientId ?? null,
        grant_digest: payload.grantId === undefined ? null : digestOf(payload.grantId),
        uid_digest: payload.uid === undefined ? null : digestOf(payload.uid),
        session: kind === 'Session' && payload.accountId !== undefined ? ownSession() : null,
        expires_at: new Date(exp * 1000),
      })
    },
    find: async (id) => opened(await store.findItem(ctx.db, kind, digestOf(id))),
    findByUid: async (uid) => opened(await store.findByUid(ctx.db, kind, digestOf(uid))),
    findByUserCode: async () => undefined,
    async consume(id) {
      // The library looks first and consumes afterwards: of two that looked at the same time, one is told here.
      if (!(await store.consumeItem(ctx.db, kind, digestOf(id), new Date())))
        throw new errors.InvalidGrant('grant request is invalid')
    },
    destroy: (id) => store.dropItem(ctx.db, kind, digestOf(id)),
    revokeByGrantId: (grantId) => store.dropByGrant(ctx.db, digestOf(grantId)),
  }
}

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000)

/** The person's own session, in whose browser the library is just answering. */
function ownSession(): Buffer | null {
  const token = Provider.ctx?.cookies.get(sessionCookie)
  return token === undefined ? null : digestOf(token)
}

function clientAdapter(ctx: Context): Adapter {
  const never = async () => undefined
  return {
    find: async (id) => {
      const client = findClient(ctx, id)
      return client && metadataOf(client)
    },
    upsert: never,
    findByUid: never,
    findByUserCode: never,
    consume: never,
    destroy: never,
    revokeByGrantId: never,
  }
}

const metadataOf = (client: Client): AdapterPayload => ({
  client_id: client.clientId,
  client_name: client.name.vi,
  client_uri: client.url,
  redirect_uris: client.redirectUris,
  post_logout_redirect_uris: client.postLogoutRedirectUris,
  response_types: ['code'],
  grant_types: ['authorization_code', 'refresh_token'],
  subject_type: 'pairwise',
  // With it, each ID token says the level that was reached.
  default_acr_values: [acrOf(client.level)],
  scope: ['openid', ...client.scopes, ...client.optionalScopes].join(' '),
  ...(client.backchannelLogoutUri === undefined
    ? {}
    : { backchannel_logout_uri: client.backchannelLogoutUri, backchannel_logout_session_required: true }),
  // The digest stands where the library keeps the secret; provider.ts compares digests.
  ...(client.secretDigest === undefined
    ? { token_endpoint_auth_method: 'none' as const }
    : { token_endpoint_auth_method: 'client_secret_basic' as const, client_secret: client.secretDigest }),
})
