import { z } from 'zod'
import type { Definition } from '#core/definitions'
import type { Locale } from '#core/i18n'
import { channels, groups, type NoticeWords } from './definition.ts'
import { segmentsOf } from './sms-length.ts'
import type { Listed } from './store.ts'
import { word } from './wording.ts'

const Channel = z.enum(channels)
const State = z.enum(['queued', 'sent', 'kept', 'parked'])

export const MessageView = z.strictObject({
  id: z.int(),
  channel: Channel,
  address: z.string(),
  template: z.string(),
  record: z.string().optional(),
  subject: z.string(),
  body: z.string(),
  state: State,
  createdAt: z.iso.datetime(),
  read: z.boolean(),
})

export const presentMessage = (row: Listed): z.output<typeof MessageView> => ({
  id: row.id,
  channel: Channel.parse(row.channel),
  address: row.address,
  template: row.template,
  ...(row.record === null ? {} : { record: row.record }),
  subject: row.subject,
  body: row.body,
  state: State.parse(row.state),
  createdAt: row.created_at.toISOString(),
  read: row.read_at !== null,
})

const Preview = z.strictObject({ subject: z.string(), body: z.string(), brief: z.string(), smsSegments: z.int() })

export const TemplateView = z.strictObject({
  id: z.string(),
  name: z.strictObject({ vi: z.string(), en: z.string().optional() }),
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

function preview(body: NoticeWords, locale: Locale): z.output<typeof Preview> {
  const worded = word(body, body.facts, locale)
  return { ...worded, smsSegments: segmentsOf(worded.brief).length }
}
