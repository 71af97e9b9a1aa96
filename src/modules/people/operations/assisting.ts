import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { keepingWrites, notFound } from '#core/errors'
import { command } from '#core/operation'
import { send } from '#modules/notices'
import { mandateKindsIn, type MandateKind } from '../mandates/definition.ts'
import { mandateGiven } from '../mandates/events.ts'
import { termOf } from '../mandates/rules.ts'
import { stateMandate, tellSides } from '../mandates/telling.ts'
import { ConfirmationCode, drawCode, takeCode, wrongConfirmation } from '../one-time-codes.ts'
import * as policy from '../policy.ts'
import { codeDigits, codeMilliseconds, readAddress } from '../rules.ts'
import { lockByAddress, type AccountRow } from '../store/accounts.ts'
import * as store from '../store/mandates.ts'
import { Address, noAddress } from './sign-in-with-code.ts'

/** Help at a device for one session: the person who is helped confirms it by a code that comes to their own phone or mail. */

const assistanceIn = (ctx: Context): MandateKind => {
  const kind = mandateKindsIn(ctx).find(({ begins }) => begins.includes('code'))
  if (kind) return kind
  throw notFound('no-assistance', {
    vi: 'Tỉnh chưa mở hình thức hỗ trợ tại chỗ này.',
    en: 'The province does not offer help of this kind.',
  })
}

/** A code for one helper alone: read out to somebody else it opens nothing. */
const purposeOf = (helper: string): string => `assist ${helper}`

async function findHelped(db: Db, ctx: Context, address: string): Promise<AccountRow | undefined> {
  const target = readAddress(address)
  if (!target) throw noAddress()
  const account = await lockByAddress(db, target.channel, target.address)
  return account?.kind === 'citizen' && (!account.demo || ctx.settings.demo) ? account : undefined
}

export const askToAssist = command('people.ask-to-assist', {
  summary: 'Ask a person whom I help at this device to agree: a code goes to their phone or e-mail address.',
  input: z.strictObject({ address: Address }),
  // The same answer whether or not the address belongs to an account.
  output: z.strictObject({ channel: z.enum(['sms', 'email']), expiresAt: z.iso.datetime(), digits: z.int() }),
  subject: async (_db, _input, ctx) => assistanceIn(ctx),
  allow: (actor, kind) => policy.holdsRole(actor, kind.heldBy),
  perMinute: 10,
  unrepeatable: true,
  async run({ input, actor, db, ctx, now }) {
    const target = readAddress(input.address)
    if (!target) throw noAddress()
    const code = await drawCode(db, ctx, { ...target, purpose: purposeOf(actor.id) }, now)
    if (await findHelped(db, ctx, input.address))
      await send(db, ctx, [
        {
          key: `assist ${randomUUID()}`,
          to: target.channel === 'sms' ? { phone: target.address } : { email: target.address },
          template: 'assistance-code',
          facts: { code, minutes: String(codeMilliseconds / 60_000), helper: actor.name },
          secret: true,
        },
      ])
    const expiresAt = new Date(now.getTime() + codeMilliseconds).toISOString()
    return { channel: target.channel, expiresAt, digits: codeDigits }
  },
})

export const assist = command('people.assist', {
  summary: 'Begin to help a person who has read me their code: for this session, and two hours at most.',
  input: z.strictObject({ address: Address, code: ConfirmationCode }),
  output: z.strictObject({ mandate: z.uuid(), endsAt: z.iso.datetime() }),
  subject: async (_db, _input, ctx) => assistanceIn(ctx),
  allow: (actor, kind) => policy.holdsRole(actor, kind.heldBy),
  perMinute: 20,
  unrepeatable: true,
  async run({ input, subject: kind, actor, db, ctx, now }) {
    const target = readAddress(input.address)
    if (!target) throw noAddress()
    const right = await takeCode(db, ctx, { ...target, purpose: purposeOf(actor.id), code: input.code }, now)
    const helped = right ? await findHelped(db, ctx, input.address) : undefined
    if (!helped) throw keepingWrites(wrongConfirmation())
    const { beginsAt, endsAt } = termOf(kind, {}, now)
    const unit = actor.posts.find((post) => kind.heldBy.includes(post.role))?.unit ?? ''
    const id = randomUUID()
    await store.addMandate(db, {
      id,
      kind: kind.id,
      version: 1,
      representative: actor.id,
      represented: helped.id,
      // Help does not raise what the person may do by themselves.
      level: helped.assurance,
      acts: [...kind.acts],
      begins_at: beginsAt,
      ends_at: endsAt,
      state: 'given',
      proposed_at: now,
      settled_at: now,
      unit,
    })
    await store.setActing(db, Buffer.from(actor.session ?? '', 'hex'), id)
    const payload = { kind: kind.id, how: 'code' as const }
    await stateMandate(db, mandateGiven, { id, version: 1, at: now, payload, unit })
    await tellSides(db, ctx, { id, version: 1, kind, endsAt }, 'mandate-given', [helped.id])
    return { mandate: id, endsAt: endsAt.toISOString() }
  },
})

export const assisting = [askToAssist, assist]
