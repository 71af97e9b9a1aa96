import { sql } from 'kysely'
import type { Db } from '#core/db'

/** Of a case only what those who are told of it need: no answers, and of its visits and requests the last. */
export type Told = {
  code: string
  unit: string
  reception_unit: string
  channel: string
  state: string
  definition: string
  due_at: Date | null
  owner: string | null
  mandate: string | null
  applicant: Buffer
  submitter: Buffer | null
  assignee: string | null
  supplement_due_at: Date | null
}

export async function listTold(db: Db, codes: readonly string[]): Promise<Map<string, Told>> {
  const { rows } = await sql<Told>`
    select c.code, c.unit, c.reception_unit, c.channel, c.state, c.definition, c.due_at, c.owner, c.mandate, c.submitter, c.applicant,
      (select v.assignee from cases.visit v where v.code = c.code and v.unit = c.unit order by v.no desc limit 1) as assignee,
      (select s.due_at from cases.supplement s where s.code = c.code and s.unit = c.unit order by s.no desc limit 1) as supplement_due_at
    from cases.case c where c.code = any(${[...codes]}::text[])`.execute(db)
  return new Map(rows.map((row) => [row.code, row]))
}
