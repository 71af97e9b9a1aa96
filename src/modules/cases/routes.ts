import type { FastifyInstance } from 'fastify'
import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import { notFound, unauthenticated } from '#core/errors'
import { actorOf } from '#core/http'
import { sendFile } from '#modules/documents'
import { authenticate, noteUse } from '#modules/people'
import { tidyCode } from './code.ts'
import { load } from './load.ts'
import { mandateFor } from './held-mandates.ts'
import { mayFetchResult, maySee } from './policy.ts'
import { findPaperFile } from './store/beside.ts'
import { findCase } from './store/case.ts'

/** The browser shows these by itself; the rest is for the officer's own programs. */
const isShown = (mediaType: string | null): boolean =>
  mediaType === 'application/pdf' || (mediaType ?? '').startsWith('image/')

const noFile = () => notFound('file-not-found', { vi: 'Không tìm thấy tệp này.', en: 'There is no such file.' })

/** Whether a person may see a case; false also for one that does not exist. */
async function maySeeCase(ctx: Context, actor: Actor, code: string): Promise<boolean> {
  const stored = await findCase(ctx.db, code)
  return stored !== undefined && maySee(actor, await load(ctx.db, ctx, stored, actor))
}

/** Whether a person may have a document of a case; that they fetched the result for another is written down. */
export async function mayReadDocument(ctx: Context, actor: Actor, record: string, kind: string): Promise<boolean> {
  const code = record.slice('case/'.length)
  if (kind !== 'result') return maySeeCase(ctx, actor, code)
  const stored = await findCase(ctx.db, code)
  const loaded = stored && (await load(ctx.db, ctx, stored, actor))
  if (!loaded || !mayFetchResult(actor, loaded)) return false
  const mandate = mandateFor(loaded, 'fetch-results')
  if (mandate) await noteUse(ctx.db, { mandate, at: ctx.clock(), act: 'fetch-results', record: code })
  return true
}

/** GET /api/cases/<code>/files/<digest>: a paper of a case, for those who may see the case. */
export function routes(app: FastifyInstance, ctx: Context): void {
  app.get<{ Params: { code: string; digest: string } }>('/api/cases/:code/files/:digest', async (request, reply) => {
    const code = tidyCode(request.params.code)
    const { digest } = request.params
    const actor = await actorOf(ctx, request, authenticate)
    if (actor.kind === 'anonymous')
      throw unauthenticated('sign-in-needed', { vi: 'Bạn cần đăng nhập.', en: 'Please sign in.' })
    const allowed = await maySeeCase(ctx, actor, code)
    await ctx.access.record({
      actor: actor.id,
      actorUnit: actor.posts[0]?.unit,
      operation: 'cases.download',
      subject: `case/${code}`,
      outcome: allowed ? 'allowed' : 'refused',
      request: request.id,
    })
    const file = allowed && /^[0-9a-f]{64}$/.test(digest) ? await findPaperFile(ctx.db, code, digest) : undefined
    if (!file) throw noFile()
    if (file.document !== null) return sendFile(ctx, reply, file.document, 'pdf')
    return reply
      .type(file.media_type ?? 'application/octet-stream')
      .header(
        'content-disposition',
        `${isShown(file.media_type) ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name ?? digest)}`,
      )
      .header('cache-control', 'private, no-store')
      .send(await ctx.files.read(digest))
  })
}
