import { sql } from 'kysely'
import type { Consumer } from './consumers.ts'
import type { Context } from './context.ts'
import type { Db } from './db.ts'
import { openScope, readStretch, scopeOf, type Position } from './events.ts'

/** Events that a consumer could not take, after its retries: shown, and taken again when somebody says so. */

export type Parked = {
  consumer: string
  seq: number
  type: string
  record: string
  error: string
  attempts: number
  occurredAt: Date
  parkedAt: Date
  solvedAt: Date | null
}

const columns = sql.raw(`p.consumer, p.seq, p.type, e.record, p.error, p.attempts, e.occurred_at as "occurredAt",
  p.parked_at as "parkedAt", p.solved_at as "solvedAt"`)

/** The open ones, and the last that were solved. */
export async function listParked(db: Db, limit: number): Promise<Parked[]> {
  const { rows } = await sql<Parked>`
    select ${columns} from core.parked p join core.event e on e.seq = p.seq
    order by p.solved_at desc nulls first, p.parked_at desc, p.seq desc limit ${limit}`.execute(db)
  return rows
}

/** One of them, its row locked until the command ends. */
export async function lockParked(db: Db, consumer: string, seq: number): Promise<Parked | undefined> {
  const { rows } = await sql<Parked>`
    select ${columns} from core.parked p join core.event e on e.seq = p.seq
    where p.consumer = ${consumer} and p.seq = ${seq} for update of p`.execute(db)
  return rows[0]
}

/**
 * Lets the consumer take the event again, under the lock of its cursor, in the command's transaction. What fails is undone, and
 * said beside the event. @returns the error, undefined where the event is taken
 */
export async function takeAgain(db: Db, ctx: Context, consumer: Consumer, seq: number): Promise<string | undefined> {
  await sql`select from core.cursor where consumer = ${consumer.name} for update`.execute(db)
  await sql`savepoint taken_again`.execute(db)
  const taken = async () => {
    await take(db, ctx, consumer, seq)
    await sql`release savepoint taken_again`.execute(db) // asks, and so hears of what was sent unread
  }
  const error = await taken().then(
    () => undefined,
    (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown)).slice(0, 2000),
  )
  if (error !== undefined) await sql`rollback to savepoint taken_again`.execute(db)
  await sql`
    update core.parked set attempts = attempts + 1, error = ${error ?? sql`error`},
      solved_at = ${error === undefined ? ctx.clock().toISOString() : null}::timestamptz
    where consumer = ${consumer.name} and seq = ${seq}`.execute(db)
  return error
}

async function take(db: Db, ctx: Context, consumer: Consumer, seq: number): Promise<void> {
  const { rows } = await sql<Position>`
    select epoch, written_in::text as "writtenIn", seq from core.event where seq = ${seq}`.execute(db)
  const [at] = rows
  if (!at) return
  const stretch = { after: { ...at, seq: seq - 1 }, upTo: at, events: 1 }
  if (consumer.sweep) return consumer.sweep(db, stretch, ctx)
  const events = await readStretch(db, stretch, consumer)
  const scope = scopeOf(db)
  // The consumer states its facts as it would have by itself; then the command goes on under the name of its actor.
  openScope(db, { epoch: ctx.epoch, actor: 'system', origin: events[0]?.origin ?? 'live' })
  try {
    if (events.length > 0) await consumer.handle?.(db, events, ctx)
  } finally {
    openScope(db, scope)
  }
}
