import { sql } from 'kysely'
import type { Db } from '#core/db'

/** A report as open data has it: what everybody may see, no more. */
export type OpenRow = {
  code: string
  category: string
  commune: string
  unit: string
  state: string
  submitted_at: Date
  answered_at: Date | null
  lon: number | null
  lat: number | null
  text: string
  answer: string | null
}

/** Up to so many newest reports after a cursor, newest first; whoever exports walks through all. */
export async function listOpen(
  db: Db,
  after: { at: Date; code: string } | undefined,
  limit: number,
): Promise<OpenRow[]> {
  const beyond = after
    ? sql<boolean>`(r.submitted_at, r.code) < (${after.at.toISOString()}::timestamptz, ${after.code})`
    : sql<boolean>`true`
  const { rows } = await sql<OpenRow>`
    select r.code, r.category, r.commune, r.unit, r.state, r.submitted_at, r.answered_at, r.shown_place[0] as lon, r.shown_place[1] as lat,
      coalesce(r.public_text, '') as text, case when r.published_at is not null then r.answer end as answer
    from reports.report r where r.visible and ${beyond}
    order by r.submitted_at desc, r.code desc limit ${limit}`.execute(db)
  return rows
}
