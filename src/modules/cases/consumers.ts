import { z } from 'zod'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import type { StoredEvent } from '#core/events'
import type { Topic } from '#core/live'
import { dateTime, money } from '#modules/documents'
import { contactsOf, mandateWords } from '#modules/people'
import { tellAbout, type Telling } from '#modules/notices'
import { findUnit } from '#modules/units'
import { trackUrl } from './letters.ts'
import { procedureOf } from './places.ts'
import * as policy from './policy.ts'
import { openPerson } from './sealing.ts'
import { listReasons } from './store/beside.ts'
import { listTold, type Told } from './store/telling.ts'

/** Who is told of a case's facts, and which screens look again. */

const templates = {
  'cases.submitted': 'submitted',
  'cases.accepted': 'accepted',
  'cases.refused-at-intake': 'refused',
  'cases.supplement-requested': 'supplement-requested',
  'cases.payment-requested': 'payment-asked',
  'cases.approved': 'result-ready',
  'cases.refused': 'refused',
  'cases.stopped': 'stopped',
  'cases.apologised': 'apologised',
} as const

const toOfficer = { 'cases.warned': 'due-soon', 'cases.overdue': 'overdue' } as const

/** The pack must have their words. */
export const toldBy = [...new Set([...Object.values(templates), ...Object.values(toOfficer)])]

const isFor = <T extends object>(map: T, type: string): type is Extract<keyof T, string> => Object.hasOwn(map, type)

export const tell = tellAbout(
  'cases.tell',
  [...Object.keys(templates), ...Object.keys(toOfficer)],
  async (db: Db, events: readonly StoredEvent[], ctx: Context): Promise<Telling[]> => {
    const codes = [...new Set(events.map((event) => event.record))]
    const cases = await listTold(db, codes)
    const reasons = await listReasons(db, codes)
    const mandates = await mandateWords(
      db,
      ctx,
      [...cases.values()].flatMap(({ owner, mandate }) => (owner === null && mandate !== null ? [mandate] : [])),
    )
    const officers = await contactsOf(
      db,
      [...cases.values()].flatMap(({ assignee }) => assignee ?? []),
    )
    return events.flatMap((event): Telling[] => {
      const told = cases.get(event.record)
      if (!told) return []
      if (event.type === 'cases.submitted' && told.channel !== 'online') return []
      const facts = factsOf(ctx, told, event, reasonOf(reasons, event))
      if (isFor(templates, event.type))
        return [
          {
            event,
            notices: [
              { to: applicantOf(ctx, told, mandates), template: templates[event.type], facts, record: event.record },
            ],
          },
        ]
      const officer = officers.get(told.assignee ?? '')
      if (!officer || !isFor(toOfficer, event.type)) return []
      const to = { account: officer.account, email: officer.email ?? undefined }
      const link = new URL(`/lam-viec/ho-so/${told.code}`, ctx.settings.publicUrl).href
      return [
        { event, notices: [{ to, template: toOfficer[event.type], facts: { ...facts, link }, record: event.record }] },
      ]
    })
  },
)

/** A decision states two facts; what was written stands with the second. */
const reasonOf = (reasons: ReadonlyMap<string, string>, { record, version }: StoredEvent): string | undefined =>
  reasons.get(`${record} ${version}`) ?? reasons.get(`${record} ${version + 1}`)

/** The applicant; of a child or an enterprise, which has no account, whoever files for it, while they may. */
function applicantOf(ctx: Context, { owner, mandate, applicant, submitter }: Told, mandates: Mandates) {
  const acting = owner === null ? mandates.get(mandate ?? '')?.acting : undefined
  const sealed = acting ? submitter : applicant
  const { phone, email } = sealed === null ? {} : openPerson(ctx.vault, sealed)
  return { account: acting ?? owner ?? undefined, phone, email }
}

type Mandates = Awaited<ReturnType<typeof mandateWords>>

const Amount = z.object({ amount: z.int() })

function factsOf(ctx: Context, told: Told, event: StoredEvent, reason: string | undefined) {
  const amount = Amount.safeParse(event.payload).data?.amount
  const due = told.state === 'incomplete' || told.state === 'awaiting-supplement' ? told.supplement_due_at : told.due_at
  return {
    caseCode: told.code,
    procedure: procedureOf(ctx, told.definition).body.name.vi,
    unit: findUnit(ctx, told.unit)?.name.vi ?? told.unit,
    place: findUnit(ctx, told.reception_unit)?.name.vi ?? told.reception_unit,
    link: trackUrl(ctx, told.code),
    ...(due ? { dueAt: dateTime(due.toISOString()), newDueAt: dateTime(due.toISOString()) } : {}),
    ...(reason === undefined ? {} : { reason }),
    ...(amount === undefined ? {} : { amount: money(amount) }),
  }
}

/** `case:<code>` for its page, `cases:<unit>` and `cases:all` for work lists. */
export const caseTopic: Topic = {
  name: 'case',
  types: ['cases.*'],
  of: (event) => [{ topic: `case:${event.record}`, id: event.record }],
  visible: policy.isOfficial,
}
export const casesTopic: Topic = {
  name: 'cases',
  types: ['cases.*'],
  of: (event) => [
    { topic: `cases:${event.unit}`, id: event.record },
    { topic: 'cases:all', id: event.record },
  ],
  visible: policy.isOfficial,
}
