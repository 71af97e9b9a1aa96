import { z } from 'zod'
import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { listEventsOf, type StoredEvent } from '#core/events'
import { listDocumentsOf } from '#modules/documents'
import { mandateWords, namesOf } from '#modules/people'
import { calendarsOf, workingTime } from '#modules/calendar'
import { actionsOf } from './actions.ts'
import { unitOfAct } from './acting.ts'
import { draftApology } from './apology.ts'
import { currentVisit, type Case } from './case.ts'
import { isRunning } from './lifecycle.ts'
import { envOf, type Loaded } from './load.ts'
import { procedureRef, roleName, stateView, stepName, unitRef } from './places.ts'
import { isOnOwnersSide, isOwner, mayFetchResult } from './policy.ts'
import { openPerson, presentPerson } from './sealing.ts'
import * as beside from './store/beside.ts'
import type { CaseView } from './views.ts'

const iso = (at: Date | undefined | null): string | undefined => at?.toISOString()
const TextStored = z.object({ vi: z.string(), en: z.string().optional() })
const Strings = z.array(z.string())

export const secretOf = (ctx: Context, code: string): string => ctx.vault.code('case', code)

export function timesOf(ctx: Context, found: Case, now: Date) {
  const { clock, dueAt } = found
  const running = isRunning(found.state) && clock && dueAt
  return {
    submittedAt: found.submittedAt.toISOString(),
    intakeDueAt: found.acceptedAt ? undefined : iso(found.intakeDueAt),
    acceptedAt: iso(found.acceptedAt),
    dueAt: iso(dueAt),
    promisedAt: iso(found.promisedAt),
    reappointedAt: iso(found.reappointedAt),
    handOverBy: iso(found.handOverBy),
    pausedAt: iso(found.pausedAt),
    resolvedAt: iso(found.resolvedAt),
    endedAt: iso(found.endedAt),
    overdue: running ? dueAt < now : found.overdue,
    share: running ? workingTime.shareUsed(calendarsOf(ctx).of(found.unit), clock, dueAt, now) : undefined,
  }
}

type Names = ReadonlyMap<string, string>
const personRef = (names: Names, id: string | null | undefined) =>
  id ? { id, name: names.get(id) ?? (id === 'system' ? 'Tỉnh Số' : id) } : undefined

/** The plan's steps, each with its last visit. */
export function stepsOf(ctx: Context, loaded: Loaded, names: Names) {
  const { case: found, plan, procedure } = loaded
  const current = currentVisit(found)
  return plan.steps.map((step) => {
    const visit = found.visits.findLast((one) => one.step === step.id && one.outcome !== 'recalled')
    return {
      id: step.id,
      name: stepName(procedure.body, step.id),
      unit: unitRef(ctx, step.unit),
      role: step.role,
      roleName: roleName(ctx, step.role),
      status: statusOf(visit === undefined || (visit !== current && isAhead(loaded, step.id)), visit === current),
      startedAt: iso(visit?.startedAt),
      dueAt: iso(visit?.dueAt),
      endedAt: iso(visit?.endedAt),
      assignee: personRef(names, visit?.assignee),
      by: personRef(names, visit?.endedBy),
      outcome: visit?.outcome,
    }
  })
}

const statusOf = (ahead: boolean, current: boolean): 'done' | 'current' | 'ahead' =>
  ahead ? 'ahead' : current ? 'current' : 'done'

/** A step that was done before the case went back to an earlier one lies ahead again. */
function isAhead({ case: found, plan }: Loaded, step: string): boolean {
  const current = currentVisit(found)
  if (!current) return false
  const place = (id: string) => plan.steps.findIndex((one) => one.id === id)
  return place(step) > place(current.step)
}

const Payload = z.object({ step: z.string().nullish(), mandate: z.string().optional() })
type Mandates = Awaited<ReturnType<typeof mandateWords>>

const mandatesIn = (events: readonly StoredEvent[]): string[] => [
  ...new Set(events.flatMap(({ payload }) => Payload.safeParse(payload).data?.mandate ?? [])),
]

export const momentsOf = (
  ctx: Context,
  loaded: Loaded,
  events: readonly StoredEvent[],
  { names, mandates }: { names: Names; mandates?: Mandates },
) =>
  events.map((event) => {
    const { step, mandate } = Payload.safeParse(event.payload).data ?? {}
    return {
      at: event.occurredAt.toISOString(),
      type: event.type,
      unit: event.actorUnit ? unitRef(ctx, event.actorUnit) : undefined,
      by: personRef(names, event.actor),
      step: step ? { id: step, name: stepName(loaded.procedure.body, step) } : undefined,
      mandate: mandates?.get(mandate ?? '')?.kind?.name,
    }
  })

function filedUnder(mandates: Mandates, mandate: string | undefined): CaseView['mandate'] {
  const words = mandates.get(mandate ?? '')
  return (
    words?.kind && { name: words.kind.name, by: words.representative, assisted: words.kind.begins.includes('code') }
  )
}

export async function feesOf(db: Db, code: string) {
  return (await beside.listFees(db, code)).map((fee) => ({
    id: fee.fee,
    name: TextStored.parse(fee.name),
    kind: fee.kind,
    amount: Number(fee.amount),
    because: fee.because ? TextStored.parse(fee.because) : undefined,
    paidAt: iso(fee.paid_at),
    receiptNumber: fee.receipt_number ?? undefined,
  }))
}

async function papersOf(db: Db, { case: found, procedure }: Loaded) {
  const rows = Map.groupBy(await beside.listPapers(db, found.code), (row) => row.paper)
  return [...rows].map(([id, files]) => ({
    id,
    name: procedure.body.papers.find((paper) => paper.id === id)?.name ?? { vi: id },
    form: z.enum(['original', 'copy', 'electronic']).parse(files[0]?.form),
    count: files[0]?.copies ?? 0,
    files: files.flatMap(({ digest, name, media_type: type, size_bytes: sizeBytes, added_at: addedAt, ...file }) =>
      digest === null
        ? []
        : [
            {
              digest,
              name: name ?? id,
              type: type ?? '',
              sizeBytes: sizeBytes ?? 0,
              reused: file.own_paper !== null,
              url: fileUrl(found.code, digest),
              addedAt: addedAt.toISOString(),
            },
          ],
    ),
  }))
}

const fileUrl = (code: string, digest: string) => `/api/cases/${encodeURIComponent(code)}/files/${digest}`

export async function supplementOf(db: Db, code: string) {
  const row = (await beside.listSupplements(db, code)).at(-1)
  return (
    row && {
      askedAt: row.asked_at.toISOString(),
      dueAt: row.due_at.toISOString(),
      beforeAcceptance: row.before_acceptance,
      items: Strings.parse(row.items),
      reason: row.reason,
      answeredAt: iso(row.answered_at),
    }
  )
}

const consultationsOf = async (ctx: Context, db: Db, code: string) =>
  (await beside.listConsultations(db, code)).map((row) => ({
    no: row.no,
    unit: unitRef(ctx, row.of_unit),
    question: row.question,
    askedAt: row.asked_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    answeredAt: iso(row.answered_at),
    answer: row.answer ?? undefined,
    agrees: row.agrees ?? undefined,
  }))

async function ratingOf(db: Db, code: string) {
  const row = await beside.findRating(db, code)
  return row && { score: row.score, reasons: Strings.parse(row.reasons), text: row.text ?? undefined }
}

export async function namesIn(
  db: Db,
  found: Case,
  events: readonly StoredEvent[],
  more: readonly string[] = [],
): Promise<Names> {
  const ids = [
    ...found.visits.flatMap((visit) => [visit.assignee, visit.endedBy]),
    ...events.map((event) => event.actor),
    ...more,
  ]
  return namesOf(db, [...new Set(ids.filter((id) => id !== undefined))])
}

function apologyOf(ctx: Context, { case: found, procedure }: Loaded, now: Date): CaseView['apology'] {
  const step = currentVisit(found)?.step
  const names = {
    step: step && stepName(procedure.body, step).vi,
    unit: (code: string) => unitRef(ctx, code).name.vi,
  }
  const draft = draftApology(calendarsOf(ctx).of(found.unit), found, names, now)
  return draft && { ...draft, by: draft.by.toISOString(), newDueAt: draft.newDueAt.toISOString() }
}

/** The whole case, for those who may see it; the applicant does not see notes. */
export async function presentCase(step: {
  db: Db
  ctx: Context
  actor: Actor
  now: Date
  subject: Loaded
}): Promise<CaseView> {
  const { db, ctx, actor, now, subject } = step
  const { case: found, stored, procedure, circumstance } = subject
  const { code } = found
  const owner = isOnOwnersSide(actor, subject)
  const [events, notes] = [await listEventsOf(db, code), owner ? [] : await beside.listNotes(db, code)]
  const names = await namesIn(
    db,
    found,
    events,
    notes.map((note) => note.by),
  )
  const { mandate } = stored.holding
  const mandates = await mandateWords(db, ctx, [...mandatesIn(events), ...(mandate === undefined ? [] : [mandate])])
  const env = envOf(ctx, subject, { id: actor.id, unit: unitOfAct(actor, found) }, now)
  return {
    code,
    version: found.version,
    procedure: procedureRef(procedure),
    definition: stored.holding.definition,
    state: stateView(found.state),
    channel: found.channel,
    unit: unitRef(ctx, found.unit),
    receptionUnit: unitRef(ctx, found.receptionUnit),
    times: timesOf(ctx, found, now),
    applicant: presentPerson(openPerson(ctx.vault, stored.holding.applicant)),
    submitter: stored.holding.submitter && presentPerson(openPerson(ctx.vault, stored.holding.submitter)),
    mandate: filedUnder(mandates, mandate),
    answers: circumstance.answers,
    papers: await papersOf(db, subject),
    fees: await feesOf(db, code),
    steps: stepsOf(ctx, subject, names),
    supplement: await supplementOf(db, code),
    consultations: await consultationsOf(ctx, db, code),
    timeline: momentsOf(ctx, subject, events, { names, mandates }),
    notes: notes.map(({ no, at, act, by, text }) => ({
      no,
      at: at.toISOString(),
      act,
      by: { id: by, name: names.get(by) ?? by },
      text,
    })),
    documents: (await listDocumentsOf(db, `case/${code}`)).filter(
      ({ kind }) => kind !== 'result' || mayFetchResult(actor, subject),
    ),
    rating: await ratingOf(db, code),
    refusalProposed: found.refusalProposed,
    apology: owner ? undefined : apologyOf(ctx, subject, now),
    actions: actionsOf(env, actor, subject),
    secret: isOwner(actor, subject) ? secretOf(ctx, code) : undefined,
  }
}
