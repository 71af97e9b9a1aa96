import type { Generated } from 'kysely'

export type MessageRow = {
  id: Generated<number>
  key: string
  channel: 'app' | 'email' | 'sms'
  address: string
  account: string | null
  template: string
  record: string | null
  subject: string
  body: string
  secret: Generated<boolean>
  state: Generated<'queued' | 'sent' | 'kept' | 'parked'>
  attempts: Generated<number>
  next_at: Generated<Date>
  error: string | null
  created_at: Date
  sent_at: Date | null
  read_at: Date | null
}

export type Tables = { 'notices.message': MessageRow }
