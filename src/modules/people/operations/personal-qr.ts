import { z } from 'zod'
import { conflict, invalid } from '#core/errors'
import { emit } from '#core/events'
import { command, query } from '#core/operation'
import { personalQrRead } from '../events.ts'
import { notOurs, randomName, readCode, signCode, validSeconds } from '../personal-qr.ts'
import { PersonalQrView, presentPerson, PurposeView, ReadPersonView } from '../personal-qr-view.ts'
import * as policy from '../policy.ts'
import { findPurpose, purposesIn } from '../purposes.ts'
import { raiseVersion } from '../store/accounts.ts'
import * as store from '../store/personal-qr.ts'

export const showPersonalQr = command('people.show-personal-qr', {
  summary: 'My personal code for a counter: holds for a minute, and says nothing of me to who may not read it.',
  input: z.strictObject({}),
  output: PersonalQrView,
  allow: policy.isCitizen,
  unrepeatable: true,
  async run({ actor, db, ctx, now }) {
    const reference = await store.keepReference(db, actor.id, randomName())
    return { token: await signCode(ctx, db, reference, now), name: actor.name, validSeconds }
  },
})

export const listPurposes = query('people.list-purposes', {
  summary: 'What for a personal code may be read.',
  input: z.strictObject({}),
  output: z.object({ items: z.array(PurposeView) }),
  allow: policy.isOfficial,
  run: async ({ ctx }) => ({ items: purposesIn(ctx).map(({ id, name }) => ({ id, name })) }),
})

export const readPersonalQr = command('people.read-personal-qr', {
  summary: 'Who stands before me, by their personal code, for a purpose that they will see.',
  input: z.strictObject({ token: z.string().trim().min(1).max(2000), purpose: z.string().max(60) }),
  output: ReadPersonView,
  async subject(db, { token }, ctx) {
    const code = await readCode(ctx, db, token)
    const account = await store.findByReference(db, code.reference)
    if (!account) throw notOurs()
    return { account, code }
  },
  allow: policy.mayReadPersonalQr,
  personal: (_, { account }) => `account/${account.id}`,
  purpose: ({ purpose }) => purpose,
  unrepeatable: true,
  async run({ input, subject: { account, code }, actor, db, ctx, now }) {
    const purpose = findPurpose(ctx, input.purpose)
    if (!purpose) throw noPurpose()
    const reader = await store.claimReading(db, { code: code.id, reader: actor.id, expiresAt: code.expiresAt })
    if (reader !== actor.id) throw alreadyRead()
    const version = await raiseVersion(db, account.id)
    await emit(db, personalQrRead, {
      record: `account/${account.id}`,
      version,
      unit: actor.posts[0]?.unit ?? '',
      occurredAt: now,
      payload: { purpose: purpose.id },
    })
    return presentPerson(ctx, account, purpose)
  },
})

const noPurpose = () =>
  invalid('unknown-purpose', {
    vi: 'Hãy chọn lý do xem thông tin trong danh sách.',
    en: 'Choose a reason from the list.',
  })

const alreadyRead = () =>
  conflict('personal-qr-read-before', {
    vi: 'Mã này đã được một cán bộ khác đọc. Đề nghị người dân mở mã mới.',
    en: 'Another official has read this code. Ask the person for a new one.',
  })

export const personalQr = [showPersonalQr, listPurposes, readPersonalQr]
