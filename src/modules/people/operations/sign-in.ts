import { z } from 'zod'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { dayOf } from '#core/days'
import { keepingWrites, unauthenticated } from '#core/errors'
import { emit } from '#core/events'
import { command } from '#core/operation'
import { send } from '#modules/notices'
import { deviceOf } from '../device.ts'
import { accountLocked } from '../events.ts'
import { present } from '../me.ts'
import { matches } from '../passwords.ts'
import * as policy from '../policy.ts'
import { afterFailure, isLocked, readLogin, type Attempts, type Method } from '../rules.ts'
import { hasTotp, takeSecondFactor } from '../second-factor.ts'
import { startSession } from '../sessions.ts'
import * as store from '../store/accounts.ts'
import { addSignIn } from '../store/sessions.ts'
import { MeView } from '../views.ts'

/** One text for every cause: whether an account exists, is locked, or has another password is not told to a stranger. */
const refused = () =>
  unauthenticated('wrong-sign-in', {
    vi: 'Thông tin đăng nhập chưa đúng, hoặc tài khoản đang tạm khóa. Sau 5 lần sai, tài khoản khóa 12 giờ.',
    en: 'The sign-in details are not right, or the account is locked. After 5 wrong tries an account is locked for 12 hours.',
  })

export const signIn = command('people.sign-in', {
  summary: 'Sign in by number, phone or e-mail and password.',
  input: z.strictObject({
    login: z.string().min(1).max(254),
    password: z.string().min(1).max(200),
    /** of the authenticator app, or a recovery code, where the account has them */
    code: z.string().max(20).optional(),
  }),
  output: MeView,
  allow: policy.anyone,
  perMinute: 30,
  unrepeatable: true,
  subject: (db, input, ctx) => store.findByHandle(db, handlesOf(ctx, input.login)),
  async run({ input, subject: found, ...step }) {
    const { db, ctx, now } = step
    const account = found && found.ended_at === null && (!found.demo || ctx.settings.demo) ? found : undefined
    // Compared before anything is locked: it takes time. What follows from it is decided under the lock.
    const right = await matches(account?.password, input.password)
    const who = account?.id ?? `unknown ${ctx.vault.digest(`login ${input.login}`).toString('hex')}`
    const attempts = await store.lockAttempts(db, who, now)
    if (isLocked(attempts, now)) {
      if (account) noteRefusal(step, account.id, 'locked')
      throw keepingWrites(refused())
    }
    if (!account || !right) {
      await countFailure(step, who, account, afterFailure(attempts, now))
      throw keepingWrites(refused())
    }
    const second = await secondFactor(step, account.id, input.code)
    if (second === 'wrong') {
      await countFailure(step, who, account, afterFailure(attempts, now))
      throw keepingWrites(codeNeeded())
    }
    const methods: Method[] = second === undefined ? ['password'] : ['password', second]
    const actor = await startSession(step, account, { assurance: account.assurance, methods })
    return present(db, ctx, actor, dayOf(now))
  },
})

/** Asked only of who has given the right password. @throws code-needed when no code was given */
async function secondFactor({ db, ctx }: Step, account: string, code: string | undefined) {
  if (!(await hasTotp(db, account))) return undefined
  if (code === undefined || code.trim() === '') throw codeNeeded()
  return (await takeSecondFactor(db, ctx, account, code)) ?? 'wrong'
}

const codeNeeded = () =>
  unauthenticated('code-needed', {
    vi: 'Hãy nhập mã 6 số trong ứng dụng sinh mã của bạn, hoặc một mã dự phòng chưa dùng.',
    en: 'Enter the six digits of your authenticator app, or a recovery code that was not used.',
  })

function handlesOf(ctx: Context, text: string): store.Handles {
  const { personalId, ...handles } = readLogin(text)
  return { ...handles, ...(personalId === undefined ? {} : { idDigest: ctx.vault.digest(personalId) }) }
}

type Step = { db: Db; ctx: Context; now: Date; address: string; agent: string }

async function countFailure(
  step: Step,
  who: string,
  account: store.AccountRow | undefined,
  next: Attempts,
): Promise<void> {
  const { db, ctx, now } = step
  await store.setAttempts(db, who, next)
  // Not awaited: the access log is written by its own connection, outside this transaction.
  void ctx.access.record({
    actor: 'anonymous',
    operation: 'people.sign-in',
    subject: `account/${who}`,
    outcome: 'refused',
  })
  if (!account) return
  noteRefusal(step, account.id, next.lockedUntil === null ? 'refused' : 'locked')
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

/** In the account's own list, for its person to see. Not awaited: a known login would take longer than an unknown one. */
function noteRefusal({ ctx, now, address, agent }: Step, account: string, outcome: 'refused' | 'locked'): void {
  const seen = { device: deviceOf(agent), address }
  addSignIn(ctx.db, { account, at: now, method: 'password', outcome, ...seen }).catch((error: unknown) =>
    ctx.log.warn({ error: String(error) }, 'a refused sign-in is not in its list'),
  )
}
