import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Context } from '#core/context'
import { notFound, unauthenticated } from '#core/errors'
import { actorOf } from '#core/http'
import { isFetchable } from '../rules.ts'
import { authenticate } from '../sessions.ts'
import * as store from '../store/rights.ts'
import { CopySecret, openedZip } from './copy-file.ts'

export const copyPath = (id: string): string => `/api/people/copies/${id}.zip`

/** `GET /api/people/copies/<id>.zip`: the copy of one's own data, while its link holds, to nobody but the one who asked for it. */
export function rightsRoutes(app: FastifyInstance, ctx: Context): void {
  app.get<{ Params: { file: string } }>('/api/people/copies/:file', async (request, reply) => {
    const actor = await actorOf(ctx, request, authenticate)
    if (actor.kind === 'anonymous')
      throw unauthenticated('sign-in-needed', { vi: 'Bạn cần đăng nhập.', en: 'Please sign in.' })
    const id = z.uuid().safeParse(request.params.file.replace(/\.zip$/, ''))
    const row = id.success ? await store.findCopy(ctx.db, id.data) : undefined
    const own = row?.account === actor.id && isFetchable(row, ctx.clock()) ? row : undefined
    await ctx.access.record({
      actor: actor.id,
      operation: 'people.fetch-copy',
      subject: row && `account/${row.account}`,
      outcome: own ? 'allowed' : 'refused',
      request: request.id,
    })
    if (!own || own.file === null || own.secret === null)
      throw notFound('copy-not-found', {
        vi: 'Bản sao này không còn. Bạn có thể yêu cầu bản mới.',
        en: 'This copy is gone. You can ask for a new one.',
      })
    await store.countFetch(ctx.db, own.id)
    const secret = CopySecret.parse(JSON.parse(ctx.vault.open(own.secret)))
    return reply
      .type('application/zip')
      .header('content-disposition', 'attachment; filename="du-lieu-cua-toi.zip"')
      .header('cache-control', 'private, no-store')
      .send(openedZip(await ctx.files.read(own.file), secret))
  })
}
