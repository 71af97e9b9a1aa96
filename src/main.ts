import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import type { Config } from './config.ts'
import { openContext, type OpenOptions } from './context.ts'
import { isReachable } from './core/db.ts'
import { registerConsumers, runConsumers, type ConsumerRunner } from './core/consumers.ts'
import { openHttp } from './core/http.ts'
import { runJobs, type JobRunner } from './core/jobs.ts'
import { keepTablesFit } from './core/upkeep.ts'
import { observe } from './core/observe.ts'
import type { Context } from './core/context.ts'
import { modules } from './modules.ts'

export type Running = { ctx: Context; url: string; consumers: ConsumerRunner | undefined; close(): Promise<void> }

const webFolder = fileURLToPath(new URL('../web/dist', import.meta.url))
const timeZone = 'Asia/Ho_Chi_Minh'

export type ServeOptions = OpenOptions & {
  /** done before anything listens or consumes: the demo fills its empty database */
  prepare?: (ctx: Context) => Promise<void>
}

/** config → context → modules → listen. What it opened, `close` ends in the opposite order. */
export async function serve(config: Config, options: ServeOptions = {}): Promise<Running> {
  const opened = await openContext(config, modules, { processMetrics: true, ...options })
  const { ctx } = opened
  const { consumers } = ctx
  await registerConsumers(ctx.db, consumers)
  try {
    await options.prepare?.(ctx)
  } catch (error) {
    await opened.close()
    throw error
  }
  const worker = config.services.includes('worker')
  const runner = worker ? runConsumers(ctx, consumers) : undefined
  if (runner) opened.onWake(() => runner.wake())
  const jobs: JobRunner | undefined = worker
    ? await runJobs(
        ctx,
        opened.database.pool,
        [keepTablesFit, ...modules.flatMap((module) => module.jobs ?? [])],
        timeZone,
      )
    : undefined
  const stopObserving = observe(ctx)
  let app: FastifyInstance | undefined
  let url = ''
  if (config.services.includes('web')) {
    app = await openHttp(ctx, modules, { trustProxy: config.trustProxy, ready: () => isReachable(ctx.db) })
    await serveWeb(app)
    opened.onWake(() => ctx.live.wake())
    ctx.live.start(ctx)
    await app.listen({ port: config.port, host: config.host })
    url = config.publicUrl
  }
  return {
    ctx,
    url,
    consumers: runner,
    async close() {
      ctx.live.stop()
      app?.server.closeAllConnections()
      await app?.close()
      stopObserving()
      await jobs?.stop()
      await runner?.stop()
      await opened.close()
    },
  }
}

/** The browser's files. A path that is no file is a page of the web: its router answers. */
async function serveWeb(app: FastifyInstance): Promise<void> {
  if (!existsSync(webFolder)) return
  await app.register(fastifyStatic, {
    root: webFolder,
    wildcard: false,
    preCompressed: true,
    setHeaders(reply, path) {
      void reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  app.setNotFoundHandler((request, reply) => {
    const page =
      request.method === 'GET' &&
      !request.url.startsWith('/api/') &&
      (request.headers.accept ?? '').includes('text/html')
    if (page) return reply.header('cache-control', 'no-cache').sendFile('index.html')
    return reply.status(404).type('application/problem+json').send({
      type: '/docs/problems/no-such-path',
      code: 'no-such-path',
      status: 404,
      title: 'Không có địa chỉ này.',
      request: request.id,
    })
  })
}
