import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '#core/context'
import { actorOf } from '#core/http'
import { nextFor } from './oidc/asked.ts'
import { acrOf, levelNeeded } from './oidc/levels.ts'
import { findClient, listClients } from './clients.ts'
import { publicKeys } from './personal-qr.ts'
import { rightsRoutes } from './rights/routes.ts'
import { authenticate, digestOf } from './sessions.ts'
import { bindItem } from './store/openid.ts'
import { findSessionRow } from './store/sessions.ts'
import { vneidRoutes } from './vneid/routes.ts'

const mount = '/oidc'
/** What machines call, each with its own secret or token: from any place, and never by a cookie. */
const forMachines = ['/token', '/token/revocation', '/me', '/jwks', '/.well-known/openid-configuration']

const keysSeconds = 300

/** The keys of personal codes; and OpenID Connect, at the addresses that its standard and the library give it. */
export function routes(app: FastifyInstance, ctx: Context): void {
  vneidRoutes(app, ctx)
  rightsRoutes(app, ctx)
  // Kept for less long than a new key is published before it signs.
  app.get('/.well-known/personal-qr/jwks.json', async (_request, reply) =>
    reply.header('cache-control', `public, max-age=${keysSeconds}`).send(await publicKeys(ctx)),
  )
  void app.register(async (scope) => {
    // The library reads the bodies itself.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    scope.get<{ Params: { uid: string } }>(`${mount}/interaction/:uid`, (request, reply) => goOn(ctx, request, reply))
    for (const path of forMachines)
      scope.all(`${mount}${path}`, { config: { anyOrigin: true } }, (request, reply) => pass(ctx, request, reply))
    scope.all(`${mount}/*`, (request, reply) => pass(ctx, request, reply))
  })
}

/** Hands a request to the library, which answers it by itself. */
async function pass(ctx: Context, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { handle } = await providerFor(ctx)
  const { raw } = request
  prepare(ctx, request, reply)
  Object.assign(raw, { originalUrl: raw.url, url: (raw.url ?? '').slice(mount.length) || '/' })
  await handle(raw, reply.raw)
}

function prepare(ctx: Context, request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack()
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) reply.raw.setHeader(name, value)
  reachedAt(ctx, request)
  // A form that signs out ends at the application: browsers check that too.
  const ends = new Set(
    listClients(ctx).flatMap((client) => client.postLogoutRedirectUris.map((uri) => new URL(uri).origin)),
  )
  const policy = String(reply.getHeader('content-security-policy') ?? '')
  reply.raw.setHeader(
    'content-security-policy',
    policy.replace("form-action 'self'", ["form-action 'self'", ...ends].join(' ')),
  )
}

/** The address that people type counts, for cookies and for every link: not what a request or a proxy says of itself. */
function reachedAt(ctx: Context, { raw }: FastifyRequest): void {
  const { protocol, host } = new URL(ctx.settings.publicUrl)
  Object.assign(raw.headers, { host, 'x-forwarded-proto': protocol.slice(0, -1), 'x-forwarded-host': host })
}

/** Loaded at the first request: a start, and a process that nobody signs in through, do without it. */
async function providerFor(ctx: Context) {
  const { providerOf } = await import('./oidc/server.ts')
  return providerOf(ctx)
}

/** Between the application's request and its answer: sign in, raise the level, agree; then on. */
async function goOn(ctx: Context, request: FastifyRequest<{ Params: { uid: string } }>, reply: FastifyReply) {
  const { provider } = await providerFor(ctx)
  const { uid } = request.params
  reachedAt(ctx, request)
  const details = await provider.interactionDetails(request.raw, reply.raw).catch(() => undefined)
  if (details?.uid !== uid) return reply.redirect('/ket-noi/het-han', 303)
  const actor = await actorOf(ctx, request, authenticate)
  const session =
    actor.session === undefined ? undefined : await findSessionRow(ctx.db, Buffer.from(actor.session, 'hex'))
  const client = findClient(ctx, String(details.params['client_id']))
  const needed = levelNeeded(client, details.params['acr_values'])
  const { prompt } = details
  const next = nextFor(
    { prompt: prompt.name, reasons: prompt.reasons, levelNeeded: needed, at: new Date(details.iat * 1000) },
    session && { id: actor.id, level: session.assurance, signedInAt: session.created_at },
  )
  const here = encodeURIComponent(`${mount}/interaction/${uid}`)
  switch (next) {
    case 'sign-in':
      return reply.redirect(`/dang-nhap?next=${here}`, 303)
    case 'sign-in-again':
      return reply.redirect(`/dang-nhap?next=${here}&again=1`, 303)
    case 'raise-level':
      return reply.redirect(`/nang-muc-dinh-danh?next=${here}`, 303)
    case 'consent':
      await bindItem(ctx.db, 'Interaction', digestOf(uid), Buffer.from(actor.session ?? '', 'hex'))
      return reply.redirect(`/ket-noi/${encodeURIComponent(uid)}`, 303)
    case 'go-on': {
      const login = {
        accountId: actor.id,
        acr: acrOf(session?.assurance ?? 0),
        amr: session?.methods ?? [],
        ts: Math.floor((session?.created_at.getTime() ?? 0) / 1000),
      }
      prepare(ctx, request, reply)
      return provider.interactionFinished(request.raw, reply.raw, { login }, { mergeWithLastSubmission: true })
    }
  }
}
