import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Erased, OnErasure, PersonalKind, PersonalTable } from '../personal.ts'
import { isTheirs, type Whose } from './rows.ts'

/** Erases what no law keeps of a kind, or lets it name nobody. @param files gathers the stored files of what was erased */
export async function eraseKind(db: Db, kind: PersonalKind, whose: Whose, files: Set<string>): Promise<Erased> {
  const done: Erased = { kind: kind.id, erased: 0, kept: 0 }
  // Those that hang on others stand after them in the declaration, and go first.
  for (const table of kind.tables.toReversed()) {
    if (table.onErasure === 'keep') done.kept += await count(db, table, whose)
    else {
      if (table.file && table.onErasure === 'delete')
        for (const digest of await digestsOf(db, table, whose)) files.add(digest)
      done.erased += await apply(db, table, table.onErasure, whose)
    }
  }
  return done
}

async function count(db: Db, table: PersonalTable, whose: Whose): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from ${sql.table(table.table)} t where ${isTheirs(table, whose)}`.execute(db)
  return rows[0]?.n ?? 0
}

async function digestsOf(db: Db, table: PersonalTable, whose: Whose): Promise<string[]> {
  const column = sql.ref(`t.${table.file?.digest ?? ''}`)
  const { rows } = await sql<{ digest: string }>`
    select distinct ${column} as digest from ${sql.table(table.table)} t
    where ${column} is not null and ${isTheirs(table, whose)}`.execute(db)
  return rows.map(({ digest }) => digest)
}

async function apply(db: Db, table: PersonalTable, how: Exclude<OnErasure, 'keep'>, whose: Whose): Promise<number> {
  const name = sql.table(table.table)
  const theirs = isTheirs(table, whose)
  if (how === 'delete')
    return Number((await sql`delete from ${name} t where ${theirs}`.execute(db)).numAffectedRows ?? 0n)
  const values = Object.entries(how.set ?? {}).map(([column, value]) => sql`${sql.ref(column)} = ${sql.lit(value)}`)
  if (how.rename !== undefined) values.push(sql`${sql.ref(how.rename)} = 'erased-' || gen_random_uuid()::text`)
  const written = await sql`update ${name} t set ${sql.join(values)} where ${theirs}`.execute(db)
  return Number(written.numAffectedRows ?? 0n)
}

/** Those of the files that no row names any more: the same bytes may stand in a case. */
export async function leaveFiles(
  db: Db,
  kinds: readonly PersonalKind[],
  files: ReadonlySet<string>,
): Promise<string[]> {
  if (files.size === 0) return []
  const named = kinds
    .flatMap(({ tables }) => tables)
    .flatMap(({ table, file }) =>
      file
        ? [
            sql`select ${sql.ref(file.digest)} from ${sql.table(table)} where ${sql.ref(file.digest)} = any(${[...files]}::text[])`,
          ]
        : [],
    )
  const { rows } = await sql<{ digest: string }>`
    select digest from unnest(${[...files]}::text[]) as f(digest) where digest not in (${sql.join(named, sql` union all `)})`.execute(
    db,
  )
  return rows.map(({ digest }) => digest)
}
