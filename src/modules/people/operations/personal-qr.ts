import { z } from 'zod'
import { invalid } from '#core/errors'
import { command, query } from '#core/operation'
import { randomName, signCode, validSeconds } from '../personal-qr.ts'
import { noteReading, whoShows } from '../personal-qr-reading.ts'
import { PersonalQrView, presentPerson, PurposeView, ReadPersonView } from '../personal-qr-view.ts'
import * as policy from '../policy.ts'
import { findPurpose, purposesIn } from '../purposes.ts'
import { keepReference } from '../store/personal-qr.ts'

export const showPersonalQr = command('people.show-personal-qr', {
  summary: 'My personal code for a counter: holds for a minute, and says nothing of me to who may not read it.',
  input: z.strictObject({}),
  output: PersonalQrView,
  allow: policy.isCitizen,
  unrepeatable: true,
  async run({ actor, db, ctx, now }) {
    const reference = await keepReference(db, actor.id, randomName())
    return { token: await signCode(ctx, db, reference, now), name: actor.name, validSeconds }
  },
})

export const listPurposes = query('people.list-purposes', {
  summary: 'What for I may read a personal code, by my posts.',
  input: z.strictObject({}),
  output: z.object({ items: z.array(PurposeView) }),
  allow: policy.isOfficial,
  run: async ({ actor, ctx }) => ({
    items: purposesIn(ctx)
      .filter(({ by }) => policy.postFor(actor, by))
      .map(({ id, name }) => ({ id, name })),
  }),
})

export const readPersonalQr = command('people.read-personal-qr', {
  summary: 'Who stands before me, by their personal code, for a purpose that they will see.',
  input: z.strictObject({ token: z.string().trim().min(1).max(2000), purpose: z.string().max(60) }),
  output: ReadPersonView,
  subject: async (db, { token, purpose }, ctx) => ({
    ...(await whoShows(db, ctx, token)),
    known: findPurpose(ctx, purpose),
  }),
  allow: (actor, { known }) => policy.postFor(actor, known?.by) !== undefined,
  personal: (_, { account }) => `account/${account.id}`,
  purpose: ({ purpose }) => purpose,
  unrepeatable: true,
  async run({ subject: { known: purpose, ...shown }, actor, db, ctx, now }) {
    if (!purpose) throw noPurpose()
    await noteReading(db, shown, {
      reader: actor.id,
      unit: policy.postFor(actor, purpose.by)?.unit ?? '',
      purpose: purpose.id,
      now,
    })
    return presentPerson(ctx, shown.account, purpose)
  },
})

const noPurpose = () =>
  invalid('unknown-purpose', {
    vi: 'Hãy chọn lý do xem thông tin trong danh sách.',
    en: 'Choose a reason from the list.',
  })

export const personalQr = [showPersonalQr, listPurposes, readPersonalQr]
