import { sql } from 'kysely'
import type { Db } from '#core/db'
import type { Tables } from '../tables.ts'

/** Notes, support, and the guard against floods. */

const from = (db: Db) => db.withTables<Tables>()

export type NewNote = {
  code: string
  no: number
  at: Date
  act: string
  by: string
  text: string
  public: boolean
}

export async function addNotes(db: Db, notes: readonly NewNote[]): Promise<void> {
  if (notes.length > 0)
    await from(db)
      .insertInto('reports.note')
      .values([...notes])
      .execute()
}

export type NoteRow = { no: number; at: Date; act: string; by: string; text: string; public: boolean }

export async function listNotes(db: Db, code: string): Promise<NoteRow[]> {
  return from(db)
    .selectFrom('reports.note')
    .select(['no', 'at', 'act', 'by', 'text', 'public'])
    .where('code', '=', code)
    .orderBy('no')
    .execute()
}

/** The words of an act, by the record and version of its fact. */
export async function listWords(db: Db, codes: readonly string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map()
  const rows = await from(db)
    .selectFrom('reports.note')
    .select(['code', 'no', 'text'])
    .where('code', 'in', [...codes])
    .execute()
  return new Map(rows.map((row) => [`${row.code} ${row.no}`, row.text]))
}

export const supportKinds = ['met', 'follow', 'like'] as const
export type SupportKind = (typeof supportKinds)[number]

export type NewSupport = { code: string; kind: SupportKind; account: string; at: Date }

export async function addSupports(db: Db, supports: readonly NewSupport[]): Promise<void> {
  if (supports.length === 0) return
  await from(db)
    .insertInto('reports.support')
    .values([...supports])
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function removeSupport(db: Db, code: string, kind: SupportKind, account: string): Promise<void> {
  await from(db)
    .deleteFrom('reports.support')
    .where('code', '=', code)
    .where('kind', '=', kind)
    .where('account', '=', account)
    .execute()
}

export async function listSupportOf(db: Db, code: string, account: string): Promise<string[]> {
  const rows = await from(db)
    .selectFrom('reports.support')
    .select('kind')
    .where('code', '=', code)
    .where('account', '=', account)
    .execute()
  return rows.map(({ kind }) => kind)
}

export type Counts = { code: string; met: number; followers: number; likes: number }

/** How many met it (its sender, those whose reports were merged into it, and who said so), follow it, like it. */
export async function countSupport(db: Db, codes: readonly string[]): Promise<Map<string, Counts>> {
  const { rows } = await sql<Counts>`
    select c.code,
      1 + (select count(*) from reports.report m where m.merged_into = c.code) + s.met as met, s.followers, s.likes
    from unnest(${[...codes]}::text[]) as c(code)
    cross join lateral (
      select count(*) filter (where kind = 'met') as met, count(distinct account) filter (where kind in ('met', 'follow')) as followers,
        count(*) filter (where kind = 'like') as likes
      from reports.support s where s.code = c.code) s`.execute(db)
  return new Map(rows.map((row) => [row.code, row]))
}

/** The accounts that are told what happens to a report. */
export async function listFollowers(db: Db, codes: readonly string[]): Promise<{ code: string; account: string }[]> {
  const { rows } = await sql<{ code: string; account: string }>`
    select distinct code, account from reports.support where code = any(${[...codes]}::text[]) and kind in ('met', 'follow')`.execute(
    db,
  )
  return rows
}

export async function countSendings(db: Db, who: Uint8Array, since: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from reports.sending where who = ${Buffer.from(who)} and at > ${since.toISOString()}::timestamptz`.execute(
    db,
  )
  return rows[0]?.n ?? 0
}

export async function addSendings(db: Db, who: readonly Uint8Array[], at: Date): Promise<void> {
  if (who.length === 0) return
  await from(db)
    .insertInto('reports.sending')
    .values(who.map((digest) => ({ who: Buffer.from(digest), at })))
    .execute()
}

export async function forgetSendings(db: Db, before: Date): Promise<void> {
  await from(db).deleteFrom('reports.sending').where('at', '<', before).execute()
}
