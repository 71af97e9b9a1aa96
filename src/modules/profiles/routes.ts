import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { transact } from '#core/call'
import type { Context } from '#core/context'
import { forbidden, notFound, unauthenticated } from '#core/errors'
import { actorOf } from '#core/http'
import { allowance } from '#core/http/allowance'
import { sendFile } from '#modules/documents'
import { authenticate } from '#modules/people'
import { holderFor } from './holder.ts'
import { openPapers } from './reading.ts'
import { findShare, openShared, requireOpener } from './sharing.ts'
import { findPaper, findPapers, type PaperRow } from './store/papers.ts'

const noFile = () => notFound('file-not-found', { vi: 'Không tìm thấy tệp này.', en: 'There is no such file.' })

/**
 * `GET /api/profiles/papers/<id>/file|data`: a paper of one's own · `GET /api/profiles/shares/<token>/file`: one that was
 * shared with its file.
 */
export function routes(app: FastifyInstance, ctx: Context): void {
  type Own = { Params: { id: string; as: string } }
  app.get<Own>('/api/profiles/papers/:id/:as', async (request, reply) => {
    const { id, as } = request.params
    const actor = await actorOf(ctx, request, authenticate)
    if (actor.kind === 'anonymous')
      throw unauthenticated('sign-in-needed', { vi: 'Bạn cần đăng nhập.', en: 'Please sign in.' })
    const known = z.uuid().safeParse(id).success && actor.kind === 'citizen'
    const row = known ? await findPaper(ctx.db, id, await holderFor(ctx.db, actor)) : undefined
    await ctx.access.record({
      actor: actor.id,
      actorUnit: actor.posts[0]?.unit,
      operation: 'profiles.download',
      subject: known ? `paper/${id}` : undefined,
      outcome: row ? 'allowed' : 'refused',
      request: request.id,
    })
    if (!row || row.ended_how === 'removed' || !['file', 'data'].includes(as)) throw noFile()
    return answer(ctx, reply, row, as === 'data' ? 'json' : 'pdf')
  })
  const allow = allowance(30)
  app.get<{ Params: { token: string } }>('/api/profiles/shares/:token/file', async (request, reply) => {
    allow(request.ip, ctx.clock())
    return answer(ctx, reply, await openedFile(ctx, request), 'pdf')
  })
}

/** The opening is counted before a byte of the file is read. */
async function openedFile(ctx: Context, request: FastifyRequest<{ Params: { token: string } }>): Promise<PaperRow> {
  const actor = await actorOf(ctx, request, authenticate)
  const { token } = request.params
  return transact(ctx, actor, { request: request.id }, async (db) => {
    const found = await findShare(db, { token }, ctx)
    if (!requireOpener(actor, found))
      throw forbidden('not-allowed', { vi: 'Tệp này dành cho cơ quan khác.', en: 'It is for another unit.' })
    if (found.share.shows !== 'file') throw noFile()
    const { shared } = await openShared({ db, ctx, actor, now: ctx.clock() }, found, { token, what: 'file' })
    const [row] = shared?.paperState === 'valid' ? await findPapers(db, [found.share.paper]) : []
    if (!row) throw noFile()
    return row
  })
}

async function answer(ctx: Context, reply: FastifyReply, row: PaperRow, as: 'pdf' | 'json'): Promise<FastifyReply> {
  if (row.document !== null) return sendFile(ctx, reply, row.document, as)
  if (as === 'json' || row.digest === null) throw noFile()
  const [paper] = await openPapers(ctx.db, ctx, [row])
  const shown = row.media_type === 'application/pdf' || (row.media_type ?? '').startsWith('image/')
  return reply
    .type(row.media_type ?? 'application/octet-stream')
    .header(
      'content-disposition',
      `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(paper?.fileName ?? row.id)}`,
    )
    .header('cache-control', 'private, no-store')
    .send(await ctx.files.read(row.digest))
}
