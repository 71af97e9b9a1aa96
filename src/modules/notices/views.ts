import { z } from 'zod'
import type { Listed } from './store.ts'

const Channel = z.enum(['app', 'email', 'sms'])
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
