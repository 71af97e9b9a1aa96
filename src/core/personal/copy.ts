import type { Context } from '../context.ts'
import type { Db } from '../db.ts'
import type { PersonalKind, PersonalTable } from '../personal.ts'
import { sealedMark, type SealedColumn } from '../sealed.ts'
import { readRows, type Row, type Whose } from './rows.ts'

export type CopiedFile = { name: string; bytes: Uint8Array }

type Copying = { db: Db; ctx: Context; kind: PersonalKind; seals: readonly SealedColumn[]; whose: Whose }

/** One kind: what it is and every record as JSON, with what is sealed in clear; then its files, one at a time. Nothing without records. */
export async function* copyOf({ db, ctx, kind, seals, whose }: Copying): AsyncGenerator<CopiedFile> {
  const { id, name, why, until, basis } = kind
  const found: { table: PersonalTable; rows: Row[] }[] = []
  for (const table of kind.tables) {
    const rows = (await readRows(db, table, whose)).filter((row) => kind.isShown?.(ctx, row) ?? true)
    if (rows.length > 0) found.push({ table, rows })
  }
  if (found.length === 0) return
  const records = Object.fromEntries(
    found.map(({ table, rows }) => [table.table, rows.map((row) => shown(ctx, table, row, seals))]),
  )
  yield { name: `${id}.json`, bytes: Buffer.from(JSON.stringify({ name, why, until, basis, records }, null, 2)) }
  let files = 0
  for (const { table, rows } of found)
    for (const row of rows) {
      const file = (await fileOf(ctx, table, row)) ?? (await attached(ctx, kind, table, row))
      if (file) yield { ...file, name: `${id}/${(files += 1)}-${safeName(file.name)}` }
    }
}

const attached = (ctx: Context, kind: PersonalKind, table: PersonalTable, row: Row) =>
  table === kind.tables[0] ? kind.attach?.(ctx, row) : undefined

function shown(ctx: Context, { table, hide = [] }: PersonalTable, row: Row, seals: readonly SealedColumn[]): Row {
  const opened: Row = {}
  for (const [column, value] of Object.entries(row)) {
    if (hide.includes(column) || value === null) continue
    const sealed = seals.find((one) => one.table === table && one.column === column)
    if (!sealed) opened[column] = value
    else if (sealed.form === 'bytes') opened[column] = parsed(ctx.vault.open(bytesOf(value)))
    else if (sealed.form === 'texts') opened[column] = openTexts(ctx, value)
  }
  return opened
}

/** As JSON writes bytes: `\x5453…`. */
const bytesOf = (value: unknown): Buffer => Buffer.from(String(value).slice(2), 'hex')

/** Sealed whole: an object as JSON, or a text that stands for itself, such as a number of twelve digits. */
const parsed = (text: string): unknown => (/^[{[]/.test(text) ? JSON.parse(text) : text)

function openTexts(ctx: Context, value: unknown): unknown {
  if (typeof value === 'string')
    return value.startsWith(sealedMark) ? openText(ctx, value.slice(sealedMark.length)) : value
  if (Array.isArray(value)) return value.map((one) => openTexts(ctx, one))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, openTexts(ctx, one)]))
}

/** What somebody typed may begin like a sealed text. */
function openText(ctx: Context, base64: string): string {
  try {
    return ctx.vault.open(Buffer.from(base64, 'base64'))
  } catch {
    return `${sealedMark}${base64}`
  }
}

async function fileOf(ctx: Context, { file }: PersonalTable, row: Row): Promise<CopiedFile | undefined> {
  const digest = file && row[file.digest]
  if (!file || typeof digest !== 'string') return undefined
  const name = file.name === undefined ? undefined : row[file.name]
  return { name: typeof name === 'string' ? name : digest.slice(0, 12), bytes: await ctx.files.bytes(digest) }
}

/** A name that every system takes, and that leads out of no folder. */
const safeName = (name: string): string =>
  name
    .replace(/[^\p{L}\p{N}._ -]+/gu, '_')
    .replace(/^\.+/, '_')
    .slice(-80)
