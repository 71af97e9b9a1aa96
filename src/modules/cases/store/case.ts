import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#core/db'
import type { Case } from '../case.ts'
import { caseOf, Instant, Limit, type CaseColumns } from './row.ts'

/** What stands beside a case and decides nothing: whose it is and what it says. Sealed values come as bytes. */
export type Holding = {
  definition: string
  origin: 'live' | 'import' | 'demo'
  owner: string | undefined
  filedBy: string | undefined
  /** under which whoever filed it acted */
  mandate?: string | undefined
  applicantName: string
  searchKey: string
  applicantDigest: Uint8Array | undefined
  applicant: Uint8Array
  submitter: Uint8Array | undefined
  answers: unknown
}

export type Stored = { case: Case; holding: Holding }

/** JSON knows no `undefined`: a column that is null is left out of the part. */
const orNothing = <T extends z.ZodType>(schema: T) => schema.nullable().transform((value) => value ?? undefined)
const Visits = z.array(
  z.object({
    no: z.int(),
    step: z.string(),
    unit: z.string(),
    role: z.string(),
    limit: orNothing(Limit),
    startedAt: Instant,
    dueAt: orNothing(Instant),
    assignee: orNothing(z.string()),
    touched: z.boolean(),
    endedAt: orNothing(Instant),
    endedBy: orNothing(z.string()),
    outcome: orNothing(z.string()),
  }),
)
const Supplements = z.array(
  z.object({
    no: z.int(),
    step: z.string(),
    askedAt: Instant,
    askedBy: z.string(),
    dueAt: Instant,
    beforeAcceptance: z.boolean(),
    answeredAt: orNothing(Instant),
  }),
)
const Consultations = z.array(
  z.object({
    no: z.int(),
    step: z.string(),
    unit: z.string(),
    askedAt: Instant,
    dueAt: Instant,
    answeredAt: orNothing(Instant),
    answeredBy: orNothing(z.string()),
  }),
)

export type Row = CaseColumns & {
  definition: string
  origin: Holding['origin']
  owner: string | null
  filed_by: string | null
  mandate: string | null
  applicant_name: string
  search_key: string
  applicant_digest: Buffer | null
  applicant: Buffer
  submitter: Buffer | null
  answers: unknown
  visits: unknown
  supplements: unknown
  consultations: unknown
}

const beside = sql`
  coalesce((select jsonb_agg(jsonb_build_object('no', v.no, 'step', v.step, 'unit', v.at_unit, 'role', v.role,
    'limit', case when v.limit_unit is not null then jsonb_build_object('amount', v.limit_amount, 'unit', v.limit_unit) end,
    'startedAt', v.started_at, 'dueAt', v.due_at, 'assignee', v.assignee, 'touched', v.touched, 'endedAt', v.ended_at,
    'endedBy', v.ended_by, 'outcome', v.outcome) order by v.no)
    from cases.visit v where v.code = c.code and v.unit = c.unit), '[]') as visits,
  coalesce((select jsonb_agg(jsonb_build_object('no', s.no, 'step', s.step, 'askedAt', s.asked_at, 'askedBy', s.asked_by, 'dueAt', s.due_at,
    'beforeAcceptance', s.before_acceptance, 'answeredAt', s.answered_at) order by s.no)
    from cases.supplement s where s.code = c.code and s.unit = c.unit), '[]') as supplements,
  coalesce((select jsonb_agg(jsonb_build_object('no', o.no, 'step', o.step, 'unit', o.of_unit, 'askedAt', o.asked_at, 'dueAt', o.due_at,
    'answeredAt', o.answered_at, 'answeredBy', o.answered_by) order by o.no)
    from cases.consultation o where o.code = c.code and o.unit = c.unit), '[]') as consultations`

export const storedOf = (row: Row): Stored => ({
  case: caseOf(row, {
    visits: Visits.parse(row.visits),
    supplements: Supplements.parse(row.supplements),
    consultations: Consultations.parse(row.consultations),
  }),
  holding: {
    definition: row.definition,
    origin: row.origin,
    owner: row.owner ?? undefined,
    filedBy: row.filed_by ?? undefined,
    mandate: row.mandate ?? undefined,
    applicantName: row.applicant_name,
    searchKey: row.search_key,
    applicantDigest: row.applicant_digest ?? undefined,
    applicant: row.applicant,
    submitter: row.submitter ?? undefined,
    answers: row.answers,
  },
})

export async function findCase(db: Db, code: string): Promise<Stored | undefined> {
  const { rows } = await sql<Row>`select c.*, ${beside} from cases.case c where c.code = ${code}`.execute(db)
  return rows[0] && storedOf(rows[0])
}

export async function findVersion(db: Db, code: string): Promise<number | undefined> {
  const { rows } = await sql<{ version: number }>`select version from cases.case where code = ${code}`.execute(db)
  return rows[0]?.version
}

/** The case with its row locked: a second act waits here, and then sees what the first has done. */
export async function lockCase(db: Db, code: string): Promise<Stored | undefined> {
  const { rows } =
    await sql<Row>`select c.*, ${beside} from cases.case c where c.code = ${code} for update of c`.execute(db)
  return rows[0] && storedOf(rows[0])
}

/** Cases for a job, locked; those at work elsewhere are left for the next time. */
export async function lockCases(db: Db, codes: readonly string[], origin: Holding['origin']): Promise<Stored[]> {
  const { rows } = await sql<Row>`
    select c.*, ${beside} from cases.case c where c.code = any(${[...codes]}::text[]) and c.origin = ${origin} order by c.code for update of c skip locked`.execute(
    db,
  )
  return rows.map(storedOf)
}

export type Ended = Pick<
  Row,
  | 'code'
  | 'unit'
  | 'procedure'
  | 'definition'
  | 'owner'
  | 'applicant_digest'
  | 'applicant_name'
  | 'resolved_at'
  | 'answers'
>

/** Of cases only what others build upon: whose they are and what they say. */
export async function listEnded(db: Db, codes: readonly string[]): Promise<Ended[]> {
  const { rows } = await sql<Ended>`
    select code, unit, procedure, definition, owner, applicant_digest, applicant_name, resolved_at, answers
    from cases.case where code = any(${[...codes]}::text[])`.execute(db)
  return rows
}
