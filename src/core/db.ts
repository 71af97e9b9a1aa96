import { sql, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { answerByCallback } from './db/by-callback.ts'
import { pipelineTransactions } from './db/pipelined.ts'
import { openNames } from './db/prepared.ts'

export type NoTables = Record<never, never>

/** The pool, or a transaction. A store narrows it to its own tables: `db.withTables<Tables>()`. */
export type Db = Kysely<NoTables>

export type Database = { db: Db; pool: pg.Pool; embedded: boolean; close(): Promise<void> }

// Counts and sums fit in 2^53: they are read as numbers. A bigint that could exceed it is cast to text in its query.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

/**
 * Connects to a PostgreSQL server (≥ 15) or to the embedded database, which speaks the same protocol.
 * @param poolSize at most 4 when embedded: its sessions take turns
 */
export function openDatabase(url: string, embedded: boolean, poolSize: number): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: embedded ? Math.min(4, poolSize) : poolSize,
    application_name: 'tinhso',
    pipeline: !embedded,
    ...(embedded ? {} : { options: '-c idle_in_transaction_session_timeout=30000 -c timezone=UTC -c jit=off' }),
  })
  pool.on('error', () => undefined) // an idle connection that breaks is replaced; the next query reports what is wrong
  // One that breaks in a transaction fails that transaction; unheard, its event would end the process.
  pool.on('connect', (client) => {
    client.on('error', () => undefined)
    answerByCallback(client, embedded ? undefined : openNames())
    if (!embedded) pipelineTransactions(client)
  })
  const db = new Kysely<NoTables>({ dialect: new PostgresDialect({ pool }) })
  return { db, pool, embedded, close: () => db.destroy() }
}

/** Whether the database answers. */
export const isReachable = (db: Db): Promise<boolean> =>
  sql`select 1`.execute(db).then(
    () => true,
    () => false,
  )

/** After bulk writes: the embedded database has no autovacuum, so the planner would know nothing of its tables. */
export async function refreshStatistics(db: Db): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    // A fifth of the usual sample: enough to choose an index by, in a fifth of the time.
    await sql`set local default_statistics_target = 20`.execute(transaction)
    await sql`analyze`.execute(transaction)
  })
}
