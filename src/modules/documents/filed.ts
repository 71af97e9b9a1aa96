import { createHash } from 'node:crypto'
import type { Context } from '#core/context'
import { dataFileOf } from './statement.ts'
import { draw } from './drawing.ts'
import { Content } from './issue.ts'
import { digestOf } from './rules.ts'
import * as store from './store.ts'
import type { DocumentRow } from './store.ts'
import { isKind } from './templates.ts'

export const checkUrl = (ctx: Context, code: string): string =>
  new URL(`/kiem-tra/${code}`, ctx.settings.publicUrl).href

/**
 * The document's PDF. The first time it is drawn from the content and kept, sealed, because it bears identity numbers;
 * from then on the same bytes are given for ever.
 * @throws Error when content or file are not what was issued
 */
export async function pdfOf(ctx: Context, row: DocumentRow): Promise<Buffer> {
  if (row.file_sealed === null) {
    const pdf = await drawn(ctx, row)
    const { digest } = await ctx.files.put(ctx.vault.seal(pdf.toString('base64')))
    await store.keepFile(ctx.db, row.code, sha256(pdf), digest)
    const kept = await store.findDocument(ctx.db, row.code)
    return kept?.file_sealed === digest || !kept ? pdf : pdfOf(ctx, kept)
  }
  const pdf = Buffer.from(ctx.vault.open(await ctx.files.bytes(row.file_sealed)), 'base64')
  if (sha256(pdf) !== row.file_digest) throw new Error(`the file of document ${row.code} is not the one that was kept`)
  return pdf
}

/** What was issued, unsealed. @throws Error when it is not what the digest says */
export function contentOf(ctx: Context, row: Pick<DocumentRow, 'code' | 'content' | 'digest'>) {
  const stored = ctx.vault.open(row.content)
  if (digestOf(stored) !== row.digest) throw new Error(`the content of document ${row.code} is not what was issued`)
  return Content.parse(JSON.parse(stored))
}

/** The document's data as its JSON file; undefined for one that is a page alone. */
export function dataOf(ctx: Context, row: DocumentRow): string | undefined {
  if (row.data_digest === null) return undefined
  const file = dataFileOf(row, contentOf(ctx, row))
  if (digestOf(file) !== row.data_digest) throw new Error(`the data of document ${row.code} are not what was issued`)
  return file
}

async function drawn(ctx: Context, row: DocumentRow): Promise<Buffer> {
  if (!isKind(row.kind)) throw new Error(`no template for documents of kind ${row.kind}`)
  const content = contentOf(ctx, row)
  return draw(row.kind, content.fields, {
    issuer: content.issuer,
    number: row.number,
    issuedAt: row.issued_at,
    code: row.code,
    checkUrl: checkUrl(ctx, row.code),
  })
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
