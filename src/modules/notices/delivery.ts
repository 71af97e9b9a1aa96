import type { Context } from '#core/context'
import type { Channel } from './definition.ts'
import { nudge } from './nudge.ts'
import { openChannels, providersOf, referenceOf } from './providers.ts'
import { afterQuiet, retryAt, withoutPersons } from './rules.ts'
import { Gone, NotTaken, type Outgoing, type Sender } from './senders/sender.ts'
import { findRecipients } from './store/choices.ts'
import { removeEndpoints } from './store/devices.ts'
import * as queue from './store/queue.ts'
import { withWord } from './wording.ts'

const leaseMilliseconds = 120_000
/** Taken at a time, and handed over side by side: what a crash can repeat, and what a provider sees at once. */
const batch = 40
const parallel = 10

const running = new WeakMap<Context, Promise<number>>()

/** Sends what waits, after what this process is sending already. @returns how many went out */
export function deliver(ctx: Context): Promise<number> {
  const before = running.get(ctx) ?? Promise.resolve(0)
  const now = before.catch(() => 0).then(() => deliverAll(ctx))
  running.set(ctx, now)
  return now
}

/** Each way out has its own queue: one that stands still holds up no other. */
async function deliverAll(ctx: Context): Promise<number> {
  const sent = await Promise.all(openChannels(ctx).map((channel) => deliverBy(ctx, channel)))
  return sent.reduce((sum, count) => sum + count, 0)
}

/** Outside any transaction but the short ones that take and mark messages. */
async function deliverBy(ctx: Context, channel: Channel): Promise<number> {
  let sent = 0
  for (;;) {
    const now = ctx.clock()
    const until = new Date(now.getTime() + leaseMilliseconds)
    const waiting = await queue.takeWaiting(ctx.db, ctx.addressees, { channel, now, until, limit: batch })
    const handed = await sideBySide(waiting, (message) => hand(ctx, channel, message))
    await note(ctx, channel, handed)
    sent += handed.filter(({ taken }) => taken !== undefined).length
    if (waiting.length < batch) return sent
  }
}

async function sideBySide<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  const rest = items.entries()
  const worker = async (): Promise<void> => {
    for (const [index, item] of rest) results[index] = await work(item)
  }
  await Promise.all(Array.from({ length: parallel }, worker))
  return results
}

type Handed = {
  message: queue.Waiting
  tries: { provider: string; outcome: 'sent' | 'failed' | 'gone'; answer: string }[]
  taken: { reference: string | null } | undefined
  gone: boolean
}

/** Hands a message to the first provider that takes it. Where one may have taken it, no other is asked: nobody is told twice. */
async function hand(ctx: Context, channel: Channel, message: queue.Waiting): Promise<Handed> {
  const outgoing = outgoingOf(ctx, message)
  const handed: Handed = { message, tries: [], taken: undefined, gone: false }
  for (const sender of providersOf(ctx)[channel]) {
    const outcome = await tryOne(sender, outgoing)
    handed.tries.push({ provider: sender.provider, outcome: outcome.outcome, answer: outcome.answer })
    if (outcome.outcome === 'sent') handed.taken = { reference: outcome.reference }
    if (outcome.outcome === 'gone') handed.gone = true
    if (!outcome.nextProvider) break
  }
  return handed
}

type Outcome = { outcome: 'sent' | 'failed' | 'gone'; answer: string; reference: string | null; nextProvider: boolean }

async function tryOne(sender: Sender, outgoing: Outgoing): Promise<Outcome> {
  const words = (answer: string) => withoutPersons(answer, outgoing.address)
  try {
    const { reference, answer } = await sender.send(outgoing)
    const named = reference === undefined ? null : referenceOf(sender.provider, reference)
    return { outcome: 'sent', answer: words(answer), reference: named, nextProvider: false }
  } catch (error) {
    const answer = words(error instanceof Error ? error.message : String(error))
    if (error instanceof Gone) return { outcome: 'gone', answer, reference: null, nextProvider: false }
    return { outcome: 'failed', answer, reference: null, nextProvider: error instanceof NotTaken }
  }
}

function outgoingOf(ctx: Context, message: queue.Waiting): Outgoing {
  const { id, key, address, subject, locale, link, form, p256dh, auth, word } = message
  return {
    id,
    token: ctx.vault.code('notices.message', key),
    address,
    subject,
    body: word === null ? message.body : withWord(message.body, ctx.vault.open(word), locale),
    locale,
    link,
    urgent: message.rank === 0,
    form,
    keys: p256dh !== null && auth !== null ? { p256dh, auth } : null,
  }
}

/** Notes a batch's results at once, and lets go of browsers that are no more. */
async function note(ctx: Context, channel: Channel, handed: readonly Handed[]): Promise<void> {
  const failed = handed.filter(({ taken }) => !taken)
  const people = await findRecipients(
    ctx.db,
    ctx.addressees,
    failed.flatMap(({ message }) => message.account ?? []),
  )
  const now = ctx.clock()
  const results = handed.map((one) => {
    const quiet = people.get(one.message.account ?? '')?.choice.quiet
    return resultOf(ctx, one, (at) => (one.message.rank === 0 ? at : afterQuiet(channel, quiet, at)))
  })
  const attempts = handed.flatMap(({ message, tries }) =>
    tries.map((one) => ({ message: message.id, at: now.toISOString(), ...one })),
  )
  await ctx.db.transaction().execute((db) => queue.settle(db, results, attempts))
  if (channel === 'push')
    await removeEndpoints(
      ctx.db,
      handed.flatMap(({ message, gone }) => (gone ? [message.address] : [])),
    )
  for (const { message, tries } of failed)
    ctx.log.warn({ message: message.id, channel, answer: tries.at(-1)?.answer }, 'a message was not taken')
}

function resultOf(ctx: Context, { message, tries, taken, gone }: Handed, quietly: (at: Date) => Date): queue.Result {
  const now = ctx.clock()
  const again = taken || gone ? undefined : retryAt(message.attempts, message.secret, now)
  return {
    id: message.id,
    sent_at: taken ? now.toISOString() : null,
    next_at: again ? quietly(again).toISOString() : null,
    reference: taken?.reference ?? null,
    error: taken ? null : (tries.at(-1)?.answer ?? 'no provider'),
    erase: message.secret && again === undefined && !ctx.settings.demo,
  }
}

/** Looks at the queue soon: a code is awaited at the screen. What is missed goes out with the next minute's job. */
export const deliverSoon = (ctx: Context): void => nudge(ctx, deliver)
