import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { invalid } from '#core/errors'
import { scopeOf } from '#core/events'
import { findPersonalId } from '#core/forms/identifiers'
import { command } from '#core/operation'
import { calendarsOf, localDate } from '#modules/calendar'
import { searchKey } from '#core/text'
import { particularsOf } from '#modules/people'
import { competentUnit, findUnit, serviceCentreOf } from '#modules/units'
import type { z } from 'zod'
import type { Change } from '../case.ts'
import { chosenOfficer, consultDefined, keepConsultations } from '../entering.ts'
import type { Channel } from '../events.ts'
import { feeRows, feesOf, knownValues, procedureFor, readForm, readPapers } from '../filing.ts'
import type { ApplicantInput } from '../inputs.ts'
import { RegisterInput, SubmitInput } from '../inputs.ts'
import { load, type Loaded } from '../load.ts'
import * as letters from '../letters.ts'
import { presentAct } from '../acting.ts'
import { planOf } from '../plan.ts'
import * as policy from '../policy.ts'
import { secretOf } from '../present.ts'
import * as rules from '../rules.ts'
import type { Env } from '../rules.ts'
import { sealAnswers, sealPerson, type Person } from '../sealing.ts'
import { nextCode } from '../serials.ts'
import * as store from '../store/case.ts'
import { deleteDraft } from '../store/draft.ts'
import { SubmittedView } from '../views.ts'

/** A case comes in: filed online by its applicant, or registered at a counter. */

type Filing = { db: Db; ctx: Context; actor: Actor; now: Date }
type Filed = {
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
}

export const submit = command('cases.submit', {
  summary: 'File a case online.',
  input: SubmitInput,
  output: SubmittedView,
  allow: policy.mayFile,
  async run({ input, actor, db, ctx, now }) {
    const procedure = procedureFor(ctx, input.procedure, 'online', now)
    const place = input.competentUnit ?? ''
    const unit = competentUnit(ctx, procedure.body.competent, place).code
    const filed = await file(
      { db, ctx, actor, now },
      {
        ...input,
        channel: 'online',
        unit,
        receptionUnit: serviceCentreOf(ctx, unit).code,
        applicant: await applicantOf(db, ctx, actor, input.applicant),
        submitter: undefined,
        owner: actor.id,
        accept: false,
      },
    )
    if (input.draft !== undefined) await deleteDraft(db, input.draft, actor.id)
    return filed
  },
})

export const register = command('cases.register', {
  summary: 'Take in a case at a counter, or one that came by post.',
  input: RegisterInput,
  output: SubmittedView,
  allow: (actor, _, input) => policy.mayRegister(actor, input.receptionUnit),
  async run({ input, actor, db, ctx, now }) {
    const procedure = procedureFor(ctx, input.procedure, input.channel, now)
    const place = input.competentUnit ?? input.receptionUnit
    if (findUnit(ctx, input.receptionUnit)?.kind !== 'centre')
      throw invalid('not-a-centre', {
        vi: 'Nơi tiếp nhận phải là trung tâm phục vụ hành chính công.',
        en: 'A centre receives cases.',
      })
    return file(
      { db, ctx, actor, now },
      {
        ...input,
        unit: competentUnit(ctx, procedure.body.competent, place).code,
        applicant: checkedPerson(input.applicant, now),
        submitter: input.submitter && checkedPerson(input.submitter, now),
        owner: undefined,
      },
    )
  },
})

async function file(filing: Filing, filed: Filed): Promise<z.input<typeof SubmittedView>> {
  const { db, ctx, actor, now } = filing
  const procedure = procedureFor(ctx, filed.procedure, filed.channel, now)
  const { body } = procedure
  const { answers, scope } = readForm(ctx, body, filed.answers, {
    channel: filed.channel,
    now,
    known: filed.channel === 'online' ? await knownValues(db, ctx, actor, body.form) : {},
  })
  const papers = await readPapers(db, actor, filed.papers, { procedure: body, scope, channel: filed.channel, now })
  const fees = feesOf(body, scope)
  const { unit, receptionUnit, channel } = filed
  const plan = planOf(ctx, body, { unit, receptionUnit, channel, submittedAt: now, answers })
  const code = await nextCode(db, ctx, unit, now)
  const env = { calendar: calendarsOf(ctx).of(unit), plan, by: { id: actor.id, unit: actor.posts[0]?.unit }, now }
  const submitted = rules.submit(env, { code, unit, receptionUnit, procedure: procedure.id, channel })
  const holding = holdingOf(filing, filed, {
    definition: procedure.digest,
    answers: sealAnswers(ctx.vault, body.form, answers),
  })
  const subject = filed.accept ? await load(db, ctx, { case: submitted.case, holding }) : undefined
  const digitised = papers.some((paper) => paper.digest !== undefined)
  const change = subject ? await acceptAtOnce({ db, ctx, now, subject }, env, submitted, digitised) : submitted
  const found = change.case
  const added = { case: found, holding, papers, fees: feeRows(fees) }
  await store.addCases(db, [added], calendarsOf(ctx).digest, change.facts)
  if (subject) await keepConsultations({ db, ctx, now, subject }, found)
  const documents = subject ? await letters.receipt({ db, ctx, actor, now, found, loaded: subject }, papers, fees) : []
  return {
    ...presentAct(found, documents),
    secret: secretOf(ctx, code),
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
  const { applicant, submitter, owner } = filed
  return {
    ...held,
    origin: scopeOf(db).origin,
    owner,
    filedBy: actor.id,
    applicantName: applicant.name,
    searchKey: searchKey(applicant.name),
    applicantDigest: applicant.personalId === undefined ? undefined : ctx.vault.digest(applicant.personalId),
    applicant: sealPerson(ctx.vault, applicant),
    submitter: submitter && sealPerson(ctx.vault, submitter),
  }
}

type Applicant = z.output<typeof ApplicantInput>

/** Online the applicant is the account's person, unless somebody else is named. */
async function applicantOf(db: Db, ctx: Context, actor: Actor, named: Applicant | undefined): Promise<Person> {
  if (named) return checkedPerson(named, ctx.clock())
  return (await particularsOf(db, ctx.vault, actor.id)) ?? { name: actor.name }
}

/** @throws invalid when the identity number can be nobody's */
function checkedPerson(person: Applicant, now: Date): Person {
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
