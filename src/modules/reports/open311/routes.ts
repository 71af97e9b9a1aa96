import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { anonymous } from '#core/actor'
import type { Context } from '#core/context'
import { AppError } from '#core/errors'
import { allowance } from '#core/http/allowance'
import { localeOf } from '#core/i18n'
import { provinceIn } from '#modules/units'
import { discovery } from './discovery.ts'
import { askedOf, formParsers, readForm } from './form.ts'
import { mediaTypes, write, type Answer, type Format } from './format.ts'
import { absent, refusalOf } from './refusal.ts'
import { getRequest, getRequests, one, readToken, type Asked } from './requests.ts'
import { findService, sendRequest } from './sending.ts'
import { defineService, listServices } from './services.ts'

const mount = '/open311'
const sendsPerMinute = 600

/** Open311 GeoReport v2: `/open311/v2/services.json`, `requests.xml` …, and `/open311/discovery.json`. */
export function open311Routes(app: FastifyInstance, ctx: Context): void {
  const [mayRead, maySend] = [allowance(), allowance(sendsPerMinute)]
  void app.register(async (scope) => {
    formParsers(scope)
    scope.setErrorHandler((error, request, reply) => refuse(error, request, reply))
    scope.get(`${mount}/*`, async (request, reply) => {
      mayRead(request.ip, ctx.clock())
      const asked = askedOf(request.url.split('?', 2)[1] ?? '')
      return send(reply, request, await read(ctx, partsOf(request), asked))
    })
    const onRequest = async ({ ip }: FastifyRequest) => maySend(ip, ctx.clock())
    scope.post(`${mount}/v2/*`, { config: { anyOrigin: true }, onRequest }, async (request, reply) => {
      const form = await readForm(request.body, request.headers['content-type'])
      maySend(one(form.asked, 'api_key') ?? '', ctx.clock())
      if (partsOf(request).join('/') !== 'v2/requests') throw unknownPath()
      requireJurisdiction(ctx, form.asked)
      const options = { request: request.id, address: request.ip }
      return send(reply, request, await sendRequest(ctx, form, anonymous(localeFor(request)), options))
    })
  })
}

const pathOf = ({ url }: FastifyRequest): string => (url.split('?', 1)[0] ?? '').slice(mount.length + 1)
const formatOf = (request: FastifyRequest): Format => (pathOf(request).endsWith('.json') ? 'json' : 'xml')
const localeFor = (request: FastifyRequest) => localeOf(request.headers['accept-language'])

/** `v2/services/hole.json` → v2, services, hole. @throws AppError 404 without a format that is known */
function partsOf(request: FastifyRequest): string[] {
  const path = /^(?<path>.+)\.(json|xml)$/.exec(pathOf(request))?.groups?.['path']
  if (path === undefined) throw unknownPath()
  try {
    return path.split('/').map(decodeURIComponent)
  } catch {
    throw unknownPath()
  }
}

const unknownPath = () =>
  absent('no-such-path', 'Không có địa chỉ này; hãy dùng đuôi .json hoặc .xml.', 'Not found; use .json or .xml.')

async function read(ctx: Context, [version, kind, id, ...more]: readonly string[], asked: Asked): Promise<Answer> {
  if (version === 'discovery' && kind === undefined) return discovery(ctx)
  if (version !== 'v2' || more.length > 0) throw unknownPath()
  requireJurisdiction(ctx, asked)
  if (kind === 'services') return id === undefined ? listServices(ctx) : defineService(ctx, findService(ctx, id))
  if (kind === 'requests') return id === undefined ? getRequests(ctx, asked) : getRequest(ctx, id, asked)
  if (kind === 'tokens' && id !== undefined) return readToken(ctx, id)
  throw unknownPath()
}

/** There is one jurisdiction; who names it says the host or the province's code. */
function requireJurisdiction(ctx: Context, asked: Asked): void {
  const named = one(asked, 'jurisdiction_id')
  if (named === undefined) return
  if ([new URL(ctx.settings.publicUrl).hostname, provinceIn(ctx).code].includes(named)) return
  throw absent('jurisdiction-not-found', 'Không có jurisdiction_id này.', 'jurisdiction_id was not found.')
}

const send = (reply: FastifyReply, request: FastifyRequest, answer: Answer, status = 200): FastifyReply => {
  const format = formatOf(request)
  return reply
    .status(status)
    .type(mediaTypes[format])
    .headers({ 'cache-control': 'no-store', 'access-control-allow-origin': '*' })
    .send(write(answer, format))
}

function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, answer } = refusalOf(asAppError(error, request), localeFor(request))
  return send(reply, request, answer, status)
}

/** What the server refuses before us is the client's; all else is a bug, logged and told without details. */
function asAppError(error: unknown, request: FastifyRequest): AppError {
  if (error instanceof AppError) return error
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status < 500)
    return new AppError('unreadable-request', 400, {
      vi: 'Không đọc được yêu cầu; hãy gửi biểu mẫu tối đa 64 kB, hoặc multipart/form-data với ảnh tối đa 30 MB.',
      en: 'The request could not be read: send a form of at most 64 kB, or multipart/form-data with pictures up to 30 MB.',
    })
  request.log.error({ request: request.id, error: String(error) }, 'open311 failed')
  return new AppError('unavailable', 503, { vi: 'Hệ thống gặp lỗi, xin thử lại.', en: 'Please try again later.' })
}
