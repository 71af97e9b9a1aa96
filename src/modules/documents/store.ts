import { sql, type Selectable } from 'kysely'
import type { Db } from '#core/db'
import type { DocumentRow as Row, Tables } from './tables.ts'

export type DocumentRow = Selectable<Row>

export type NewDocument = Omit<
  DocumentRow,
  'file_digest' | 'file_sealed' | 'version' | 'revoked_at' | 'revoked_because'
>

export type Series = { unit: string; sign: string; year: number; count: number }

/** Takes `count` numbers of each series. @returns the last one taken, in the order given */
export async function takeNumbers(db: Db, series: readonly Series[]): Promise<number[]> {
  // In one order everywhere, so that two transactions that take from the same series never wait for one another in a ring.
  const sorted = [...series].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  const { rows } = await sql<{ unit: string; sign: string; year: number; last: number }>`
    insert into documents.serial as s (unit, sign, year, last)
    select * from jsonb_to_recordset(${JSON.stringify(sorted.map(({ count, ...rest }) => ({ ...rest, last: count })))}::jsonb)
      as r(unit text, sign text, year int, last int)
    on conflict (unit, sign, year) do update set last = s.last + excluded.last
    returning unit, sign, year, last`.execute(db)
  const taken = new Map(rows.map((row) => [keyOf(row), row.last]))
  return series.map((one) => taken.get(keyOf(one)) ?? 0)
}

export const keyOf = (series: Omit<Series, 'count'>): string => `${series.unit} ${series.sign} ${series.year}`

export async function addDocuments(db: Db, documents: readonly NewDocument[]): Promise<void> {
  for (let from = 0; from < documents.length; from += 500)
    await db
      .withTables<Tables>()
      .insertInto('documents.document')
      .values(documents.slice(from, from + 500).map((row) => ({ ...row, version: 1 })))
      .execute()
}

export const findDocument = (db: Db, code: string): Promise<DocumentRow | undefined> =>
  db.withTables<Tables>().selectFrom('documents.document').selectAll().where('code', '=', code).executeTakeFirst()

export const findDocuments = async (db: Db, codes: readonly string[]): Promise<DocumentRow[]> =>
  codes.length === 0
    ? []
    : db
        .withTables<Tables>()
        .selectFrom('documents.document')
        .selectAll()
        .where('code', 'in', [...codes])
        .execute()

export const lockDocument = (db: Db, code: string): Promise<DocumentRow | undefined> =>
  db
    .withTables<Tables>()
    .selectFrom('documents.document')
    .selectAll()
    .where('code', '=', code)
    .forUpdate()
    .executeTakeFirst()

export const listDocuments = (db: Db, record: string): Promise<DocumentRow[]> =>
  db
    .withTables<Tables>()
    .selectFrom('documents.document')
    .selectAll()
    .where('record', '=', record)
    .orderBy('issued_at')
    .orderBy('code')
    .execute()

/** The first PDF stays: whoever renders second is given what the first one stored. */
export async function keepFile(db: Db, code: string, digest: string, sealed: string): Promise<void> {
  await db
    .withTables<Tables>()
    .updateTable('documents.document')
    .set({ file_digest: digest, file_sealed: sealed })
    .where('code', '=', code)
    .where('file_digest', 'is', null)
    .execute()
}

export async function revokeDocument(db: Db, row: DocumentRow, at: Date, because: string): Promise<void> {
  await db
    .withTables<Tables>()
    .updateTable('documents.document')
    .set({ revoked_at: at, revoked_because: because, version: row.version + 1 })
    .where('code', '=', row.code)
    .execute()
}
