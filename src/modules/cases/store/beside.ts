import { sql } from 'kysely'
import type { Db } from '#core/db'
import type { Case, Consultation, SupplementRequest } from '../case.ts'
import type { Tables } from '../tables.ts'
import type { NewFee, NewPaper } from './writing.ts'

/** What lies beside a case: requests, opinions, papers, fees, notes, rating. */

const from = (db: Db) => db.withTables<Tables>()
type Key = Pick<Case, 'code' | 'unit'>
const keyOf = ({ code, unit }: Key) => ({ code, unit })

export async function addSupplement(
  db: Db,
  found: Key,
  request: SupplementRequest,
  words: { items: readonly string[]; reason: string },
) {
  await from(db)
    .insertInto('cases.supplement')
    .values({
      ...keyOf(found),
      no: request.no,
      step: request.step,
      asked_at: request.askedAt,
      asked_by: request.askedBy,
      due_at: request.dueAt,
      before_acceptance: request.beforeAcceptance,
      items: JSON.stringify(words.items),
      reason: words.reason,
    })
    .execute()
}

export async function answerSupplement(db: Db, { code, unit }: Key, at: Date): Promise<void> {
  await from(db)
    .updateTable('cases.supplement')
    .set({ answered_at: at })
    .where('code', '=', code)
    .where('unit', '=', unit)
    .where('answered_at', 'is', null)
    .execute()
}

export const listSupplements = (db: Db, code: string) =>
  from(db).selectFrom('cases.supplement').selectAll().where('code', '=', code).orderBy('no').execute()

export async function addConsultations(
  db: Db,
  found: Key,
  asked: readonly (Consultation & { question: string })[],
): Promise<void> {
  await from(db)
    .insertInto('cases.consultation')
    .values(
      asked.map((one) => ({
        ...keyOf(found),
        no: one.no,
        step: one.step,
        of_unit: one.unit,
        question: one.question,
        asked_at: one.askedAt,
        due_at: one.dueAt,
      })),
    )
    .execute()
}

type Opinion = { no: number; at: Date; by: string; answer: string; agrees: boolean | undefined }

export async function answerConsultation(db: Db, { code, unit }: Key, opinion: Opinion): Promise<void> {
  await from(db)
    .updateTable('cases.consultation')
    .set({ answered_at: opinion.at, answered_by: opinion.by, answer: opinion.answer, agrees: opinion.agrees ?? null })
    .where('code', '=', code)
    .where('unit', '=', unit)
    .where('no', '=', opinion.no)
    .execute()
}

export const listConsultations = (db: Db, code: string) =>
  from(db).selectFrom('cases.consultation').selectAll().where('code', '=', code).orderBy('no').execute()

export async function addPapers(
  db: Db,
  found: Key,
  papers: readonly NewPaper[],
  by: { id: string; at: Date },
): Promise<void> {
  if (papers.length === 0) return
  await sql`
    insert into cases.paper (code, unit, no, paper, form, copies, digest, name, media_type, size_bytes, document, own_paper, added_at, added_by)
    select ${found.code}, ${found.unit}, (select coalesce(max(no), 0) from cases.paper where code = ${found.code}) + row_number() over (),
      r.paper, r.form, r.copies, r.digest, r.name, r."mediaType", r."sizeBytes", r.document, r."ownPaper", ${by.at.toISOString()}::timestamptz, ${by.id}
    from jsonb_to_recordset(${JSON.stringify(papers)}::jsonb) as r(paper text, form text, copies smallint, digest text, name text,
      "mediaType" text, "sizeBytes" int, document text, "ownPaper" text)`.execute(db)
}

export const listPapers = (db: Db, code: string) =>
  from(db).selectFrom('cases.paper').selectAll().where('code', '=', code).orderBy('no').execute()

export const listFees = (db: Db, code: string) =>
  from(db).selectFrom('cases.fee').selectAll().where('code', '=', code).orderBy('fee').execute()

export async function addFee(
  db: Db,
  found: Key,
  fee: { fee: string; kind: string; name: unknown; amount: number },
): Promise<void> {
  await from(db)
    .insertInto('cases.fee')
    .values({ ...keyOf(found), ...fee, name: JSON.stringify(fee.name) })
    .onConflict((conflict) =>
      conflict.columns(['code', 'unit', 'fee']).doUpdateSet({ amount: fee.amount, paid_at: null }),
    )
    .execute()
}

/** Takes lines away that nobody has paid, and adds others. */
export async function changeFees(
  db: Db,
  found: Key,
  { drop, put }: { drop: readonly string[]; put: readonly NewFee[] },
): Promise<void> {
  const { code, unit } = found
  if (drop.length > 0)
    await from(db)
      .deleteFrom('cases.fee')
      .where('code', '=', code)
      .where('unit', '=', unit)
      .where('fee', 'in', [...drop])
      .where('paid_at', 'is', null)
      .execute()
  if (put.length === 0) return
  const rows = put.map(({ fee, kind, name, amount, because }) => ({
    code,
    unit,
    ...{ fee, kind, amount },
    name: JSON.stringify(name),
    because: because === undefined ? null : JSON.stringify(because),
  }))
  await from(db).insertInto('cases.fee').values(rows).execute()
}

type Payment = { fees: readonly string[] | undefined; receiptNumber: string; by: string; at: Date }

/** Marks open fees as paid. @returns the sum */
export async function payFees(db: Db, { code, unit }: Key, payment: Payment): Promise<number> {
  const { rows } = await sql<{ amount: number }>`
    update cases.fee set paid_at = ${payment.at.toISOString()}::timestamptz, paid_to = ${payment.by}, receipt_number = ${payment.receiptNumber}
    where code = ${code} and unit = ${unit} and paid_at is null and amount > 0
      and (${payment.fees === undefined} or fee = any(${[...(payment.fees ?? [])]}::text[]))
    returning amount`.execute(db)
  return rows.reduce((sum, { amount }) => sum + amount, 0)
}

export async function addNote(
  db: Db,
  found: Case,
  note: { at: Date; act: string; by: string; text: string },
): Promise<void> {
  await from(db)
    .insertInto('cases.note')
    .values({ ...keyOf(found), no: found.version, ...note })
    .execute()
}

export const listNotes = (db: Db, code: string) =>
  from(db).selectFrom('cases.note').selectAll().where('code', '=', code).orderBy('no').execute()

type Rating = { score: number; reasons: readonly string[]; text: string | undefined; by: string; at: Date }

/** @returns false when the case was rated before */
export async function addRating(db: Db, found: Key, rating: Rating): Promise<boolean> {
  const added = await from(db)
    .insertInto('cases.rating')
    .values({ ...keyOf(found), ...rating, reasons: JSON.stringify(rating.reasons), text: rating.text ?? null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export const findRating = (db: Db, code: string) =>
  from(db).selectFrom('cases.rating').selectAll().where('code', '=', code).executeTakeFirst()

export async function setAnswers(db: Db, { code, unit }: Key, answers: unknown): Promise<void> {
  await sql`update cases.case set answers = ${JSON.stringify(answers)}::jsonb where code = ${code} and unit = ${unit}`.execute(
    db,
  )
}

export const findPaperFile = (db: Db, code: string, digest: string) =>
  from(db)
    .selectFrom('cases.paper')
    .select(['name', 'media_type', 'size_bytes', 'document'])
    .where('code', '=', code)
    .where('digest', '=', digest)
    .executeTakeFirst()

/** What was written with an act, by `<code> <version>`: the reason that a letter or a notice gives. */
export async function listReasons(db: Db, codes: readonly string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map()
  const rows = await from(db)
    .selectFrom('cases.note')
    .select(['code', 'no', 'text'])
    .where('code', 'in', [...codes])
    .where('act', '<>', 'note')
    .execute()
  return new Map(rows.map(({ code, no, text }) => [`${code} ${no}`, text]))
}

/** The accounts that these cases belong to: who filed and, where known, the applicant; and who has the work, whose bell it rings. */
export async function listOwners(db: Db, codes: readonly string[]): Promise<{ record: string; account: string }[]> {
  const { rows } = await sql<{ record: string; account: string }>`
    select distinct c.code as record, a.account from cases.case c cross join lateral (values (c.owner), (c.filed_by), (c.assignee)) as a(account)
    where c.code = any(${[...codes]}::text[]) and a.account is not null`.execute(db)
  return rows
}
