import { z } from 'zod'
import { dayOf } from '#core/days'
import { invalid, keepingWrites, notFound } from '#core/errors'
import { emit } from '#core/events'
import { command, query } from '#core/operation'
import { totpRemoved, totpSet } from '../events.ts'
import * as policy from '../policy.ts'
import { hasEnded, kindOf, methods } from '../rules.ts'
import { beginTotp, giveRecoveryCodes, hasTotp, takeSecondFactor, takeTotp } from '../second-factor.ts'
import { endSessions, kindOfSession, lifeOf } from '../sessions.ts'
import { findAccount, raiseVersion } from '../store/accounts.ts'
import * as factors from '../store/factors.ts'
import * as store from '../store/sessions.ts'
import { outcomes, SecurityView } from '../views.ts'

const shownSignIns = 20
const Code = z.string().min(6).max(20)

const wrongCode = () =>
  invalid('wrong-second-factor', {
    vi: 'Mã chưa đúng hoặc đã dùng. Hãy đợi ứng dụng hiện mã mới rồi thử lại.',
    en: 'The code is not right, or was used. Wait for the next one and try again.',
  })

export const getSecurity = query('people.get-security', {
  summary: 'How my account opens: passkeys, second factor, sessions, the latest sign-ins.',
  input: z.strictObject({}),
  output: SecurityView,
  allow: policy.isSignedIn,
  async run({ actor, db, ctx, now }) {
    const [account, own, sessions, passkeys, signIns] = await Promise.all([
      findAccount(db, actor.id),
      store.findSession(db, Buffer.from(actor.session ?? '', 'hex'), dayOf(now)),
      store.listSessions(db, actor.id),
      factors.listPasskeys(db, actor.id),
      store.listSignIns(db, actor.id, shownSignIns),
    ])
    const kind = own ? kindOfSession(ctx, own) : kindOf({ kind: account?.kind ?? 'citizen' })
    const open = sessions.filter((row) => !hasEnded(lifeOf(row, kind), now))
    return {
      hasPassword: account !== undefined && account.password !== null,
      totp: await hasTotp(db, actor.id),
      passkeys: passkeys.map((passkey) => ({
        id: passkey.id,
        name: passkey.name,
        createdAt: passkey.created_at.toISOString(),
        ...(passkey.used_at === null ? {} : { usedAt: passkey.used_at.toISOString() }),
      })),
      sessions: open.map((row) => ({
        id: row.id,
        current: row.digest.toString('hex') === actor.session,
        device: row.device,
        address: row.address,
        methods: methods.filter((method) => row.methods.includes(method)),
        startedAt: row.created_at.toISOString(),
        seenAt: row.seen_at.toISOString(),
      })),
      signIns: signIns.map((row) => ({
        at: row.at.toISOString(),
        methods: methods.filter((method) => row.method.split(' ').includes(method)),
        outcome: outcomes.find((outcome) => outcome === row.outcome) ?? 'refused',
        device: row.device,
        address: row.address,
      })),
    }
  },
})

export const endSession = command('people.end-session', {
  summary: 'Sign out one of my devices.',
  input: z.strictObject({ id: z.string().min(1).max(100) }),
  output: z.strictObject({}),
  allow: policy.isSignedIn,
  async run({ input, actor, db, ctx }) {
    const found = (await store.listSessions(db, actor.id)).find((row) => row.id === input.id)
    if (!found)
      throw notFound('session-not-found', { vi: 'Phiên này đã kết thúc.', en: 'This session has ended already.' })
    await endSessions(db, ctx, [found.digest])
    return {}
  },
})

export const endOtherSessions = command('people.end-other-sessions', {
  summary: 'Sign out all my devices but this one.',
  input: z.strictObject({}),
  output: z.strictObject({ ended: z.int() }),
  allow: policy.isSignedIn,
  async run({ actor, db, ctx }) {
    const others = await store.listOtherSessions(db, actor.id, actor.session)
    await endSessions(db, ctx, others)
    return { ended: others.length }
  },
})

export const startTotp = command('people.start-totp', {
  summary: 'Begin to set up an authenticator app; it counts from the first right code.',
  input: z.strictObject({}),
  output: z.strictObject({ uri: z.string(), secret: z.string() }),
  allow: policy.isSignedIn,
  unrepeatable: true,
  async run({ actor, db, ctx }) {
    if (await hasTotp(db, actor.id))
      throw invalid('totp-set-already', {
        vi: 'Tài khoản đã có ứng dụng sinh mã. Hãy gỡ ứng dụng cũ trước.',
        en: 'An authenticator app is set up already. Remove it first.',
      })
    const account = await findAccount(db, actor.id)
    return beginTotp(db, ctx, actor.id, account?.login ?? actor.name)
  },
})

export const confirmTotp = command('people.confirm-totp', {
  summary: 'Finish setting up an authenticator app by its first code; gives the recovery codes, once.',
  input: z.strictObject({ code: Code }),
  output: z.strictObject({ recoveryCodes: z.array(z.string()) }),
  allow: policy.isSignedIn,
  perMinute: 10,
  unrepeatable: true,
  async run({ input, actor, db, ctx, now }) {
    if (await hasTotp(db, actor.id)) throw wrongCode()
    if (!(await takeTotp(db, ctx, actor.id, input.code))) throw wrongCode()
    await factors.confirmTotp(db, actor.id, now)
    const version = await raiseVersion(db, actor.id)
    await emit(db, totpSet, { record: `account/${actor.id}`, version, unit: '', occurredAt: now, payload: {} })
    return { recoveryCodes: await giveRecoveryCodes(db, ctx, actor.id) }
  },
})

export const removeTotp = command('people.remove-totp', {
  summary: 'Remove the authenticator app, by one of its codes or a recovery code.',
  input: z.strictObject({ code: Code }),
  output: z.strictObject({}),
  allow: policy.isSignedIn,
  perMinute: 10,
  unrepeatable: true,
  async run({ input, actor, db, ctx, now }) {
    if (!(await hasTotp(db, actor.id))) throw wrongCode()
    if ((await takeSecondFactor(db, ctx, actor.id, input.code)) === undefined) throw keepingWrites(wrongCode())
    await factors.dropTotp(db, actor.id)
    const version = await raiseVersion(db, actor.id)
    await emit(db, totpRemoved, { record: `account/${actor.id}`, version, unit: '', occurredAt: now, payload: {} })
    return {}
  },
})

export const security = [getSecurity, endSession, endOtherSessions, startTotp, confirmTotp, removeTotp]
