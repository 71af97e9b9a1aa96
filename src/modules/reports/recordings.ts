import { randomUUID } from 'node:crypto'
import { fileTypeFromBuffer } from 'file-type'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '#core/context'
import { invalid, notFound } from '#core/errors'
import { fileMissing } from '#core/files'
import { actorOf } from '#core/http'
import { allowance } from '#core/http/allowance'
import type { Db } from '#core/db'
import { authenticate } from '#modules/people'
import { tidyCode } from './code.ts'
import { load } from './load.ts'
import { maySeeWhole } from './policy.ts'
import { addRecording, joinRecordings, listRecordings, type Recording } from './store/recording.ts'
import { findReport } from './store/report.ts'

/**
 * A spoken word or a short film, for who cannot write it down. It is kept as the device made it, with all that rides in it, so
 * nobody but those who work on the report and its sender ever gets it.
 */

const maxBytes = 25 * 1024 * 1024
const uploadsPerMinute = 10

/** By content; a browser may play them, none of them runs anything. */
const accepted: Readonly<Record<string, Recording['media']>> = {
  'video/mp4': 'video',
  'video/quicktime': 'video',
  'video/webm': 'video',
  'video/3gpp': 'video',
  'audio/mpeg': 'audio',
  'audio/mp4': 'audio',
  'audio/x-m4a': 'audio',
  'audio/aac': 'audio',
  'audio/ogg': 'audio',
  'audio/wav': 'audio',
  'audio/amr': 'audio',
}

/** @throws invalid for what is no recording, whatever its name */
export async function takeRecording(ctx: Context, content: Buffer): Promise<Recording> {
  const found = await fileTypeFromBuffer(content).catch(() => undefined)
  const type = found?.mime.split(';')[0] ?? ''
  const media = accepted[type]
  if (!media)
    throw invalid('recording-unreadable', {
      vi: 'Không nhận ra tệp này. Chỉ nhận ghi âm hoặc video do máy ghi (MP4, MOV, WebM, MP3, M4A, OGG, WAV).',
      en: 'This file is not known. Recordings are accepted: MP4, MOV, WebM, MP3, M4A, OGG, WAV.',
    })
  const { digest, sizeBytes } = await ctx.files.put(content)
  const recording = { id: randomUUID(), media, type, digest, sizeBytes }
  await addRecording(ctx.db, recording, ctx.clock())
  return recording
}

/** @throws notFound where one is unknown or used already */
export async function useRecordings(db: Db, code: string, ids: readonly string[]): Promise<void> {
  if ((await joinRecordings(db, code, ids)) < new Set(ids).size)
    throw notFound('recording-not-found', {
      vi: 'Không tìm thấy ghi âm, video đã tải lên. Xin tải lại.',
      en: 'The uploaded recording was not found. Please upload it again.',
    })
}

type RecordingRequest = { Params: { code: string; id: string } }

/** `POST /api/reports/recordings` by anyone, before the report is sent; `GET /api/reports/:code/recordings/:id` for who sees all of it. */
export function recordingRoutes(app: FastifyInstance, ctx: Context): void {
  const allow = allowance(uploadsPerMinute)
  void app.register(async (scope) => {
    scope.addContentTypeParser(/^(audio|video)\//, { parseAs: 'buffer', bodyLimit: maxBytes }, (_request, body, done) =>
      done(null, body),
    )
    const onRequest = async ({ ip }: FastifyRequest) => allow(ip, ctx.clock())
    scope.post('/api/reports/recordings', { bodyLimit: maxBytes, onRequest }, async ({ body }) => {
      const { id, media } = await takeRecording(ctx, Buffer.isBuffer(body) ? body : Buffer.alloc(0))
      return { id, media }
    })
  })
  app.get<RecordingRequest>('/api/reports/:code/recordings/:id', async (request, reply) => {
    const stored = await findReport(ctx.db, tidyCode(request.params.code))
    const actor = await actorOf(ctx, request, authenticate)
    if (!stored || !maySeeWhole(actor, load(ctx, stored))) throw fileMissing()
    const found = (await listRecordings(ctx.db, stored.report.code)).find(({ id }) => id === request.params.id)
    if (!found) throw fileMissing()
    void reply.type(found.type).headers({ 'cache-control': 'private, no-store', 'accept-ranges': 'bytes' })
    return sendPart(reply, await ctx.files.bytes(found.digest), request.headers.range)
  })
}

/** Some browsers play only what they can ask for piece by piece. */
function sendPart(reply: FastifyReply, whole: Buffer, range = ''): FastifyReply {
  const [, from = '', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(range) ?? []
  const first = Number(from)
  const last = Math.min(to === '' ? whole.length - 1 : Number(to), whole.length - 1)
  if (from === '' || first > last) return reply.send(whole)
  return reply
    .status(206)
    .header('content-range', `bytes ${first}-${last}/${whole.length}`)
    .send(whole.subarray(first, last + 1))
}
