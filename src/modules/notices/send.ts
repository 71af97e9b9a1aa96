import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { scopeOf } from '#core/events'
import type { Locale } from '#core/i18n'
import { noticeKind, type Channel, type NoticeWords } from './definition.ts'
import { deliverSoon } from './delivery.ts'
import { hasProvider } from './providers.ts'
import { hourOf, isUrgent, noChoice, waysOut, type Choice } from './rules.ts'
import { findRecipients, type Recipient } from './store/choices.ts'
import { addMessages, type NewMessage } from './store/messages.ts'
import { word, type Facts } from './wording.ts'

/** Who is told. Of an account nothing else need be said: its addresses are known; others given here go before them. */
export type Addressee = {
  account?: string | undefined
  phone?: string | undefined
  email?: string | undefined
  /** the language where the account has chosen none */
  locale?: Locale | undefined
}

export type Notice = {
  /** what the message is about, and once only: an event's seq, or a code's own id */
  key: string
  to: Addressee
  /** its words: `notices/<template>.yaml` of the pack */
  template: string
  facts: Facts
  record?: string | undefined
  /** holds a one-time code: goes to one address alone, and is erased when it is out */
  secret?: boolean | undefined
}

/** Queues notices from a command. In the scope of an import or of made-up data nothing is queued: only live facts reach anybody. */
export async function send(db: Db, ctx: Context, notices: readonly Notice[]): Promise<void> {
  if (scopeOf(db).origin === 'live') await queue(db, ctx, notices)
}

/** Queues notices, in the transaction of what they tell of: in the account's own list, and by the ways that its person chose. */
export async function queue(db: Db, ctx: Context, notices: readonly Notice[]): Promise<void> {
  const accounts = notices.flatMap(({ to }) => to.account ?? [])
  const people = await findRecipients(db, ctx.addressees, accounts)
  const messages = notices.flatMap((notice) => messagesOf(ctx, notice, people.get(notice.to.account ?? '')))
  await addMessages(db, messages)
  if (messages.some((message) => message.state === 'queued')) deliverSoon(ctx)
}

/** @throws Error a module must name what it sends in its `needs`, so that a pack without the words is told at its check */
export function wordsOf(ctx: Context, template: string): NoticeWords {
  const found = ctx.definitions.find(noticeKind, template)
  if (!found) throw new Error(`the pack has no notices/${template}.yaml`)
  return found.body
}

function messagesOf(ctx: Context, notice: Notice, known: Recipient | undefined): NewMessage[] {
  const template = wordsOf(ctx, notice.template)
  const choice = known?.choice ?? noChoice
  const addresses = addressesOf(notice, known)
  const ways = waysTo(template, choice, { addresses, secret: notice.secret ?? false })
  const make = composer(ctx, notice, template, choice)
  const inside = notice.to.account === undefined || notice.secret ? [] : [make('app', notice.to.account)]
  return [...inside, ...ways.flatMap((channel) => addresses[channel].map((address) => make(channel, address)))]
}

type Addresses = Record<Exclude<Channel, 'app'>, readonly string[]>

function addressesOf({ to }: Notice, known: Recipient | undefined): Addresses {
  const own = to.phone === undefined && to.email === undefined
  const phone = own ? (known?.phone ?? undefined) : to.phone
  const email = own ? (known?.email ?? undefined) : to.email
  const list = (address: string | undefined) => (address === undefined ? [] : [address])
  return { push: known?.devices ?? [], email: list(email), sms: list(phone), zalo: list(phone) }
}

type OutWay = keyof Addresses

/** A code goes to the one address that asked for it. */
function waysTo(
  template: NoticeWords,
  choice: Choice,
  { addresses, secret }: { addresses: Addresses; secret: boolean },
): OutWay[] {
  const reach = {
    email: addresses.email.length > 0,
    phone: addresses.sms.length > 0,
    push: addresses.push.length > 0 && !secret,
    zalo: template.zalo !== undefined && !secret,
  }
  return waysOut(template, choice, reach).filter((way) => way !== 'app')
}

function composer(ctx: Context, notice: Notice, template: NoticeWords, choice: Choice) {
  const now = ctx.clock()
  const locale = choice.locale ?? notice.to.locale ?? 'vi'
  const { subject, body, brief } = word(template, notice.facts, locale)
  const secret = notice.secret ?? false
  return (channel: Channel, address: string): NewMessage => {
    const { state, at } =
      channel === 'app' ? { state: 'sent' as const, at: now } : hourOf(template, channel, choice, now)
    const kept = state === 'queued' && !hasProvider(ctx, channel)
    const text = channel === 'app' || channel === 'email' ? body : brief
    return {
      key: `${notice.key} ${notice.template} ${channel} ${address}`,
      notice: `${notice.key} ${notice.template}`,
      channel,
      address,
      account: notice.to.account ?? null,
      template: notice.template,
      record: notice.record ?? null,
      subject,
      body: text,
      locale,
      form: channel === 'zalo' ? formOf(template, notice.facts) : null,
      link: notice.facts['link'] ?? null,
      secret,
      rank: isUrgent(template) ? 0 : 1,
      state: kept ? 'kept' : state,
      created_at: now,
      next_at: at,
    }
  }
}

function formOf({ zalo }: NoticeWords, facts: Facts): NewMessage['form'] {
  if (!zalo) return null
  const parameters = Object.entries(zalo.parameters).map(([name, fact]) => [name, facts[fact] ?? ''] as const)
  return { template: zalo.template, parameters: Object.fromEntries(parameters) }
}
