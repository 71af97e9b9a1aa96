import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import { unauthenticated } from '#core/errors'
import { actorOf } from '#core/http'
import { authenticate } from '#modules/people'
import { pdfOf } from './filed.ts'
import { unknownDocument } from './operations.ts'
import { holdsSecret } from './policy.ts'
import { mayRead } from './readers.ts'
import { readCode } from './codes.ts'
import * as store from './store.ts'
import type { DocumentRow } from './store.ts'

const Query = z.object({ secret: z.string().max(40).optional() })

/** GET /documents/<code>.pdf: for those who may see the record, and for the holder of its secret link. */
export function routes(app: FastifyInstance, ctx: Context): void {
  app.get<{ Params: { file: string } }>('/documents/:file', async (request, reply) => {
    const code = request.params.file.endsWith('.pdf') ? readCode(request.params.file.slice(0, -4)) : undefined
    const row = code === undefined ? undefined : await store.findDocument(ctx.db, code)
    if (!row) throw unknownDocument()
    const actor = await actorOf(ctx, request, authenticate)
    const query = Query.safeParse(request.query)
    await requireRight(ctx, row, actor, query.success ? query.data.secret : undefined)
    return send(reply, row, await pdfOf(ctx, row))
  })
}

/** The secret of a document's link, derived from its code: no table holds it. */
export const secretOf = (ctx: Context, code: string): string => ctx.vault.code('documents.document', code)

/** The link to give to the document's holder, who may have no account. */
export const linkFor = (ctx: Context, code: string): string =>
  new URL(`/documents/${code}.pdf?secret=${secretOf(ctx, code)}`, ctx.settings.publicUrl).href

async function requireRight(ctx: Context, row: DocumentRow, actor: Actor, secret: string | undefined): Promise<void> {
  const allowed = holdsSecret(secretOf(ctx, row.code), secret) || (await mayRead(ctx, actor, row.record))
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

function send(reply: FastifyReply, row: DocumentRow, pdf: Buffer): FastifyReply {
  const name = `${row.kind}-${row.number === '' ? row.code : row.number}`.replace(/[^A-Za-z0-9.-]+/g, '-')
  return reply
    .type('application/pdf')
    .header('content-disposition', `inline; filename="${name}.pdf"`)
    .header('cache-control', 'private, no-store')
    .header('etag', `"${row.code}"`)
    .send(pdf)
}
