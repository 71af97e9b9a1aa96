import { sql, type RawBuilder } from 'kysely'

/**
 * Many rows as one parameter a column, in PostgreSQL's binary format: nothing is escaped here or parsed there, which costs both
 * sides less than half of what rows as JSON do.
 */
export type Column<R> = { type: SqlType; put: (rows: readonly R[]) => void }

/** In an order that stays: its names are a statement's, its values that statement's parameters. */
export type Columns<R> = Readonly<Record<string, Column<R>>>

/** Of the types that columns hold: pg_type.h, the same in every PostgreSQL. */
const oids = {
  boolean: 16,
  bytea: 17,
  bigint: 20,
  smallint: 21,
  int: 23,
  text: 25,
  timestamptz: 1184,
  uuid: 2950,
  jsonb: 3802,
}
type SqlType = keyof typeof oids

const bytesOfLetter = 3 // at most, in UTF-8
const from1970to2000 = 946_684_800_000
const half = 2 ** 32

let page = Buffer.allocUnsafe(1 << 20)
let end = 0

/** Makes room; the page grows and stays: bulk work fills it again and again. */
function reserve(bytes: number): void {
  if (end + bytes <= page.length) return
  const larger = Buffer.allocUnsafe(2 * (end + bytes))
  page.copy(larger, 0, 0, end)
  page = larger
}

function putInt(value: number): void {
  page[end] = value >>> 24
  page[end + 1] = value >>> 16
  page[end + 2] = value >>> 8
  page[end + 3] = value
  end += 4
}

function putBigint(value: number): void {
  putInt(Math.floor(value / half))
  putInt(value)
}

/** Letters after their length in bytes, which is known when they are written; `ahead` bytes stand between. */
function putLetters(value: string, ahead: number): void {
  reserve(4 + ahead + bytesOfLetter * value.length)
  const start = end + 4 + ahead
  const written = page.write(value, start)
  putInt(ahead + written)
  end = start + written
}

type Pick<R, V> = (row: R) => V | null | undefined

/** Each type has a loop of its own, which the engine then compiles for that type alone. */
const column = <R, V>(type: SqlType, width: number, pick: Pick<R, V>, put: (value: V) => void): Column<R> => ({
  type,
  put(rows) {
    reserve(rows.length * (4 + width))
    for (const row of rows) {
      const value = pick(row)
      if (value === null || value === undefined) putInt(-1)
      else put(value)
    }
  },
})

export const ofText = <R>(pick: Pick<R, string>): Column<R> => ({
  type: 'text',
  put(rows) {
    for (const row of rows) {
      const value = pick(row)
      if (value === null || value === undefined) putAbsent()
      else putLetters(value, 0)
    }
  },
})

const jsonbVersion = 1

export const ofJson = <R>(pick: (row: R) => unknown): Column<R> => ({
  type: 'jsonb',
  put(rows) {
    for (const row of rows) {
      const value = pick(row)
      if (value === null || value === undefined) putAbsent()
      else {
        const start = end
        putLetters(JSON.stringify(value), 1)
        page[start + 4] = jsonbVersion
      }
    }
  },
})

export const ofBytes = <R>(pick: Pick<R, Uint8Array>): Column<R> => ({
  type: 'bytea',
  put(rows) {
    for (const row of rows) {
      const value = pick(row)
      if (value === null || value === undefined) putAbsent()
      else {
        reserve(4 + value.length)
        putInt(value.length)
        page.set(value, end)
        end += value.length
      }
    }
  },
})

function putAbsent(): void {
  reserve(4)
  putInt(-1)
}

export const ofBoolean = <R>(pick: Pick<R, boolean>): Column<R> =>
  column('boolean', 1, pick, (value) => {
    putInt(1)
    page[end] = value ? 1 : 0
    end += 1
  })

export const ofSmallint = <R>(pick: Pick<R, number>): Column<R> =>
  column('smallint', 2, pick, (value) => {
    putInt(2)
    end = page.writeInt16BE(value, end)
  })

export const ofInt = <R>(pick: Pick<R, number>): Column<R> =>
  column('int', 4, pick, (value) => {
    putInt(4)
    end = page.writeInt32BE(value, end)
  })

export const ofBigint = <R>(pick: Pick<R, number>): Column<R> =>
  column('bigint', 8, pick, (value) => {
    putInt(8)
    putBigint(value)
  })

export const ofUuid = <R>(pick: Pick<R, string>): Column<R> =>
  column('uuid', 16, pick, (value) => {
    putInt(16)
    end += page.write(value.replaceAll('-', ''), end, 'hex')
  })

export const ofInstant = <R>(pick: Pick<R, Date | 'infinity'>): Column<R> =>
  column('timestamptz', 8, pick, (value) => {
    putInt(8)
    if (value !== 'infinity') return putBigint((value.getTime() - from1970to2000) * 1000)
    putInt(0x7fff_ffff)
    putInt(-1)
  })

/** One column of all rows as an array parameter. */
function arrayOf<R>(rows: readonly R[], { type, put }: Column<R>): Buffer {
  end = 0
  reserve(20)
  putInt(rows.length > 0 ? 1 : 0) // dimensions
  putInt(1) // some may be null
  putInt(oids[type])
  if (rows.length > 0) {
    putInt(rows.length)
    putInt(1) // the first index
    put(rows)
  }
  return Buffer.from(page.subarray(0, end))
}

/** The values of one row as parameters: written one after another, and copied once. */
function valuesOf<R>(row: R, each: readonly Column<R>[]): (Buffer | null)[] {
  end = 0
  const rows = [row]
  const starts = each.map(({ put }) => {
    const start = end
    put(rows)
    return start
  })
  const bytes = Buffer.from(page.subarray(0, end))
  return starts.map((start, at) =>
    bytes.readInt32BE(start) < 0 ? null : bytes.subarray(start + 4, starts[at + 1] ?? bytes.length),
  )
}

/** So many rows go value by value: setting up a function for each column costs the database more than it saves. */
const few = 3

/** The words around the parameters are made once for each set of columns and number of rows; 0 is any number. */
type Words = { table: TemplateStringsArray; insert: TemplateStringsArray }
const words = new WeakMap<object, Map<number, Words>>()

function wordsOf<R>(columns: Columns<R>, rows: number): Words {
  const known = words.get(columns) ?? new Map<number, Words>()
  words.set(columns, known)
  const texts = known.get(rows) ?? wordsAround(columns, rows)
  known.set(rows, texts)
  return texts
}

/** Where a parameter stands. */
const here = '\0'

function wordsAround<R>(columns: Columns<R>, rows: number): Words {
  const names = namesOf(columns)
  if (rows === 0) {
    const each = Object.entries(columns).map(([name, { type }]) => `unnest(${here}::${type}[]) as ${name}`)
    return {
      table: template(`(select ${each.join(', ')}) as r`),
      insert: template(`(${names}) select ${each.join(', ')}`),
    }
  }
  const row = `(${Object.values(columns)
    .map(({ type }) => `${here}::${type}`)
    .join(', ')})`
  const values = `(values ${Array.from({ length: rows }, () => row).join(', ')}) as r(${names})`
  return { table: template(values), insert: template(`(${names}) select * from ${values}`) }
}

function template(text: string): TemplateStringsArray {
  const words = text.split(here)
  return Object.assign(words, { raw: words })
}

function partsOf<R>(rows: readonly R[], columns: Columns<R>): { words: Words; values: (Buffer | null)[] } {
  const each = Object.values(columns)
  if (rows.length === 0 || rows.length > few)
    return { words: wordsOf(columns, 0), values: each.map((one) => arrayOf(rows, one)) }
  return { words: wordsOf(columns, rows.length), values: rows.flatMap((row) => valuesOf(row, each)) }
}

/**
 * `(select unnest(…) as a, unnest(…) as b) as r` or `(values …) as r(a, b)`: these rows as a table of a statement. Functions in `from`
 * would each be kept whole before the first row is read, which takes as long as writing the rows.
 */
export function tableOf<R>(rows: readonly R[], columns: Columns<R>): RawBuilder<unknown> {
  const parts = partsOf(rows, columns)
  return sql(parts.words.table, ...parts.values)
}

/** `(a, b) select … from …`: these rows as what an `insert into` takes. */
export function rowsOf<R>(rows: readonly R[], columns: Columns<R>): RawBuilder<unknown> {
  const parts = partsOf(rows, columns)
  return sql(parts.words.insert, ...parts.values)
}

export const namesOf = (columns: Columns<never>): string => Object.keys(columns).join(', ')
