import { sql } from 'kysely'
import type { Follower } from '#core/addressees'
import type { Db } from '#core/db'
import type { Tables } from '../tables.ts'

const from = (db: Db) => db.withTables<Tables>()

/** What a person keeps for themselves: favourites, ticks, subscriptions; and how often services are opened. */

export async function keepFavourite(db: Db, account: string, service: string, now: Date): Promise<void> {
  await from(db)
    .insertInto('services.favourite')
    .values({ account, service, added_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function dropFavourite(db: Db, account: string, service: string): Promise<void> {
  await from(db)
    .deleteFrom('services.favourite')
    .where('account', '=', account)
    .where('service', '=', service)
    .execute()
}

export async function listFavourites(db: Db, account: string): Promise<string[]> {
  const kept = from(db).selectFrom('services.favourite').select('service').where('account', '=', account)
  return (await kept.orderBy('added_at').execute()).map(({ service }) => service)
}

export async function keepTick(db: Db, tick: { account: string; journey: string; step: string; ticked_at: Date }) {
  await from(db)
    .insertInto('services.tick')
    .values(tick)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function dropTick(db: Db, tick: { account: string; journey: string; step: string }): Promise<void> {
  await from(db)
    .deleteFrom('services.tick')
    .where('account', '=', tick.account)
    .where('journey', '=', tick.journey)
    .where('step', '=', tick.step)
    .execute()
}

export async function listTicks(db: Db, account: string, journey: string): Promise<string[]> {
  const ticks = from(db).selectFrom('services.tick').select('step').where('account', '=', account)
  return (await ticks.where('journey', '=', journey).execute()).map(({ step }) => step)
}

export async function countOpening(db: Db, service: string, day: string): Promise<void> {
  await sql`
    insert into services.opened as o (service, on_day, times) values (${service}, ${day}, 1)
    on conflict (service, on_day) do update set times = o.times + 1`.execute(db)
}

/** The most opened since a day, most first. */
export async function listMostOpened(db: Db, since: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ service: string }>`
    select service from services.opened where on_day >= ${since}
    group by service order by sum(times) desc, service limit ${limit}`.execute(db)
  return rows.map(({ service }) => service)
}

/** @returns whether it is new */
export async function addSubscription(db: Db, account: string, topic: string, now: Date): Promise<boolean> {
  const added = await from(db)
    .insertInto('services.subscription')
    .values({ account, topic, since: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** @returns whether there was one */
export async function dropSubscription(db: Db, account: string, topic: string): Promise<boolean> {
  const dropped = await from(db)
    .deleteFrom('services.subscription')
    .where('account', '=', account)
    .where('topic', '=', topic)
    .executeTakeFirst()
  return dropped.numDeletedRows > 0n
}

export async function listSubscriptions(db: Db, account: string): Promise<string[]> {
  const mine = from(db).selectFrom('services.subscription').select('topic').where('account', '=', account)
  return (await mine.orderBy('since').execute()).map(({ topic }) => topic)
}

/** Accounts in the order of their keys, after one: the next set of a topic's subscribers. */
/** Whoever follows a commune's warnings, as those who write to its people join it. */
export const communeFollowers = sql<Follower>`
  select account, split_part(topic, '/', 2) as commune from services.subscription where topic like 'commune-warnings/%'`

export async function listSubscribers(db: Db, topic: string, after: string, limit: number): Promise<string[]> {
  const rows = await from(db)
    .selectFrom('services.subscription')
    .select('account')
    .where('topic', '=', topic)
    .where('account', '>', after)
    .orderBy('account')
    .limit(limit)
    .execute()
  return rows.map(({ account }) => account)
}
