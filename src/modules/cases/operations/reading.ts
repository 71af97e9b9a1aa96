import { timingSafeEqual } from 'node:crypto'
import { notFound } from '#core/errors'
import { listEventsOf } from '#core/events'
import { query } from '#core/operation'
import { listDocumentsOf, linkFor } from '#modules/documents'
import { namesOf } from '#modules/people'
import { currentVisit } from '../case.ts'
import { GetInput, TrackInput } from '../inputs.ts'
import { get as getCase } from '../load.ts'
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
    return getCase(db, input, ctx)
  },
  allow: () => true,
  perMinute: 120,
  async run({ db, ctx, now, subject }) {
    const { case: found, procedure } = subject
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
      times: timesOf(ctx, found, now),
      holder: visit && {
        unit: unitRef(ctx, visit.unit),
        roleName: roleName(ctx, visit.role),
        name: names.get(visit.assignee ?? ''),
        step: stepName(procedure.body, visit.step),
      },
      steps: stepsOf(ctx, subject, names),
      timeline: momentsOf(ctx, subject, events.filter(isPublic), names),
      supplement: found.supplements.length > 0 ? await supplementOf(db, code) : undefined,
      fees: await feesOf(db, code),
      documents: documents
        .filter((document) => !document.revoked && document.kind !== 'control-slip')
        .map((document) => ({ code: document.code, kind: document.kind, url: linkFor(ctx, document.code) })),
    }
  },
})

/** Notes, assignments and warnings are the office's own business. */
const inside = new Set(['cases.noted', 'cases.assigned', 'cases.handed-over', 'cases.warned', 'cases.refusal-proposed'])
const isPublic = ({ type }: { type: string }): boolean => !inside.has(type)
