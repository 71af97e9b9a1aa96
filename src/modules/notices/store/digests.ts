import { sql } from 'kysely'
import type { Db } from '#core/db'
import type { Locale } from '#core/i18n'
import type { Channel } from '../definition.ts'

export type Gathered = {
  id: number
  account: string
  channel: Channel
  address: string
  locale: Locale
  subject: string
}

/**
 * Takes what waits for some people's digests. It is marked as told in the caller's transaction, which also writes the digest: whatever
 * happens, each message is in exactly one. The lock on a person's choices keeps two workers from halving a digest.
 */
export async function takeGathered(db: Db, now: Date, people: number): Promise<Gathered[]> {
  const due = sql`state = 'gathered' and next_at <= ${now.toISOString()}`
  const { rows } = await sql<Gathered>`
    with who as materialized (
      select account from notices.choice where account in (select account from notices.message where ${due})
      order by account limit ${people} for update skip locked)
    update notices.message set state = 'digested' where ${due} and account in (select account from who)
    returning id, account, channel, address, locale, subject`.execute(db)
  return rows.sort((a, b) => a.id - b.id)
}
