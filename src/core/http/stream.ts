import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Actor } from '../actor.ts'
import type { Context } from '../context.ts'
import { forbidden } from '../errors.ts'

const beatMilliseconds = 20_000
const maxBufferedBytes = 256 * 1024
const maxTopics = 50

/** `GET /api/live?topics=a,b`: server-sent events. The id is the log's cursor; a gap is answered by `reset`. */
export function liveRoute(
  app: FastifyInstance,
  ctx: Context,
  actorOf: (request: FastifyRequest) => Promise<Actor>,
): void {
  app.get<{ Querystring: { topics?: string } }>('/api/live', async (request, reply) => {
    const actor = await actorOf(request)
    const topics = (request.query.topics ?? '').split(',').filter(Boolean).slice(0, maxTopics)
    if (topics.length === 0 || topics.some((topic) => !ctx.live.visible(actor, topic)))
      throw forbidden('not-allowed', {
        vi: 'Bạn không được theo dõi luồng này.',
        en: 'You may not follow this stream.',
      })

    reply.hijack()
    const stream = reply.raw
    // Whoever left while their rights were asked is told of no end any more: nothing may be opened for them.
    if (request.raw.socket.destroyed) return
    stream.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    const write = (text: string) => {
      // A reader that is too slow is let go; it comes back with its last id and is told to ask anew.
      if (stream.writableLength > maxBufferedBytes) stream.destroy()
      else stream.write(text)
    }
    write('retry: 2000\n\n')
    const last = request.headers['last-event-id']
    const leave = ctx.live.subscribe(
      {
        topics: new Set(topics),
        send: (id, messages) => write(`id: ${id}\ndata: ${JSON.stringify(messages)}\n\n`),
        reset: () => write('event: reset\ndata: {}\n\n'),
      },
      typeof last === 'string' ? last : undefined,
    )
    const beat = setInterval(() => void stillAllowed(), beatMilliseconds)
    // Rights change while a stream is open: it ends with the session or the right.
    const stillAllowed = async () => {
      const current = await actorOf(request).catch(() => undefined)
      if (!current || topics.some((topic) => !ctx.live.visible(current, topic))) stream.end()
      else write(': beat\n\n')
    }
    ctx.metrics.liveConnections.inc()
    stream.on('close', () => {
      clearInterval(beat)
      leave()
      ctx.metrics.liveConnections.dec()
    })
  })
}
