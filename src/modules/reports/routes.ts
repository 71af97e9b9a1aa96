import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Context } from '#core/context'
import { fileMissing } from '#core/files'
import { invalid } from '#core/errors'
import { actorOf } from '#core/http'
import { allowance } from '#core/http/allowance'
import { authenticate } from '#modules/people'
import { tidyCode } from './code.ts'
import { load } from './load.ts'
import { openCsv, openGeoJson } from './exports.ts'
import { open311Routes } from './open311/routes.ts'
import { maxPhotoBytes, takePhoto } from './photos.ts'
import { recordingRoutes } from './recordings.ts'
import { maySeeWhole } from './policy.ts'
import { listPhotos } from './store/photo.ts'
import { findReport } from './store/report.ts'

const uploadsPerMinute = 30

type PhotoRequest = {
  Params: { code: string; no: string }
  Querystring: { size?: string; inside?: string; secret?: string }
}

/**
 * `POST /api/reports/photos`: a picture for a report that is about to be sent, by anyone; the answer tells where the camera says
 * that it was taken. `GET /api/reports/open.csv`, `open.geojson`: what everybody may see, as open data. `GET /api/reports/:code/photos/:no`: a picture, as the person asking may see it.
 */
export function routes(app: FastifyInstance, ctx: Context): void {
  open311Routes(app, ctx)
  recordingRoutes(app, ctx)
  const allow = allowance(uploadsPerMinute)
  app.addContentTypeParser(
    ['image/jpeg', 'image/png', 'image/webp'],
    { parseAs: 'buffer', bodyLimit: maxPhotoBytes },
    (_request, body, done) => done(null, body),
  )
  app.post('/api/reports/photos', { bodyLimit: maxPhotoBytes }, async (request: FastifyRequest) => {
    allow(request.ip, ctx.clock())
    if (!Buffer.isBuffer(request.body))
      throw invalid('photo-needed', { vi: 'Cần nội dung của một ảnh.', en: 'A picture is needed.' })
    const { id, width, height, takenAt, takenPlace } = await takePhoto(ctx, request.body)
    return { id, width, height, takenAt: takenAt?.toISOString(), place: takenPlace }
  })
  app.get('/api/reports/open.csv', (request, reply) => {
    allow(request.ip, ctx.clock())
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename=phan-anh.csv')
      .send(openCsv(ctx))
  })
  app.get('/api/reports/open.geojson', (request, reply) => {
    allow(request.ip, ctx.clock())
    return reply.type('application/geo+json').send(openGeoJson(ctx))
  })
  app.get<PhotoRequest>('/api/reports/:code/photos/:no', async (request, reply) => {
    const stored = await findReport(ctx.db, tidyCode(request.params.code))
    const photo =
      stored && (await listPhotos(ctx.db, [stored.report.code])).find(({ no }) => String(no) === request.params.no)
    if (!stored || !photo) throw fileMissing()
    const { inside, secret, size } = request.query
    const actor = await actorOf(ctx, request, authenticate)
    const whole = inside !== undefined && maySeeWhole(actor, load(ctx, stored, secret))
    if (!whole && !(stored.report.visible && photo.shown)) throw fileMissing()
    const [large, small] = whole
      ? [photo.digest, photo.small]
      : [photo.masked ?? photo.digest, photo.maskedSmall ?? photo.small]
    return reply
      .type('image/jpeg')
      .header('cache-control', whole ? 'private, no-store' : 'public, max-age=600')
      .send(await ctx.files.read(size === 'small' ? small : large))
  })
}
