import { sql } from 'kysely'
import type { Db } from '#core/db'
import { ofBoolean, ofInstant, ofJson, ofSmallint, ofText, rowsOf } from '#core/db/columns'
import type { Tables } from '../tables.ts'
import type { Channel } from '../definition.ts'
import type { Form } from '../senders/sender.ts'

const from = (db: Db) => db.withTables<Tables>()

export type NewMessage = {
  key: string
  notice: string
  channel: Channel
  address: string
  account: string | null
  template: string
  record: string | null
  subject: string
  body: string
  locale: string
  form: Form | null
  link: string | null
  secret: boolean
  rank: number
  state: 'queued' | 'gathered' | 'sent' | 'kept'
  created_at: Date
  next_at: Date
}

const added = {
  key: ofText<NewMessage>((row) => row.key),
  notice: ofText<NewMessage>((row) => row.notice),
  channel: ofText<NewMessage>((row) => row.channel),
  address: ofText<NewMessage>((row) => row.address),
  account: ofText<NewMessage>((row) => row.account),
  template: ofText<NewMessage>((row) => row.template),
  record: ofText<NewMessage>((row) => row.record),
  subject: ofText<NewMessage>((row) => row.subject),
  body: ofText<NewMessage>((row) => row.body),
  locale: ofText<NewMessage>((row) => row.locale),
  form: ofJson<NewMessage>((row) => row.form),
  link: ofText<NewMessage>((row) => row.link),
  secret: ofBoolean<NewMessage>((row) => row.secret),
  rank: ofSmallint<NewMessage>((row) => row.rank),
  state: ofText<NewMessage>((row) => row.state),
  created_at: ofInstant<NewMessage>((row) => row.created_at),
  next_at: ofInstant<NewMessage>((row) => row.next_at),
}

/** Adds messages; one whose key is known was added before. */
export async function addMessages(db: Db, messages: readonly NewMessage[]): Promise<void> {
  if (messages.length === 0) return
  await sql`insert into notices.message ${rowsOf(messages, added)} on conflict (key) do nothing`.execute(db)
}

export type Listed = {
  id: number
  channel: string
  address: string
  template: string
  record: string | null
  subject: string
  body: string
  link: string | null
  state: string
  created_at: Date
  read_at: Date | null
  acknowledged_at: Date | null
}

const columns = [
  'id',
  'channel',
  'address',
  'template',
  'record',
  'subject',
  'body',
  'link',
  'state',
  'created_at',
  'read_at',
  'acknowledged_at',
] as const

export const listMailbox = (db: Db, address: string | undefined, limit: number): Promise<Listed[]> =>
  from(db)
    .selectFrom('notices.message')
    .select(columns)
    .where('channel', '<>', 'app')
    .$if(address !== undefined, (query) => query.where('address', '=', address ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** @param before the last one of the page before */
export const listOfAccount = (db: Db, account: string, before: number | undefined, limit: number): Promise<Listed[]> =>
  from(db)
    .selectFrom('notices.message')
    .select(columns)
    .where('channel', '=', 'app')
    .where('account', '=', account)
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? 0))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** Counted up to a hundred: more is shown as 99+. */
export async function countUnread(db: Db, account: string): Promise<number> {
  const { rows } = await sql<{ unread: number }>`
    select count(*)::int as unread from (
      select 1 from notices.message where channel = 'app' and account = ${account} and read_at is null limit 100) as unread`.execute(
    db,
  )
  return rows[0]?.unread ?? 0
}

export type Seen = { upTo: number } | { id: number }

export async function markRead(db: Db, account: string, seen: Seen, at: Date): Promise<void> {
  await from(db)
    .updateTable('notices.message')
    .set({ read_at: at })
    .where('channel', '=', 'app')
    .where('account', '=', account)
    .where('read_at', 'is', null)
    .where('id', 'id' in seen ? '=' : '<=', 'id' in seen ? seen.id : seen.upTo)
    .execute()
}

/** @returns whether there is such a notice */
export async function acknowledge(db: Db, account: string, id: number, at: Date): Promise<boolean> {
  const { rows } = await sql`
    update notices.message set acknowledged_at = coalesce(acknowledged_at, ${at.toISOString()}), read_at = coalesce(read_at, ${at.toISOString()})
    where id = ${id} and account = ${account} and channel = 'app' returning id`.execute(db)
  return rows.length > 0
}
