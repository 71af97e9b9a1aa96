import { sql } from 'kysely'
import type { Db } from '#core/db'
import type { Channel } from '../definition.ts'

export type Delivery = {
  id: number
  template: string
  channel: Channel
  address: string
  state: string
  attempts: number
  created_at: Date
  sent_at: Date | null
  next_at: Date
  tries: { at: string; provider: string; outcome: string; answer: string | null }[]
}

const columns = sql`
  m.id, m.template, m.channel, m.address, m.state, m.attempts, m.created_at, m.sent_at, m.next_at,
  coalesce((select jsonb_agg(jsonb_build_object('at', a.at, 'provider', a.provider, 'outcome', a.outcome, 'answer', a.answer) order by a.id)
    from notices.attempt a where a.message = m.id), '[]') as tries`

type Asked = { state?: string | undefined; channel?: string | undefined; before?: number | undefined; limit: number }

export async function listDeliveries(db: Db, { state, channel, before, limit }: Asked): Promise<Delivery[]> {
  const { rows } = await sql<Delivery>`
    select ${columns} from notices.message m
    where m.channel <> 'app'
      ${state === undefined ? sql`` : sql`and m.state = ${state}`}
      ${channel === undefined ? sql`` : sql`and m.channel = ${channel}`}
      ${before === undefined ? sql`` : sql`and m.id < ${before}`}
    order by m.id desc limit ${limit}`.execute(db)
  return rows
}

/** The ways out of one notice of an account's list. */
export async function listOfNotice(db: Db, account: string, id: number): Promise<Delivery[]> {
  const { rows } = await sql<Delivery>`
    select ${columns} from notices.message mine
    join notices.message m on m.account = mine.account and m.notice = mine.notice and m.channel <> 'app'
    where mine.id = ${id} and mine.account = ${account} order by m.id`.execute(db)
  return rows
}

/** A code that was erased is gone for good. @returns whether it waits again */
export async function queueAgain(db: Db, id: number, now: Date): Promise<boolean> {
  const { rows } = await sql`
    update notices.message set state = 'queued', attempts = 0, next_at = ${now.toISOString()}
    where id = ${id} and state = 'parked' and body <> '' returning id`.execute(db)
  return rows.length > 0
}
