import { timingSafeEqual } from 'node:crypto'
import type { z } from 'zod'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { notFound } from '#core/errors'
import { listEventsOf } from '#core/events'
import { query } from '#core/operation'
import { listDocumentsOf, linkFor } from '#modules/documents'
import { namesOf } from '#modules/people'
import { currentVisit, type Case } from '../case.ts'
import { GetInput, TrackInput } from '../inputs.ts'
import { get as getCase, type Loaded } from '../load.ts'
import { findVersion } from '../store/case.ts'
import { procedureRef, roleName, stateView, stepName, unitRef } from '../places.ts'
import * as policy from '../policy.ts'
import { feesOf, momentsOf, presentCase, secretOf, stepsOf, supplementOf, timesOf } from '../present.ts'
import { CaseView, TrackView } from '../views.ts'

export const get = query('cases.get', {
  summary: 'One case, with what I may do with it.',
  input: GetInput,
  output: CaseView,
  subject: getCase,
  allow: policy.maySee,
  personal: (input) => `case/${input.code}`,
  run: (step) => presentCase(step),
})

const noCase = () =>
  notFound('case-not-found', {
    vi: 'Không tìm thấy hồ sơ với mã và mã tra cứu này.',
    en: 'There is no case with this code and secret.',
  })

export const track = query('cases.track', {
  summary: 'Where a case is, for whoever has its code and secret: public, without personal values.',
  input: TrackInput,
  output: TrackView,
  // A wrong secret and a wrong code have the same answer, before anything is read.
  subject: async (db, input, ctx) => {
    const expected = Buffer.from(secretOf(ctx, input.code))
    const given = Buffer.from(input.secret.trim().toLowerCase())
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw noCase()
    return tracked(db, ctx, input.code)
  },
  allow: () => true,
  run: async ({ ctx, now, subject: { found, view } }) => ({ ...view, times: timesOf(ctx, found, now) }),
})

type Tracked = { found: Case; view: Omit<z.input<typeof TrackView>, 'times'> }

const mostTracked = 5_000
const memory = new WeakMap<Context, Map<string, Tracked>>()

/** People look often and cases change seldom: what was drawn for a version is shown until the case has another. */
async function tracked(db: Db, ctx: Context, code: string): Promise<Tracked> {
  const version = await findVersion(db, code)
  if (version === undefined) throw noCase()
  const known = memory.get(ctx) ?? new Map<string, Tracked>()
  memory.set(ctx, known)
  const seen = known.get(code)
  if (seen?.found.version === version) return seen
  const loaded = await getCase(db, { code }, ctx)
  const drawn = { found: loaded.case, view: await drawTracked(db, ctx, loaded) }
  if (known.size >= mostTracked) known.clear()
  known.set(code, drawn)
  return drawn
}

async function drawTracked(db: Db, ctx: Context, loaded: Loaded): Promise<Tracked['view']> {
  const { case: found, procedure } = loaded
  const { code } = found
  const visit = currentVisit(found)
  const names = visit?.assignee ? await namesOf(db, [visit.assignee]) : new Map<string, string>()
  const events = await listEventsOf(db, code)
  const documents = await listDocumentsOf(db, `case/${code}`)
  return {
    code,
    procedure: procedureRef(procedure),
    state: stateView(found.state),
    unit: unitRef(ctx, found.unit),
    receptionUnit: unitRef(ctx, found.receptionUnit),
    holder: visit && {
      unit: unitRef(ctx, visit.unit),
      roleName: roleName(ctx, visit.role),
      name: names.get(visit.assignee ?? ''),
      step: stepName(procedure.body, visit.step),
    },
    steps: stepsOf(ctx, loaded, names),
    timeline: momentsOf(ctx, loaded, events.filter(isPublic), { names }),
    supplement: found.supplements.length > 0 ? await supplementOf(db, code) : undefined,
    fees: await feesOf(db, code),
    documents: documents
      .filter((document) => !document.revoked && document.kind !== 'control-slip')
      .map((document) => ({ code: document.code, kind: document.kind, url: linkFor(ctx, document.code) })),
  }
}

/** Notes, assignments and warnings are the office's own business. */
const inside = new Set(['cases.noted', 'cases.assigned', 'cases.handed-over', 'cases.warned', 'cases.refusal-proposed'])
const isPublic = ({ type }: { type: string }): boolean => !inside.has(type)
