import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { scopeOf } from '#core/events'
import type { Locale } from '#core/i18n'
import { nudge } from './delivery.ts'
import * as store from './store.ts'
import { noticeKind } from './definition.ts'
import { word, type Facts } from './wording.ts'

export type Addressee = {
  account?: string | undefined
  phone?: string | undefined
  email?: string | undefined
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

/**
 * Queues notices, in the transaction of what they tell of: in the account's own list, and by e-mail, or by SMS where no e-mail
 * address is known.
 */
export async function queue(db: Db, ctx: Context, notices: readonly Notice[]): Promise<void> {
  const at = ctx.clock().toISOString()
  const messages = notices.flatMap((notice) => messagesOf(ctx, notice, at))
  await store.addMessages(db, messages)
  if (messages.some((message) => message.state === 'queued')) nudge(ctx)
}

function messagesOf(ctx: Context, notice: Notice, created_at: string): store.NewMessage[] {
  const { to } = notice
  const template = ctx.definitions.find(noticeKind, notice.template)
  if (!template) throw new Error(`the pack has no notices/${notice.template}.yaml; a module that sends it needs it`)
  const { subject, body, brief } = word(template.body, notice.facts, to.locale ?? 'vi')
  const secret = notice.secret ?? false
  const common = {
    account: to.account ?? null,
    template: notice.template,
    record: notice.record ?? null,
    subject,
    secret,
    created_at,
  }
  const make = (channel: store.NewMessage['channel'], address: string, state: store.NewMessage['state']) => ({
    ...common,
    key: `${notice.key} ${notice.template} ${channel} ${address}`,
    channel,
    address,
    body: channel === 'sms' ? brief : body,
    state,
  })
  // SMS has no provider yet, and e-mail none where SMTP_URL is not set: the message is kept, and the demo's mailbox shows it.
  const outside =
    to.email !== undefined
      ? [make('email', to.email, ctx.settings.smtpUrl === undefined ? 'kept' : 'queued')]
      : to.phone !== undefined
        ? [make('sms', to.phone, 'kept')]
        : []
  const inside = to.account === undefined || secret ? [] : [make('app', to.account, 'sent')]
  return [...inside, ...outside]
}
