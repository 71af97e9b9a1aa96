import type { Context } from '#core/context'
import { call, type CallOptions } from '#core/call'
import type { Actor } from '#core/actor'
import { fold } from '#core/text'
import { findUnit, listUnits } from '#modules/units'
import { categoriesIn } from '../catalogue.ts'
import type { Category } from '../definition.ts'
import { sendFromApp } from '../operations/apps.ts'
import { takePhoto } from '../photos.ts'
import type { Form } from './form.ts'
import type { Answer } from './format.ts'
import { findKey } from './keys.ts'
import { absent, badRequest, barred } from './refusal.ts'
import { one, tokenOf, type Asked } from './requests.ts'
import { typed } from './services.ts'

/** POST requests: a report from an application, its pictures drawn anew like those of people. */

export async function sendRequest(ctx: Context, form: Form, actor: Actor, options: CallOptions): Promise<Answer> {
  const { asked, pictures } = form
  const key = one(asked, 'api_key') ?? ''
  if (!(await findKey(ctx, ctx.db, key)))
    throw barred('app-key-wrong', 'Thiếu api_key hoặc khóa không còn hiệu lực.', 'api_key is missing or not valid.')
  const category = serviceOf(ctx, asked)
  const sender = senderIn(asked)
  if (!category.body.anonymous && !sender)
    throw badRequest(
      'name-needed',
      'Loại phản ánh này cần first_name, last_name, email hoặc phone.',
      'This service needs first_name, last_name, email or phone.',
    )
  const words = { category: category.id, ...placeIn(ctx, asked), ...wordsIn(asked), sender }
  const details = detailsIn(category.body, asked)
  const photos: string[] = []
  for (const picture of pictures) photos.push((await takePhoto(ctx, Buffer.from(picture))).id)
  const sent = await call(ctx, sendFromApp, { key, ...words, details, photos }, actor, options)
  const item = { token: tokenOf(ctx, sent.code), service_notice: '', account_id: '' }
  return { root: 'service_requests', of: 'request', items: [item] }
}

export function serviceOf(ctx: Context, asked: Asked) {
  const code = one(asked, 'service_code')
  if (code === undefined) throw badRequest('service-needed', 'Thiếu service_code.', 'service_code was not provided.')
  return findService(ctx, code)
}

export function findService(ctx: Context, code: string) {
  const found = categoriesIn(ctx).find(({ id }) => id === code)
  if (found) return found
  throw absent('service-not-found', 'Không có service_code này.', 'service_code was not found.')
}

/** By coordinates, by the code of a commune, or by an address that names its commune. */
function placeIn(ctx: Context, asked: Asked) {
  const [lat, long] = [one(asked, 'lat'), one(asked, 'long')]
  const [address, id] = [one(asked, 'address_string')?.slice(0, 300), one(asked, 'address_id')]
  if (lat !== undefined || long !== undefined) {
    const place: [number, number] = [degrees(long, 180), degrees(lat, 90)]
    return { place, address }
  }
  const commune = id === undefined ? communeNamed(ctx, address) : findUnit(ctx, id)?.code
  if (commune !== undefined) return { commune, address }
  throw badRequest(
    'place-needed',
    'Cần lat và long, hoặc address_id (mã xã), hoặc address_string có tên xã, phường.',
    'lat and long, or address_id (code of a commune), or address_string with the name of a commune is needed.',
  )
}

function degrees(text: string | undefined, most: number): number {
  const value = text !== undefined && /^-?\d{1,3}(\.\d{1,20})?$/.test(text) ? Number(text) : Number.NaN
  if (Math.abs(value) <= most) return value
  throw badRequest('wrong-place', 'lat và long phải là độ thập phân.', 'lat and long must be decimal degrees.')
}

/** The commune whose name the address holds, read from its end, where communes stand. */
function communeNamed(ctx: Context, address: string | undefined): string | undefined {
  const parts = (address ?? '').split(',').map(fold).toReversed()
  const communes = listUnits(ctx).filter(({ kind }) => kind === 'commune')
  for (const part of parts) {
    const found = communes.filter(({ name }) => part !== '' && fold(name.vi) === part)
    if (found.length === 1) return found[0]?.code
  }
  return undefined
}

/** A link is told to the desk as it is; nothing is ever fetched from it. */
function wordsIn(asked: Asked): { text: string } {
  const text = one(asked, 'description') ?? ''
  const link = one(asked, 'media_url')
  if (link !== undefined && (!/^https?:\/\/[^\s<>"]+$/.test(link) || link.length > 1_000))
    throw badRequest('wrong-link', 'media_url phải là địa chỉ http(s).', 'media_url must be an http(s) address.')
  const whole = [text.slice(0, 2_900), link && `Ảnh: ${link}`].filter(Boolean).join('\n')
  if (whole !== '') return { text: whole }
  throw badRequest('description-needed', 'Thiếu description.', 'description was not provided.')
}

function senderIn(asked: Asked) {
  const name = [one(asked, 'last_name'), one(asked, 'first_name')].filter(Boolean).join(' ').slice(0, 100)
  const [phone, email] = [one(asked, 'phone')?.slice(0, 30), one(asked, 'email')?.slice(0, 200)]
  if (!name && !phone && !email) return undefined
  return { ...(name && { name }), ...(phone && { phone }), ...(email && { email }) }
}

const detailsIn = ({ questions }: Category, asked: Asked): Record<string, unknown> =>
  Object.fromEntries(
    questions.flatMap((field) => {
      const given = asked.get(`attribute[${field.id}]`) ?? asked.get(`attribute[${field.id}][]`)
      return given?.some((text) => text !== '') ? [[field.id, typed(field, given)]] : []
    }),
  )
