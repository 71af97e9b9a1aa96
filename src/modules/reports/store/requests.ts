import { sql } from 'kysely'
import type { Db } from '#core/db'

/** A report as Open311 shows it: what everybody may see, no more. */
export type RequestRow = {
  code: string
  category: string
  unit: string
  state: string
  submitted_at: Date
  updated_at: Date
  due_at: Date | null
  lon: number | null
  lat: number | null
  text: string | null
  answer: string | null
  /** number of its first picture that is shown */
  photo: number | null
}

const read =
  sql.raw(`select r.code, r.category, r.unit, r.state, r.submitted_at, r.due_at, r.shown_place[0] as lon, r.shown_place[1] as lat,
  greatest(r.submitted_at, r.accepted_at, r.transferred_at, r.answered_at, r.published_at, r.ended_at) as updated_at,
  case when r.visible then r.public_text end as text, case when r.visible and r.published_at is not null then r.answer end as answer,
  case when r.visible then (select min(p.no) from reports.photo p where p.code = r.code and p.shown) end as photo
  from reports.report r`)

export type RequestFilter = {
  from: Date
  to: Date
  categories: readonly string[] | undefined
  states: readonly string[] | undefined
  limit: number
  offset: number
}

/** Shown ones sent within a window, the newest first. */
export async function listRequests(db: Db, filter: RequestFilter): Promise<RequestRow[]> {
  const among = (column: string, values: readonly string[] | undefined) =>
    values ? sql<boolean>`${sql.raw(column)} = any(${[...values]}::text[])` : sql<boolean>`true`
  const { rows } = await sql<RequestRow>`${read}
    where r.visible and r.submitted_at >= ${filter.from.toISOString()}::timestamptz and r.submitted_at <= ${filter.to.toISOString()}::timestamptz
      and ${among('r.category', filter.categories)} and ${among('r.state', filter.states)}
    order by r.submitted_at desc, r.code desc limit ${filter.limit} offset ${filter.offset}`.execute(db)
  return rows
}

/** Those of these codes that are shown, or that this application sent: it may follow its own before they are. */
export async function findRequests(db: Db, codes: readonly string[], app?: string): Promise<RequestRow[]> {
  const { rows } = await sql<RequestRow>`${read}
    where r.code = any(${[...codes]}::text[]) and (r.visible or (r.channel = 'open311' and r.filed_by = ${app ?? null}))
    order by r.submitted_at desc, r.code desc`.execute(db)
  return rows
}
