import { sql } from 'kysely'
import type { Addressees } from '#core/addressees'
import type { Db } from '#core/db'
import type { Locale } from '#core/i18n'
import type { Channel } from '../definition.ts'
import type { Form } from '../senders/sender.ts'

export type Waiting = {
  id: number
  key: string
  account: string | null
  address: string
  subject: string
  body: string
  locale: Locale
  link: string | null
  form: Form | null
  secret: boolean
  rank: number
  attempts: number
  p256dh: string | null
  auth: string | null
  word: Buffer | null
}

export type Take = { channel: Channel; now: Date; until: Date; limit: number }

/**
 * Takes waiting messages for a while: a sender that dies gives them back when `until` has passed. What is urgent goes first, however
 * long the queue. The person's word comes along where the address is their own.
 */
export async function takeWaiting(
  db: Db,
  people: Addressees,
  { channel, now, until, limit }: Take,
): Promise<Waiting[]> {
  const due = sql`state = 'queued' and channel = ${channel} and next_at <= ${now.toISOString()}`
  const { rows } = await sql<Waiting>`
    with urgent as materialized (
      select id from notices.message where ${due} and rank = 0 order by next_at, id limit ${limit} for update skip locked),
    other as materialized (
      select id from notices.message where ${due} and rank = 1 order by next_at, id
      limit greatest(0, ${limit}::int - (select count(*) from urgent)) for update skip locked),
    taken as (
      update notices.message set attempts = attempts + 1, next_at = ${until.toISOString()}
      where id in (select id from urgent union all select id from other)
      returning id, key, account, channel, address, subject, body, locale, link, form, secret, rank, attempts)
    select t.*, d.p256dh, d.auth, c.word_sealed as word
    from taken t
    left join notices.device d on t.channel = 'push' and d.endpoint = t.address and d.account = t.account
    left join (${people.all()}) p on p.account = t.account
    left join notices.choice c on c.account = t.account and (t.channel = 'push' or t.address in (p.phone, p.email))
    order by t.rank, t.id`.execute(db)
  return rows
}

export type Attempt = {
  message: number
  at: string
  provider: string
  outcome: 'sent' | 'failed' | 'gone'
  answer: string
}
/** `next_at` null: there is no further try. */
export type Result = {
  id: number
  sent_at: string | null
  next_at: string | null
  reference: string | null
  error: string | null
  erase: boolean
}

/** Notes what became of messages that were taken. A code is erased once it is out, or can no longer go. */
export async function settle(db: Db, results: readonly Result[], attempts: readonly Attempt[]): Promise<void> {
  if (results.length === 0) return
  await sql`
    with told as (
      insert into notices.attempt (message, at, provider, outcome, answer)
      select message, at, provider, outcome, answer from jsonb_to_recordset(${JSON.stringify(attempts)}::jsonb)
        as a(message bigint, at timestamptz, provider text, outcome text, answer text))
    update notices.message m set
      state = case when r.sent_at is not null then 'sent' when r.next_at is null then 'parked' else 'queued' end,
      sent_at = r.sent_at, next_at = coalesce(r.next_at, m.next_at), reference = r.reference, error = r.error,
      subject = case when r.erase then '' else m.subject end, body = case when r.erase then '' else m.body end
    from jsonb_to_recordset(${JSON.stringify(results)}::jsonb)
      as r(id bigint, sent_at timestamptz, next_at timestamptz, reference text, error text, erase boolean)
    where m.id = r.id and m.state = 'queued'`.execute(db)
}

export type Confirmed = { reference: string; provider: string; delivered: boolean; answer: string; at: Date }

/** A provider's receipt. @returns whether the message is known */
export async function confirm(db: Db, { reference, provider, delivered, answer, at }: Confirmed): Promise<boolean> {
  const outcome = delivered ? 'delivered' : 'undelivered'
  const { rows } = await sql`
    with known as (
      update notices.message set state = ${outcome} where reference = ${reference} and state in ('sent', 'undelivered') returning id)
    insert into notices.attempt (message, at, provider, outcome, answer)
    select id, ${at.toISOString()}, ${provider}, ${outcome}, ${answer} from known returning id`.execute(db)
  return rows.length > 0
}

/** A code that nobody could send is worth nothing after its time, and stands nowhere; no empty message goes out in its place. */
export async function eraseOldCodes(db: Db, before: Date): Promise<void> {
  await sql`
    update notices.message set subject = '', body = '', state = case when state = 'queued' then 'parked' else state end
    where secret and body <> '' and created_at < ${before.toISOString()}`.execute(db)
}

/** How many wait, by way out; for the metrics and the operator. */
export async function countByState(db: Db): Promise<{ channel: Channel; state: string; messages: number }[]> {
  const { rows } = await sql<{ channel: Channel; state: string; messages: number }>`
    select channel, state, count(*) as messages from notices.message
    where state in ('queued', 'gathered', 'parked', 'undelivered') group by channel, state order by channel, state`.execute(
    db,
  )
  return rows
}
