import { createHash } from 'node:crypto'
import { sql, type RawBuilder } from 'kysely'
import type { Context } from './context.ts'
import type { Db } from './db.ts'
import { logStart, type Position } from './events.ts'
import { inclusionPath, merkleRoot } from './seal/merkle.ts'

type Log = 'event' | 'access'
type Row = { key: string; leaf: Buffer }
type Seal = { number: number; first_row: string; last_row: string; rows: number; root: Buffer; chain: Buffer }

/** So few that hashing a batch's tree holds nobody up: this process answers people too. */
const batchRows = 1_000
const genesis = Buffer.alloc(32)

/** The leaf hash of RFC 6962, reckoned by the database. */
const leafOf = (content: RawBuilder<string>) => sql<Buffer>`sha256('\\x00'::bytea || convert_to(${content}, 'UTF8'))`

// What a row's digest covers: all that was stated, in one canonical text made by the database.
const eventContent = sql<string>`jsonb_build_array(epoch, written_in::text, seq, type, v, record, version, unit, actor, actor_unit,
  extract(epoch from occurred_at), extract(epoch from recorded_at), request, origin, undoes, payload)::text`
const accessContent = sql<string>`jsonb_build_array(id, extract(epoch from at), actor, actor_unit, operation, subject, purpose, outcome, request)::text`

/**
 * Seals what the logs gained since the last seal: each batch's Merkle root (RFC 6962) is chained to the one before.
 * Writers never wait for it.
 * @returns rows sealed
 */
export async function sealLogs(ctx: Context): Promise<number> {
  let sealed = 0
  for (const log of ['event', 'access'] as const) {
    for (;;) {
      const rows = await ctx.db.transaction().execute((db) => sealBatch(db, log))
      sealed += rows
      if (rows < batchRows) break
    }
  }
  return sealed
}

async function sealBatch(db: Db, log: Log): Promise<number> {
  await sql`select pg_advisory_xact_lock(7431, ${log === 'event' ? 1 : 2})`.execute(db)
  const previous = await lastSeal(db, log)
  const rows = await rowsAfter(db, log, previous?.last_row, batchRows)
  const [first, last] = [rows[0], rows.at(-1)]
  if (!first || !last) return 0
  const root = merkleRoot(rows.map((row) => row.leaf))
  const chain = chained(previous?.chain ?? genesis, root)
  await sql`
    insert into core.seal (log, number, first_row, last_row, rows, root, chain)
    values (${log}, ${(previous?.number ?? 0) + 1}, ${first.key}, ${last.key}, ${rows.length}, ${root}, ${chain})`.execute(
    db,
  )
  return rows.length
}

const chained = (before: Buffer, root: Buffer): Buffer => createHash('sha256').update(before).update(root).digest()

async function lastSeal(db: Db, log: Log): Promise<Seal | undefined> {
  const { rows } = await sql<Seal>`
    select number, first_row, last_row, rows, root, chain from core.seal where log = ${log} order by number desc limit 1`.execute(
    db,
  )
  return rows[0]
}

async function rowsAfter(db: Db, log: Log, after: string | undefined, limit: number): Promise<Row[]> {
  if (log === 'access') {
    // Identity values may be taken before a slower insert: only rows that have settled are sealed.
    const { rows } = await sql<Row>`
      select id::text as key, ${leafOf(accessContent)} as leaf from core.access
      where id > ${after ?? '0'}::bigint and at < now() - interval '5 seconds' order by id limit ${limit}`.execute(db)
    return rows
  }
  const from = positionOf(after)
  const { rows } = await sql<Row>`
    select epoch || '.' || written_in::text || '.' || seq as key, ${leafOf(eventContent)} as leaf from core.event
    where (epoch, written_in, seq) > (${from.epoch}::int, ${from.writtenIn}::xid8, ${from.seq}::bigint)
      and (written_in < pg_snapshot_xmin(pg_current_snapshot()) or epoch < (select max(epoch) from core.cluster))
    order by core.event.epoch, core.event.written_in, core.event.seq limit ${limit}`.execute(db)
  return rows
}

function positionOf(key: string | undefined): Position {
  const [epoch, writtenIn, seq] = key?.split('.') ?? []
  return epoch && writtenIn && seq ? { epoch: Number(epoch), writtenIn, seq: Number(seq) } : logStart
}

export type SealProblem = { log: Log; seal: number; problem: 'rows changed, missing or added' | 'chain broken' }

/** Recomputes every seal from the rows: a changed, missing or added row shows, with the batch that it is in. */
export async function verifySeals(db: Db): Promise<SealProblem[]> {
  const problems: SealProblem[] = []
  for (const log of ['event', 'access'] as const) {
    const { rows: seals } = await sql<Seal>`
      select number, first_row, last_row, rows, root, chain from core.seal where log = ${log} order by number`.execute(
      db,
    )
    let before: Seal | undefined
    for (const seal of seals) {
      const rows = (await rowsAfter(db, log, before?.last_row, seal.rows + 1)).filter((row) =>
        withinSeal(log, row, seal),
      )
      const root = merkleRoot(rows.map((row) => row.leaf))
      if (rows.length !== seal.rows || !root.equals(seal.root))
        problems.push({ log, seal: seal.number, problem: 'rows changed, missing or added' })
      if (!chained(before?.chain ?? genesis, seal.root).equals(seal.chain))
        problems.push({ log, seal: seal.number, problem: 'chain broken' })
      before = seal
    }
  }
  return problems
}

function withinSeal(log: Log, row: Row, seal: Seal): boolean {
  if (log === 'access') return BigInt(row.key) <= BigInt(seal.last_row)
  const [a, b] = [positionOf(row.key), positionOf(seal.last_row)]
  if (a.epoch !== b.epoch) return a.epoch < b.epoch
  const [x, y] = [BigInt(a.writtenIn), BigInt(b.writtenIn)]
  return x === y ? a.seq <= b.seq : x < y
}

export type Proof = { seal: number; index: number; rows: number; leaf: string; path: string[]; root: string }

/** The proof that one event is in its seal; undefined while it is not sealed. */
export async function proveEvent(db: Db, seq: number): Promise<Proof | undefined> {
  const { rows: seals } = await sql<Seal & { before: string | null }>`
    with sealed as (select *, lag(last_row) over (order by number) as before from core.seal where log = 'event'),
    place as (select epoch, written_in, seq from core.event where seq = ${seq})
    select sealed.* from sealed, place
    where (place.epoch, place.written_in, place.seq) <= (split_part(last_row, '.', 1)::int, split_part(last_row, '.', 2)::xid8, split_part(last_row, '.', 3)::bigint)
    order by number limit 1`.execute(db)
  const seal = seals[0]
  if (!seal) return undefined
  const rows = await rowsAfter(db, 'event', seal.before ?? undefined, seal.rows)
  const leaves = rows.map((row) => row.leaf)
  const index = rows.findIndex((row) => row.key.endsWith(`.${seq}`))
  const leaf = leaves[index]
  if (!leaf) return undefined
  return {
    seal: seal.number,
    index,
    rows: rows.length,
    leaf: leaf.toString('hex'),
    path: inclusionPath(leaves, index).map((hash) => hash.toString('hex')),
    root: seal.root.toString('hex'),
  }
}
