import { z } from 'zod'
import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { invalid } from '#core/errors'
import { command, query } from '#core/operation'
import { channels, groups } from '../definition.ts'
import * as policy from '../policy.ts'
import { vapidKeys } from '../providers.ts'
import { noChoice } from '../rules.ts'
import { isPushService } from '../senders/push.ts'
import * as store from '../store/choices.ts'
import * as devices from '../store/devices.ts'
import { ChoicesView, presentChoices } from '../views.ts'

const maxDevices = 10
const Minute = z.int().min(0).max(1_439)

async function present(db: Db, ctx: Context, { id: account, kind }: Actor): Promise<z.input<typeof ChoicesView>> {
  const known = (await store.findRecipients(db, ctx.addressees, [account])).get(account)
  const word = await store.findWord(db, account)
  const { publicKey } = await vapidKeys(ctx)
  return presentChoices(ctx, known, {
    works: kind === 'official',
    devices: await devices.listDevices(db, account),
    word: word === undefined ? '' : ctx.vault.open(word),
    pushKey: publicKey,
  })
}

export const getChoices = query('notices.get-choices', {
  summary: 'How I am told of what: ways, language, quiet hours, digest, my word, my browsers.',
  input: z.strictObject({}),
  output: ChoicesView,
  allow: policy.isSignedIn,
  run: ({ actor, db, ctx }) => present(db, ctx, actor),
})

const Ways = z.partialRecord(z.enum(groups), z.array(z.enum(channels)).max(channels.length))

export const setChoices = command('notices.set-choices', {
  summary:
    'Choose how I am told. What is not named keeps its choice; a group that is not among the ways has its default.',
  input: z.strictObject({
    locale: z.enum(['vi', 'en']).optional(),
    ways: Ways.optional(),
    quiet: z.strictObject({ from: Minute, to: Minute }).nullable().optional(),
    digestAt: Minute.nullable().optional(),
  }),
  output: ChoicesView,
  allow: policy.isSignedIn,
  async run({ input, actor, db, ctx, now }) {
    const before = (await store.findRecipients(db, ctx.addressees, [actor.id])).get(actor.id)?.choice ?? noChoice
    const { locale = before.locale, ways = before.ways, quiet = before.quiet, digestAt = before.digestAt } = input
    await store.putChoice(
      db,
      actor.id,
      { locale, ways, quiet: quiet ?? undefined, digestAt: digestAt ?? undefined },
      now,
    )
    return present(db, ctx, actor)
  },
})

const notAWord = () =>
  invalid('not-a-word', {
    vi: 'Từ nhận biết gồm 2 đến 30 chữ cái, chữ số và dấu cách.',
    en: 'The word is 2 to 30 letters, digits and spaces.',
  })

export const setWord = command('notices.set-word', {
  summary: 'Set the word by which I know a true message; an empty one ends it.',
  input: z.strictObject({ word: z.string().max(100) }),
  output: ChoicesView,
  allow: policy.isSignedIn,
  unrepeatable: true,
  async run({ input, actor, db, ctx, now }) {
    const word = input.word.normalize('NFC').trim().replace(/\s+/g, ' ')
    if (word !== '' && !/^[\p{L}\p{N} ]{2,30}$/u.test(word)) throw notAWord()
    await store.putWord(db, actor.id, word === '' ? null : ctx.vault.seal(word), now)
    return present(db, ctx, actor)
  },
})

const Key = z.string().regex(/^[\w-]{16,100}=*$/)

export const subscribePush = command('notices.subscribe-push', {
  summary: 'Let this browser be told by Web Push.',
  input: z.strictObject({
    endpoint: z.url().max(1_000),
    keys: z.strictObject({ p256dh: Key, auth: Key }),
    label: z.string().trim().min(1).max(60),
  }),
  output: ChoicesView,
  allow: policy.isSignedIn,
  perMinute: 20,
  unrepeatable: true,
  async run({ input, actor, db, ctx, now }) {
    if (!isPushService(input.endpoint, ctx.settings.publicUrl))
      throw invalid('not-a-push-service', {
        vi: 'Trình duyệt này dùng dịch vụ thông báo mà hệ thống chưa hỗ trợ.',
        en: 'This browser uses a push service that the platform does not know.',
      })
    const { endpoint, keys, label } = input
    await devices.addDevice(db, { account: actor.id, endpoint, ...keys, label, created_at: now }, maxDevices)
    return present(db, ctx, actor)
  },
})

export const unsubscribePush = command('notices.unsubscribe-push', {
  summary: 'Tell one of my browsers no more.',
  input: z.union([z.strictObject({ endpoint: z.string().max(1_000) }), z.strictObject({ id: z.int() })]),
  output: ChoicesView,
  allow: policy.isSignedIn,
  async run({ input, actor, db, ctx }) {
    await devices.removeDevice(db, actor.id, input)
    return present(db, ctx, actor)
  },
})

export const choosing = [getChoices, setChoices, setWord, subscribePush, unsubscribePush]
