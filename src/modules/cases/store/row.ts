import { z } from 'zod'
import { durationUnits } from '#core/duration'
import { currentVisit, type Case } from '../case.ts'
import { Channel } from '../events.ts'
import { isState, type State } from '../lifecycle.ts'

/** Between a case as the rules see it and its row. */

export const Limit = z.object({ amount: z.number(), unit: z.enum(durationUnits) })
export const Instant = z.coerce.date()
const Clock = z.object({
  startedAt: Instant,
  limit: Limit,
  pauses: z.array(z.object({ from: Instant, to: Instant })),
})

export type CaseColumns = {
  code: string
  unit: string
  procedure: string
  channel: string
  reception_unit: string
  state: string
  version: number
  submitted_at: Date
  intake_due_at: Date
  accepted_at: Date | null
  clock: unknown
  paused_at: Date | null
  due_at: Date | null
  promised_at: Date | null
  reappointed_at: Date | null
  apologised_at: Date | null
  hand_over_by: Date | null
  warned: number
  warn_at: Date | null
  overdue: boolean
  refusal_proposed: boolean
  resolved_at: Date | null
  ended_at: Date | null
  digitised: boolean
}

export type Beside = Pick<Case, 'visits' | 'supplements' | 'consultations'>

export function caseOf(row: CaseColumns, beside: Beside): Case {
  return {
    code: row.code,
    version: row.version,
    unit: row.unit,
    receptionUnit: row.reception_unit,
    procedure: row.procedure,
    channel: Channel.parse(row.channel),
    state: stateOf(row.state),
    submittedAt: row.submitted_at,
    intakeDueAt: row.intake_due_at,
    acceptedAt: row.accepted_at ?? undefined,
    clock: row.clock === null ? undefined : Clock.parse(row.clock),
    pausedAt: row.paused_at ?? undefined,
    dueAt: row.due_at ?? undefined,
    promisedAt: row.promised_at ?? undefined,
    reappointedAt: row.reappointed_at ?? undefined,
    apologisedAt: row.apologised_at ?? undefined,
    handOverBy: row.hand_over_by ?? undefined,
    warned: row.warned,
    warnAt: row.warn_at ?? undefined,
    overdue: row.overdue,
    refusalProposed: row.refusal_proposed,
    resolvedAt: row.resolved_at ?? undefined,
    endedAt: row.ended_at ?? undefined,
    digitised: row.digitised,
    ...beside,
  }
}

export function stateOf(name: string): State {
  if (isState(name)) return name
  throw new Error(`no state ${name}`)
}

/** What its time left is counted to: the answer at reception, then the due time. Whoever waits for others comes last. */
export function sortAt(found: Case): Date | 'infinity' {
  if (found.state === 'submitted') return found.intakeDueAt
  if (found.state === 'accepted' || found.state === 'processing') return found.dueAt ?? 'infinity'
  return 'infinity'
}

/** How a case counts in its queue. */
export type Weight = { unit: string; role: string; procedure: string; open: number; overdue: number; waiting: number }

export function weightOf(found: Case, sign: 1 | -1): Weight[] {
  const visit = currentVisit(found)
  if (!visit || found.endedAt) return []
  const waiting = found.state === 'incomplete' || found.pausedAt !== undefined
  const count = { open: waiting ? 0 : sign, overdue: found.overdue ? sign : 0, waiting: waiting ? sign : 0 }
  return [{ unit: visit.unit, role: visit.role, procedure: found.procedure, ...count }]
}

/** The difference that acts make to the queues; what cancels out is left out. */
export function differences(weights: readonly Weight[]): Weight[] {
  const sums = new Map<string, Weight>()
  for (const weight of weights) {
    const key = `${weight.unit} ${weight.role} ${weight.procedure}`
    const sum = sums.get(key)
    if (!sum) sums.set(key, { ...weight })
    else {
      sum.open += weight.open
      sum.overdue += weight.overdue
      sum.waiting += weight.waiting
    }
  }
  return [...sums.values()].filter(({ open, overdue, waiting }) => open !== 0 || overdue !== 0 || waiting !== 0)
}
