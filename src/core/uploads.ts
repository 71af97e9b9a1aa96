import { randomUUID } from 'node:crypto'
import { fileTypeFromBuffer } from 'file-type'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Actor } from './actor.ts'
import type { Context } from './context.ts'
import type { Db } from './db.ts'
import { conflict, forbidden, invalid, notFound, tooLarge, tooMany } from './errors.ts'
import * as store from './uploads/store.ts'

/** What may be attached, by content, never by name. */
export const mediaTypes = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
} as const
export type Extension = (typeof mediaTypes)[keyof typeof mediaTypes]

export const maxFileBytes = 20 * 1024 * 1024
const maxChunkBytes = 1024 * 1024
const maxUnfinished = 40
/** An upload that nobody finished or used is forgotten after two days: a draft keeps what it refers to. */
const forgottenHours = 48

const Begin = z.strictObject({
  name: z.string().trim().min(1).max(200),
  sizeBytes: z.int().min(1),
})

export type Uploaded = {
  id: string
  name: string
  digest: string
  mediaType: string
  extension: Extension
  sizeBytes: number
}

const unknownUpload = () =>
  notFound('upload-not-found', { vi: 'Không tìm thấy tệp đang tải lên này.', en: 'There is no such upload.' })

/** A name is only shown, never a path: what a file system would read in it is taken out. */
const safeName = (name: string): string => name.normalize('NFC').replace(/[/\\\p{C}]/gu, '_')

async function begin(ctx: Context, actor: Actor, input: z.output<typeof Begin>) {
  if (input.sizeBytes > maxFileBytes)
    throw tooLarge(
      'file-too-large',
      { vi: 'Mỗi tệp không quá 20 MB.', en: 'A file may have at most 20 MB.' },
      { maxBytes: maxFileBytes },
    )
  if ((await store.countUnfinished(ctx.db, actor.id)) >= maxUnfinished)
    throw tooMany('too-many-uploads', {
      vi: 'Có quá nhiều tệp đang tải dở. Xin thử lại sau.',
      en: 'Too many unfinished uploads.',
    })
  const id = randomUUID()
  await store.addUpload(ctx.db, {
    id,
    owner: actor.id,
    name: safeName(input.name),
    sizeBytes: input.sizeBytes,
    now: ctx.clock(),
  })
  return { id, offset: 0, sizeBytes: input.sizeBytes }
}

/** Takes the next piece. A piece that came already changes nothing: the answer tells where to go on. */
async function append(ctx: Context, actor: Actor, id: string, offset: number, piece: Buffer) {
  return ctx.db.transaction().execute(async (db) => {
    const upload = await store.lockUpload(db, id, actor.id)
    if (!upload) throw unknownUpload()
    if (offset !== upload.received_bytes || upload.digest)
      return { id, offset: upload.received_bytes, sizeBytes: upload.size_bytes }
    if (offset + piece.length > upload.size_bytes)
      throw conflict('upload-too-long', { vi: 'Tệp gửi lên dài hơn đã báo.', en: 'The file is longer than announced.' })
    await store.addChunk(db, id, offset, piece)
    return { id, offset: offset + piece.length, sizeBytes: upload.size_bytes }
  })
}

/** Puts the pieces together, finds the type by content, and gives the digest that goes into the receipt. */
async function finish(ctx: Context, actor: Actor, id: string): Promise<Uploaded> {
  const upload = await store.findUpload(ctx.db, id, actor.id)
  if (!upload) throw unknownUpload()
  if (upload.digest) return present(upload)
  if (upload.received_bytes < upload.size_bytes)
    throw conflict(
      'upload-incomplete',
      { vi: 'Tệp chưa tải xong.', en: 'The upload is not complete.' },
      { offset: upload.received_bytes },
    )
  const content = await store.readChunks(ctx.db, id)
  const mediaType = await mediaTypeOf(content)
  const { digest } = await ctx.files.put(content)
  await store.finishUpload(ctx.db, id, digest, mediaType)
  return present({ ...upload, digest, media_type: mediaType })
}

/**
 * The media type of a file's content.
 * @throws AppError `file-type-not-allowed` for all but PDF, JPEG, PNG, DOCX, XLSX
 */
export async function mediaTypeOf(content: Uint8Array): Promise<keyof typeof mediaTypes> {
  const found = await fileTypeFromBuffer(content).catch(() => undefined)
  const known = Object.keys(mediaTypes).find((type): type is keyof typeof mediaTypes => type === found?.mime)
  if (known) return known
  throw invalid('file-type-not-allowed', {
    vi: 'Chỉ nhận tệp PDF, JPEG, PNG, DOCX hoặc XLSX. Nội dung tệp này không thuộc các loại đó.',
    en: 'Only PDF, JPEG, PNG, DOCX and XLSX files are accepted; the content of this one is none of them.',
  })
}

const extensionOf = (mediaType: string): Extension => {
  const found = Object.entries(mediaTypes).find(([type]) => type === mediaType)
  if (!found) throw new Error(`no extension for ${mediaType}`)
  return found[1]
}

function present(row: store.UploadRow): Uploaded {
  const { digest, media_type: mediaType } = row
  if (!digest || !mediaType) throw unknownUpload()
  return { id: row.id, name: row.name, digest, mediaType, extension: extensionOf(mediaType), sizeBytes: row.size_bytes }
}

/**
 * Finished uploads of this actor, for a command that attaches them; in the order asked.
 * @throws AppError notFound where one is unknown, unfinished or somebody else's
 */
export async function takeUploads(db: Db, actor: Actor, ids: readonly string[], now: Date): Promise<Uploaded[]> {
  if (ids.length === 0) return []
  const rows = await store.useUploads(db, actor.id, ids, now)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => {
    const row = byId.get(id)
    if (!row) throw unknownUpload()
    return present(row)
  })
}

export const forgetUploads = (ctx: Context): Promise<void> =>
  store.deleteUnused(ctx.db, new Date(ctx.clock().getTime() - forgottenHours * 3_600_000))

/** `POST /api/uploads` · `PATCH /api/uploads/:id` (Upload-Offset) · `GET /api/uploads/:id` · `POST /api/uploads/:id/finish` */
export function uploadRoutes(
  app: FastifyInstance,
  ctx: Context,
  actorOf: (request: FastifyRequest) => Promise<Actor>,
): void {
  const known = async (request: FastifyRequest) => {
    const actor = await actorOf(request)
    if (actor.kind === 'anonymous')
      throw forbidden('sign-in-needed', { vi: 'Bạn cần đăng nhập để tải tệp lên.', en: 'Please sign in to upload.' })
    return actor
  }
  type WithId = { Params: { id: string } }
  const idOf = (request: FastifyRequest<WithId>) => {
    if (!z.uuid().safeParse(request.params.id).success) throw unknownUpload()
    return request.params.id
  }
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: maxChunkBytes },
    (_request, body, done) => done(null, body),
  )
  app.post('/api/uploads', async (request) => {
    const actor = await known(request)
    const input = Begin.safeParse(request.body)
    if (!input.success)
      throw invalid('invalid-input', { vi: 'Cần tên tệp và kích thước.', en: 'A name and a size are needed.' })
    return begin(ctx, actor, input.data)
  })
  app.patch<WithId>('/api/uploads/:id', async (request) => {
    const offset = Number(request.headers['upload-offset'])
    if (!Buffer.isBuffer(request.body) || !Number.isSafeInteger(offset) || offset < 0)
      throw invalid('invalid-input', {
        vi: 'Cần phần nội dung và vị trí bắt đầu.',
        en: 'A piece and its offset are needed.',
      })
    return append(ctx, await known(request), idOf(request), offset, request.body)
  })
  app.get<WithId>('/api/uploads/:id', async (request: FastifyRequest<WithId>, reply: FastifyReply) => {
    const upload = await store.findUpload(ctx.db, idOf(request), (await known(request)).id)
    if (!upload) throw unknownUpload()
    return reply.send({ id: upload.id, offset: upload.received_bytes, sizeBytes: upload.size_bytes })
  })
  app.post<WithId>('/api/uploads/:id/finish', async (request) => finish(ctx, await known(request), idOf(request)))
}
