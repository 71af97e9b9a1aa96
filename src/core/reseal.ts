import { setTimeout as delay } from 'node:timers/promises'
import { sql, type RawBuilder } from 'kysely'
import type { Context } from './context.ts'
import type { Db } from './db.ts'
import { refreshMilliseconds } from './keys.ts'
import { sealedMark, type SealedColumn } from './sealed.ts'
import { headOf, keyOf } from './vault.ts'

/** Every process has learnt of the key before the first value is sealed by it. */
const settleMilliseconds = 3 * refreshMilliseconds
const batchRows = 500
/** A value that was written while it was passed by is found the next time round. */
const mostPasses = 5

export type Rotated = {
  /** the data key that seals now */
  key: number
  /** an earlier change that was broken off went on */
  resumed: boolean
  resealed: number
  /** values that no key opens: as they were found */
  unreadable: { column: string; values: number }[]
}

export type RotateOptions = {
  columns: readonly SealedColumn[]
  /** no other process works on this database: nobody has to be waited for */
  alone?: boolean
  onWait?: (milliseconds: number) => void
  onProgress?: (done: number, total: number) => void
}

/**
 * Seals every value anew under a fresh data key, in small batches beside running work. Each value names its key, so that one that is
 * killed half way has nothing to remember: values of both keys open, and the next run takes up what is left.
 */
export async function rotateDataKey(ctx: Context, options: RotateOptions): Promise<Rotated> {
  const { columns, onProgress = () => undefined } = options
  const wait = options.alone ? 0 : settleMilliseconds
  const { number, isNew } = await ctx.keys.begin(wait)
  await untilSealing(ctx, number, isNew ? wait : 0, options.onWait)
  let total = 0
  for (const column of columns) total += await countOutside(ctx.db, column, number)
  let resealed = 0
  let unreadable: Rotated['unreadable'] = []
  for (let pass = 0; pass < mostPasses; pass++) {
    const before = resealed
    unreadable = []
    for (const column of columns) {
      const passed = await resealColumn(ctx, column, number, (rows) => {
        resealed += rows
        onProgress(resealed, Math.max(total, resealed))
      })
      if (passed > 0) unreadable.push({ column: `${column.table}.${column.column}`, values: passed })
    }
    if (resealed === before) break
  }
  await ctx.keys.retireBefore(number)
  return { key: number, resumed: !isNew, resealed, unreadable }
}

async function untilSealing(ctx: Context, number: number, wait: number, onWait?: (milliseconds: number) => void) {
  if (wait > 0) {
    onWait?.(wait)
    await delay(wait)
  }
  for (;;) {
    await ctx.keys.refresh()
    if (ctx.keys.current() === number) return
    await delay(500)
  }
}

const name = ({ table }: SealedColumn): RawBuilder<unknown> => sql.table(table)
const value = ({ column }: SealedColumn): RawBuilder<unknown> => sql.ref(`t.${column}`)

/** Rows that hold a value under another key; of files nobody can tell before they are read. */
function outside(column: SealedColumn, number: number): RawBuilder<boolean> {
  const head = headOf(number)
  if (column.form === 'bytes') return sql<boolean>`substring(${value(column)} from 1 for ${head.length}) <> ${head}`
  if (column.form === 'file') return sql<boolean>`${value(column)} is not null`
  const other = `"${sealedMark}(?!${head.toString('base64').replaceAll('+', '\\+')})`
  return sql<boolean>`${value(column)}::text ~ ${other}`
}

async function countOutside(db: Db, column: SealedColumn, number: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from ${name(column)} t where ${outside(column, number)}`.execute(db)
  return rows[0]?.n ?? 0
}

type Key = { name: string; type: string }
type Found = { keys: string[]; sealed: string }

/** Walks a table by its primary key. @returns how many values could not be read */
async function resealColumn(
  ctx: Context,
  column: SealedColumn,
  number: number,
  onBatch: (rows: number) => void,
): Promise<number> {
  const keys = await listKeys(ctx.db, column)
  let after: string[] | undefined
  let unreadable = 0
  for (;;) {
    const found: Found[] = await readBatch(ctx.db, { column, number, keys, after })
    const changed: (Found & { anew: string })[] = []
    for (const row of found) {
      const anew = await resealed(ctx, column, row.sealed, number)
      if (anew === undefined) unreadable++
      else if (anew !== row.sealed) changed.push({ ...row, anew })
    }
    if (changed.length > 0) onBatch(await writeBatch(ctx.db, column, keys, changed))
    if (column.form === 'file') for (const row of changed) await ctx.files.remove(row.sealed)
    if (found.length < batchRows) return unreadable
    after = found.at(-1)?.keys
  }
}

/** The columns of the primary key, with their types. */
async function listKeys(db: Db, { table }: SealedColumn): Promise<Key[]> {
  const { rows } = await sql<Key>`
    select a.attname as name, format_type(a.atttypid, a.atttypmod) as type
    from pg_index i cross join unnest(i.indkey) with ordinality as k(attnum, place)
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
    where i.indrelid = ${table}::regclass and i.indisprimary order by k.place`.execute(db)
  return rows
}

type Batch = { column: SealedColumn; number: number; keys: readonly Key[]; after: readonly string[] | undefined }

async function readBatch(db: Db, { column, number, keys, after }: Batch): Promise<Found[]> {
  const refs = sql.join(keys.map((key) => sql.ref(`t.${key.name}`)))
  const texts = sql.join(keys.map((key) => sql`${sql.ref(`t.${key.name}`)}::text`))
  const later = after ? sql`(${refs}) > (${sql.join(after.map((part, at) => cast(part, keys[at])))})` : sql`true`
  const { rows } = await sql<Found>`
    select array[${texts}] as keys, ${textOf(column)} as sealed from ${name(column)} t
    where ${later} and ${outside(column, number)} order by ${refs} limit ${batchRows}`.execute(db)
  return rows
}

const cast = (text: string, key: Key | undefined) => sql`${text}::text::${sql.raw(key?.type ?? 'text')}`

const textOf = (column: SealedColumn) =>
  column.form === 'bytes' ? sql`encode(${value(column)}, 'base64')` : sql`${value(column)}::text`

/** The value under the present key; the same where it is there already; undefined where no key opens it. */
async function resealed(ctx: Context, column: SealedColumn, text: string, number: number): Promise<string | undefined> {
  if (column.form === 'bytes') return anew(ctx, text)
  if (column.form === 'file') {
    const bytes = await ctx.files.bytes(text)
    if (keyOf(bytes) === number) return text
    const opened = tryOpen(ctx, bytes)
    return opened === undefined ? undefined : (await ctx.files.put(ctx.vault.seal(opened))).digest
  }
  const head = headOf(number).toString('base64')
  const changed = text.replace(sealedTexts, (whole, base64: string) =>
    base64.startsWith(head) ? whole : `"${sealedMark}${anew(ctx, base64) ?? base64}"`,
  )
  return changed === text ? undefined : changed
}

const sealedTexts = new RegExp(`"${sealedMark}([A-Za-z0-9+/=]+)"`, 'g')

function anew(ctx: Context, base64: string): string | undefined {
  const opened = tryOpen(ctx, Buffer.from(base64, 'base64'))
  return opened === undefined ? undefined : ctx.vault.seal(opened).toString('base64')
}

function tryOpen(ctx: Context, sealed: Buffer): string | undefined {
  try {
    return ctx.vault.open(sealed)
  } catch {
    return undefined
  }
}

/** Only what still stands as it was read: who has written meanwhile has used the new key, or is met on the next pass. */
async function writeBatch(
  db: Db,
  column: SealedColumn,
  keys: readonly Key[],
  changed: readonly (Found & { anew: string })[],
) {
  const parts = keys.map((_, at) => sql`${changed.map((row) => row.keys[at])}::text[]`)
  const names = keys.map((_, at) => sql.raw(`k${at}`))
  const same = keys.map((key, at) => sql`${sql.ref(`t.${key.name}`)} = r.${sql.raw(`k${at}`)}::${sql.raw(key.type)}`)
  const read = (text: RawBuilder<unknown>) =>
    column.form === 'bytes' ? sql`decode(${text}, 'base64')` : column.form === 'file' ? text : sql`${text}::jsonb`
  const written = await sql`
    update ${name(column)} t set ${sql.raw(`"${column.column}"`)} = ${read(sql`r.anew`)}
    from unnest(${sql.join(parts)}, ${changed.map((row) => row.sealed)}::text[], ${changed.map((row) => row.anew)}::text[])
      as r(${sql.join(names)}, sealed, anew)
    where ${sql.join(same, sql` and `)} and ${value(column)} = ${read(sql`r.sealed`)}`.execute(db)
  return Number(written.numAffectedRows ?? 0n)
}
