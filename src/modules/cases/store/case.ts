import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#core/db'
import { historyStatement, type LooseFact } from '#core/events'
import type { Case } from '../case.ts'
import {
  caseOf,
  changingColumns,
  changingNames,
  changingOf,
  differences,
  weightOf,
  type CaseColumns,
  type Weight,
} from './row.ts'

/** What stands beside a case and decides nothing: whose it is and what it says. Sealed values come as bytes. */
export type Holding = {
  definition: string
  origin: 'live' | 'import' | 'demo'
  owner: string | undefined
  filedBy: string | undefined
  applicantName: string
  searchKey: string
  applicantDigest: Uint8Array | undefined
  applicant: Uint8Array
  submitter: Uint8Array | undefined
  answers: unknown
}

export type Stored = { case: Case; holding: Holding }

const Instant = z.coerce.date()
const Supplements = z.array(
  z.object({
    no: z.int(),
    step: z.string(),
    askedAt: Instant,
    askedBy: z.string(),
    dueAt: Instant,
    beforeAcceptance: z.boolean(),
    answeredAt: Instant.nullable().transform((at) => at ?? undefined),
  }),
)
const Consultations = z.array(
  z.object({
    no: z.int(),
    step: z.string(),
    unit: z.string(),
    askedAt: Instant,
    dueAt: Instant,
    answeredAt: Instant.nullable().transform((at) => at ?? undefined),
    answeredBy: z
      .string()
      .nullable()
      .transform((by) => by ?? undefined),
  }),
)

export type Row = CaseColumns & {
  definition: string
  origin: Holding['origin']
  owner: string | null
  filed_by: string | null
  applicant_name: string
  search_key: string
  applicant_digest: Buffer | null
  applicant: Buffer
  submitter: Buffer | null
  answers: unknown
  supplements: unknown
  consultations: unknown
}

const beside = sql`
  coalesce((select jsonb_agg(jsonb_build_object('no', s.no, 'step', s.step, 'askedAt', s.asked_at, 'askedBy', s.asked_by, 'dueAt', s.due_at,
    'beforeAcceptance', s.before_acceptance, 'answeredAt', s.answered_at) order by s.no)
    from cases.supplement s where s.code = c.code and s.unit = c.unit), '[]') as supplements,
  coalesce((select jsonb_agg(jsonb_build_object('no', o.no, 'step', o.step, 'unit', o.of_unit, 'askedAt', o.asked_at, 'dueAt', o.due_at,
    'answeredAt', o.answered_at, 'answeredBy', o.answered_by) order by o.no)
    from cases.consultation o where o.code = c.code and o.unit = c.unit), '[]') as consultations`

export const storedOf = (row: Row): Stored => ({
  case: caseOf(row, {
    supplements: Supplements.parse(row.supplements),
    consultations: Consultations.parse(row.consultations),
  }),
  holding: {
    definition: row.definition,
    origin: row.origin,
    owner: row.owner ?? undefined,
    filedBy: row.filed_by ?? undefined,
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

export type NewPaper = {
  paper: string
  form: string
  copies: number
  digest: string | undefined
  name: string | undefined
  mediaType: string | undefined
  sizeBytes: number | undefined
  /** code of the document that the province issued, whose file it is */
  document?: string | undefined
  /** the paper of the person's own store that was handed in again */
  ownPaper?: string | undefined
}
export type NewFee = { fee: string; kind: string; name: unknown; amount: number; because: unknown }
export type NewCase = Stored & { papers: readonly NewPaper[]; fees: readonly NewFee[]; scheme?: string }

const hex = (bytes: Uint8Array | undefined) => (bytes ? Buffer.from(bytes).toString('hex') : null)

const newRow = ({ case: found, holding, scheme }: NewCase, calendar: string) => ({
  ...changingOf(found, found.clock && calendar),
  code: found.code,
  unit: found.unit,
  scheme: scheme ?? 'tt03-2025',
  procedure: found.procedure,
  channel: found.channel,
  reception_unit: found.receptionUnit,
  submitted_at: found.submittedAt,
  definition: holding.definition,
  origin: holding.origin,
  owner: holding.owner,
  filed_by: holding.filedBy,
  applicant_name: holding.applicantName,
  search_key: holding.searchKey,
  applicant_digest: hex(holding.applicantDigest),
  applicant: hex(holding.applicant),
  submitter: hex(holding.submitter),
  answers: holding.answers,
})

const childRows = (added: readonly NewCase[]) => ({
  papers: added.flatMap(({ case: found, papers, holding }) =>
    papers.map(({ mediaType, sizeBytes, ownPaper, ...paper }, index) => ({
      code: found.code,
      unit: found.unit,
      no: index + 1,
      ...paper,
      media_type: mediaType,
      size_bytes: sizeBytes,
      own_paper: ownPaper,
      added_at: found.submittedAt,
      added_by: holding.filedBy ?? 'system',
    })),
  ),
  fees: added.flatMap(({ case: found, fees }) => fees.map((fee) => ({ code: found.code, unit: found.unit, ...fee }))),
  supplements: added.flatMap(({ case: found }) =>
    found.supplements.map((one) => ({
      code: found.code,
      unit: found.unit,
      no: one.no,
      step: one.step,
      asked_at: one.askedAt,
      asked_by: one.askedBy,
      due_at: one.dueAt,
      before_acceptance: one.beforeAcceptance,
      answered_at: one.answeredAt,
    })),
  ),
  weights: differences(added.flatMap(({ case: found }) => weightOf(found, 1))),
})

const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`

/** Adds cases with their papers, fees, queues and facts by one statement: filing one, and making a thousand. */
export async function addCases(
  db: Db,
  added: readonly NewCase[],
  calendar: string,
  facts: readonly LooseFact[] = [],
): Promise<void> {
  const rows = childRows(added)
  await sql`
    with row as (
      insert into cases.case (code, unit, scheme, procedure, channel, reception_unit, submitted_at, definition, origin, owner, filed_by,
        applicant_name, search_key, applicant_digest, applicant, submitter, answers, ${sql.raw(changingNames)})
      select code, unit, scheme, procedure, channel, reception_unit, submitted_at, definition, origin, owner, filed_by,
        applicant_name, search_key, decode(applicant_digest, 'hex'), decode(applicant, 'hex'), decode(submitter, 'hex'), answers,
        ${sql.raw(changingNames)}
      from jsonb_to_recordset(${json(added.map((one) => newRow(one, calendar)))}) as r(code text, unit text, scheme text, procedure text,
        channel text, reception_unit text, submitted_at timestamptz, definition text, origin text, owner text, filed_by text,
        applicant_name text, search_key text, applicant_digest text, applicant text, submitter text, answers jsonb,
        ${sql.raw(changingColumns)})
    ), paper as (
      insert into cases.paper (code, unit, no, paper, form, copies, digest, name, media_type, size_bytes, document, own_paper, added_at, added_by)
      select * from jsonb_to_recordset(${json(rows.papers)}) as r(code text, unit text, no smallint, paper text, form text, copies smallint,
        digest text, name text, media_type text, size_bytes int, document text, own_paper text, added_at timestamptz, added_by text)
    ), fee as (
      insert into cases.fee (code, unit, fee, kind, name, amount, because)
      select * from jsonb_to_recordset(${json(rows.fees)}) as r(code text, unit text, fee text, kind text, name jsonb, amount bigint, because jsonb)
    ), supplement as (
      insert into cases.supplement (code, unit, no, step, asked_at, asked_by, due_at, before_acceptance, items, reason, answered_at)
      select code, unit, no, step, asked_at, asked_by, due_at, before_acceptance, '[]', '', answered_at
      from jsonb_to_recordset(${json(rows.supplements)}) as r(code text, unit text, no smallint, step text, asked_at timestamptz,
        asked_by text, due_at timestamptz, before_acceptance boolean, answered_at timestamptz)
    ) ${stated(db, facts)}
    ${countedBy(rows.weights)}`.execute(db)
}

const countedBy = (weights: readonly Weight[]) => sql`
  insert into cases.counter_change (unit, role, procedure, open, overdue, waiting)
  select * from jsonb_to_recordset(${json(weights)}) as r(unit text, role text, procedure text, open smallint, overdue smallint, waiting smallint)`

export type Saved = { before: Case; after: Case }

const stated = (db: Db, facts: readonly LooseFact[]) =>
  facts.length === 0 ? sql`` : sql`, fact as (${historyStatement(db, facts)})`

/** Writes what acts have changed, one case or many, with the queues' differences and the facts, by one statement. */
export async function saveCases(
  db: Db,
  saved: readonly Saved[],
  calendar: string,
  facts: readonly LooseFact[] = [],
): Promise<void> {
  if (saved.length === 0) return
  const rows = saved.map(({ after }) => ({
    code: after.code,
    unit: after.unit,
    ...changingOf(after, after.clock && calendar),
  }))
  const weights = differences(saved.flatMap(({ before, after }) => [...weightOf(before, -1), ...weightOf(after, 1)]))
  await sql`
    with row as (
      update cases.case c set (${sql.raw(changingNames)}) = (${sql.raw(
        changingNames
          .split(', ')
          .map((name) => `r.${name}`)
          .join(', '),
      )})
      from jsonb_to_recordset(${json(rows)}) as r(code text, unit text, ${sql.raw(changingColumns)})
      where c.code = r.code and c.unit = r.unit
    ) ${stated(db, facts)}
    ${countedBy(weights)}`.execute(db)
}

export async function listCases(db: Db, codes: readonly string[]): Promise<Stored[]> {
  const { rows } =
    await sql<Row>`select c.*, ${beside} from cases.case c where c.code = any(${[...codes]}::text[])`.execute(db)
  return rows.map(storedOf)
}
