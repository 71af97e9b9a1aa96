import { z } from 'zod'
import type { Context } from '#core/context'
import type { Definition } from '#core/definitions'
import type { Locale } from '#core/i18n'
import { channels, groups, type NoticeWords } from './definition.ts'
import { hasProvider } from './providers.ts'
import { defaultQuiet, noChoice, waysOut } from './rules.ts'
import { segmentsOf } from './sms-length.ts'
import type { Recipient } from './store/choices.ts'
import type { Delivery } from './store/deliveries.ts'
import type { Device } from './store/devices.ts'
import type { Listed } from './store/messages.ts'
import { word, type Worded } from './wording.ts'

export const state = ['queued', 'gathered', 'digested', 'sent', 'delivered', 'undelivered', 'kept', 'parked'] as const
const Channel = z.enum(channels)
const State = z.enum(state)
const Name = z.strictObject({ vi: z.string(), en: z.string().optional() })

/** A message of the demo's mailbox. */
export const MailView = z.strictObject({
  id: z.int(),
  channel: Channel,
  address: z.string(),
  template: z.string(),
  record: z.string().optional(),
  subject: z.string(),
  body: z.string(),
  state: State,
  createdAt: z.iso.datetime(),
})

export const presentMail = (row: Listed): z.output<typeof MailView> => ({
  id: row.id,
  channel: Channel.parse(row.channel),
  // A browser's address opens it to whoever knows it.
  address: row.channel === 'push' ? new URL(row.address).host : row.address,
  template: row.template,
  ...(row.record === null ? {} : { record: row.record }),
  subject: row.subject,
  body: row.body,
  state: State.parse(row.state),
  createdAt: row.created_at.toISOString(),
})

/** A notice in a person's own list. */
export const NoticeView = z.strictObject({
  id: z.int(),
  group: z.enum(groups),
  urgent: z.boolean(),
  template: z.string(),
  record: z.string().optional(),
  subject: z.string(),
  body: z.string(),
  /** a page of this platform */
  path: z.string().optional(),
  createdAt: z.iso.datetime(),
  read: z.boolean(),
  /** whether it asks to be acknowledged, and is */
  acknowledged: z.boolean().optional(),
})

export function presentNotice(
  row: Listed,
  words: NoticeWords | undefined,
  publicUrl: string,
): z.output<typeof NoticeView> {
  const group = words?.group ?? 'news'
  const path = ownPath(row.link, publicUrl)
  return {
    id: row.id,
    group,
    urgent: words?.urgency === 'emergency',
    template: row.template,
    ...(row.record === null ? {} : { record: row.record }),
    subject: row.subject,
    body: row.body,
    ...(path === undefined ? {} : { path }),
    createdAt: row.created_at.toISOString(),
    read: row.read_at !== null,
    ...(group === 'warnings' ? { acknowledged: row.acknowledged_at !== null } : {}),
  }
}

function ownPath(link: string | null, publicUrl: string): string | undefined {
  const url = link !== null && URL.canParse(link) ? new URL(link) : undefined
  return url && url.origin === new URL(publicUrl).origin ? `${url.pathname}${url.search}` : undefined
}

export const Preview = z.strictObject({
  subject: z.string(),
  body: z.string(),
  brief: z.string(),
  smsSegments: z.int(),
})

export const TemplateView = z.strictObject({
  id: z.string(),
  name: Name,
  group: z.enum(groups),
  urgency: z.enum(['normal', 'emergency']),
  channels: z.array(Channel),
  vi: Preview,
  en: Preview,
})

export function presentTemplate({ id, body }: Definition<NoticeWords>): z.output<typeof TemplateView> {
  const { name, group, urgency } = body
  return { id, name, group, urgency, channels: body.channels, vi: preview(body, 'vi'), en: preview(body, 'en') }
}

const preview = (body: NoticeWords, locale: Locale) => presentWorded(word(body, body.facts, locale))

export const presentWorded = (worded: Worded): z.output<typeof Preview> => ({
  ...worded,
  smsSegments: segmentsOf(worded.brief).length,
})

export const DeliveryView = z.strictObject({
  id: z.int(),
  template: z.string(),
  name: Name.optional(),
  channel: Channel,
  /** masked: a…@example.vn, +84…009 */
  address: z.string(),
  state: State,
  attempts: z.int(),
  createdAt: z.iso.datetime(),
  sentAt: z.iso.datetime().optional(),
  /** of one that waits: its next try */
  nextAt: z.iso.datetime().optional(),
  tries: z.array(
    z.strictObject({ at: z.string(), provider: z.string(), outcome: z.string(), answer: z.string().optional() }),
  ),
})

export const presentDelivery = (
  row: Delivery,
  name: NoticeWords['name'] | undefined,
): z.output<typeof DeliveryView> => ({
  id: row.id,
  template: row.template,
  ...(name === undefined ? {} : { name }),
  channel: row.channel,
  address: mask(row.address),
  state: State.parse(row.state),
  attempts: row.attempts,
  createdAt: row.created_at.toISOString(),
  ...(row.sent_at === null ? {} : { sentAt: row.sent_at.toISOString() }),
  ...(row.state === 'queued' || row.state === 'gathered' ? { nextAt: row.next_at.toISOString() } : {}),
  tries: row.tries.map(({ answer, ...one }) => ({ ...one, ...(answer === null ? {} : { answer }) })),
})

export function mask(address: string): string {
  if (URL.canParse(address) && address.startsWith('http')) return new URL(address).host
  const [name = '', host] = address.split('@')
  return host === undefined ? `${address.slice(0, 3)}…${address.slice(-3)}` : `${name.slice(0, 1)}…@${host}`
}

const Minutes = z.strictObject({ from: z.int(), to: z.int() })

export const ChoicesView = z.strictObject({
  locale: z.enum(['vi', 'en']),
  /** each group with the ways that are open to the person, and whether each is on */
  groups: z.array(
    z.strictObject({
      group: z.enum(groups),
      chosen: z.boolean(),
      ways: z.array(z.strictObject({ channel: Channel, on: z.boolean() })),
    }),
  ),
  quiet: Minutes.nullable(),
  defaultQuiet: Minutes,
  digestAt: z.int().nullable(),
  word: z.string(),
  devices: z.array(z.strictObject({ id: z.int(), label: z.string(), createdAt: z.iso.datetime() })),
  /** what a browser needs to subscribe */
  pushKey: z.string(),
})

/** `works`: an official, who is told of work too */
type Beside = { works: boolean; devices: readonly Device[]; word: string; pushKey: string }

/** Push is always offered: a browser is added on the page itself. E-mail and text messages where an address is known. */
export function presentChoices(
  ctx: Context,
  known: Recipient | undefined,
  beside: Beside,
): z.input<typeof ChoicesView> {
  const choice = known?.choice ?? noChoice
  const reach = {
    push: true,
    email: known?.email !== null && known?.email !== undefined,
    phone: known?.phone !== null && known?.phone !== undefined,
    zalo: hasProvider(ctx, 'zalo'),
  }
  // An emergency goes by whatever is open.
  const open = waysOut({ group: 'warnings', urgency: 'emergency', channels }, choice, reach)
  return {
    locale: choice.locale ?? 'vi',
    groups: groups
      .filter((group) => group !== 'codes' && (group !== 'my-work' || beside.works))
      .map((group) => {
        const on = waysOut({ group, urgency: 'normal', channels }, choice, reach)
        return {
          group,
          chosen: choice.ways[group] !== undefined,
          ways: open.map((channel) => ({ channel, on: on.includes(channel) })),
        }
      }),
    quiet: choice.quiet ?? null,
    defaultQuiet,
    digestAt: choice.digestAt ?? null,
    word: beside.word,
    devices: beside.devices.map(({ id, label, created_at: at }) => ({ id, label, createdAt: at.toISOString() })),
    pushKey: beside.pushKey,
  }
}
