import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { durationText } from '#core/duration'
import { dateTime, issue, money, type DocumentFields, type DocumentKind, type Issued } from '#modules/documents'
import { findUnit, rolesIn } from '#modules/units'
import type { Case } from './case.ts'
import type { Loaded } from './load.ts'
import { roleName, stepName } from './places.ts'
import { issuerOf } from './issuer.ts'
import { resultOf } from './granted.ts'
import { openPerson, type Person } from './sealing.ts'
import type { NewPaper } from './store/writing.ts'
import { secretOf } from './present.ts'
import { namesOf } from '#modules/people'

/** The forms of handbook 3.6, filled from a case and issued in the command's transaction. */

export type Writing = { db: Db; ctx: Context; actor: Actor; now: Date; loaded: Loaded; found: Case }

const personOf = ({ ctx, loaded }: Writing): Person => openPerson(ctx.vault, loaded.stored.holding.applicant)

/** Who signs: the person who acts, by the role in which they act at that unit. */
function signerOf({ ctx, actor }: Writing, unit: string) {
  const post = actor.posts.find((one) => one.unit === unit) ?? actor.posts[0]
  const role = rolesIn(ctx).find((one) => one.id === post?.role)
  const power = role && role.standsInFor.length > 0 ? 'KT. ' + roleName(ctx, role.standsInFor[0] ?? '').vi : undefined
  return { title: role?.name.vi ?? 'Người thực hiện', name: actor.name || 'Tỉnh Số', ...(power ? { power } : {}) }
}

async function write<K extends DocumentKind>(
  writing: Writing,
  kind: K,
  unit: string,
  fields: DocumentFields<K>,
): Promise<Issued> {
  const { db, ctx, now, loaded, found } = writing
  return issue(db, ctx, {
    kind,
    record: `case/${found.code}`,
    unit,
    issuer: issuerOf(ctx, unit),
    holder: personOf(writing).name,
    fields,
    issuedAt: now,
    procedureName: loaded.procedure.body.name.vi,
    caseCode: found.code,
  })
}

const contact = ({ address, phone, email }: Person) => ({ address, phone: phone?.replace(/^\+84/, '0'), email })

/** Form 01. Procedures done while the applicant waits need none (NĐ 61/2018 Đ17.4). */
export async function receipt(
  writing: Writing,
  papers: readonly NewPaper[],
  fees: readonly { amount: number }[],
): Promise<Issued[]> {
  const { ctx, found, loaded } = writing
  const { immediate, limit, sets, name } = loaded.procedure.body
  if (immediate || !found.dueAt || !found.acceptedAt) return []
  const person = personOf(writing)
  const total = fees.reduce((sum, { amount }) => sum + amount, 0)
  return [
    await write(writing, 'receipt', found.receptionUnit, {
      caseCode: found.code,
      submitter: person.name,
      personalId: person.personalId,
      ...contact(person),
      request: name.vi,
      papers: papers.map((paper) => ({
        name: loaded.procedure.body.papers.find(({ id }) => id === paper.paper)?.name.vi ?? paper.paper,
        form: paper.form === 'original' || paper.form === 'copy' ? paper.form : 'electronic',
        count: Math.max(1, paper.copies),
        digest: paper.digest,
      })),
      sets,
      timeLimit: limit ? durationText(limit).vi : '',
      receivedAt: found.acceptedAt.toISOString(),
      dueAt: found.dueAt.toISOString(),
      returnPlace: findUnit(ctx, found.receptionUnit)?.name.vi ?? '',
      fees: total > 0 ? money(total) : undefined,
      receiver: writing.actor.name || 'Tỉnh Số',
      trackUrl: trackUrl(ctx, found.code),
    }),
  ]
}

export const trackUrl = (ctx: Context, code: string): string =>
  new URL(`/tra-cuu?ma=${encodeURIComponent(code)}&khoa=${secretOf(ctx, code)}`, ctx.settings.publicUrl).href

/** Form 02. */
export function supplementRequest(
  writing: Writing,
  words: { items: readonly string[]; reason: string },
): Promise<Issued> {
  const { found, loaded, ctx } = writing
  const unit = found.acceptedAt ? found.unit : found.receptionUnit
  const person = personOf(writing)
  const due = found.supplements.at(-1)?.dueAt
  return write(writing, 'supplement-request', unit, {
    caseCode: found.code,
    applicant: person.name,
    ...contact(person),
    request: loaded.procedure.body.name.vi,
    items: [...words.items],
    reason: words.reason,
    until: due && new Date(due.getTime() + 7 * 3_600_000).toISOString().slice(0, 10),
    contact: findUnit(ctx, found.receptionUnit)?.name.vi ?? '',
    signer: signerOf(writing, unit),
  })
}

/** Form 03, at reception or after appraisal. */
export function refusal(writing: Writing, reason: string, basis?: string): Promise<Issued> {
  const { found, loaded } = writing
  const stage = found.acceptedAt ? 'handling' : 'intake'
  const unit = found.acceptedAt ? found.unit : found.receptionUnit
  const person = personOf(writing)
  return write(writing, 'refusal', unit, {
    caseCode: found.code,
    applicant: person.name,
    ...contact(person),
    request: loaded.procedure.body.name.vi,
    stage,
    receivedAt: (found.acceptedAt ?? found.submittedAt).toISOString(),
    reason,
    basis,
    signer: signerOf(writing, unit),
  })
}

/** Form 04. */
export function apology(writing: Writing, reason: string, newDueAt: Date): Promise<Issued> {
  const { found, loaded } = writing
  const person = personOf(writing)
  return write(writing, 'apology', found.unit, {
    caseCode: found.code,
    addressee: person.name,
    personalId: person.personalId,
    request: loaded.procedure.body.name.vi,
    receivedAt: (found.acceptedAt ?? found.submittedAt).toISOString(),
    firstDueAt: (found.promisedAt ?? newDueAt).toISOString(),
    reason,
    newDueAt: newDueAt.toISOString(),
    signer: signerOf(writing, found.unit),
  })
}

/** Form 05. */
export function stopNotice(
  writing: Writing,
  cause: 'withdrawn' | 'no-supplement' | 'stopped',
  reason?: string,
): Promise<Issued> {
  const { found, loaded } = writing
  const unit = found.acceptedAt ? found.unit : found.receptionUnit
  return write(writing, 'stop-notice', unit, {
    caseCode: found.code,
    applicant: personOf(writing).name,
    request: loaded.procedure.body.name.vi,
    receivedAt: (found.acceptedAt ?? found.submittedAt).toISOString(),
    cause,
    reason,
    signer: signerOf(writing, unit),
  })
}

/** Form 06: each stay of the case, as the system has traced it. */
export async function controlSlip(writing: Writing): Promise<Issued> {
  const { db, ctx, found, loaded } = writing
  const names = await namesOf(db, [...new Set(found.visits.flatMap((visit) => visit.endedBy ?? visit.assignee ?? []))])
  return write(writing, 'control-slip', found.receptionUnit, {
    caseCode: found.code,
    procedure: loaded.procedure.body.name.vi,
    lead: findUnit(ctx, found.unit)?.name.vi ?? found.unit,
    coordinating: found.consultations.map((one) => findUnit(ctx, one.unit)?.name.vi ?? one.unit),
    receivedAt: (found.acceptedAt ?? found.submittedAt).toISOString(),
    dueAt: found.dueAt?.toISOString(),
    moves: found.visits.map((visit) => ({
      step: stepName(loaded.procedure.body, visit.step).vi,
      by: names.get(visit.endedBy ?? visit.assignee ?? '') ?? '',
      unit: findUnit(ctx, visit.unit)?.name.vi ?? visit.unit,
      at: (visit.endedAt ?? visit.startedAt).toISOString(),
      dueAt: visit.dueAt?.toISOString(),
      outcome: outcomeOf(visit.endedAt, visit.dueAt),
    })),
  })
}

function outcomeOf(endedAt: Date | undefined, dueAt: Date | undefined): 'early' | 'on-time' | 'overdue' | 'open' {
  if (!endedAt) return 'open'
  if (!dueAt) return 'on-time'
  if (endedAt.getTime() >= dueAt.getTime() + 60_000) return 'overdue'
  return dateTime(endedAt.toISOString()).slice(0, 10) === dateTime(dueAt.toISOString()).slice(0, 10)
    ? 'on-time'
    : 'early'
}

/** The result itself: what was asked, as it was granted. */
export function result(writing: Writing): Promise<Issued> {
  const { db, ctx, now, loaded, found } = writing
  const granted = {
    caseCode: found.code,
    unit: found.unit,
    procedure: loaded.procedure.body,
    answers: loaded.circumstance.answers,
    holder: personOf(writing).name,
    issuedAt: now,
    signer: signerOf(writing, found.unit),
  }
  return issue(db, ctx, resultOf(ctx, granted))
}
