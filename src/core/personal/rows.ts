import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../db.ts'
import type { Person, PersonalKind, PersonalTable } from '../personal.ts'

export type Whose = Person & { subjects: readonly string[] }
export type Row = Record<string, unknown>

/** The person's rows of a table, which the query calls by this name. */
export function isTheirs(table: PersonalTable, whose: Whose, name = 't'): RawBuilder<boolean> {
  const { by = [], byNumber, bySubject, within, split } = table
  const ref = (column: string) => sql.ref(`${name}.${column}`)
  const arms: RawBuilder<unknown>[] = by.map((column) => sql`${ref(column)} = ${whose.account}`)
  if (byNumber !== undefined && whose.idDigest !== null) arms.push(sql`${ref(byNumber)} = ${whose.idDigest}`)
  if (bySubject !== undefined) arms.push(sql`${ref(bySubject)} = any(${[...whose.subjects]}::text[])`)
  if (within) arms.push(sql`${ref(within.column)} in (${keysOf(within, whose, `${name}_of`)})`)
  const whole = arms.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(arms, sql` or `)})`
  if (!split) return whole
  const [column, value] = [ref(split.column), sql.lit(split.value)]
  return sql<boolean>`((${whole} and ${column} = ${value}) or (${whole} and ${column} <> ${value}))`
}

const keysOf = ({ table, key }: Within, whose: Whose, name: string) =>
  sql`select ${sql.ref(`${name}.${key}`)} from ${sql.table(table.table)} ${sql.raw(name)} where ${isTheirs(table, whose, name)}`

type Within = NonNullable<PersonalTable['within']>

export async function readRows(db: Db, table: PersonalTable, whose: Whose): Promise<Row[]> {
  const { rows } = await sql<{ row: Row }>`
    select to_jsonb(t) as row from ${sql.table(table.table)} t where ${isTheirs(table, whose)}`.execute(db)
  return rows.map(({ row }) => row)
}

export async function countRows(
  db: Db,
  kinds: readonly PersonalKind[],
  whose: Whose,
): Promise<ReadonlyMap<string, number>> {
  const counts = kinds.flatMap(({ id, isShown, tables: [first] }) =>
    first && !isShown
      ? [
          sql`select ${id}::text as id, (select count(*) from ${sql.table(first.table)} t where ${isTheirs(first, whose)}) as n`,
        ]
      : [],
  )
  if (counts.length === 0) return new Map()
  const { rows } = await sql<{ id: string; n: number }>`${sql.join(counts, sql` union all `)}`.execute(db)
  return new Map(rows.map(({ id, n }) => [id, n]))
}
