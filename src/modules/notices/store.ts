import { sql } from 'kysely'
import type { Db } from '#core/db'
import type { Tables } from './tables.ts'

export type NewMessage = {
  key: string
  channel: 'app' | 'email' | 'sms'
  address: string
  account: string | null
  template: string
  record: string | null
  subject: string
  body: string
  secret: boolean
  state: 'queued' | 'sent' | 'kept'
  created_at: string
}

/** Adds messages; one whose key is known was added before. */
export async function addMessages(db: Db, messages: readonly NewMessage[]): Promise<void> {
  if (messages.length === 0) return
  await sql`
    insert into notices.message (key, channel, address, account, template, record, subject, body, secret, state, created_at, next_at)
    select key, channel, address, account, template, record, subject, body, secret, state, created_at, created_at
    from jsonb_to_recordset(${JSON.stringify(messages)}::jsonb)
      as r(key text, channel text, address text, account text, template text, record text, subject text, body text,
        secret boolean, state text, created_at timestamptz)
    on conflict (key) do nothing`.execute(db)
}

export type Waiting = {
  id: number
  key: string
  address: string
  subject: string
  body: string
  secret: boolean
  attempts: number
}

/** Takes waiting e-mails for a while: a sender that dies gives them back when `until` has passed. */
export async function takeWaiting(db: Db, now: Date, until: Date, limit: number): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    update notices.message set attempts = attempts + 1, next_at = ${until.toISOString()}
    where id in (
      select id from notices.message where state = 'queued' and next_at <= ${now.toISOString()}
      order by next_at, id limit ${limit} for update skip locked)
    returning id, key, address, subject, body, secret, attempts`.execute(db)
  return rows
}

export async function markSent(db: Db, id: number, at: Date, erase: boolean): Promise<void> {
  await db
    .withTables<Tables>()
    .updateTable('notices.message')
    .set({ state: 'sent', sent_at: at, error: null, ...(erase ? { body: '', subject: '' } : {}) })
    .where('id', '=', id)
    .execute()
}

export async function markFailed(db: Db, id: number, error: string, nextAt: Date | undefined): Promise<void> {
  await db
    .withTables<Tables>()
    .updateTable('notices.message')
    .set({ error, ...(nextAt === undefined ? { state: 'parked' } : { next_at: nextAt }) })
    .where('id', '=', id)
    .execute()
}

export type Listed = {
  id: number
  channel: string
  address: string
  template: string
  record: string | null
  subject: string
  body: string
  state: string
  created_at: Date
  read_at: Date | null
}

const columns = [
  'id',
  'channel',
  'address',
  'template',
  'record',
  'subject',
  'body',
  'state',
  'created_at',
  'read_at',
] as const

export const listMailbox = (db: Db, address: string | undefined, limit: number): Promise<Listed[]> =>
  db
    .withTables<Tables>()
    .selectFrom('notices.message')
    .select(columns)
    .where('channel', '<>', 'app')
    .$if(address !== undefined, (query) => query.where('address', '=', address ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

export const listOfAccount = (db: Db, account: string, limit: number): Promise<Listed[]> =>
  db
    .withTables<Tables>()
    .selectFrom('notices.message')
    .select(columns)
    .where('channel', '=', 'app')
    .where('account', '=', account)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

export async function markRead(db: Db, account: string, upTo: number, at: Date): Promise<void> {
  await db
    .withTables<Tables>()
    .updateTable('notices.message')
    .set({ read_at: at })
    .where('channel', '=', 'app')
    .where('account', '=', account)
    .where('id', '<=', upTo)
    .where('read_at', 'is', null)
    .execute()
}
