import type { LooseFact } from '#core/events'
import { localDate } from '#modules/calendar'
import { caseAccepted, caseClosed, caseOverdue, caseRecalled, caseSubmitted, type Channel } from '#modules/cases'

/** What an imported case counts for. Instants of milliseconds: facts are no finer. */
export type Counted = { acceptedAt: Date; closedAt: Date | undefined; dueAt: Date | undefined }

export type Stating = {
  record: string
  procedure: string
  channel: Channel
  unit: string
  /** what has been stated before: the record's version, its closing and that event's seq, whether it was overdue */
  before: { version: number; closedAt: Date | undefined; closing: number | undefined; overdue: boolean } | undefined
  after: Counted
  now: Date
  workedMinutes: (from: Date, to: Date) => number
}

/**
 * The facts of an imported case that have not been stated yet, in order: submitted, accepted, overdue, closed. A closing
 * that a later log moves or takes back is undone by a fact of its own; acceptance and promise stand as first stated.
 */
export function factsToState(stating: Stating): LooseFact[] {
  const { before, after, now } = stating
  const facts: LooseFact[] = []
  const state = (type: { type: string; v: number }, occurredAt: Date, payload: object, undoes?: number) =>
    facts.push({
      type: type.type,
      v: type.v,
      record: stating.record,
      version: (before?.version ?? 0) + facts.length + 1,
      unit: stating.unit,
      actor: 'import',
      actorUnit: stating.unit,
      occurredAt,
      payload: { procedure: stating.procedure, channel: stating.channel, ...payload },
      undoes,
    })
  if (!before) {
    state(caseSubmitted, after.acceptedAt, { receivedBy: stating.unit })
    const dueAt = after.dueAt?.toISOString() ?? null
    state(caseAccepted, after.acceptedAt, { workingMinutes: 0, onTime: true, dueAt })
  }
  const moved = before?.closedAt && before.closedAt.getTime() !== after.closedAt?.getTime() ? before : undefined
  if (moved?.closedAt) state(caseRecalled, moved.closedAt, { undone: caseClosed.type, step: null }, moved.closing)
  if (after.dueAt && isLate(after, now) && !before?.overdue) state(caseOverdue, after.dueAt, { step: null })
  if (after.closedAt && (moved || !before?.closedAt))
    state(caseClosed, after.closedAt, closingOf(stating, after.closedAt))
  return facts
}

/** Whether the promise was broken: by the closing, or for an open case by now. */
export const isLate = ({ dueAt, closedAt }: Counted, now: Date): boolean =>
  dueAt !== undefined && dueAt < (closedAt ?? now)

function closingOf({ before, after, now, workedMinutes }: Stating, closedAt: Date) {
  const late = isLate(after, now)
  return {
    outcome: 'granted' as const,
    onTime: !late,
    early: after.dueAt !== undefined && closedAt < after.dueAt && localDate(closedAt) < localDate(after.dueAt),
    // What was stated as overdue leaves the overdue ones, even if the log now shows that it was closed in time.
    overdue: late || before?.overdue === true,
    workingMinutes: workedMinutes(after.acceptedAt, closedAt),
    electronicResult: false,
    digitised: false,
    supplements: 0,
  }
}

const spellings: readonly [Channel, RegExp][] = [
  ['online', /online|internet|web|e-?mail|portal|trực tuyến|cổng|dvc/i],
  ['post', /post|mail|bưu chính|bcci/i],
]

/** The channel of a log's own word for it; one of ours means itself. What nobody knows came over the counter, as most did before portals. */
export function channelOf(word: string, named: Readonly<Record<string, Channel>> = {}): Channel {
  return named[word] ?? spellings.find(([, spelling]) => spelling.test(word))?.[0] ?? 'counter'
}
