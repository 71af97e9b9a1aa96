import { sql } from 'kysely'
import type { Db } from '#core/db'

export const centreKey = (centre: string): string => `centre:${centre}`
export const personKey = (account: string): string => `person:${account}`

/** Held until the transaction ends; taken in one order, so that nobody waits for each other. */
export async function hold(db: Db, keys: readonly string[]): Promise<void> {
  await sql`
    insert into appointments.lock (key) select key from unnest(${[...keys]}::text[]) as k(key) order by key
    on conflict (key) do update set key = excluded.key`.execute(db)
}
