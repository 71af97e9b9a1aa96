import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import type { Config } from './config.ts'
import { openContext, type Opened, type OpenOptions } from './context.ts'
import { isReachable } from './core/db.ts'
import { registerConsumers } from './core/consumers.ts'
import { runConsumers, type ConsumerRunner } from './core/run-consumers.ts'
import { openHttp } from './core/http.ts'
import { runJobs } from './core/jobs.ts'
import { keepTablesFit } from './core/upkeep.ts'
import { observe } from './core/observe.ts'
import type { Context } from './core/context.ts'
import { modules } from './modules.ts'
import { metricsOf } from './processes.ts'

export type Running = {
  ctx: Context
  url: string
  consumers: ConsumerRunner | undefined
  /** fails when the scheduled jobs could not begin */
  working: Promise<unknown>
  close(): Promise<void>
}

const webFolder = fileURLToPath(new URL('../web/dist', import.meta.url))
const timeZone = 'Asia/Ho_Chi_Minh'

type Metrics = () => Promise<string>

export type ServeOptions = OpenOptions & {
  /** done before anything listens or consumes: the demo fills its empty database */
  prepare?: (ctx: Context) => Promise<void>
}

/** config → context → modules → listen. What it opened, `close` ends in the opposite order. */
export async function serve(config: Config, options: ServeOptions = {}): Promise<Running> {
  const opened = await openContext(config, modules, { processMetrics: true, ...options })
  const { ctx } = opened
  const metrics = metricsOf(ctx.metrics.registry)
  await registerConsumers(ctx.db, ctx.consumers)
  const begin = async () => {
    await options.prepare?.(ctx)
    return config.services.includes('web') ? openWeb(config, opened, metrics) : undefined
  }
  const web = await begin().catch(async (error: unknown) => {
    await opened.close()
    throw error
  })
  const work = config.services.includes('worker') ? beginWork(opened) : undefined
  const stopObserving = observe(ctx)
  return {
    ctx,
    url: web ? config.publicUrl : '',
    consumers: work?.consumers,
    working: work?.jobs ?? Promise.resolve(),
    async close() {
      ctx.live.stop()
      web?.server.closeAllConnections()
      await web?.close()
      stopObserving()
      await work?.stop()
      await opened.close()
    },
  }
}

async function openWeb(config: Config, { ctx, onWake }: Opened, metrics: Metrics): Promise<FastifyInstance> {
  const app = await openHttp(ctx, modules, {
    trustProxy: config.trustProxy,
    ready: () => isReachable(ctx.db),
    metrics,
  })
  await serveWeb(app)
  onWake(() => ctx.live.wake())
  ctx.live.start(ctx)
  await app.listen({ port: config.port, host: config.host })
  return app
}

/** What goes on behind the pages begins once they are served: setting up the scheduled jobs takes the embedded database seconds. */
function beginWork({ ctx, database, onWake }: Opened) {
  const consumers = runConsumers(ctx, ctx.consumers)
  onWake(() => consumers.wake())
  const jobs = runJobs(ctx, database.pool, [keepTablesFit, ...modules.flatMap((module) => module.jobs ?? [])], timeZone)
  jobs.catch((error: unknown) => ctx.log.error({ error: String(error) }, 'the scheduled jobs could not begin'))
  const stop = async (): Promise<void> => {
    const begun = await jobs.catch(() => undefined)
    await begun?.stop()
    await consumers.stop()
  }
  return { consumers, jobs, stop }
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
