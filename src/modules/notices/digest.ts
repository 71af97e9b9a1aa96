import type { Context } from '#core/context'
import type { Channel } from './definition.ts'
import { deliverSoon } from './delivery.ts'
import { hasProvider } from './providers.ts'
import { afterQuiet, noChoice } from './rules.ts'
import { wordsOf } from './send.ts'
import { findRecipients } from './store/choices.ts'
import { takeGathered, type Gathered } from './store/digests.ts'
import { addMessages, type NewMessage } from './store/messages.ts'
import { word } from './wording.ts'

const people = 200
const listed = 30

/** Writes the digests that are due; a few people a transaction. @returns how many went out */
export async function writeDigests(ctx: Context): Promise<number> {
  for (let written = 0; ;) {
    const digests = await ctx.db.transaction().execute(async (db) => {
      const now = ctx.clock()
      const gathered = await takeGathered(db, now, people)
      const choices = await findRecipients(
        db,
        ctx.addressees,
        gathered.map(({ account }) => account),
      )
      const groups = Map.groupBy(gathered, ({ account, channel, address }) => `${account} ${channel} ${address}`)
      const made = [...groups.values()].flatMap(([first, ...rest]) =>
        first
          ? [
              digestOf(ctx, [first, ...rest], (at) =>
                afterQuiet(first.channel, (choices.get(first.account)?.choice ?? noChoice).quiet, at),
              ),
            ]
          : [],
      )
      await addMessages(db, made)
      return made.length
    })
    if (digests === 0) return written
    written += digests
    deliverSoon(ctx)
  }
}

function digestOf(ctx: Context, gathered: readonly [Gathered, ...Gathered[]], quietly: (at: Date) => Date): NewMessage {
  const [{ account, channel, address, locale }] = gathered
  const last = gathered.at(-1)?.id ?? 0
  const lines = gathered.slice(0, listed).map(({ subject }) => `• ${subject}`)
  const link = new URL('/thong-bao', ctx.settings.publicUrl).href
  const facts = { count: String(gathered.length), items: lines.join('\n'), link }
  const { subject, body, brief } = word(wordsOf(ctx, 'digest'), facts, locale)
  const now = ctx.clock()
  return {
    key: `digest ${last} ${account} ${channel} ${address}`,
    notice: `digest ${last} ${account}`,
    channel,
    address,
    account,
    template: 'digest',
    record: null,
    subject,
    body: isLetter(channel) ? body : brief,
    locale,
    form: null,
    link,
    secret: false,
    rank: 1,
    state: hasProvider(ctx, channel) ? 'queued' : 'kept',
    created_at: now,
    next_at: quietly(now),
  }
}

const isLetter = (channel: Channel): boolean => channel === 'email'
