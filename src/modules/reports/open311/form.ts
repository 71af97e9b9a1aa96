import type { FastifyInstance } from 'fastify'
import { maxPhotoBytes } from '../photos.ts'
import { badRequest } from './refusal.ts'
import type { Asked } from './requests.ts'

/** What POST carries: fields in a plain form and, beyond the specification but as its applications do it, pictures in one with files. */
export type Form = { asked: Asked; pictures: readonly Uint8Array[] }

const maxFieldBytes = 64 * 1024
const maxPictures = 5
const maxBytes = 2 * maxPhotoBytes

export function formParsers(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: maxFieldBytes },
    (_request, body, done) => done(null, body),
  )
  scope.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer', bodyLimit: maxBytes },
    (_request, body, done) => done(null, body),
  )
}

export const askedOf = (text: string): Asked => listed(new URLSearchParams(text))

function listed(fields: Iterable<readonly [string, string]>): Asked {
  const asked = new Map<string, string[]>()
  for (const [name, value] of fields) asked.set(name, [...(asked.get(name) ?? []), value])
  return asked
}

/** @throws AppError 400 for a form that is broken, too long, or has too many pictures */
export async function readForm(body: unknown, contentType = ''): Promise<Form> {
  if (!Buffer.isBuffer(body)) return { asked: askedOf(typeof body === 'string' ? body : ''), pictures: [] }
  const fields: [string, string][] = []
  const files: File[] = []
  for (const [name, value] of await partsOf(body, contentType))
    if (typeof value === 'string') fields.push([name, value])
    else if (value.size > 0) files.push(value)
  if (fields.reduce((sum, [name, value]) => sum + name.length + value.length, 0) > maxFieldBytes)
    throw badRequest('form-too-long', 'Các trường của biểu mẫu quá dài.', 'The fields of the form are too long.')
  if (files.length > maxPictures)
    throw badRequest('too-many-photos', `Tối đa ${maxPictures} ảnh.`, `At most ${maxPictures} pictures.`)
  return { asked: listed(fields), pictures: await Promise.all(files.map((file) => file.bytes())) }
}

async function partsOf(body: Buffer, contentType: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData()
  } catch {
    throw badRequest('form-unreadable', 'Không đọc được biểu mẫu.', 'The form could not be read.')
  }
}
