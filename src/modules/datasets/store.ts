import { sql } from 'kysely'
import type { Db } from '#core/db'
import type { Tables } from './tables.ts'

const from = (db: Db) => db.withTables<Tables>()

export type Row = { cells: Record<string, string>; keys: Record<string, string> }

/** Takes the lock of a dataset. @returns whether the database holds other rows */
export async function claim(db: Db, dataset: string, digest: string, rows: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into datasets.loaded as l (dataset, digest, rows) values (${dataset}, ${digest}, ${rows})
    on conflict (dataset) do update set digest = excluded.digest, rows = excluded.rows
    where l.digest <> excluded.digest`.execute(db)
  return numAffectedRows === 1n
}

export async function replaceRows(db: Db, dataset: string, rows: readonly Row[]): Promise<void> {
  await from(db).deleteFrom('datasets.row').where('dataset', '=', dataset).execute()
  const written = rows.map((row, at) => ({ no: at + 1, ...row }))
  await sql`
    insert into datasets.row (dataset, no, cells, keys)
    select ${dataset}, r.no, r.cells, r.keys
    from jsonb_to_recordset(${JSON.stringify(written)}::jsonb) as r(no int, cells jsonb, keys jsonb)`.execute(db)
}

/** Datasets that the pack no longer has. */
export async function forgetOthers(db: Db, datasets: readonly string[]): Promise<void> {
  const kept = [...datasets]
  await sql`delete from datasets.row where dataset <> all(${kept}::text[])`.execute(db)
  await sql`delete from datasets.loaded where dataset <> all(${kept}::text[])`.execute(db)
}

export type Asked = readonly { field: string; words: string }[]

/** Rows whose fields hold the words asked for, in the order of the file. */
export async function findRows(
  db: Db,
  dataset: string,
  asked: Asked,
  limit: number,
): Promise<Record<string, string>[]> {
  const wanted = asked.map(({ field, words }) => sql`strpos(keys->>${field}, ${words}) > 0`)
  const { rows } = await sql<{ cells: Record<string, string> }>`
    select cells from datasets.row where ${sql.join([sql`dataset = ${dataset}`, ...wanted], sql` and `)}
    order by no limit ${limit}`.execute(db)
  return rows.map(({ cells }) => cells)
}
