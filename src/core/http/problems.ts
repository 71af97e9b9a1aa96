import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError, unavailable } from '../errors.ts'
import { localeOf, say, type Text } from '../i18n.ts'

/** Where the page of an error code stands. */
export const problemPage = (code: string): string => `/docs/problems/${code}`

const codesOfFastify: Record<string, { code: string; text: Text }> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    code: 'too-large',
    text: { vi: 'Nội dung gửi lên lớn quá giới hạn cho phép.', en: 'The request is too large.' },
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'wrong-media-type',
    text: { vi: 'Định dạng gửi lên không được hỗ trợ.', en: 'This media type is not supported.' },
  },
}
const unreadable = {
  code: 'unreadable-request',
  text: { vi: 'Không đọc được nội dung gửi lên.', en: 'The request could not be read.' },
}
const broken: Text = {
  vi: 'Hệ thống gặp lỗi. Việc của bạn chưa được thực hiện; xin thử lại sau ít phút.',
  en: 'Something went wrong on our side. Nothing was changed; please try again in a few minutes.',
}

/** The database was away, or went away in the middle; when it went while it committed, nobody here knows what became of it. */
const databaseAway = unavailable('database-away', {
  vi: 'Cơ sở dữ liệu đang tạm ngắt. Việc vừa gửi có thể đã hoặc chưa được ghi nhận; xin xem lại sau ít phút.',
  en: 'The database is interrupted. What you sent may or may not have been recorded; please look again in a few minutes.',
})
const codesOfBrokenConnection = new Set(
  'ECONNREFUSED ECONNRESET EPIPE ENOENT 08000 08003 08006 57P01 57P02 57P03 53300'.split(' '),
)
/** ENOENT: the socket of an embedded database that is being started again; a missing file is no `connect`. */
const isConnectionBroken = (error: unknown): boolean =>
  error instanceof Error &&
  (/^Connection terminated|^Client has encountered a connection error/.test(error.message) ||
    ('code' in error &&
      codesOfBrokenConnection.has(String(error.code)) &&
      (error.code !== 'ENOENT' || ('syscall' in error && error.syscall === 'connect'))))

/** Answers every failure as RFC 9457 problem+json. What is no AppError is a bug: logged, and told without details. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const locale = localeOf(request.headers['accept-language'])
  const send = (code: string, status: number, text: Text, details: Record<string, unknown> = {}) =>
    reply
      .status(status)
      .type('application/problem+json')
      .header('cache-control', 'no-store')
      .send({ ...details, type: problemPage(code), code, status, title: say(text, locale), request: request.id })

  if (error instanceof AppError) return send(error.code, error.status, error.text, error.details)
  if (isConnectionBroken(error)) {
    request.log.warn({ request: request.id, error: String(error) }, 'database away')
    return send(databaseAway.code, databaseAway.status, databaseAway.text)
  }
  const status = statusOf(error)
  if (status >= 400 && status < 500) {
    const known = (error instanceof Error && 'code' in error && codesOfFastify[String(error.code)]) || unreadable
    return send(known.code, status, known.text)
  }
  request.log.error({ request: request.id, error: error instanceof Error ? bug(error) : String(error) }, 'bug')
  return send('internal', 500, broken)
}

/** The embedded database's errors carry 30 kB of source text: the message and a short stack are enough. */
const bug = (error: Error) => ({ message: error.message.slice(0, 2_000), stack: error.stack?.slice(0, 3_000) })

function statusOf(error: unknown): number {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : 500
}
