import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Context } from './context.ts'
import type { Db } from './db.ts'
import { unread } from './db/pipelined.ts'
import {
  findStretchEnd,
  openScope,
  readStretch,
  type Origin,
  type Position,
  type StoredEvent,
  type Stretch,
} from './events.ts'
import { takes } from './ownership.ts'

/**
 * A reaction to facts. `handle` runs in the transaction that moves the cursor, so its effects in this database happen
 * exactly once; it must use the `db` that it is given. Effects outside carry the event's seq as key, for live events only.
 */
export type Consumer = {
  name: string
  /** event types, or `cases.*` */
  types: readonly string[]
  handle?: (db: Db, events: readonly StoredEvent[], ctx: Context) => Promise<void>
  /** In place of `handle`: works on a stretch of the log by SQL alone, in sets, without reading its events here. */
  sweep?: (db: Db, stretch: Stretch, ctx: Context) => Promise<void>
  /** only facts of these origins; all where not said */
  origins?: readonly Origin[]
  /** length of the stretch of the log taken at a time while it is far behind; `usualBatch` where not said */
  batch?: number
  /** starts with the events after its first start, not with the whole history */
  fromNow?: boolean
}

export const usualBatch = 2_000

type Step = { read: number; busy: boolean }

/** Takes one batch. The cursor's row is the lock: a second worker skips a consumer that is at work. */
export async function step(ctx: Context, consumer: Consumer, limit = consumer.batch ?? usualBatch): Promise<Step> {
  if (!(await hasNews(ctx.db, consumer.name))) return { read: 0, busy: false }
  return ctx.db.transaction().execute(async (db) => {
    const from = await lockCursor(db, consumer.name)
    if (!from) return { read: 0, busy: true }
    const end = await findStretchEnd(db, from, limit)
    if (!end) return { read: 0, busy: false }
    const stretch = { after: from, ...end }
    const events = consumer.sweep ? [] : await readStretch(db, stretch, consumer)
    await take(db, ctx, consumer, stretch, events)
    return { read: end.events, busy: false }
  })
}

/** Asked before a transaction is begun: mostly there is none. */
async function hasNews(db: Db, consumer: string): Promise<boolean> {
  const { rows } = await sql`
    select from core.cursor c where c.consumer = ${consumer} and exists (
      select from core.event e where (e.epoch, e.written_in, e.seq) > (c.epoch, c.written_in, c.seq))`.execute(db)
  return rows.length > 0
}

/** Where a consumer stands, its row locked; undefined when another worker is at it. */
async function lockCursor(db: Db, consumer: string): Promise<Position | undefined> {
  const { rows } = await sql<Position>`
    select epoch, written_in::text as "writtenIn", seq from core.cursor
    where consumer = ${consumer} for update skip locked`.execute(db)
  return rows[0]
}

/**
 * Hands a stretch to a consumer and moves its cursor to the end, in the transaction that holds the cursor's row.
 * @param events those of the stretch that a consumer with a `handle` wants
 */
async function take(
  db: Db,
  ctx: Context,
  consumer: Consumer,
  stretch: Stretch,
  events: readonly StoredEvent[],
): Promise<void> {
  await consumer.sweep?.(db, stretch, ctx)
  if (events.length > 0) {
    openScope(db, { epoch: ctx.epoch, actor: 'system', origin: events[0]?.origin ?? 'live' })
    await consumer.handle?.(db, events, ctx)
  }
  await moveCursor(db, consumer.name, stretch.upTo)
}

export async function moveCursor(db: Db, consumer: string, to: Position): Promise<void> {
  const move = sql`
    update core.cursor set epoch = ${to.epoch}, written_in = ${to.writtenIn}::xid8, seq = ${to.seq}, moved_at = now()
    where consumer = ${consumer}`
  await unread(move).execute(db)
}

/** Gives every consumer its cursor. */
export async function registerConsumers(db: Db, consumers: readonly Consumer[]): Promise<void> {
  for (const consumer of consumers) {
    await sql`
      insert into core.cursor (consumer, epoch, written_in, seq)
      select ${consumer.name}, coalesce(e.epoch, 0), coalesce(e.written_in, '0'), coalesce(e.seq, 0)
      from (select 1) one left join lateral (
        select epoch, written_in, seq from core.event where ${consumer.fromNow ?? false}
        order by epoch desc, written_in desc, seq desc limit 1) e on true
      on conflict do nothing`.execute(db)
  }
}

/** A stretch, and those who stand before it. */
export type Ahead = { stretch: Stretch; here: readonly Consumer[] }

/** What lies ahead of consumers: mostly they stand at one place. */
export async function findAhead(db: Db, consumers: readonly Consumer[], limit: number): Promise<Ahead[]> {
  const found: Ahead[] = []
  for (const { from, names } of await findBehind(db, consumers)) {
    const end = await findStretchEnd(db, from, limit)
    if (end)
      found.push({ stretch: { after: from, ...end }, here: consumers.filter(({ name }) => names.includes(name)) })
  }
  return found
}

/**
 * Reads a stretch once for all who stand before it.
 * @returns those for whom there is nothing in it, and the events for each of the others; a `sweep` reads for itself
 */
export async function readAhead(db: Db, { stretch, here }: Ahead) {
  const events = await readStretch(db, stretch, { types: here.flatMap(({ types }) => types) })
  const each = here.map((consumer) => [consumer, wantedOf(consumer, events)] as const)
  const isIdle = ([{ sweep }, own]: (typeof each)[number]) => !sweep && own.length === 0
  return { idle: each.filter(isIdle).map(([consumer]) => consumer), wanted: each.filter((one) => !isIdle(one)) }
}

const wantedOf = ({ types, origins }: Consumer, events: readonly StoredEvent[]): StoredEvent[] =>
  events.filter(({ type, origin }) => takes(types, type) && (!origins || origins.includes(origin)))

/** The places at which consumers stand that have news before them, and who stands there. */
async function findBehind(db: Db, consumers: readonly Consumer[]): Promise<{ from: Position; names: string[] }[]> {
  const { rows } = await sql<Position & { names: string[] }>`
    select epoch, written_in::text as "writtenIn", seq, array_agg(consumer) as names from core.cursor c
    where consumer = any(${consumers.map(({ name }) => name)}::text[]) and exists (
      select from core.event e where (e.epoch, e.written_in, e.seq) > (c.epoch, c.written_in, c.seq))
    group by epoch, written_in, seq`.execute(db)
  return rows.map(({ names, ...from }) => ({ from, names }))
}

/** Moves those on for whom a stretch holds nothing; one that another worker has moved meanwhile stays where that one put it. */
export async function passBy(db: Db, consumers: readonly Consumer[], { after, upTo }: Stretch): Promise<void> {
  if (consumers.length === 0) return
  await sql`
    update core.cursor set epoch = ${upTo.epoch}, written_in = ${upTo.writtenIn}::xid8, seq = ${upTo.seq}, moved_at = now()
    where consumer in (
      select consumer from core.cursor where consumer = any(${consumers.map(({ name }) => name)}::text[])
        and (epoch, written_in, seq) = (${after.epoch}::int, ${after.writtenIn}::xid8, ${after.seq}::bigint)
      order by consumer for update skip locked)`.execute(db)
}

/**
 * Takes a stretch that was read ahead, unless another worker has taken it meanwhile.
 * @returns false when another worker is at it
 */
export const takeAhead = (
  ctx: Context,
  consumer: Consumer,
  stretch: Stretch,
  events: readonly StoredEvent[],
): Promise<boolean> =>
  ctx.db.transaction().execute(async (db) => {
    const from = await lockCursor(db, consumer.name)
    if (from && isSame(from, stretch.after)) await take(db, ctx, consumer, stretch, events)
    return from !== undefined
  })

const isSame = (a: Position, b: Position): boolean =>
  a.epoch === b.epoch && a.writtenIn === b.writtenIn && a.seq === b.seq

/** Longer than usual: nobody waits for what else the log tells meanwhile. */
const drainBatch = 10_000

/**
 * Takes everything that the log shows now; throws where a consumer fails. Tests and bulk loaders wait with it.
 * @param limit events in a stretch
 */
export async function drain(ctx: Context, consumers: readonly Consumer[], limit = drainBatch): Promise<void> {
  await registerConsumers(ctx.db, consumers)
  for (;;) {
    const found = await findAhead(ctx.db, consumers, limit)
    if (found.length === 0) return
    for (const ahead of found) {
      const { idle, wanted } = await readAhead(ctx.db, ahead)
      await passBy(ctx.db, idle, ahead.stretch)
      for (const [consumer, events] of wanted)
        if (!(await takeAhead(ctx, consumer, ahead.stretch, events))) await delay(10)
    }
  }
}
