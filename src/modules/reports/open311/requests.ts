import type { Context } from '#core/context'
import { AppError } from '#core/errors'
import { findUnit } from '#modules/units'
import { tidyCode } from '../code.ts'
import { categoryKind } from '../definition.ts'
import { isState, stateNames, states } from '../lifecycle.ts'
import { findRequests, listRequests, type RequestFilter, type RequestRow } from '../store/requests.ts'
import type { Answer, Item } from './format.ts'
import { findKey, senderOf } from './keys.ts'
import { absent, badRequest } from './refusal.ts'

/** Reports as service requests of GeoReport v2. */

export type Asked = ReadonlyMap<string, readonly string[]>
export const one = (asked: Asked, name: string): string | undefined => asked.get(name)?.[0]?.trim() || undefined
const several = (asked: Asked, name: string): string[] | undefined =>
  one(asked, name)
    ?.split(',')
    .map((part) => part.trim())
    .filter(Boolean)

const dayMilliseconds = 86_400_000
const longest = 90 * dayMilliseconds
const most = 1_000

export async function getRequests(ctx: Context, asked: Asked): Promise<Answer> {
  const codes = several(asked, 'service_request_id')
  if (!codes) return answerOf(ctx, await listRequests(ctx.db, filterOf(asked, ctx.clock())))
  if (codes.length > most)
    throw badRequest('too-many-ids', `Mỗi lần hỏi tối đa ${most} mã.`, `At most ${most} identifiers at a time.`)
  return answerOf(ctx, await findRequests(ctx.db, codes.map(tidyCode), await appOf(ctx, asked)))
}

export async function getRequest(ctx: Context, code: string, asked: Asked): Promise<Answer> {
  const rows = await findRequests(ctx.db, [tidyCode(code)], await appOf(ctx, asked))
  if (rows.length > 0) return answerOf(ctx, rows)
  throw absent(
    'request-not-found',
    'Không tìm thấy phản ánh này, hoặc phản ánh chưa công khai.',
    'service_request_id was not found, or is not public yet.',
  )
}

async function appOf(ctx: Context, asked: Asked): Promise<string | undefined> {
  const found = await findKey(ctx, ctx.db, one(asked, 'api_key'))
  return found && senderOf(found)
}

export function filterOf(asked: Asked, now: Date): RequestFilter {
  const [start, end] = [instant(asked, 'start_date'), instant(asked, 'end_date')]
  const to = end ?? (start ? new Date(start.getTime() + longest) : now)
  const from = start ?? new Date(to.getTime() - longest)
  if (from > to || to.getTime() - from.getTime() > longest)
    throw badRequest(
      'window-too-long',
      'Khoảng thời gian phải từ trước đến sau và không quá 90 ngày.',
      'start_date must come before end_date, by 90 days at most.',
    )
  const size = whole(asked, 'page_size', most)
  if (size > most) throw badRequest('page-too-large', `page_size tối đa ${most}.`, `page_size is ${most} at most.`)
  const wanted = several(asked, 'status')
  return {
    from,
    to,
    categories: several(asked, 'service_code'),
    states: wanted && stateNames.filter((state) => wanted.includes(statusOf(state))),
    limit: size,
    offset: (whole(asked, 'page', 1) - 1) * size,
  }
}

function instant(asked: Asked, name: string): Date | undefined {
  const text = one(asked, name)
  if (text === undefined) return undefined
  const at = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2})?)?$/.test(text) ? new Date(text) : undefined
  if (at && !Number.isNaN(at.getTime())) return at
  throw badRequest('wrong-date', `${name} phải theo dạng W3C.`, `${name} must be a date of the W3C form.`)
}

function whole(asked: Asked, name: string, otherwise: number): number {
  const text = one(asked, name)
  if (text === undefined) return otherwise
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text)
  throw badRequest('wrong-number', `${name} phải là số nguyên dương.`, `${name} must be a whole number above 0.`)
}

/** Answered and ended reports are closed; one that is reopened is open. */
const statusOf = (state: string): 'open' | 'closed' =>
  isState(state) && ['answered', 'closed'].includes(states[state].stage) ? 'closed' : 'open'

const answerOf = (ctx: Context, rows: readonly RequestRow[]): Answer => ({
  root: 'service_requests',
  of: 'request',
  items: rows.map((row) => requestOf(ctx, row)),
})

const requestOf = (ctx: Context, row: RequestRow): Item => ({
  service_request_id: row.code,
  status: statusOf(row.state),
  status_notes: row.answer ?? (isState(row.state) ? states[row.state].name.vi : ''),
  service_name: ctx.definitions.find(categoryKind, row.category)?.body.name.vi ?? row.category,
  service_code: row.category,
  description: row.text ?? '',
  agency_responsible: findUnit(ctx, row.unit)?.name.vi ?? row.unit,
  service_notice: '',
  requested_datetime: row.submitted_at.toISOString(),
  updated_datetime: row.updated_at.toISOString(),
  expected_datetime: row.due_at?.toISOString() ?? '',
  // What a sender wrote as the address may name a home: it is not shown.
  address: '',
  address_id: '',
  zipcode: '',
  lat: row.lat ?? '',
  long: row.lon ?? '',
  media_url: row.photo === null ? '' : `${ctx.settings.publicUrl}/api/reports/${row.code}/photos/${row.photo}`,
})

/** A token names its report and proves itself: nothing is stored for it. */
export const tokenOf = (ctx: Context, code: string): string => `${code}.${ctx.vault.code('open311 token', code)}`

export function readToken(ctx: Context, token: string): Answer {
  const code = token.slice(0, token.indexOf('.'))
  if (tokenOf(ctx, code) === token)
    return { root: 'service_requests', of: 'request', items: [{ service_request_id: code, token }] }
  throw new AppError('token-not-found', 404, { vi: 'Không có mã chờ này.', en: 'token was not found.' })
}
