import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import { unauthenticated } from '#core/errors'
import { actorOf } from '#core/http'
import { authenticate } from '#modules/people'
import { dataOf, pdfOf } from './filed.ts'
import { unknownDocument } from './operations.ts'
import { holdsSecret } from './policy.ts'
import { mayRead } from './readers.ts'
import { readCode } from './codes.ts'
import * as store from './store.ts'
import type { DocumentRow } from './store.ts'

const Query = z.object({ secret: z.string().max(40).optional() })

/** GET /documents/<code>.pdf and .json: for those who may see the record, and for the holder of its secret link. */
export function routes(app: FastifyInstance, ctx: Context): void {
  app.get<{ Params: { file: string } }>('/documents/:file', async (request, reply) => {
    const [, written = '', extension] = /^(.+)\.(pdf|json)$/.exec(request.params.file) ?? []
    const code = readCode(written)
    const row = code === undefined ? undefined : await store.findDocument(ctx.db, code)
    if (!row) throw unknownDocument()
    const actor = await actorOf(ctx, request, authenticate)
    const query = Query.safeParse(request.query)
    await requireRight(ctx, row, actor, query.success ? query.data.secret : undefined)
    return sendFile(ctx, reply, row.code, extension === 'json' ? 'json' : 'pdf')
  })
}

/** The secret of a document's link, derived from its code: no table holds it. */
export const secretOf = (ctx: Context, code: string): string => ctx.vault.code('documents.document', code)

/** The link to give to the document's holder, who may have no account. */
export const linkFor = (ctx: Context, code: string): string =>
  new URL(`/documents/${code}.pdf?secret=${secretOf(ctx, code)}`, ctx.settings.publicUrl).href

async function requireRight(ctx: Context, row: DocumentRow, actor: Actor, secret: string | undefined): Promise<void> {
  const allowed = holdsSecret(secretOf(ctx, row.code), secret) || (await mayRead(ctx, actor, row.record, row.kind))
  await ctx.access.record({
    actor: actor.id,
    actorUnit: actor.posts[0]?.unit,
    operation: 'documents.download',
    subject: row.record,
    outcome: allowed ? 'allowed' : 'refused',
  })
  if (allowed) return
  if (actor.kind === 'anonymous')
    throw unauthenticated('sign-in-needed', {
      vi: 'Bạn cần đăng nhập để xem văn bản này.',
      en: 'Please sign in to see this document.',
    })
  // As if it were not there: whose document it is, is nobody else's business.
  throw unknownDocument()
}

/** A page is bytes, its data are text. */
function sendDocument(reply: FastifyReply, row: DocumentRow, content: Buffer | string): FastifyReply {
  const isPage = typeof content !== 'string'
  const name = `${row.kind}-${row.number === '' ? row.code : row.number}`.replace(/[^A-Za-z0-9.-]+/g, '-')
  return reply
    .type(isPage ? 'application/pdf' : 'application/json; charset=utf-8')
    .header('content-disposition', isPage ? `inline; filename="${name}.pdf"` : `attachment; filename="${name}.json"`)
    .header('cache-control', 'private, no-store')
    .header('etag', `"${row.code}${isPage ? '' : '-data'}"`)
    .send(content)
}

/** Answers with a document's page or data. Whether the asker may have them is the caller's to decide. @throws notFound */
export async function sendFile(ctx: Context, reply: FastifyReply, code: string, as: 'pdf' | 'json') {
  const row = await store.findDocument(ctx.db, code)
  const content = row && (as === 'pdf' ? await pdfOf(ctx, row) : dataOf(ctx, row))
  if (!row || content === undefined) throw unknownDocument()
  return sendDocument(reply, row, content)
}
