import { sql, type RawBuilder } from 'kysely'
import type { Db } from '#core/db'
import {
  ofBigint,
  ofBoolean,
  ofBytes,
  ofInstant,
  ofInt,
  ofJson,
  ofSmallint,
  ofText,
  ofUuid,
  rowsOf,
  tableOf,
} from '#core/db/columns'
import { unread } from '#core/db/pipelined'
import { historyStatement, type LooseFact } from '#core/events'
import { currentVisit, type Case, type SupplementRequest, type Visit } from '../case.ts'
import type { Stored } from './case.ts'
import { differences, sortAt, weightOf, type Weight } from './row.ts'

/** How cases are written: everything that one act, or a thousand, changes goes out by one statement. */

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

type Written = { case: Case; visit: Visit | undefined; calendar: string }
type Added = Written & Omit<NewCase, 'case'>
type Beside<T> = { case: Case; one: T }

const written = (found: Case, calendar: string): Written => ({ case: found, visit: currentVisit(found), calendar })

/** What acts change. */
const changing = {
  state: ofText<Written>((row) => row.case.state),
  version: ofInt<Written>((row) => row.case.version),
  intake_due_at: ofInstant<Written>((row) => row.case.intakeDueAt),
  accepted_at: ofInstant<Written>((row) => row.case.acceptedAt),
  clock: ofJson<Written>((row) => row.case.clock),
  calendar: ofText<Written>((row) => row.case.clock && row.calendar),
  paused_at: ofInstant<Written>((row) => row.case.pausedAt),
  due_at: ofInstant<Written>((row) => row.case.dueAt),
  promised_at: ofInstant<Written>((row) => row.case.promisedAt),
  reappointed_at: ofInstant<Written>((row) => row.case.reappointedAt),
  apologised_at: ofInstant<Written>((row) => row.case.apologisedAt),
  hand_over_by: ofInstant<Written>((row) => row.case.handOverBy),
  warned: ofSmallint<Written>((row) => row.case.warned),
  warn_at: ofInstant<Written>((row) => row.case.warnAt),
  overdue: ofBoolean<Written>((row) => row.case.overdue),
  refusal_proposed: ofBoolean<Written>((row) => row.case.refusalProposed),
  resolved_at: ofInstant<Written>((row) => row.case.resolvedAt),
  ended_at: ofInstant<Written>((row) => row.case.endedAt),
  digitised: ofBoolean<Written>((row) => row.case.digitised),
  step: ofText<Written>((row) => row.visit?.step),
  work_unit: ofText<Written>((row) => row.visit?.unit),
  role: ofText<Written>((row) => row.visit?.role),
  assignee: ofText<Written>((row) => row.visit?.assignee),
  sort_at: ofInstant<Written>((row) => sortAt(row.case)),
}
const changingNames = Object.keys(changing)

const keys = {
  code: ofText<{ case: Case }>((row) => row.case.code),
  unit: ofText<{ case: Case }>((row) => row.case.unit),
}

const saving = { ...keys, ...changing }

const whole = {
  ...keys,
  scheme: ofText<Added>((row) => row.scheme ?? 'tt03-2025'),
  procedure: ofText<Added>((row) => row.case.procedure),
  channel: ofText<Added>((row) => row.case.channel),
  reception_unit: ofText<Added>((row) => row.case.receptionUnit),
  submitted_at: ofInstant<Added>((row) => row.case.submittedAt),
  definition: ofText<Added>((row) => row.holding.definition),
  origin: ofText<Added>((row) => row.holding.origin),
  owner: ofText<Added>((row) => row.holding.owner),
  // Whoever files by a mandate has no part in the case but by the mandate: no list of theirs finds it.
  filed_by: ofText<Added>((row) => (row.holding.mandate === undefined ? row.holding.filedBy : undefined)),
  mandate: ofUuid<Added>((row) => row.holding.mandate),
  applicant_name: ofText<Added>((row) => row.holding.applicantName),
  search_key: ofText<Added>((row) => row.holding.searchKey),
  applicant_digest: ofBytes<Added>((row) => row.holding.applicantDigest),
  applicant: ofBytes<Added>((row) => row.holding.applicant),
  submitter: ofBytes<Added>((row) => row.holding.submitter),
  answers: ofJson<Added>((row) => row.holding.answers),
  ...changing,
}

const visitColumns = {
  ...keys,
  no: ofSmallint<Beside<Visit>>(({ one }) => one.no),
  step: ofText<Beside<Visit>>(({ one }) => one.step),
  at_unit: ofText<Beside<Visit>>(({ one }) => one.unit),
  role: ofText<Beside<Visit>>(({ one }) => one.role),
  limit_amount: ofSmallint<Beside<Visit>>(({ one }) => one.limit?.amount),
  limit_unit: ofText<Beside<Visit>>(({ one }) => one.limit?.unit),
  started_at: ofInstant<Beside<Visit>>(({ one }) => one.startedAt),
  due_at: ofInstant<Beside<Visit>>(({ one }) => one.dueAt),
  assignee: ofText<Beside<Visit>>(({ one }) => one.assignee),
  touched: ofBoolean<Beside<Visit>>(({ one }) => one.touched),
  ended_at: ofInstant<Beside<Visit>>(({ one }) => one.endedAt),
  ended_by: ofText<Beside<Visit>>(({ one }) => one.endedBy),
  outcome: ofText<Beside<Visit>>(({ one }) => one.outcome),
}

const paperColumns = {
  ...keys,
  no: ofSmallint<Beside<NewPaper & { no: number }>>(({ one }) => one.no),
  paper: ofText<Beside<NewPaper>>(({ one }) => one.paper),
  form: ofText<Beside<NewPaper>>(({ one }) => one.form),
  copies: ofSmallint<Beside<NewPaper>>(({ one }) => one.copies),
  digest: ofText<Beside<NewPaper>>(({ one }) => one.digest),
  name: ofText<Beside<NewPaper>>(({ one }) => one.name),
  media_type: ofText<Beside<NewPaper>>(({ one }) => one.mediaType),
  size_bytes: ofInt<Beside<NewPaper>>(({ one }) => one.sizeBytes),
  document: ofText<Beside<NewPaper>>(({ one }) => one.document),
  own_paper: ofText<Beside<NewPaper>>(({ one }) => one.ownPaper),
  added_at: ofInstant<Beside<NewPaper>>((row) => row.case.submittedAt),
  added_by: ofText<Beside<NewPaper & { by: string }>>(({ one }) => one.by),
}

const feeColumns = {
  ...keys,
  fee: ofText<Beside<NewFee>>(({ one }) => one.fee),
  kind: ofText<Beside<NewFee>>(({ one }) => one.kind),
  name: ofJson<Beside<NewFee>>(({ one }) => one.name),
  amount: ofBigint<Beside<NewFee>>(({ one }) => one.amount),
  because: ofJson<Beside<NewFee>>(({ one }) => one.because),
}

const supplementColumns = {
  ...keys,
  no: ofSmallint<Beside<SupplementRequest>>(({ one }) => one.no),
  step: ofText<Beside<SupplementRequest>>(({ one }) => one.step),
  asked_at: ofInstant<Beside<SupplementRequest>>(({ one }) => one.askedAt),
  asked_by: ofText<Beside<SupplementRequest>>(({ one }) => one.askedBy),
  due_at: ofInstant<Beside<SupplementRequest>>(({ one }) => one.dueAt),
  before_acceptance: ofBoolean<Beside<SupplementRequest>>(({ one }) => one.beforeAcceptance),
  answered_at: ofInstant<Beside<SupplementRequest>>(({ one }) => one.answeredAt),
  items: ofJson<Beside<SupplementRequest>>(() => []),
  reason: ofText<Beside<SupplementRequest>>(() => ''),
}

const weightColumns = {
  unit: ofText<Weight>((row) => row.unit),
  role: ofText<Weight>((row) => row.role),
  procedure: ofText<Weight>((row) => row.procedure),
  open: ofSmallint<Weight>((row) => row.open),
  overdue: ofSmallint<Weight>((row) => row.overdue),
  waiting: ofSmallint<Weight>((row) => row.waiting),
}

type Part = RawBuilder<unknown>

/** A part of a statement, left out where there is nothing to write. */
const part = <R>(rows: readonly R[], write: (rows: readonly R[]) => Part): Part[] =>
  rows.length > 0 ? [write(rows)] : []

/** Adds cases with their visits, papers, fees, queues and facts by one statement: filing one, and making a thousand. */
export async function addCases(
  db: Db,
  added: readonly NewCase[],
  calendar: string,
  facts: readonly LooseFact[] = [],
): Promise<void> {
  const rows = added.map((one): Added => ({ ...one, ...written(one.case, calendar) }))
  const each = <T>(pick: (row: Added) => readonly T[]): Beside<T>[] =>
    rows.flatMap((row) => pick(row).map((one) => ({ case: row.case, one })))
  const papers = each(({ papers: own, holding }) =>
    own.map((paper, index) => ({ ...paper, no: index + 1, by: holding.filedBy ?? 'system' })),
  )
  const weights = differences(rows.flatMap((row) => weightOf(row.case, 1)))
  const statement = sql`
    with ${sql.join([
      sql`row as (insert into cases.case ${rowsOf(rows, whole)})`,
      ...part(
        each((row) => row.case.visits),
        (visits) => sql`visit as (insert into cases.visit ${rowsOf(visits, visitColumns)})`,
      ),
      ...part(papers, (own) => sql`paper as (insert into cases.paper ${rowsOf(own, paperColumns)})`),
      ...part(
        each((row) => row.fees),
        (fees) => sql`fee as (insert into cases.fee ${rowsOf(fees, feeColumns)})`,
      ),
      ...part(
        each((row) => row.case.supplements),
        (asked) => sql`supplement as (insert into cases.supplement ${rowsOf(asked, supplementColumns)})`,
      ),
      ...stated(db, facts),
    ])} ${countedBy(weights)}`
  await unread(statement).execute(db)
}

const stated = (db: Db, facts: readonly LooseFact[]): Part[] =>
  part(facts, (all) => sql`fact as (${historyStatement(db, all)})`)

const countedBy = (weights: readonly Weight[]): Part =>
  sql`insert into cases.counter_change ${rowsOf(weights, weightColumns)}`

export type Saved = { before: Case; after: Case }

const changed = ({ before, after }: Saved): Beside<Visit>[] =>
  after.visits.flatMap((one, at) => (before.visits[at] === one ? [] : [{ case: after, one }]))

/** Writes what acts have changed, one case or many, with the queues' differences and the facts, by one statement. */
export async function saveCases(
  db: Db,
  saved: readonly Saved[],
  calendar: string,
  facts: readonly LooseFact[] = [],
): Promise<void> {
  if (saved.length === 0) return
  const rows = saved.map(({ after }) => written(after, calendar))
  const weights = differences(saved.flatMap(({ before, after }) => [...weightOf(before, -1), ...weightOf(after, 1)]))
  const statement = sql`
    with ${sql.join([
      sql`row as (
        update cases.case c set (${sql.raw(changingNames.join(', '))}) = (${sql.raw(changingNames.map((name) => `r.${name}`).join(', '))})
        from ${tableOf(rows, saving)} where c.code = r.code and c.unit = r.unit)`,
      ...part(
        saved.flatMap(changed),
        (visits) => sql`visit as (
          insert into cases.visit ${rowsOf(visits, visitColumns)}
          on conflict (code, unit, no) do update set due_at = excluded.due_at, assignee = excluded.assignee,
            touched = excluded.touched, ended_at = excluded.ended_at, ended_by = excluded.ended_by, outcome = excluded.outcome)`,
      ),
      ...stated(db, facts),
    ])} ${countedBy(weights)}`
  await unread(statement).execute(db)
}
