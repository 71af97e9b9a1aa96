import { z } from 'zod'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { dayOf } from '#core/days'
import { keepingWrites, unauthenticated } from '#core/errors'
import { emit } from '#core/events'
import { command } from '#core/operation'
import { send } from '#modules/notices'
import { accountLocked } from '../events.ts'
import { present } from '../me.ts'
import { matches } from '../passwords.ts'
import * as policy from '../policy.ts'
import { afterFailure, isLocked, readLogin } from '../rules.ts'
import { startSession } from '../sessions.ts'
import * as store from '../store/accounts.ts'
import type { AccountRow } from '../tables.ts'
import { MeView } from '../views.ts'

/** One text for every cause: whether an account exists, is locked, or has another password is not told to a stranger. */
const refused = () =>
  unauthenticated('wrong-sign-in', {
    vi: 'Thông tin đăng nhập chưa đúng, hoặc tài khoản đang tạm khóa. Sau 5 lần sai, tài khoản khóa 12 giờ.',
    en: 'The sign-in details are not right, or the account is locked. After 5 wrong tries an account is locked for 12 hours.',
  })

export const signIn = command('people.sign-in', {
  summary: 'Sign in by number, phone or e-mail and password.',
  input: z.strictObject({ login: z.string().min(1).max(254), password: z.string().min(1).max(200) }),
  output: MeView,
  allow: policy.anyone,
  perMinute: 30,
  unrepeatable: true,
  // Not locked yet: the password is compared first, which takes time, and what follows from it is decided under the lock.
  subject: (db, input, ctx) => store.findByHandle(db, handlesOf(ctx, input.login)),
  async run({ input, subject: found, ...step }) {
    const { db, ctx, now } = step
    const usable = found !== undefined && (!found.demo || ctx.settings.demo)
    const right = await matches(usable ? found.password : undefined, input.password)
    const account = usable ? await store.lockAccount(db, found.id) : undefined
    if (!account || account.ended_at !== null || isLocked(attemptsOf(account), now)) throw refused()
    if (!right) {
      await countFailure(db, ctx, account, now)
      throw keepingWrites(refused())
    }
    const actor = await startSession(step, account, account.assurance)
    return present(db, ctx, actor, dayOf(now))
  },
})

function handlesOf(ctx: Context, text: string): store.Handles {
  const { personalId, ...handles } = readLogin(text)
  return { ...handles, ...(personalId === undefined ? {} : { idDigest: ctx.vault.digest(personalId) }) }
}

const attemptsOf = (account: AccountRow) => ({ failed: account.failed, lockedUntil: account.locked_until })

async function countFailure(db: Db, ctx: Context, account: AccountRow, now: Date): Promise<void> {
  const next = afterFailure(attemptsOf(account), now)
  await store.setAttempts(db, account.id, next)
  // Not awaited: the access log is written by its own connection, outside this transaction.
  void ctx.access.record({
    actor: 'anonymous',
    operation: 'people.sign-in',
    subject: `account/${account.id}`,
    outcome: 'refused',
  })
  if (next.lockedUntil === null) return
  const version = await store.raiseVersion(db, account.id)
  await emit(db, accountLocked, {
    record: `account/${account.id}`,
    version,
    unit: '',
    occurredAt: now,
    payload: { until: next.lockedUntil.toISOString() },
  })
  const dueAt = new Intl.DateTimeFormat('vi-VN', {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: 'Asia/Ho_Chi_Minh',
  })
  await send(db, ctx, [
    {
      key: `locked ${account.id} ${version}`,
      to: { account: account.id, email: account.email ?? undefined, phone: account.phone ?? undefined },
      template: 'account-locked',
      facts: { dueAt: dueAt.format(next.lockedUntil) },
    },
  ])
}
