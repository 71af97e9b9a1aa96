import { randomUUID } from 'node:crypto'
import fastifyCompress from '@fastify/compress'
import fastifyCookie from '@fastify/cookie'
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import { anonymous, type Actor } from './actor.ts'
import { call } from './call.ts'
import type { Context } from './context.ts'
import { refuseNulls, requireSameSite, securityHeaders } from './http/guards.ts'
import { allowance } from './http/allowance.ts'
import { problemPages } from './http/problem-pages.ts'
import { answerProblem } from './http/problems.ts'
import { liveRoute } from './http/stream.ts'
import { localeOf } from './i18n.ts'
import type { Authenticator, Module } from './module.ts'
import type { Operation, SessionSink } from './operation.ts'
import { describeApi } from './openapi.ts'
import { uploadRoutes } from './uploads.ts'

export type HttpOptions = {
  trustProxy: boolean
  ready: () => Promise<boolean>
  /** in Prometheus's format; those of this process where not said */
  metrics?: () => Promise<string>
  bodyLimit?: number
}

export const sessionCookie = 'tinhso_session'
const maxBodyBytes = 1024 * 1024
/** Answers to queries alone: those of commands are short. Smaller ones fit a packet or two; what brotli saves more it costs in time. */
const compress = { threshold: 2048, encodings: ['gzip' as const] }

/** The server: every operation at `/api/<name>`, the modules' own routes, health, metrics, OpenAPI. */
export async function openHttp(
  ctx: Context,
  modules: readonly Module[],
  options: HttpOptions,
): Promise<FastifyInstance> {
  const log: FastifyBaseLogger = ctx.log
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: options.bodyLimit ?? maxBodyBytes,
    trustProxy: options.trustProxy,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
  })
  await app.register(fastifyCookie)
  await app.register(fastifyCompress, { global: false, globalDecompression: false })
  app.addHook('onRequest', securityHeaders(ctx))
  app.addHook('onRequest', refuseNulls)
  app.addHook('preHandler', requireSameSite(ctx))
  app.setErrorHandler((error, request, reply) => answerProblem(error, request, reply))

  const authenticate = modules.find((module) => module.authenticate)?.authenticate
  const operations = modules.flatMap((module) => module.operations ?? [])
  for (const operation of operations) operationRoute(app, ctx, operation, authenticate)
  for (const module of modules) module.routes?.(app, ctx)
  liveRoute(app, ctx, (request) => actorOf(ctx, request, authenticate))
  uploadRoutes(app, ctx, (request) => actorOf(ctx, request, authenticate))
  plainRoutes(app, ctx, operations, options)
  problemPages(app)
  return app
}

export async function actorOf(ctx: Context, request: FastifyRequest, authenticate?: Authenticator): Promise<Actor> {
  const locale = localeOf(request.headers['accept-language'])
  const token = request.cookies[sessionCookie]
  const actor = token && authenticate ? await authenticate(ctx, token) : undefined
  return actor ? { ...actor, locale } : anonymous(locale)
}

function operationRoute(app: FastifyInstance, ctx: Context, operation: Operation, authenticate?: Authenticator): void {
  const allow = allowance(operation.perMinute)
  const handler = async (request: FastifyRequest, reply: FastifyReply) => {
    allow(request.ip, ctx.clock())
    const started = process.hrtime.bigint()
    const record = (outcome: string) =>
      ctx.metrics.calls.observe({ operation: operation.name, outcome }, Number(process.hrtime.bigint() - started) / 1e9)
    try {
      const actor = await actorOf(ctx, request, authenticate)
      const input = operation.kind === 'query' ? request.query : (request.body ?? {})
      const answer = await call(ctx, operation, input, actor, {
        request: request.id,
        session: sessionSink(ctx, reply),
        address: request.ip,
        agent: (request.headers['user-agent'] ?? '').slice(0, 400),
        ...headersOf(request),
      })
      record('ok')
      reply.header('cache-control', 'no-store')
      return await reply.send(answer ?? null)
    } catch (error) {
      record('error')
      throw error
    }
  }
  const url = `/api/${operation.name}`
  if (operation.kind === 'query') app.get(url, { compress }, handler)
  else app.post(url, handler)
}

function headersOf(request: FastifyRequest): { idempotencyKey?: string; purpose?: string } {
  const key = request.headers['idempotency-key']
  const purpose = request.headers['x-purpose']
  return {
    ...(typeof key === 'string' && key.length > 0 ? { idempotencyKey: key.slice(0, 200) } : {}),
    ...(typeof purpose === 'string' ? { purpose: purpose.slice(0, 200) } : {}),
  }
}

/** Writes the session cookie of an answer: sealed off from scripts and other sites. */
export function sessionSink(ctx: Context, reply: FastifyReply): SessionSink {
  const cookie = {
    path: '/',
    httpOnly: true,
    sameSite: 'lax' as const,
    secure: ctx.settings.publicUrl.startsWith('https:'),
  }
  return {
    start: (token, maxAgeSeconds) => void reply.setCookie(sessionCookie, token, { ...cookie, maxAge: maxAgeSeconds }),
    end: () => void reply.clearCookie(sessionCookie, cookie),
  }
}

function plainRoutes(app: FastifyInstance, ctx: Context, operations: readonly Operation[], options: HttpOptions): void {
  app.get('/healthz', () => ({ status: 'ok' }))
  app.get('/readyz', async (_request, reply) => {
    const ready = await options.ready()
    return reply.status(ready ? 200 : 503).send({ status: ready ? 'ready' : 'starting' })
  })
  app.get('/metrics', async (_request, reply) => {
    reply.type(ctx.metrics.registry.contentType)
    return (options.metrics ?? (() => ctx.metrics.registry.metrics()))()
  })
  const openApi = describeApi(operations, ctx.settings.publicUrl)
  app.get('/api/openapi.json', () => openApi)
}
