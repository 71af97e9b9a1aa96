import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { conflict, forbidden, invalid } from '#core/errors'
import { scopeOf } from '#core/events'
import { findPersonalId } from '#core/forms/identifiers'
import { calendarsOf, localDate } from '#modules/calendar'
import { searchKey } from '#core/text'
import { noteUse, ownParticulars, type Acting } from '#modules/people'
import { procedureKind } from '#modules/procedures'
import { competentUnit, serviceCentreOf } from '#modules/units'
import type { z } from 'zod'
import type { Change } from './case.ts'
import { feeRows, feesOf } from './charging.ts'
import { chosenOfficer, consultDefined, keepConsultations } from './entering.ts'
import { continues, openDraft, type DraftBody } from './draft-body.ts'
import type { Channel } from './events.ts'
import { formFor, knownValues, newId, procedureFor, readForm, readPapers } from './filing.ts'
import { holderOf } from './for-another.ts'
import type { ApplicantInput, DraftInput, SubmitInput } from './inputs.ts'
import { load, type Loaded } from './load.ts'
import * as letters from './letters.ts'
import { presentAct } from './acting.ts'
import { planOf } from './plan.ts'
import { secretOf } from './present.ts'
import { reusing } from './reusing.ts'
import * as rules from './rules.ts'
import type { Env } from './rules.ts'
import { sealAnswers, sealPerson, type Person } from './sealing.ts'
import { nextCode } from './serials.ts'
import type * as store from './store/case.ts'
import { addCases } from './store/writing.ts'
import { deleteDraft, lockDraft, putDraft, type DraftRow } from './store/draft.ts'
import type { SubmittedView } from './views.ts'

/** How a form comes in, kept or filed, in the transaction that the caller has begun. */

export type Filing = { db: Db; ctx: Context; actor: Actor; now: Date }
export type Filed = {
  procedure: string
  channel: Channel
  unit: string
  receptionUnit: string
  answers: unknown
  papers: z.output<typeof SubmitInput>['papers']
  applicant: Person
  submitter: Person | undefined
  owner: string | undefined
  accept: boolean
  /** the mandate by which the actor files for the applicant */
  mandate?: string | undefined
}

/** Files a case for the actor, or for the person for whom they act. @throws notFound, invalid */
export async function fileOnline(filing: Filing, input: z.output<typeof SubmitInput>, acting?: Acting) {
  const { db, ctx, now } = filing
  const actor = { ...filing.actor, mandate: acting?.id }
  const procedure = procedureFor(ctx, input.procedure, 'online', now)
  requireLevel(levelOf(actor, acting), procedure.body.level)
  const unit = competentUnit(ctx, procedure.body.competent, input.competentUnit ?? '').code
  const sides = acting ? await sidesOf(db, ctx, actor, acting) : await ownSide(db, ctx, actor, input.applicant)
  const filed = await file(
    { ...filing, actor },
    {
      ...input,
      ...sides,
      channel: 'online',
      unit,
      receptionUnit: serviceCentreOf(ctx, unit).code,
      accept: false,
      mandate: acting?.id,
    },
  )
  if (acting) await noteUse(db, { mandate: acting.id, at: now, act: 'submit', record: filed.code })
  if (input.draft !== undefined) await deleteDraft(db, input.draft, holderOf(actor, actor.mandate))
  return filed
}

/** Online a person is known by their sign-in alone: the procedure says how surely that must be. @throws level-needed */
function requireLevel(known: number, level: number): void {
  if (known >= level) return
  throw forbidden(
    'level-needed',
    {
      vi: 'Thủ tục này cần xác minh danh tính của bạn trước khi nộp (mức 2).',
      en: 'This procedure needs your identity to be verified before you file (level 2).',
    },
    { level },
  )
}

const verified = 2

/** How surely those are known in whose names a case is filed: the less sure of the two. An official is known by their post. */
const levelOf = (actor: Actor, acting: Acting | undefined): number =>
  Math.min(actor.kind === 'official' ? verified : (actor.assurance ?? 0), acting?.level ?? verified)

type Sides = Pick<Filed, 'applicant' | 'submitter' | 'owner'>

/** Applicant and submitter stand apart; whoever is helped at a device files by themselves, with help. */
async function sidesOf(db: Db, ctx: Context, actor: Actor, { kind, represented }: Acting): Promise<Sides> {
  const { name, personalId, taxCode, phone, email, address, account } = represented
  const helped = kind.begins.includes('code')
  return {
    applicant: { name, personalId, taxCode, phone, email, address },
    submitter: helped ? undefined : await particularsFor(db, ctx, actor),
    owner: account,
  }
}

/** Keeps a form that is not filed yet. @throws notFound, forbidden, conflict */
export async function keepDraft(
  { db, ctx, actor, now }: Filing,
  input: z.output<typeof DraftInput>,
): Promise<DraftRow> {
  const procedure = ctx.definitions.get(procedureKind, input.procedure)
  const { id = newId(), competentUnit, answers, papers, applicant, mandate, mark } = input
  const account = holderOf(actor, mandate)
  const kept = await lockDraft(db, id, account)
  if (kept && !continues(openDraft(ctx, kept), input))
    throw conflict('draft-newer', {
      vi: 'Tờ khai này đã được viết tiếp ở máy khác. Bạn mở lại tờ khai để chọn bản dùng tiếp.',
      en: 'This form was written on elsewhere. Open it again to choose which one to go on with.',
    })
  const sealed: DraftBody = { competentUnit, answers, papers, applicant, mark }
  const body = ctx.vault.seal(JSON.stringify(sealed))
  const row = { id, account, procedure: procedure.id, definition: procedure.digest, body, saved_at: now }
  if (await putDraft(db, row)) return row
  throw forbidden('not-allowed', { vi: 'Bản nháp này của người khác.', en: 'This draft is somebody else’s.' })
}

export async function file(filing: Filing, filed: Filed): Promise<z.input<typeof SubmittedView>> {
  const { db, ctx, actor, now } = filing
  const procedure = procedureFor(ctx, filed.procedure, filed.channel, now)
  const { body } = procedure
  const form = formFor(body, actor)
  const { answers, scope } = readForm(ctx, form, filed.answers, {
    channel: filed.channel,
    now,
    known: filed.channel === 'online' ? await knownValues(db, ctx, actor, form) : {},
  })
  const papers = await readPapers(filing, filed.papers, { procedure: body, scope, channel: filed.channel })
  const fees = feesOf(body, scope)
  const { unit, receptionUnit, channel } = filed
  const plan = planOf(ctx, body, { unit, receptionUnit, channel, submittedAt: now, answers })
  const code = await nextCode(db, ctx, unit, now)
  const env = {
    calendar: calendarsOf(ctx).of(unit),
    plan,
    by: { id: actor.id, unit: actor.posts[0]?.unit, mandate: filed.mandate },
    now,
  }
  const begun = rules.submit(env, { code, unit, receptionUnit, procedure: procedure.id, channel })
  const submitted = reusing(env, begun, papers)
  const holding = holdingOf(filing, filed, {
    definition: procedure.digest,
    answers: sealAnswers(ctx.vault, body.form, answers),
  })
  const subject = filed.accept ? await load(db, ctx, { case: submitted.case, holding }) : undefined
  const digitised = papers.some((paper) => paper.digest !== undefined)
  const change = subject ? await acceptAtOnce({ db, ctx, now, subject }, env, submitted, digitised) : submitted
  const found = change.case
  const added = { case: found, holding, papers, fees: feeRows(fees) }
  await addCases(db, [added], calendarsOf(ctx).digest, change.facts)
  if (subject) await keepConsultations({ db, ctx, now, subject }, found)
  const documents = subject ? await letters.receipt({ db, ctx, actor, now, found, loaded: subject }, papers, fees) : []
  return {
    ...presentAct(found, documents),
    // It opens the case for good: who acts for another gets it not.
    secret: filed.mandate === undefined ? secretOf(ctx, code) : undefined,
    submittedAt: now.toISOString(),
    intakeDueAt: found.intakeDueAt.toISOString(),
    fees: fees.map(({ id, name, kind, amount, because }) => ({ id, name, kind, amount, because })),
    papers: papers.flatMap(({ paper, digest }) => (digest === undefined ? [] : [{ id: paper, digest }])),
  }
}

/** At a counter the case is accepted as it comes in, as `cases.accept` would. */
async function acceptAtOnce(
  step: { db: Db; ctx: Context; now: Date; subject: Loaded },
  env: Env,
  submitted: Change,
  digitised: boolean,
): Promise<Change> {
  const officer = await chosenOfficer(step, rules.stepAfter(env.plan, rules.firstStep(env.plan).id))
  const accepted = consultDefined(step, env, rules.accept(env, submitted.case, digitised, officer))
  return { case: accepted.case, facts: [...submitted.facts, ...accepted.facts] }
}

function holdingOf(
  { db, ctx, actor }: Filing,
  filed: Filed,
  held: Pick<store.Holding, 'definition' | 'answers'>,
): store.Holding {
  const { applicant, submitter, owner, mandate } = filed
  const number = applicant.personalId ?? applicant.taxCode
  return {
    ...held,
    origin: scopeOf(db).origin,
    owner,
    filedBy: actor.id,
    mandate,
    applicantName: applicant.name,
    searchKey: searchKey(applicant.name),
    applicantDigest: number === undefined ? undefined : ctx.vault.digest(number),
    applicant: sealPerson(ctx.vault, applicant),
    submitter: submitter && sealPerson(ctx.vault, submitter),
  }
}

type Applicant = z.output<typeof ApplicantInput>

/** Online the applicant is the account's person. Whoever has a number of their own names nobody else: that takes a mandate. */
async function ownSide(db: Db, ctx: Context, actor: Actor, named: Applicant | undefined): Promise<Sides> {
  const own = await particularsFor(db, ctx, actor)
  const applicant = named ? checkedPerson(named, ctx.clock()) : own
  if (own.personalId && applicant.personalId && own.personalId !== applicant.personalId) throw mandateNeeded()
  return { applicant, submitter: undefined, owner: actor.id }
}

const particularsFor = async (db: Db, ctx: Context, actor: Actor): Promise<Person> =>
  (await ownParticulars(db, ctx, actor)) ?? { name: actor.name }

const mandateNeeded = () =>
  forbidden('mandate-needed', {
    vi: 'Muốn nộp hồ sơ cho người khác, bạn cần được người đó đồng ý ở mục “Làm thay và ủy quyền”, hoặc đến bộ phận một cửa.',
    en: 'To file for somebody else you need their mandate: see “Acting for others”, or ask at a reception point.',
  })

/** @throws invalid when the identity number can be nobody's */
export function checkedPerson(person: Applicant, now: Date): Person {
  const { personalId } = person
  if (!personalId) return { ...person, personalId: undefined }
  const found = findPersonalId(personalId, Number(localDate(now).slice(0, 4)))
  if (found) return { ...person, personalId: found }
  throw invalid(
    'answers-wrong',
    { vi: 'Số định danh cá nhân không đúng.', en: 'The identity number is not valid.' },
    { problems: [{ path: 'applicant.personalId', code: 'personalId' }] },
  )
}
