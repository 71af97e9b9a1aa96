import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { cp, mkdir, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline as connect, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from './db.ts'
import { conflict, invalid } from './errors.ts'
import { enterEpoch } from './events.ts'

/** `database.ndjson.gz`: a header, then one line for each few hundred rows of a table; `files/`: by digest, as stored. */
const Header = z.object({
  format: z.literal('tinhso-backup-1'),
  schema: z.string(),
  madeAt: z.string(),
  demo: z.boolean(),
})
const Line = z.object({ table: z.string(), rows: z.array(z.record(z.string(), z.unknown())) })

const rowsPerLine = 500
export const databaseFile = 'database.ndjson.gz'

/** Name, digest and number of rows of each table: what a restored database is compared with. */
export type TableDigest = { table: string; rows: number; digest: string }

// pg-boss makes its own queue anew; what is applied as migrations is the target's own business.
const left = ["'pg_catalog'", "'information_schema'", "'jobs'", "'public'"].join(', ')

/** The tables, those that others refer to first. */
async function listTables(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string; refers: string[] }>`
    select n.nspname || '.' || c.relname as name,
      array(select distinct fn.nspname || '.' || f.relname from pg_constraint k join pg_class f on f.oid = k.confrelid
        join pg_namespace fn on fn.oid = f.relnamespace where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as refers
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in (${sql.raw(left)})
      and n.nspname || '.' || c.relname <> 'core.migration'
    order by 1`.execute(db)
  const ordered: string[] = []
  const waiting = [...rows]
  while (waiting.length > 0) {
    const index = waiting.findIndex((row) => row.refers.every((name) => ordered.includes(name)))
    const [next] = waiting.splice(Math.max(0, index), 1)
    if (next) ordered.push(next.name)
  }
  return ordered
}

const identifier = (table: string) => sql.table(table)

/** The rows of a table as JSON texts, in the order of their texts, so that two databases can be compared. */
async function* readRows(db: Db, table: string): AsyncGenerator<string[]> {
  const cursor = `backup_${table.replace('.', '_')}`
  await sql`declare ${sql.raw(cursor)} no scroll cursor for
    select to_jsonb(t)::text as row from ${identifier(table)} t order by (to_jsonb(t)::text) collate "C"`.execute(db)
  for (;;) {
    const { rows } = await sql<{ row: string }>`fetch ${sql.raw(String(rowsPerLine))} from ${sql.raw(cursor)}`.execute(
      db,
    )
    if (rows.length > 0) yield rows.map(({ row }) => row)
    if (rows.length < rowsPerLine) break
  }
  await sql`close ${sql.raw(cursor)}`.execute(db)
}

/**
 * Writes the whole database, as one moment shows it, and the stored files into a folder.
 * @throws AppError conflict where the folder holds a backup already
 */
export async function backup(
  db: Db,
  target: { folder: string; filesFolder: string; schema: string; now: Date },
): Promise<TableDigest[]> {
  const path = join(target.folder, databaseFile)
  if (existsSync(path))
    throw conflict('backup-exists', { vi: 'Thư mục này đã có bản sao lưu.', en: 'The folder holds a backup already.' })
  await mkdir(target.folder, { recursive: true })
  const digests: TableDigest[] = []
  await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (snapshot) => {
      const demo = (await sql`select 1 from core.mark where name = 'demo'`.execute(snapshot)).rows.length > 0
      const header = {
        format: 'tinhso-backup-1' as const,
        schema: target.schema,
        madeAt: target.now.toISOString(),
        demo,
      }
      await pipeline(Readable.from(lines(snapshot, header, digests)), createGzip(), createWriteStream(`${path}.part`))
    })
  await rename(`${path}.part`, path) // whole, or not there
  if (existsSync(target.filesFolder)) await cp(target.filesFolder, join(target.folder, 'files'), { recursive: true })
  return digests
}

async function* lines(db: Db, header: z.output<typeof Header>, digests: TableDigest[]): AsyncGenerator<string> {
  yield `${JSON.stringify(header)}\n`
  for (const table of await listTables(db)) {
    const hash = createHash('sha256')
    let count = 0
    for await (const rows of readRows(db, table)) {
      for (const row of rows) hash.update(row).update('\n')
      count += rows.length
      yield `{"table":${JSON.stringify(table)},"rows":[${rows.join(',')}]}\n`
    }
    digests.push({ table, rows: count, digest: hash.digest('hex') })
  }
}

/** The same digests of a living database. */
export async function digestTables(db: Db): Promise<TableDigest[]> {
  const digests: TableDigest[] = []
  await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (snapshot) => {
      const nothing = { format: 'tinhso-backup-1' as const, schema: '', madeAt: '', demo: false }
      for await (const _ of lines(snapshot, nothing, digests));
    })
  return digests
}

/**
 * Reads a backup into an empty, migrated database, in one transaction, and raises the epoch: transaction numbers belong to
 * the cluster that gave them.
 * @throws AppError where the file is no backup, is of another schema, or the database holds events
 */
export async function restore(
  db: Db,
  source: { folder: string; filesFolder: string; schema: string },
): Promise<TableDigest[]> {
  await requireEmpty(db)
  await db.transaction().execute(async (trx) => {
    // What a first start wrote (definitions, units, slots) gives way to what was backed up.
    for (const table of (await listTables(trx)).toReversed()) await sql`delete from ${identifier(table)}`.execute(trx)
    let known = false
    for await (const text of readLines(join(source.folder, databaseFile))) {
      if (known) await addRows(trx, text)
      else checkHeader(text, source.schema)
      known = true
    }
    if (!known) throw notABackup()
    await catchUpSequences(trx)
  })
  if (existsSync(join(source.folder, 'files')))
    await cp(join(source.folder, 'files'), source.filesFolder, { recursive: true })
  const digests = await digestTables(db)
  await enterEpoch(db, { raise: true })
  return digests
}

/** The lines of a zipped text. @throws AppError where there is no such file, or it cannot be unzipped to its end */
async function* readLines(path: string): AsyncGenerator<string> {
  const text = connect(createReadStream(path), createGunzip(), () => undefined).setEncoding('utf8')
  let begun: string[] = [] // of a line of many pieces, put together once
  try {
    for await (const chunk of text) {
      const [first = '', ...others] = String(chunk).split('\n')
      begun.push(first)
      for (const next of others) {
        yield begun.join('')
        begun = [next]
      }
    }
  } catch (error) {
    throw unreadable.has(codeOf(error)) ? notABackup() : error
  }
  const last = begun.join('')
  if (last !== '') yield last
}

const unreadable = new Set<unknown>(['ENOENT', 'ENOTDIR', 'EISDIR', 'Z_DATA_ERROR', 'Z_BUF_ERROR'])
const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)

const notABackup = () =>
  invalid('not-a-backup', {
    vi: 'Ở đây không có bản sao lưu đọc được: tệp bị thiếu, bị hỏng, hoặc là tệp khác.',
    en: 'There is no readable backup here: the file is missing, damaged, or something else.',
  })

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw notABackup()
  }
}

function checkHeader(text: string, schema: string): void {
  const header = Header.safeParse(parsed(text))
  if (!header.success) throw notABackup()
  if (header.data.schema !== schema)
    throw conflict('backup-of-other-schema', {
      vi: 'Bản sao lưu thuộc phiên bản khác của chương trình. Hãy khôi phục bằng phiên bản đã tạo ra nó, rồi nâng cấp.',
      en: 'The backup belongs to another version: restore it with that version, then upgrade.',
    })
}

async function requireEmpty(db: Db): Promise<void> {
  const { rows } = await sql`select 1 from core.event limit 1`.execute(db)
  if (rows.length > 0)
    throw conflict('database-not-empty', {
      vi: 'Cơ sở dữ liệu đích đã có dữ liệu; chỉ khôi phục vào cơ sở dữ liệu trống.',
      en: 'The target holds data: restore into an empty database.',
    })
}

async function addRows(db: Db, text: string): Promise<void> {
  const { table, rows } = Line.parse(parsed(text))
  await sql`insert into ${identifier(table)} overriding system value
    select * from jsonb_populate_recordset(null::${identifier(table)}, ${JSON.stringify(rows)}::jsonb)`.execute(db)
}

async function catchUpSequences(db: Db): Promise<void> {
  const { rows } = await sql<{ sequence: string; table: string; column: string }>`
    select s.oid::regclass::text as sequence, t.oid::regclass::text as table, a.attname as column
    from pg_depend d join pg_class s on s.oid = d.objid and s.relkind = 'S' join pg_class t on t.oid = d.refobjid
    join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid join pg_namespace n on n.oid = t.relnamespace
    where d.deptype in ('a', 'i') and n.nspname not in (${sql.raw(left)})`.execute(db)
  const owned = [...rows, { sequence: 'core.event_seq', table: 'core.event', column: 'seq' }]
  for (const { sequence, table, column } of owned)
    await sql`select setval(${sequence}::regclass, greatest(1, (select coalesce(max(${sql.ref(column)}), 1) from ${sql.raw(table)})))`.execute(
      db,
    )
}

/** How many files a folder of files holds; the CLI says it. */
export async function countFiles(folder: string): Promise<number> {
  if (!existsSync(folder)) return 0
  return (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length
}
