/**
 * The embedded database's own process: PGlite behind a PostgreSQL socket. Started by embedded.ts, never by hand.
 * It holds the folder's lock, and ends when the channel to its parent closes, however the parent ended.
 */
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { unaccent } from '@electric-sql/pglite/contrib/unaccent'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import { dropLock, type Holder, takeLock } from './folder-lock.ts'

export type ChildMessage = { ready: true; url: string } | { heldBy: Holder } | { failed: string }

const [folder = '', socketFolder = ''] = process.argv.slice(2)
const lockFile = join(dirname(folder), 'database.lock')
const maxConnections = 16

/** Measured with 100,000 rows: small buffers cost no time, as the system caches the files, and save 85 MB. */
const startParams = [
  ...PGlite.defaultStartParams,
  ...['shared_buffers=32MB', 'max_wal_size=128MB', 'min_wal_size=32MB'].flatMap((setting) => ['-c', setting]),
]

function tell(message: ChildMessage): Promise<void> {
  return new Promise((resolve) => (process.send ? process.send(message, () => resolve()) : resolve()))
}

/** The first line only: PGlite's errors carry kilobytes of minified source. */
function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error)
    .split('\n', 1)
    .join('')
    .slice(0, 300)
}

/**
 * The socket queues single protocol messages, and all sessions share one backend: another session's Parse could come
 * between this one's Parse and Bind when these arrive in two pieces. So an unfinished batch (up to Sync) counts as a
 * transaction, which the queue does not interrupt.
 */
function guardBatches(db: PGlite): PGlite {
  const sync = 0x53
  const endsBatch = new Set([sync, 0x51 /* Query */, 0x58 /* Terminate */, 0x00 /* start-up */])
  const exec = db.execProtocolRawStream.bind(db)
  const isInTransaction = db.isInTransaction.bind(db)
  const execSql = db.exec.bind(db)
  let batchOpen = false
  db.isInTransaction = () => batchOpen || isInTransaction()
  db.execProtocolRawStream = async (message, options) => {
    batchOpen = !endsBatch.has(message[0] ?? 0)
    try {
      await exec(message, options)
    } catch (error) {
      // A statement's error is an answer; what is thrown here means that the backend itself is broken.
      await tell({ failed: firstLine(error) })
      process.exit(70)
    }
  }
  db.exec = async (query, options) => {
    if (batchOpen) await exec(Uint8Array.of(sync, 0, 0, 0, 4), { onRawData: () => {} })
    batchOpen = false
    return execSql(query, options)
  }
  return db
}

async function open(): Promise<void> {
  const onSocket = process.platform !== 'win32'
  const url = onSocket ? `postgres://postgres@localhost/postgres?host=${encodeURIComponent(socketFolder)}` : ''
  mkdirSync(dirname(folder), { recursive: true })
  const holder = await takeLock(lockFile, url)
  if (holder) {
    await tell({ heldBy: holder })
    process.exit(75)
  }
  const db = guardBatches(await PGlite.create(folder, { extensions: { pg_trgm, unaccent }, startParams }))
  const path = join(socketFolder, '.s.PGSQL.5432')
  if (onSocket && existsSync(path)) rmSync(path)
  const server = new PGLiteSocketServer(onSocket ? { db, path, maxConnections } : { db, port: 0, maxConnections })
  await server.start()

  const close = async (): Promise<void> => {
    await server.stop()
    await db.close()
    dropLock(lockFile)
    if (!process.connected) rmSync(socketFolder, { recursive: true, force: true })
    process.exit(0)
  }
  process.once('disconnect', () => void close())
  process.once('message', () => void close())
  if (!process.connected) await close()
  // Opening leaves 30 MB of garbage behind, and an idle process would not collect it.
  globalThis.gc?.()
  await tell({ ready: true, url: url || `postgres://postgres@${server.getServerConn()}/postgres` })
}

// A terminal sends Ctrl+C to both processes: the parent decides when its database ends.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
process.on('uncaughtException', (error) => void tell({ failed: firstLine(error) }).then(() => process.exit(70)))

await open()
