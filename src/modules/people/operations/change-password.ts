import { z } from 'zod'
import { invalid, keepingWrites, unauthenticated } from '#core/errors'
import { command } from '#core/operation'
import { hashPassword, matches } from '../passwords.ts'
import * as policy from '../policy.ts'
import { afterFailure, isLocked, isStrongPassword } from '../rules.ts'
import { endSessions, forgetActors } from '../sessions.ts'
import { findAccount, lockAttempts, setAttempts, setPassword } from '../store/accounts.ts'
import { listOtherSessions } from '../store/sessions.ts'

const wrong = () =>
  unauthenticated('wrong-password', { vi: 'Mật khẩu hiện tại chưa đúng.', en: 'The present password is not right.' })

export const changePassword = command('people.change-password', {
  summary: 'Change my password, or set the first one; my other sessions end.',
  input: z.strictObject({ current: z.string().max(200).optional(), password: z.string().max(200) }),
  output: z.strictObject({}),
  allow: policy.isSignedIn,
  perMinute: 10,
  unrepeatable: true,
  async run({ input, actor, db, ctx, now }) {
    if (!isStrongPassword(input.password))
      throw invalid('weak-password', {
        vi: 'Mật khẩu cần ít nhất 8 ký tự, có chữ hoa, chữ thường, chữ số và ký tự khác.',
        en: 'A password needs 8 characters or more: capital and small letters, digits and another sign.',
      })
    const account = await findAccount(db, actor.id)
    if (!account) throw wrong()
    const right = account.password === null || (await matches(account.password, input.current ?? ''))
    const hashed = await hashPassword(input.password)
    const attempts = await lockAttempts(db, account.id, now)
    if (isLocked(attempts, now)) throw wrong()
    if (!right) {
      // Whoever finds an open session must not guess on: the same count, the same lock.
      await setAttempts(db, account.id, afterFailure(attempts, now))
      throw keepingWrites(wrong())
    }
    await setPassword(db, account.id, hashed)
    await endSessions(db, ctx, await listOtherSessions(db, account.id, actor.session))
    forgetActors(ctx)
    return {}
  },
})
