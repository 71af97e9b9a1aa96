import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { forbidden, notFound } from '../errors.ts'

const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "font-src 'self' data:",
  "object-src 'self'",
  "frame-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join('; ')

export function securityHeaders(ctx: Context) {
  const secure = ctx.settings.publicUrl.startsWith('https:')
  return async (_request: FastifyRequest, reply: FastifyReply) => {
    reply.headers({
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': 'camera=(self), geolocation=(self), microphone=()',
      ...(secure ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
    })
  }
}

/** No record, file or page has a NUL in its name; a database would stumble over it. */
export const refuseNulls = async (request: FastifyRequest): Promise<void> => {
  if (/%00/.test(request.url.split('?', 1)[0] ?? ''))
    throw notFound('no-such-path', { vi: 'Không có địa chỉ này.', en: 'There is nothing at this address.' })
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** for machines of others: what it does never rests on a cookie */
    anyOrigin?: boolean
  }
}

/**
 * Defence against cross-site requests: what changes something must come from our own pages. Browsers send Sec-Fetch-Site;
 * older ones send Origin; a request with neither comes from no browser, and a browser's cookie cannot ride on it.
 */
export function requireSameSite(ctx: Context) {
  const ours = new URL(ctx.settings.publicUrl).host
  return async (request: FastifyRequest) => {
    if (request.method === 'GET' || request.method === 'HEAD' || request.routeOptions.config.anyOrigin) return
    const site = request.headers['sec-fetch-site']
    const origin = request.headers.origin
    const sameHost = origin === undefined || [ours, request.headers.host].includes(hostOf(origin))
    if ((site === undefined || site === 'same-origin' || site === 'none') && sameHost) return
    throw forbidden('cross-site', {
      vi: 'Yêu cầu này không đến từ trang của hệ thống nên bị từ chối.',
      en: 'This request did not come from our own pages.',
    })
  }
}

const hostOf = (origin: string): string | undefined => (URL.canParse(origin) ? new URL(origin).host : undefined)
