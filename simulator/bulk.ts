import { setImmediate } from 'node:timers/promises'
import { system } from '#core/actor'
import { transact } from '#core/call'
import type { Context } from '#core/context'
import { dayOf } from '#core/days'
import { emitHistory } from '#core/events'
import type { Answers } from '../src/core/forms/model.ts'
import { calendarsOf } from '#modules/calendar'
import { addCases, leaseSerials, writeCode, type NewCase } from '#modules/cases'
import { searchKey } from '#core/text'
import type { Procedure } from '#modules/procedures'
import { orgCode } from '#modules/units'
import { openAnswerSets } from './answer-sets.ts'
import { applicantOf, openApplicants, type Applicant } from './applicants.ts'
import { openAttach, type Attach } from './attachments.ts'
import { playCase, type History } from './history.ts'
import { drawFiling, withDraws, modelOf, type Filing, type Model } from './model.ts'
import { momentsOf, type Moment, type Span } from './moments.ts'
import { issueResults, ownersOf, type OwnCase, type OwnPerson } from './own-cases.ts'
import { randomOf, type Random } from './random.ts'
import { holdersOf } from './staff.ts'

export type BulkOptions = Span & {
  seed: number
  /** cases written by one transaction: an open one holds back the readers of the log */
  batch?: number
  /** so many procedures in all: beside the pack's own, imported ones */
  procedures?: number
  /** the demo's people, some of whose cases these are */
  own?: readonly OwnPerson[]
  /** of so many makers beside each other, each makes every so-manieth batch */
  share?: Share
  onProgress?: (cases: number) => void
}

type Share = { at: number; of: number }
const wholePast: Share = { at: 0, of: 1 }

type Maker = {
  ctx: Context
  model: Model
  random: Random
  until: Date
  holder: ReturnType<typeof holdersOf>
  calendars: ReturnType<typeof calendarsOf>
  share: Share
  /** the last serial of each agency and day */
  serials: Map<string, Map<string, number>>
  answersFor: ReturnType<typeof openAnswerSets>
  attach: Attach
  owners: ReadonlyMap<number, OwnCase>
  applicantFrom: ReturnType<typeof openApplicants>
}

/** Makes a past: people file, officials act, by the rules and events of live work, with origin `demo`: nobody is told. */
export async function makePast(ctx: Context, options: BulkOptions): Promise<number> {
  const { count, seed, batch = 1_000, share = wholePast, onProgress } = options
  const until = ctx.clock()
  const ofMoments = randomOf(seed)
  const random = share.of === 1 ? ofMoments : randomOf(seed + 1 + share.at)
  const maker: Maker = {
    ctx,
    model: modelOf(ctx, seed, options.procedures),
    random,
    until,
    share,
    holder: holdersOf(ctx),
    calendars: calendarsOf(ctx),
    serials: new Map(),
    answersFor: openAnswerSets(ctx, random),
    attach: await openAttach(ctx, random),
    owners: ownersOf(options.own ?? [], count),
    applicantFrom: openApplicants(ctx, random),
  }
  const moments = momentsOf(ctx, ofMoments, until, options)
  // The next cases are made while the database writes the last ones.
  let writing = Promise.resolve()
  let made = 0
  for (let start = share.at * batch; start < moments.length; start += share.of * batch) {
    const cases = await makeBatch(maker, moments, { start, end: Math.min(moments.length, start + batch) })
    await writing
    writing = write(maker, cases)
    made += cases.length
    onProgress?.(start)
  }
  await writing
  await keepSerials(maker)
  return made
}

/** Live work goes on after the serials that the past has used. */
async function keepSerials({ ctx, serials, share, until }: Maker): Promise<void> {
  const today = dayOf(until)
  for (const [agency, ofAgency] of serials) {
    const used = ofAgency.get(today)
    if (used !== undefined) await leaseSerials(ctx.db, agency, today, used * share.of)
  }
}

const breathEvery = 50

async function makeBatch(
  maker: Maker,
  moments: readonly Moment[],
  { start, end }: { start: number; end: number },
): Promise<Made[]> {
  const made: Made[] = []
  for (let at = start; at < end; at += 1) {
    const moment = moments[at]
    const one = moment && makeCase(maker, moment, { progress: at / moments.length, own: maker.owners.get(at) })
    if (one) made.push(one)
    if (made.length % breathEvery === 0) await setImmediate() // lets the last batch's bytes go out
  }
  return made
}

/** `procedure` is there for people's own cases: their results are issued */
type Made = { row: NewCase; history: History; procedure?: Procedure }

/** People file at home, and what their life brings. */
function modelFor(model: Model, commune: string, procedure: string | undefined): Model {
  const places = model.places.filter(({ unit }) => unit.code === commune)
  const demands = model.demands.filter((demand) => demand.procedure.id === procedure)
  return withDraws({
    ...model,
    places: places.length > 0 ? places : model.places,
    demands: demands.length > 0 ? demands : model.demands,
  })
}

type Drawn = { progress: number; own: OwnCase | undefined }

function makeCase(maker: Maker, { at, commune }: Moment, { progress, own }: Drawn): Made | undefined {
  const { ctx, random } = maker
  const where = own?.person.commune ?? commune
  const model = where === undefined ? maker.model : modelFor(maker.model, where, own?.procedure)
  const filing = drawFiling(ctx, model, random, at, progress)
  if (filing.at >= maker.until) return undefined // the counter opens later than time ends
  const person = own ? applicantOf(ctx, own.person) : maker.applicantFrom(filing.place.unit)
  const { answers, plan, papers } = maker.answersFor(filing, person)
  const draw = random.int(0, 1000)
  const history = playCase(
    {
      random,
      calendar: maker.calendars.of(filing.competent.code),
      plan,
      temper: model.temperOf(filing.competent.code),
      holderOf: (unit, role) => maker.holder(unit, role, draw),
      until: maker.until,
    },
    {
      code: codeFor(maker, filing),
      unit: filing.competent.code,
      receptionUnit: filing.reception.code,
      procedure: filing.procedure.id,
      channel: filing.channel,
    },
    filing.at,
  )
  const attached = history.case.endedAt ? [] : maker.attach(papers)
  const row = { ...rowOf(filing, { person, answers, history }), papers: attached }
  if (!own) return { history, row }
  const holding = { ...row.holding, owner: own.account, filedBy: own.account }
  return { history, row: { ...row, holding }, procedure: filing.procedure.body }
}

function codeFor(maker: Maker, filing: Filing): string {
  const agency = orgCode(maker.ctx, filing.competent.code)
  const on = dayOf(filing.at)
  const ofAgency = maker.serials.get(agency) ?? new Map<string, number>()
  maker.serials.set(agency, ofAgency)
  const serial = (ofAgency.get(on) ?? 0) + 1
  ofAgency.set(on, serial)
  // Makers beside each other leave each other's serials out.
  return writeCode({ agency, on, serial: (serial - 1) * maker.share.of + maker.share.at + 1 })
}

function rowOf(filing: Filing, made: { person: Applicant; answers: Answers; history: History }): NewCase {
  const { person, answers, history } = made
  return {
    case: history.case,
    holding: {
      definition: filing.procedure.digest,
      origin: 'demo',
      owner: undefined,
      filedBy: undefined,
      applicantName: person.name,
      searchKey: `${person.searchKey} ${searchKey(history.case.code)}`,
      applicantDigest: person.digest,
      applicant: person.sealed,
      submitter: undefined,
      answers,
    },
    papers: [],
    fees: [],
  }
}

async function write({ ctx, calendars }: Maker, made: readonly Made[]): Promise<void> {
  const facts = made
    .flatMap(({ history }) => history.facts)
    .toSorted((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime())
  await transact(ctx, system, { origin: 'demo' }, async (db) => {
    await addCases(
      db,
      made.map(({ row }) => row),
      calendars.digest,
    )
    await emitHistory(db, facts)
    await issueResults(
      db,
      ctx,
      made.flatMap(({ row, procedure }) => (procedure ? [{ row, procedure }] : [])),
    )
  })
}
