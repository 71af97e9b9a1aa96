import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { forbidden, keepingWrites, unauthenticated } from '#core/errors'
import { matches } from '../passwords.ts'
import { afterFailure, isFresh, isLocked } from '../rules.ts'
import { hasTotp, takeSecondFactor } from '../second-factor.ts'
import { findAccount, lockAttempts, setAttempts } from '../store/accounts.ts'
import { findSessionRow } from '../store/sessions.ts'

type Asking = { db: Db; ctx: Context; actor: Actor; now: Date }
export type Proof = { password?: string | undefined; code?: string | undefined }

const wrong = () =>
  unauthenticated('wrong-confirmation', {
    vi: 'Mật khẩu hoặc mã chưa đúng. Sau 5 lần sai, tài khoản khóa 12 giờ.',
    en: 'The password or the code is not right. After 5 wrong tries the account is locked for 12 hours.',
  })

/**
 * Whoever finds an open page is not its person: the password or the authenticator's code; for who has neither, a sign-in of the last
 * minutes. @throws
 */
export async function confirmSelf({ db, ctx, actor, now }: Asking, proof: Proof): Promise<void> {
  const { password, code } = proof
  if (password === undefined && code === undefined) {
    if ((await waysToConfirm({ db, ctx, actor, now })).fresh) return
    throw forbidden('confirm-yourself', {
      vi: 'Để bảo vệ dữ liệu của bạn, xin nhập mật khẩu hoặc mã, hoặc đăng nhập lại rồi làm tiếp trong 10 phút.',
      en: 'To protect your data, enter your password or a code, or sign in again and go on within ten minutes.',
    })
  }
  const account = await findAccount(db, actor.id)
  // Compared before anything is locked: it takes time.
  const right = password !== undefined && (await matches(account?.password, password))
  const attempts = await lockAttempts(db, actor.id, now)
  if (isLocked(attempts, now)) throw wrong()
  if (right || (code !== undefined && (await takeSecondFactor(db, ctx, actor.id, code)) !== undefined)) return
  await setAttempts(db, actor.id, afterFailure(attempts, now))
  throw keepingWrites(wrong())
}

const isJustSignedIn = async (db: Db, actor: Actor, now: Date): Promise<boolean> => {
  const session = actor.session === undefined ? undefined : await findSessionRow(db, Buffer.from(actor.session, 'hex'))
  return session !== undefined && isFresh(session.created_at, now)
}

/** By which ways this person can confirm, for the page that asks. */
export async function waysToConfirm({ db, actor, now }: Asking) {
  const account = await findAccount(db, actor.id)
  const password = account !== undefined && account.password !== null
  const code = await hasTotp(db, actor.id)
  return { password, code, fresh: !password && !code && (await isJustSignedIn(db, actor, now)) }
}
