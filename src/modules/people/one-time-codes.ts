import { randomInt, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { invalid, tooMany } from '#core/errors'
import { codeDigits, codeMilliseconds, codeWindowMilliseconds, maxCodeAttempts, maxCodesPerHour } from './rules.ts'
import * as store from './store/accounts.ts'

/** As a person reads it out; whatever is not the code is a wrong code, and counted. */
export const ConfirmationCode = z.string().trim().min(1).max(20)

/** What a code is good for: one for signing in opens nothing else, and the other way round. */
type CodeOf = { purpose: string; address: string }

const keyOf = (ctx: Context, { purpose, address }: CodeOf): Buffer => ctx.vault.digest(`${purpose} ${address}`)
const digestOf = (ctx: Context, { purpose, address }: CodeOf, code: string): Buffer =>
  ctx.vault.digest(`${purpose} ${address} ${code.trim()}`)

/** A fresh code for an address; one before it is void. @throws tooMany */
export async function drawCode(db: Db, ctx: Context, of: CodeOf, now: Date): Promise<string> {
  const key = keyOf(ctx, of)
  const before = await store.findCode(db, key)
  const fresh = before === undefined || now.getTime() - before.counted_from.getTime() >= codeWindowMilliseconds
  const sent = fresh ? 1 : before.sent + 1
  if (sent > maxCodesPerHour)
    throw tooMany('too-many-codes', {
      vi: 'Địa chỉ này đã nhận nhiều mã trong một giờ qua. Xin thử lại sau.',
      en: 'This address was sent many codes within the hour. Please try later.',
    })
  const code = String(randomInt(10 ** codeDigits)).padStart(codeDigits, '0')
  await store.putCode(db, {
    address: key,
    digest: digestOf(ctx, of, code),
    attempts: 0,
    expires_at: new Date(now.getTime() + codeMilliseconds),
    sent,
    counted_from: fresh ? now : before.counted_from,
  })
  return code
}

/** Whether the code is the one of this address; it is spent now. A wrong one is counted: keep the writes of a refusal. */
export async function takeCode(db: Db, ctx: Context, of: CodeOf & { code: string }, now: Date): Promise<boolean> {
  const key = keyOf(ctx, of)
  const known = await store.findCode(db, key)
  if (!known || known.expires_at <= now || known.attempts >= maxCodeAttempts) return false
  if (!timingSafeEqual(known.digest, digestOf(ctx, of, of.code))) {
    await store.countCodeAttempt(db, key)
    return false
  }
  await store.spendCode(db, key, now)
  return true
}

/** For a code that confirms something, not one that signs in. */
export const wrongConfirmation = () =>
  invalid('wrong-confirmation-code', {
    vi: 'Mã không đúng hoặc đã hết hạn. Hãy hỏi lại người dân, hoặc gửi mã mới.',
    en: 'The code is wrong or has expired. Ask the person again, or send a new one.',
  })
