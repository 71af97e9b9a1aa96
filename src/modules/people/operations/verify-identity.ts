import { z } from 'zod'
import { conflict, invalid, notFound } from '#core/errors'
import { emit } from '#core/events'
import { findPersonalId } from '#core/forms/identifiers'
import { command } from '#core/operation'
import { identityVerified } from '../events.ts'
import * as policy from '../policy.ts'
import { readAddress } from '../rules.ts'
import { endSessions } from '../sessions.ts'
import { lockByAddress, raiseVersion } from '../store/accounts.ts'
import * as store from '../store/identity.ts'
import { listOtherSessions } from '../store/sessions.ts'
import { particulars } from '../vneid/linking.ts'

export const identityPapers = ['citizen-card', 'electronic-identity', 'passport'] as const

const notFoundHere = () =>
  notFound('account-not-found', { vi: 'Không có tài khoản này.', en: 'There is no such account.' })

export const verifyIdentity = command('people.verify-identity', {
  summary: 'At a counter: the person who stands here, with their card, is the owner of this account.',
  input: z.strictObject({
    /** the phone or e-mail address by which the person signs in */
    address: z.string().min(3).max(254),
    name: z.string().trim().min(2).max(100),
    personalId: z.string().max(20),
    birthOn: z.iso.date(),
    sex: z.enum(['male', 'female']).optional(),
    residence: z.string().trim().min(5).max(300).optional(),
    paper: z.enum(identityPapers),
    reason: z.string().trim().min(3).max(300),
  }),
  output: z.strictObject({ account: z.string() }),
  subject: async (db, input) => {
    const target = readAddress(input.address)
    const account = target && (await lockByAddress(db, target.channel, target.address))
    if (account?.kind !== 'citizen') throw notFoundHere()
    return account
  },
  allow: policy.mayVerifyIdentity,
  personal: (_, account) => `account/${account.id}`,
  perMinute: 20,
  unrepeatable: true,
  async run({ input, subject: account, actor, db, ctx, now }) {
    const personalId = findPersonalId(input.personalId, now.getFullYear())
    if (personalId === undefined)
      throw invalid('not-a-personal-id', {
        vi: 'Số định danh gồm 12 chữ số. Xin xem lại trên thẻ.',
        en: 'An identity number has twelve digits. Please look at the card again.',
      })
    if (account.assurance >= 2)
      throw conflict('verified-already', {
        vi: 'Tài khoản này đã được xác minh.',
        en: 'This account is verified already.',
      })
    const owner = await store.lockByNumber(db, ctx.vault.digest(personalId))
    if (owner !== undefined && owner.id !== account.id)
      throw conflict('identity-taken', {
        vi: 'Số định danh này đã gắn với một tài khoản khác.',
        en: 'Another account has this identity number.',
      })
    const { name, birthOn, sex, residence } = input
    const known = { name, personalId, birthOn, ...(sex && { sex }), ...(residence && { address: residence }) }
    await store.setVerified(db, account.id, particulars(ctx, known))
    const unit = actor.posts.find((post) => post.role === 'receptionist')?.unit ?? ''
    await store.addVerification(db, {
      account: account.id,
      at: now,
      how: 'counter',
      official: actor.id,
      unit,
      paper: input.paper,
      reason: input.reason,
    })
    // A session from before was opened by whoever had the phone: the person signs in again, as who they are known to be.
    await endSessions(db, ctx, await listOtherSessions(db, account.id, undefined))
    const version = await raiseVersion(db, account.id)
    const payload = { how: 'counter' as const }
    await emit(db, identityVerified, { record: `account/${account.id}`, version, unit, occurredAt: now, payload })
    return { account: account.id }
  },
})
