import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { transact } from '#core/call'
import type { Context, IdentityProvider } from '#core/context'
import { AppError } from '#core/errors'
import { actorOf, sessionSink } from '#core/http'
import { allowance } from '#core/http/allowance'
import { ownPath } from '../rules.ts'
import { authenticate } from '../sessions.ts'
import { beginVneid, finishVneid, openAsked } from './client.ts'
import { enterByVneid } from './linking.ts'

const cookieName = 'tinhso_vneid'
const begunPerMinute = 30

/** Two addresses: out to VNeID, and back. They exist where the platform was given a provider. */
export function vneidRoutes(app: FastifyInstance, ctx: Context): void {
  const provider = ctx.settings.vneid
  if (provider === undefined) return
  const allow = allowance(begunPerMinute)
  app.get<{ Querystring: { next?: string } }>('/vneid/dang-nhap', async (request, reply) => {
    allow(request.ip, ctx.clock())
    const next = ownPath(request.query.next) ?? '/'
    try {
      const { to, kept } = await beginVneid(ctx, provider, next)
      reply.setCookie(cookieName, kept, cookie(ctx, 600))
      return reply.header('cache-control', 'no-store').redirect(to, 303)
    } catch (error) {
      ctx.log.warn({ error: String(error) }, 'VNeID does not answer')
      return failed(reply, next, 'vneid-away')
    }
  })
  app.get('/vneid/tro-ve', (request, reply) => comeBack(ctx, provider, request, reply))
}

const cookie = (ctx: Context, maxAge: number) => ({
  path: '/vneid',
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: ctx.settings.publicUrl.startsWith('https:'),
  maxAge,
})

const failed = (reply: FastifyReply, next: string, why: string) =>
  reply.redirect(`/dang-nhap?next=${encodeURIComponent(next)}&loi=${why}`, 303)

async function comeBack(ctx: Context, provider: IdentityProvider, request: FastifyRequest, reply: FastifyReply) {
  const asked = openAsked(ctx, request.cookies[cookieName])
  reply.clearCookie(cookieName, cookie(ctx, 0)).header('cache-control', 'no-store')
  if (!asked) return failed(reply, '/', 'vneid-again')
  const search = new URL(request.url, ctx.settings.publicUrl).search
  const told = await finishVneid(ctx, provider, asked, search).catch((error: unknown) => {
    ctx.log.warn({ error: String(error) }, 'a sign-in by VNeID failed')
    return undefined
  })
  if (!told) return failed(reply, asked.next, 'vneid-again')
  try {
    const actor = await actorOf(ctx, request, authenticate)
    const step = { ctx, actor, now: ctx.clock(), session: sessionSink(ctx, reply), address: request.ip }
    const agent = (request.headers['user-agent'] ?? '').slice(0, 400)
    await transact(ctx, actor, { request: request.id }, (db) => enterByVneid({ ...step, db, agent }, told))
    ctx.wake()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return failed(reply, asked.next, error.code)
  }
  return reply.redirect(asked.next, 303)
}
