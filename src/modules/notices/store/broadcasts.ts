import { sql, type RawBuilder } from 'kysely'
import type { Addressees } from '#core/addressees'
import type { Db } from '#core/db'
import type { Locale } from '#core/i18n'
import type { Tables } from '../tables.ts'

const from = (db: Db) => db.withTables<Tables>()

type Worded = { subject: string; body: string; brief: string }

export type NewBroadcast = {
  id: string
  template: string
  words: Record<Locale, Worded>
  link: string | null
  /** undefined: everybody */
  communes: readonly string[] | undefined
  account: string
  unit: string
  urgency: 'normal' | 'emergency'
  created_at: Date
}

export async function addBroadcast(db: Db, { words, communes, ...broadcast }: NewBroadcast): Promise<void> {
  await from(db)
    .insertInto('notices.broadcast')
    .values({
      ...broadcast,
      subject: JSON.stringify({ vi: words.vi.subject, en: words.en.subject }),
      body: JSON.stringify({ vi: words.vi, en: words.en }),
      communes: communes === undefined ? null : JSON.stringify(communes),
    })
    .execute()
}

export type Open = { id: string; template: string; urgency: 'normal' | 'emergency' }

/** One broadcast that is not yet with all its people, locked: two workers take turns at stretches or take different ones. */
export async function lockOpen(db: Db): Promise<Open | undefined> {
  const { rows } = await sql<Open>`
    select id, template, urgency from notices.broadcast where spread_at is null
    order by (urgency = 'emergency') desc, created_at limit 1 for update skip locked`.execute(db)
  return rows[0]
}

/** What decides for whom and when, reckoned by rules.ts for this notice and moment. */
export type Stretch = {
  id: string
  people: number
  now: Date
  /** the province's minute of the day, and the instant at which it began */
  minute: number
  minuteAt: Date
  urgent: boolean
  emergency: boolean
  group: string
  channels: readonly string[]
  defaults: { push: boolean; email: boolean; smsWithoutEmail: boolean }
  quiet: { from: number; to: number }
  /** channels that have a provider */
  provided: readonly string[]
}

export type Spread = { people: number; messages: number; done: boolean }

/**
 * Queues a broadcast for the next people in the order of their accounts, by one statement: their messages, and how far it has come.
 * A process that dies leaves either both or nothing. What decides is what waysOut and hourOf of rules.ts decide for one person.
 */
export async function spreadOn(db: Db, people: Addressees, stretch: Stretch): Promise<Spread> {
  const { id, urgent, minute, quiet, now } = stretch
  const at = now.toISOString()
  const minuteAt = stretch.minuteAt.toISOString()
  const nextAt = (column: ReturnType<typeof sql.ref>) =>
    sql`${minuteAt}::timestamptz + coalesce(nullif((${column} - ${minute}::int + 1440) % 1440, 0), 1440) * interval '1 minute'`
  const { rows } = await sql<{ reached: number; added: number; spread_at: Date | null }>`
    with b as (select * from notices.broadcast where id = ${id}),
    chosen as materialized (
      select p.account, p.commune, p.phone, p.email from (${people.all()}) p, b
      where p.account > b.reached and (b.communes is null or p.commune in (select jsonb_array_elements_text(b.communes))
        or p.account in (${followersOf(people, stretch, sql`select jsonb_array_elements_text(b.communes) from b`)}))
      order by p.account limit ${stretch.people}),
    person as materialized (
      select p.*, coalesce(c.locale, 'vi') as locale, c.ways -> ${stretch.group} as ways, c.digest_at,
        coalesce(c.quiet, true) as quiet, coalesce(c.quiet_from, ${quiet.from}) as quiet_from, coalesce(c.quiet_to, ${quiet.to}) as quiet_to
      from chosen p left join notices.choice c on c.account = p.account),
    way as (
      select person.*, 'app' as channel, account as address from person
      union all
      select person.*, 'push', d.endpoint from person join notices.device d using (account) where ${wanted('push', stretch)}
      union all
      select person.*, 'email', email from person where email is not null and ${wanted('email', stretch)}
      union all
      select person.*, 'sms', phone from person where phone is not null and ${wanted('sms', stretch)}),
    timed as (
      select way.*, not ${urgent} and quiet and channel in ('push', 'sms') and (
          case when quiet_from <= quiet_to then ${minute}::int >= quiet_from and ${minute}::int < quiet_to
            else ${minute}::int >= quiet_from or ${minute}::int < quiet_to end) as held,
        not ${urgent} and channel <> 'app' and digest_at is not null as gathered
      from way),
    added as (
      insert into notices.message (key, notice, channel, address, account, template, record, subject, body, locale, link, rank, state,
        created_at, next_at, broadcast, commune)
      select 'broadcast ' || b.id || ' ' || channel || ' ' || address, 'broadcast ' || b.id, channel, address, t.account, b.template,
        'broadcast/' || b.id, b.subject ->> t.locale,
        b.body -> t.locale ->> (case when channel in ('app', 'email') then 'body' else 'brief' end), t.locale, b.link, ${urgent ? 0 : 1},
        case when channel = 'app' then 'sent' when gathered then 'gathered' when channel = any(${stretch.provided}) then 'queued' else 'kept' end,
        ${at}, case when gathered then ${nextAt(sql.ref('digest_at'))} when held then ${nextAt(sql.ref('quiet_to'))} else ${at}::timestamptz end,
        b.id, t.commune
      from timed t, b
      on conflict (key) do nothing returning 1)
    update notices.broadcast n set
      reached = coalesce((select max(account) from chosen), n.reached),
      people = n.people + (select count(*) from chosen),
      messages = n.messages + (select count(*) from added),
      spread_at = case when (select count(*) from chosen) < ${stretch.people} then ${at}::timestamptz end
    where n.id = ${id}
    returning (select count(*) from chosen) as reached, (select count(*) from added) as added, spread_at`.execute(db)
  const [row] = rows
  return { people: row?.reached ?? 0, messages: row?.added ?? 0, done: row === undefined || row.spread_at !== null }
}

/** Whoever subscribed to the warnings of these communes; to nothing else that is said there. */
const followersOf = (people: Addressees, { group }: { group: string }, communes: RawBuilder<unknown>) =>
  sql`select f.account from (${people.followers()}) f where ${group === 'warnings'}::boolean and f.commune in (${communes})`

/** Whether a person is told by a channel: waysOut of rules.ts as a condition. */
function wanted(channel: 'push' | 'email' | 'sms', { channels, emergency, defaults }: Ways) {
  if (!channels.includes(channel)) return sql`false`
  if (emergency) return sql`true`
  const otherwise =
    channel === 'sms' ? sql`(${defaults.smsWithoutEmail} and person.email is null)` : sql`${defaults[channel]}::boolean`
  return sql`case when person.ways is null then ${otherwise} else person.ways ? ${channel} end`
}

export type Listed = {
  id: string
  template: string
  subject: { vi: string; en: string }
  urgency: 'normal' | 'emergency'
  communes: string[] | null
  account: string
  unit: string
  people: number
  messages: number
  created_at: Date
  spread_at: Date | null
}

/** The latest broadcasts; of some units where they are named. */
export async function listBroadcasts(db: Db, limit: number, id?: string): Promise<Listed[]> {
  const { rows } = await sql<Listed>`
    select id, template, subject, urgency, communes, account, unit, people, messages, created_at, spread_at from notices.broadcast
    where ${id ?? null}::text is null or id = ${id ?? null} order by created_at desc limit ${limit}`.execute(db)
  return rows
}

export type Figures = {
  commune: string | null
  people: number
  read: number
  acknowledged: number
  out: number
  arrived: number
  troubled: number
}

/** What became of a broadcast, commune by commune. `out`: handed to a provider; `arrived`: by its receipt. */
export async function countByCommune(db: Db, id: string): Promise<Figures[]> {
  const { rows } = await sql<Figures>`
    select commune,
      count(*) filter (where channel = 'app') as people,
      count(*) filter (where channel = 'app' and read_at is not null) as read,
      count(*) filter (where channel = 'app' and acknowledged_at is not null) as acknowledged,
      count(*) filter (where channel <> 'app' and state in ('sent', 'delivered')) as out,
      count(*) filter (where state = 'delivered') as arrived,
      count(*) filter (where state in ('parked', 'undelivered')) as troubled
    from notices.message where broadcast = ${id} group by commune order by commune`.execute(db)
  return rows
}

export type ChannelFigures = {
  channel: string
  people: number
  out: number
  arrived: number
  read: number
  troubled: number
}

/** How many people a broadcast went to by each way, and what became of it there. */
export async function countByChannel(db: Db, id: string): Promise<ChannelFigures[]> {
  const { rows } = await sql<ChannelFigures>`
    select channel,
      count(distinct account)::int as people,
      (count(distinct account) filter (where state in ('sent', 'delivered')))::int as out,
      (count(distinct account) filter (where state = 'delivered'))::int as arrived,
      (count(distinct account) filter (where read_at is not null))::int as read,
      (count(distinct account) filter (where state in ('parked', 'undelivered')))::int as troubled
    from notices.message where broadcast = ${id} group by channel
    order by array_position(array['app', 'push', 'email', 'sms', 'zalo'], channel)`.execute(db)
  return rows
}

/** What decides by which ways a person is told; the hour is not part of it. */
export type Ways = Pick<Stretch, 'group' | 'channels' | 'emergency' | 'defaults'>
export type Audience = { people: number; push: number; email: number; sms: number }

/** How many people live there, and how many a notice reaches by each way; of everybody where no commune is named. */
export async function countAudience(
  db: Db,
  people: Addressees,
  communes: readonly string[] | undefined,
  ways: Ways,
): Promise<Audience> {
  const { rows } = await sql<Audience>`
    with person as (
      select p.*, c.ways -> ${ways.group} as ways, exists (select 1 from notices.device d where d.account = p.account) as device
      from (${people.all()}) p left join notices.choice c on c.account = p.account
      where ${communes === undefined}::boolean or p.commune = any(${communes ?? []}::text[])
        or p.account in (${followersOf(people, ways, sql`select unnest(${communes ?? []}::text[])`)}))
    select count(*) as people,
      count(*) filter (where device and ${wanted('push', ways)}) as push,
      count(*) filter (where email is not null and ${wanted('email', ways)}) as email,
      count(*) filter (where phone is not null and ${wanted('sms', ways)}) as sms
    from person`.execute(db)
  return rows[0] ?? { people: 0, push: 0, email: 0, sms: 0 }
}
