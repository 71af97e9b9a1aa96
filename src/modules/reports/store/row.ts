import { Channel } from '../events.ts'
import { isState, type State } from '../lifecycle.ts'
import type { Report } from '../report.ts'

/** Between a report as the rules see it and its row. */

export type ReportColumns = {
  code: string
  version: number
  state: string
  category: string
  channel: string
  commune: string
  unit: string
  urgent: boolean
  assignee: string | null
  submitted_at: Date
  accepted_at: Date | null
  transferred_at: Date | null
  answered_at: Date | null
  published_at: Date | null
  ended_at: Date | null
  due_at: Date | null
  escalate_at: Date | null
  overdue: boolean
  escalated: number
  reopenings: number
  supplements: number
  visible: boolean
  merged_into: string | null
  merged_from: string | null
  score: number | null
}

export function stateOf(name: string): State {
  if (isState(name)) return name
  throw new Error(`no state ${name}`)
}

export const reportOf = (row: ReportColumns): Report => ({
  code: row.code,
  version: row.version,
  state: stateOf(row.state),
  category: row.category,
  channel: Channel.parse(row.channel),
  commune: row.commune,
  unit: row.unit,
  urgent: row.urgent,
  assignee: row.assignee ?? undefined,
  submittedAt: row.submitted_at,
  acceptedAt: row.accepted_at ?? undefined,
  transferredAt: row.transferred_at ?? undefined,
  answeredAt: row.answered_at ?? undefined,
  publishedAt: row.published_at ?? undefined,
  endedAt: row.ended_at ?? undefined,
  dueAt: row.due_at ?? undefined,
  escalateAt: row.escalate_at ?? undefined,
  overdue: row.overdue,
  escalated: row.escalated,
  reopenings: row.reopenings,
  supplements: row.supplements,
  visible: row.visible,
  mergedInto: row.merged_into ?? undefined,
  mergedFrom: row.merged_from === null ? undefined : stateOf(row.merged_from),
  score: row.score ?? undefined,
})

/** The columns that acts change, as JSON for `jsonb_to_recordset`. */
export const changingColumns = `version int, state text, category text, unit text, urgent boolean, assignee text, accepted_at timestamptz,
  transferred_at timestamptz, answered_at timestamptz, published_at timestamptz, ended_at timestamptz, due_at timestamptz,
  escalate_at timestamptz, overdue boolean, escalated smallint, reopenings smallint, supplements smallint, visible boolean,
  merged_into text, merged_from text, score smallint, sort_at timestamptz`

export const changingNames = changingColumns
  .split(',')
  .map((column) => column.trim().split(' ')[0] ?? '')
  .join(', ')

export const changingOf = (found: Report) => ({
  version: found.version,
  state: found.state,
  category: found.category,
  unit: found.unit,
  urgent: found.urgent,
  assignee: found.assignee,
  accepted_at: found.acceptedAt,
  transferred_at: found.transferredAt,
  answered_at: found.answeredAt,
  published_at: found.publishedAt,
  ended_at: found.endedAt,
  due_at: found.dueAt,
  escalate_at: found.escalateAt,
  overdue: found.overdue,
  escalated: found.escalated,
  reopenings: found.reopenings,
  supplements: found.supplements,
  visible: found.visible,
  merged_into: found.mergedInto,
  merged_from: found.mergedFrom,
  score: found.score,
  sort_at: sortAt(found),
})

/** Whoever waits for the sender comes last. */
const sortAt = (found: Report): Date | 'infinity' =>
  found.state === 'needs-supplement' ? 'infinity' : (found.dueAt ?? 'infinity')
