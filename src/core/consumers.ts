import { sql } from 'kysely'
import type { Context } from './context.ts'
import { isReachable, type Db } from './db.ts'
import { unread } from './db/pipelined.ts'
import {
  findStretchEnd,
  logStart,
  openScope,
  readLog,
  readStretch,
  type Origin,
  type Position,
  type StoredEvent,
  type Stretch,
} from './events.ts'

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
  /** length of the stretch of the log taken at a time; `usualBatch` where not said */
  batch?: number
  /** starts with the events after its first start, not with the whole history */
  fromNow?: boolean
}

const retryDelays = [200, 1_000, 5_000]
/**
 * After a stretch that was not full, so many times as long as the step took, within these bounds: what comes meanwhile is taken at
 * once. A step costs much the same for a few events as for many, and the more there is to do, the more people's own commands come first.
 */
const rest = { times: 20, leastMilliseconds: 100, mostMilliseconds: 400 }

const usualBatch = 500

type Step = { read: number; busy: boolean }

/** Takes one batch. The cursor's row is the lock: a second worker skips a consumer that is at work. */
export async function step(ctx: Context, consumer: Consumer, limit = consumer.batch ?? usualBatch): Promise<Step> {
  if (!(await hasNews(ctx.db, consumer.name))) return { read: 0, busy: false }
  return ctx.db.transaction().execute(async (db) => {
    const { rows } = await sql<Position>`
      select epoch, written_in::text as "writtenIn", seq from core.cursor
      where consumer = ${consumer.name} for update skip locked`.execute(db)
    const from = rows[0]
    if (!from) return { read: 0, busy: true }
    const taken = consumer.sweep
      ? await sweep({ db, ctx, consumer, from, limit })
      : await handle({ db, ctx, consumer, from, limit })
    if (!taken) return { read: 0, busy: false }
    await moveCursor(db, consumer.name, taken.upTo)
    return { read: taken.events, busy: false }
  })
}

/** Asked before a transaction is begun: a consumer looks for news five times a second, and mostly there is none. */
async function hasNews(db: Db, consumer: string): Promise<boolean> {
  const { rows } = await sql`
    select from core.cursor c where c.consumer = ${consumer} and exists (
      select from core.event e where (e.epoch, e.written_in, e.seq) > (c.epoch, c.written_in, c.seq))`.execute(db)
  return rows.length > 0
}

type Take = { db: Db; ctx: Context; consumer: Consumer; from: Position; limit: number }
type Taken = { upTo: Position; events: number } | undefined

async function handle({ db, ctx, consumer, from, limit }: Take): Promise<Taken> {
  const end = await findStretchEnd(db, from, limit)
  if (!end) return undefined
  const events = await readStretch(db, { after: from, ...end }, consumer)
  if (events.length > 0) {
    openScope(db, { epoch: ctx.epoch, actor: 'system', origin: events[0]?.origin ?? 'live' })
    await consumer.handle?.(db, events, ctx)
  }
  return end
}

async function sweep({ db, ctx, consumer, from, limit }: Take): Promise<Taken> {
  const end = await findStretchEnd(db, from, limit)
  if (end) await consumer.sweep?.(db, { after: from, ...end }, ctx)
  return end
}

async function moveCursor(db: Db, consumer: string, to: Position): Promise<void> {
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

/** Puts an event that cannot be taken aside, visibly, and steps over it. */
async function park(ctx: Context, consumer: Consumer, error: unknown): Promise<void> {
  await ctx.db.transaction().execute(async (db) => {
    const { rows } = await sql<Position>`
      select epoch, written_in::text as "writtenIn", seq from core.cursor
      where consumer = ${consumer.name} for update`.execute(db)
    const [event] = await readLog(db, rows[0] ?? logStart, 1)
    if (!event) return
    await sql`
      insert into core.parked (consumer, seq, type, error, attempts)
      values (${consumer.name}, ${event.seq}, ${event.type}, ${describe(error)}, ${retryDelays.length + 1})
      on conflict (consumer, seq) do update set error = excluded.error, attempts = core.parked.attempts + 1, parked_at = now()
    `.execute(db)
    await moveCursor(db, consumer.name, event)
    ctx.log.error({ consumer: consumer.name, seq: event.seq, type: event.type, error: describe(error) }, 'event parked')
  })
}

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 2000)

export type ConsumerRunner = {
  wake(): void
  /** Resolves when every consumer has taken all that the log shows now. */
  drain(): Promise<void>
  stop(): Promise<void>
}

/** Runs each consumer in its own loop: woken by this process's commands, polling for those of others. */
export function runConsumers(ctx: Context, consumers: readonly Consumer[], pollMilliseconds = 200): ConsumerRunner {
  const stopping = new AbortController()
  const wakers = new Set<() => void>()
  const backingOff = new Set<() => void>()
  const options = { stopping: stopping.signal, wakers, backingOff, pollMilliseconds }
  const loops = consumers.map((consumer) => loop(ctx, consumer, options))
  return {
    wake() {
      for (const wake of [...wakers]) wake()
    },
    drain: () => drain(ctx, consumers),
    async stop() {
      stopping.abort()
      for (const wake of [...wakers, ...backingOff]) wake()
      await Promise.all(loops)
    },
  }
}

const restAfter = (took: number): number =>
  Math.min(rest.mostMilliseconds, Math.max(rest.leastMilliseconds, took * rest.times))

type LoopOptions = {
  stopping: AbortSignal
  wakers: Set<() => void>
  backingOff: Set<() => void>
  pollMilliseconds: number
}

async function loop(ctx: Context, consumer: Consumer, options: LoopOptions): Promise<void> {
  let failures = 0
  while (!options.stopping.aborted) {
    try {
      const limit = failures > 0 ? 1 : (consumer.batch ?? usualBatch)
      const began = performance.now()
      const { read } = await step(ctx, consumer, limit)
      if (failures > 0 && read > 0) failures = 0
      if (read === 0) await pause(options, options.pollMilliseconds)
      else if (read < limit) await pause(options, restAfter(performance.now() - began), false)
    } catch (error) {
      if (options.stopping.aborted) return
      const delay = retryDelays[failures]
      failures += 1
      ctx.log.warn({ consumer: consumer.name, failures, error: describe(error) }, 'consumer failed')
      if (delay !== undefined) await pause(options, delay, false)
      // A database that is down is nobody's event's fault.
      else if (await isReachable(ctx.db)) {
        await park(ctx, consumer, error).catch(() => undefined)
        failures = 0
      } else await pause(options, 5_000, false)
    }
  }
}

function pause(options: LoopOptions, milliseconds: number, wakeable = true): Promise<void> {
  return new Promise((resolve) => {
    const sleepers = wakeable ? options.wakers : options.backingOff
    const done = () => {
      clearTimeout(timer)
      sleepers.delete(done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    sleepers.add(done)
    if (options.stopping.aborted) done()
  })
}

/** Takes everything that the log shows now; throws where a consumer fails. Tests and bulk loaders wait with it. */
export async function drain(ctx: Context, consumers: readonly Consumer[], limit?: number): Promise<void> {
  await registerConsumers(ctx.db, consumers)
  for (;;) {
    let read = 0
    for (const consumer of consumers) {
      const taken = await step(ctx, consumer, limit)
      read += taken.read
      if (taken.busy) {
        read += 1 // its own loop holds the cursor: look again
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    }
    if (read === 0) return
  }
}
