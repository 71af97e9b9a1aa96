import { z } from 'zod'
import type { Listed } from './store.ts'

export const MessageView = z.strictObject({
  id: z.int(),
  channel: z.enum(['app', 'email', 'sms']),
  address: z.string(),
  template: z.string(),
  record: z.string().optional(),
  subject: z.string(),
  body: z.string(),
  state: z.enum(['queued', 'sent', 'kept', 'parked']),
  createdAt: z.iso.datetime(),
  read: z.boolean(),
})

export const presentMessage = (row: Listed): z.input<typeof MessageView> => ({
  id: row.id,
  channel: row.channel,
  address: row.address,
  template: row.template,
  ...(row.record === null ? {} : { record: row.record }),
  subject: row.subject,
  body: row.body,
  state: row.state,
  createdAt: row.created_at.toISOString(),
  read: row.read_at !== null,
})
