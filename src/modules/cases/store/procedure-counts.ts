import { sql, type RawBuilder } from 'kysely'
import type { Db } from '#core/db'

/** Which procedures have open work: the choices by which a list is narrowed. */

export type ProcedureCount = { procedure: string; open: number }

/** A place where work lies; without a role, whatever lies at the unit. */
export type Place = { unit: string; role: string | null }

/** At these places, from the counters and the differences not yet folded; undefined is the whole province. */
export async function countAt(db: Db, places: readonly Place[] | undefined): Promise<ProcedureCount[]> {
  const within: RawBuilder<unknown> =
    places === undefined
      ? sql`true`
      : sql`exists (
          select from unnest(${places.map(({ unit }) => unit)}::text[], ${places.map(({ role }) => role)}::text[]) as place(unit, role)
          where place.unit = part.unit and (place.role is null or place.role = part.role))`
  const { rows } = await sql<ProcedureCount>`
    select procedure, sum(open)::int as open from (
      select unit, role, procedure, open from cases.counter where procedure <> ''
      union all
      select unit, role, procedure, open from cases.counter_change) as part
    where ${within} group by procedure having sum(open) > 0`.execute(db)
  return rows
}

/** Of the work that these people have. */
export async function countOf(db: Db, people: readonly string[]): Promise<ProcedureCount[]> {
  const { rows } = await sql<ProcedureCount>`
    select procedure, count(*)::int as open from cases.case
    where assignee = any(${[...people]}::text[]) and ended_at is null group by procedure`.execute(db)
  return rows
}
