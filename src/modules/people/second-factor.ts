import { randomInt } from 'node:crypto'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import * as store from './store/factors.ts'

const stepMilliseconds = 30_000
/** A phone's clock may be a step off. */
const window = 1
const recoveryCodes = 10
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** The library is loaded where a code is looked at. */
async function totpOf(label: string, secret?: string) {
  const { Secret, TOTP } = await import('otpauth')
  return new TOTP({
    issuer: 'Tỉnh Số',
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: stepMilliseconds / 1000,
    secret: secret === undefined ? new Secret({ size: 20 }) : Secret.fromBase32(secret),
  })
}

/** Begins a set-up. @returns what the person's app reads, as a code to scan and as text to type */
export async function beginTotp(db: Db, ctx: Context, account: string, label: string) {
  const totp = await totpOf(label)
  await store.beginTotp(db, account, ctx.vault.seal(totp.secret.base32))
  return { uri: totp.toString(), secret: totp.secret.base32 }
}

/** Whether the code is the app's of this moment, and was not taken before; it is taken now. */
export async function takeTotp(db: Db, ctx: Context, account: string, code: string): Promise<boolean> {
  const row = await store.lockTotp(db, account)
  if (!row) return false
  const totp = await totpOf('', ctx.vault.open(row.sealed))
  const timestamp = ctx.clock().getTime()
  const delta = totp.validate({ token: code.replace(/\s/g, ''), window, timestamp })
  if (delta === null) return false
  const step = Math.floor(timestamp / stepMilliseconds) + delta
  if (step <= row.last_step) return false
  await store.setTotpStep(db, account, step)
  return true
}

const digestOf = (ctx: Context, account: string, code: string): Buffer =>
  ctx.vault.digest(`recovery ${account} ${code.toLowerCase().replace(/[^a-z0-9]/g, '')}`)

/** Ten words for a lost phone, shown once; the ones before are void. */
export async function giveRecoveryCodes(db: Db, ctx: Context, account: string): Promise<string[]> {
  const pick = (count: number) => Array.from({ length: count }, () => letters[randomInt(letters.length)]).join('')
  const codes = Array.from({ length: recoveryCodes }, () => `${pick(5)}-${pick(5)}`)
  await store.setRecoveryCodes(
    db,
    account,
    codes.map((code) => digestOf(ctx, account, code)),
  )
  return codes
}

/** The second factor of a sign-in: the app's code, or one of the words for a lost phone. */
export async function takeSecondFactor(
  db: Db,
  ctx: Context,
  account: string,
  code: string,
): Promise<'totp' | 'recovery-code' | undefined> {
  if (/^\s*(\d\s*){6}$/.test(code)) return (await takeTotp(db, ctx, account, code)) ? 'totp' : undefined
  return (await store.takeRecoveryCode(db, account, digestOf(ctx, account, code))) ? 'recovery-code' : undefined
}

export const hasTotp = async (db: Db, account: string): Promise<boolean> =>
  ((await store.findTotp(db, account))?.confirmed_at ?? null) !== null
