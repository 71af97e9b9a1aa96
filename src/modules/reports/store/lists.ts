import { sql, type RawBuilder } from 'kysely'
import type { Db } from '#core/db'
import { columns, storedOf, type Row, type Stored } from './report.ts'

/** Lists of reports; a cursor is the last line's place in the order. */
export type Cursor = { at: string; code: string } | undefined
type Page = { after: Cursor; limit: number }

const read = async (db: Db, query: RawBuilder<Row>): Promise<Stored[]> => (await query.execute(db)).rows.map(storedOf)

const none = sql<boolean>`true`
const is = (column: string, value: string | undefined) =>
  value === undefined ? none : sql<boolean>`${sql.raw(`r.${column}`)} = ${value}`
const isOneOf = (column: string, values: readonly string[] | undefined) =>
  values === undefined ? none : sql<boolean>`${sql.raw(`r.${column}`)} = any(${[...values]}::text[])`

export type DeskFilter = Page & {
  /** units whose desk it is; all where not given */
  units: readonly string[] | undefined
  assignee?: string | undefined
  late: boolean
  category?: string | undefined
  state?: string | undefined
}

/** Open work by time left. */
export async function listDesk(db: Db, filter: DeskFilter): Promise<Stored[]> {
  const { after, limit } = filter
  const beyond = after ? sql<boolean>`(r.sort_at, r.code) > (${after.at}::timestamptz, ${after.code})` : none
  return read(
    db,
    sql<Row>`select ${columns} from reports.report r
      where r.ended_at is null and ${isOneOf('unit', filter.units)} and ${is('assignee', filter.assignee)}
        and ${is('category', filter.category)} and ${is('state', filter.state)} and ${filter.late ? sql`r.overdue` : none} and ${beyond}
      order by r.sort_at, r.code limit ${limit}`,
  )
}

export type PastFilter = Page & {
  units?: readonly string[] | undefined
  owner?: string | undefined
  commune?: string | undefined
  category?: string | undefined
  states?: readonly string[] | undefined
  since?: Date | undefined
  visible: boolean
}

/** The newest first. */
export async function listNewest(db: Db, filter: PastFilter): Promise<Stored[]> {
  const { after, limit } = filter
  const beyond = after ? sql<boolean>`(r.submitted_at, r.code) < (${after.at}::timestamptz, ${after.code})` : none
  const since = filter.since ? sql<boolean>`r.submitted_at >= ${filter.since.toISOString()}::timestamptz` : none
  return read(
    db,
    sql<Row>`select ${columns} from reports.report r
      where ${filter.visible ? sql`r.visible` : none} and ${isOneOf('unit', filter.units)} and ${is('owner', filter.owner)}
        and ${is('commune', filter.commune)} and ${is('category', filter.category)} and ${isOneOf('state', filter.states)}
        and ${since} and ${beyond}
      order by r.submitted_at desc, r.code desc limit ${limit}`,
  )
}

export type DeskCount = { open: number; late: number; soon: number; unassigned: number; mine: number }

export async function countDesk(
  db: Db,
  { units, account, soon }: { units: readonly string[] | undefined; account: string; soon: Date },
): Promise<DeskCount> {
  const { rows } = await sql<DeskCount>`
    select count(*) as open, count(*) filter (where r.overdue) as late,
      count(*) filter (where not r.overdue and r.due_at < ${soon.toISOString()}::timestamptz) as soon,
      count(*) filter (where r.assignee is null) as unassigned, count(*) filter (where r.assignee = ${account}) as mine
    from reports.report r where r.ended_at is null and ${isOneOf('unit', units)}`.execute(db)
  return rows[0] ?? { open: 0, late: 0, soon: 0, unassigned: 0, mine: 0 }
}

export async function listMergedInto(db: Db, code: string): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from reports.report where merged_into = ${code} order by code`.execute(db)
  return rows.map((row) => row.code)
}

export async function listSplitFrom(db: Db, code: string): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from reports.report where split_from = ${code} order by submitted_at, code`.execute(db)
  return rows.map((row) => row.code)
}

/** Senders of reports that were merged into these: they follow them. */
export async function listMergedSenders(db: Db, codes: readonly string[]): Promise<Stored[]> {
  return read(db, sql<Row>`select ${columns} from reports.report r where r.merged_into = any(${[...codes]}::text[])`)
}

const codesOf = (rows: readonly { code: string }[]) => rows.map(({ code }) => code)

/** Which reports time has come for: codes only, oldest first. Each is locked and decided anew before anything is written. */
export async function listOverdue(db: Db, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from reports.report
    where due_at < ${now.toISOString()}::timestamptz and not overdue and ended_at is null and state <> 'needs-supplement'
    order by due_at limit ${limit}`.execute(db)
  return codesOf(rows)
}

export async function listToEscalate(db: Db, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from reports.report where escalate_at <= ${now.toISOString()}::timestamptz order by escalate_at limit ${limit}`.execute(
    db,
  )
  return codesOf(rows)
}

/** The sender has not said what was asked for in time. */
export async function listUnanswered(db: Db, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from reports.report
    where state = 'needs-supplement' and due_at < ${now.toISOString()}::timestamptz and ended_at is null order by due_at limit ${limit}`.execute(
    db,
  )
  return codesOf(rows)
}
