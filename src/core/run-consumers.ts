import { sql } from 'kysely'
import {
  drain,
  findAhead,
  moveCursor,
  passBy,
  readAhead,
  step,
  takeAhead,
  usualBatch,
  type Consumer,
} from './consumers.ts'
import type { Context } from './context.ts'
import { isReachable } from './db.ts'
import { logStart, readLog, type Position } from './events.ts'

export type ConsumerRunner = {
  wake(): void
  /** Resolves when every consumer has taken all that the log shows now. */
  drain(): Promise<void>
  stop(): Promise<void>
}

const retryDelays = [200, 1_000, 5_000]
/**
 * After a round so many times as long as it took, within these bounds: what comes meanwhile is taken at once. A round costs much the
 * same for a few events as for many, and the more there is to do, the more people's own commands come first.
 */
const rest = { times: 20, leastMilliseconds: 100, mostMilliseconds: 400 }

const restAfter = (took: number): number =>
  Math.min(rest.mostMilliseconds, Math.max(rest.leastMilliseconds, took * rest.times))

/**
 * Runs the consumers: woken by this process's commands, looking by itself for those of others. Near the log's end they go together, and
 * what lies ahead is read once for all. One that is far behind, or fails, goes apart until it has caught up, and holds nobody back.
 */
export function runConsumers(ctx: Context, consumers: readonly Consumer[], pollMilliseconds = 200): ConsumerRunner {
  const sleeping = openSleep()
  const running = { ctx, sleeping, apart: new Map<Consumer, Promise<void>>() }
  const loop = runTogether(running, consumers, pollMilliseconds)
  return {
    wake: sleeping.wake,
    drain: () => drain(ctx, consumers),
    async stop() {
      sleeping.stop()
      await loop
      await Promise.all(running.apart.values())
    },
  }
}

type Running = { ctx: Context; sleeping: Sleep; apart: Map<Consumer, Promise<void>> }

async function runTogether(running: Running, consumers: readonly Consumer[], pollMilliseconds: number): Promise<void> {
  const { ctx, sleeping, apart } = running
  for (let failures = 0; !sleeping.stopped();) {
    const began = performance.now()
    try {
      const taken = await round(
        running,
        consumers.filter((consumer) => !apart.has(consumer)),
      )
      failures = 0
      if (taken) await sleeping.sleep(restAfter(performance.now() - began))
      else await sleeping.sleep(pollMilliseconds, { wakeable: true })
    } catch (error) {
      ctx.log.warn({ error: describe(error) }, 'consumers could not look for news')
      await sleeping.sleep(retryDelays[failures] ?? 5_000)
      failures += 1
    }
  }
}

/** @returns whether there was anything to take */
async function round({ ctx, sleeping, apart }: Running, consumers: readonly Consumer[]): Promise<boolean> {
  const goApart = (consumer: Consumer, work: Promise<void>): Promise<void> => {
    const done = work.finally(() => apart.delete(consumer))
    apart.set(consumer, done)
    return done
  }
  const taking: Promise<void>[] = []
  for (const ahead of await findAhead(ctx.db, consumers, usualBatch)) {
    const { stretch, here } = ahead
    if (stretch.events === usualBatch) {
      taking.push(...here.map((consumer) => goApart(consumer, catchUp(ctx, consumer, sleeping))))
      continue
    }
    const { idle, wanted } = await readAhead(ctx.db, ahead)
    taking.push(passBy(ctx.db, idle, stretch))
    for (const [consumer, events] of wanted) {
      const taken = takeAhead(ctx, consumer, stretch, events).then(
        () => undefined,
        (error: unknown) => catchUp(ctx, consumer, sleeping, error),
      )
      taking.push(goApart(consumer, taken))
    }
  }
  if (taking.length === 0) return false
  // One that fails waits apart, longer and longer.
  await Promise.race([Promise.all(taking), sleeping.sleep(rest.mostMilliseconds)])
  return true
}

/**
 * Takes batch after batch until the end is near. What fails is taken again one event at a time, with longer and longer waits; an event
 * that cannot be taken is put aside.
 * @param failure with which it has just failed
 */
async function catchUp(ctx: Context, consumer: Consumer, sleeping: Sleep, failure?: unknown): Promise<void> {
  let failures = 0
  const wait = async (error: unknown): Promise<void> => {
    const delay = retryDelays[failures]
    failures += 1
    ctx.log.warn({ consumer: consumer.name, failures, error: describe(error) }, 'consumer failed')
    if (delay !== undefined) await sleeping.sleep(delay)
    // A database that is down is nobody's event's fault.
    else if (await isReachable(ctx.db)) {
      await park(ctx, consumer, error).catch(() => undefined)
      failures = 0
    } else await sleeping.sleep(5_000)
  }
  if (failure !== undefined) await wait(failure)
  while (!sleeping.stopped()) {
    try {
      const limit = failures > 0 ? 1 : (consumer.batch ?? usualBatch)
      const { read } = await step(ctx, consumer, limit)
      if (read < limit) return
      failures = 0
    } catch (error) {
      if (!sleeping.stopped()) await wait(error)
    }
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

type Sleep = {
  sleep(milliseconds: number, options?: { wakeable: boolean }): Promise<void>
  /** ends the sleep of who may be woken */
  wake(): void
  /** ends every sleep, and those to come */
  stop(): void
  stopped(): boolean
}

function openSleep(): Sleep {
  const stopping = new AbortController()
  const wakers = new Set<() => void>()
  const asleep = new Set<() => void>()
  const wake = () => [...wakers].forEach((end) => end())
  return {
    wake,
    stop() {
      stopping.abort()
      wake()
      for (const end of [...asleep]) end()
    },
    stopped: () => stopping.signal.aborted,
    sleep: (milliseconds, { wakeable } = { wakeable: false }) =>
      new Promise((resolve) => {
        const sleepers = wakeable ? wakers : asleep
        const done = () => {
          clearTimeout(timer)
          sleepers.delete(done)
          resolve()
        }
        const timer = setTimeout(done, milliseconds)
        sleepers.add(done)
        if (stopping.signal.aborted) done()
      }),
  }
}
