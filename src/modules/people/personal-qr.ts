import { randomBytes } from 'node:crypto'
import type { JWK } from 'jose'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { invalid } from '#core/errors'
import { loadKeys } from './oidc/keys.ts'

/** A code holds for so long: a photograph of it is worth nothing a minute later. */
export const validSeconds = 60

const algorithm = 'ES256'
const type = 'qr+jwt'
const audience = 'counter'

export const randomName = (): string => randomBytes(16).toString('base64url')

/** A signed code that names its person by reference alone: whoever copies it learns neither name nor number. */
export async function signCode(ctx: Context, db: Db, reference: string, now: Date): Promise<string> {
  const { importJWK, SignJWT } = await import('jose')
  const [key] = (await loadKeys(ctx, 'personal-qr', db)).keys
  if (!key?.kid) throw new Error('there is no key to sign personal codes')
  const issued = Math.floor(now.getTime() / 1000)
  return new SignJWT()
    .setProtectedHeader({ alg: algorithm, kid: key.kid, typ: type })
    .setIssuer(ctx.settings.publicUrl)
    .setAudience(audience)
    .setSubject(reference)
    .setJti(randomName())
    .setIssuedAt(issued)
    .setExpirationTime(issued + validSeconds)
    .sign(await importJWK(key, algorithm))
}

export type Code = { id: string; reference: string; expiresAt: Date }

/** @throws AppError when the code is not ours, was altered, or holds no longer */
export async function readCode(ctx: Context, db: Db, text: string): Promise<Code> {
  const { createLocalJWKSet, errors, jwtVerify } = await import('jose')
  const keys = createLocalJWKSet(await publicKeys(ctx, db))
  try {
    const { payload } = await jwtVerify(text, keys, {
      algorithms: [algorithm],
      typ: type,
      issuer: ctx.settings.publicUrl,
      audience,
      currentDate: ctx.clock(),
      requiredClaims: ['sub', 'jti', 'exp'],
    })
    const { jti = '', sub = '', exp = 0 } = payload
    return { id: jti, reference: sub, expiresAt: new Date(exp * 1000) }
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw expired()
    if (error instanceof errors.JOSEError) throw notOurs()
    throw error
  }
}

/** What anyone may check a code by, also without a connection; served at `/.well-known/personal-qr/jwks.json`. */
export async function publicKeys(ctx: Context, db: Db = ctx.db): Promise<{ keys: JWK[] }> {
  const { keys } = await loadKeys(ctx, 'personal-qr', db)
  return { keys: keys.map(({ d: _private, ...key }) => key) }
}

const expired = () =>
  invalid('personal-qr-expired', {
    vi: 'Mã này đã hết hạn. Đề nghị người dân mở lại trang Mã QR của tôi để có mã mới, rồi quét lại.',
    en: 'This code has expired. Ask the person to open My QR code again for a new one, and scan that.',
  })

export const notOurs = () =>
  invalid('personal-qr-wrong', {
    vi: 'Đây không phải mã QR cá nhân của tỉnh, hoặc mã đọc bị sai. Tắt bộ gõ tiếng Việt rồi quét lại.',
    en: 'This is not a personal code of the province, or it was misread. Turn off the Vietnamese keyboard and scan again.',
  })
