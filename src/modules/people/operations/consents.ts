import { z } from 'zod'
import type { Actor } from '#core/actor'
import type { Db } from '#core/db'
import { conflict, notFound } from '#core/errors'
import { emit } from '#core/events'
import { command, query } from '#core/operation'
import { consentKind, shownWords, standOf } from '../consents.ts'
import { consentGiven, consentWithdrawn } from '../events.ts'
import * as policy from '../policy.ts'
import { raiseVersion } from '../store/accounts.ts'
import * as store from '../store/consents.ts'
import { Named } from '../views.ts'

/** The ledger of consents: purposes of the pack, applications, and what is done in a person's name (Luật 91/2025/QH15 Đ4). */

const PurposeView = z.object({
  id: z.string(),
  name: Named,
  text: Named,
  withdrawal: Named,
  version: z.int(),
  /** names exactly these words, and is sent back with the consent */
  shown: z.string(),
  basis: z.string(),
  state: z.enum(['none', 'given', 'withdrawn', 'ask-again']),
  at: z.iso.datetime().optional(),
})

const LineView = z.object({
  purpose: z.string(),
  title: Named,
  version: z.int().optional(),
  givenAt: z.iso.datetime(),
  withdrawnAt: z.iso.datetime().optional(),
})

export const listConsents = query('people.list-consents', {
  summary: 'What may be done with my data only if I agree, whether I have, and every consent that I gave or withdrew.',
  input: z.strictObject({}),
  output: z.object({ purposes: z.array(PurposeView), ledger: z.array(LineView) }),
  allow: policy.isSignedIn,
  async run({ actor, db, ctx }) {
    const rows = await store.listConsents(db, actor.id)
    return {
      purposes: ctx.definitions.list(consentKind).map(({ id, body }) => {
        const newest = rows.find((row) => row.purpose === id)
        const { name, text, withdrawal, version, basis } = body
        const at = newest?.withdrawn_at ?? newest?.given_at
        return {
          ...{ id, name, text, withdrawal, version, basis, shown: shownWords(body), state: standOf(body, newest) },
          ...(at ? { at: at.toISOString() } : {}),
        }
      }),
      ledger: rows.map((row) => ({
        purpose: row.purpose,
        title: Named.catch({ vi: row.purpose }).parse(row.title),
        ...(row.version === null ? {} : { version: row.version }),
        givenAt: row.given_at.toISOString(),
        ...(row.withdrawn_at === null ? {} : { withdrawnAt: row.withdrawn_at.toISOString() }),
      })),
    }
  },
})

const Purpose = z.string().min(1).max(80)

export const giveConsent = command('people.give-consent', {
  summary: 'Agree that my data are used for a purpose, in the words that I was shown.',
  input: z.strictObject({ purpose: Purpose, shown: z.string().min(1).max(100) }),
  output: z.object({ purpose: z.string() }),
  allow: policy.isSignedIn,
  async run({ input, actor, db, ctx, now }) {
    const { id, body } = ctx.definitions.get(consentKind, input.purpose)
    if (input.shown !== shownWords(body))
      throw conflict('consent-words-changed', {
        vi: 'Nội dung đồng ý vừa được thay đổi. Xin tải lại trang và đọc lại trước khi đồng ý.',
        en: 'The words of this consent have just changed. Please reload the page and read them first.',
      })
    const before = await store.findConsent(db, actor.id, id)
    if (before?.shown === input.shown) return { purpose: id }
    await store.giveConsent(db, {
      account: actor.id,
      purpose: id,
      title: body.name,
      version: body.version,
      ...{ granted: [], refused: [], shown: input.shown, given_at: now },
    })
    await state(db, consentGiven, actor, now, { purpose: id, version: body.version })
    return { purpose: id }
  },
})

export const withdrawConsent = command('people.withdraw-consent', {
  summary: 'Withdraw my consent to a purpose; it counts from now on.',
  input: z.strictObject({ purpose: Purpose }),
  output: z.object({ purpose: z.string() }),
  allow: policy.isSignedIn,
  async run({ input: { purpose }, actor, db, now }) {
    const before = await store.findConsent(db, actor.id, purpose)
    // What hangs on a consent to an application, or to a proposal, ends where it was given.
    if (!before || purpose.includes('/'))
      throw notFound('no-consent', { vi: 'Bạn chưa đồng ý việc này.', en: 'You have not agreed to this.' })
    await store.withdrawConsent(db, actor.id, purpose, now)
    await state(db, consentWithdrawn, actor, now, { purpose, version: before.version ?? 1 })
    return { purpose }
  },
})

async function state(
  db: Db,
  event: typeof consentGiven,
  actor: Actor,
  now: Date,
  payload: { purpose: string; version: number },
): Promise<void> {
  const version = await raiseVersion(db, actor.id)
  await emit(db, event, { record: `account/${actor.id}`, version, unit: '', occurredAt: now, payload })
}

export const consentOperations = [listConsents, giveConsent, withdrawConsent]
