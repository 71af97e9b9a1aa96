import { system } from '#core/actor'
import { transact } from '#core/call'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { emitHistory, type LooseFact } from '#core/events'
import { calendarsOf, workingTime } from '#modules/calendar'
import { channelOf, factsToState, isLate, type Counted } from './facts.ts'
import type { LogCase } from './log.ts'
import type { UnitOf } from './log-units.ts'
import type { Mapping } from './mapping.ts'
import { factsOf, mergeTrace, type Closing, type Merged } from './rules.ts'
import * as store from './store/traces.ts'

export type Target = {
  ctx: Context
  procedure: string
  mapping: Mapping
  closing: Closing
  unitOf: UnitOf
  now: Date
}

export type Counts = { added: number; changed: number; unchanged: number }
export type Written = { events: Counts; cases: Counts }

/** Writes some cases, and the facts that they newly count for, in one short transaction. */
export async function writeBatch(target: Target, batch: readonly LogCase[]): Promise<Written> {
  return transact(target.ctx, system, { origin: 'import' }, async (db) => {
    const written: Written = { events: none(), cases: none() }
    const known = await findKnown(db, target.procedure, batch)
    const traces: store.StoredTrace[] = []
    const facts: LooseFact[] = []
    for (const read of batch) {
      const piece = { ...read, channel: read.channel && channelOf(read.channel, target.mapping.channels) }
      const { before, closing } = known(piece.code)
      const merged = mergeTrace(before && logCaseOf(before), piece)
      const same = before !== undefined && merged.added + merged.changed === 0 && !merged.caseChanged
      count(written, merged, before === undefined ? 'added' : same ? 'unchanged' : 'changed')
      if (same) continue
      const { trace, stated } = stateCase(target, { before, merged, closing })
      traces.push(trace)
      for (const fact of stated) facts.push(fact)
    }
    if (traces.length > 0) await store.writeTraces(db, traces)
    await emitHistory(db, facts)
    return written
  })
}

async function findKnown(db: Db, procedure: string, batch: readonly LogCase[]) {
  const codes = batch.map((each) => each.code)
  const traces = await store.lockTraces(db, procedure, codes)
  const closed = [...traces.values()].filter((each) => each.closedAt !== undefined)
  const closings = await store.closingsOf(db, closed.map(recordOf))
  return (code: string) => {
    const before = traces.get(code)
    return { before, closing: before && closings.get(recordOf(before)) }
  }
}

type Change = { before: store.StoredTrace | undefined; merged: Merged; closing: number | undefined }

function stateCase(target: Target, { before, merged, closing }: Change) {
  const { trace } = merged
  const { procedure, now } = target
  const counted = factsOf(trace, target.closing)
  const after: Counted = {
    acceptedAt: dateOf(before?.acceptedAt ?? counted.acceptedAt),
    closedAt: counted.closedAt === undefined ? undefined : dateOf(counted.closedAt),
    dueAt: counted.dueAt === undefined ? undefined : dateOf(counted.dueAt),
  }
  const unit = before?.unit ?? target.unitOf(trace)
  const stated = factsToState({
    record: recordOf({ procedure, code: trace.code }),
    procedure,
    channel: channelOf(trace.channel),
    unit,
    before: before && statedBefore(before, closing),
    after,
    now,
    workedMinutes: workedMinutesOf(target.ctx, unit),
  })
  const kept: store.StoredTrace = {
    procedure,
    code: trace.code,
    origin: 'import',
    unit,
    channel: trace.channel,
    events: trace.events,
    acceptedAt: after.acceptedAt.getTime() * 1000,
    closedAt: after.closedAt && after.closedAt.getTime() * 1000,
    dueAt: counted.dueAt,
    logAcceptedAt: trace.accepted,
    logClosedAt: trace.closed,
    logUnit: trace.unit,
    overdue: before?.overdue === true || isLate(after, now),
    stated: (before?.stated ?? 0) + stated.length,
  }
  return { trace: kept, stated }
}

const statedBefore = ({ stated, closedAt, overdue }: store.StoredTrace, closing: number | undefined) => ({
  version: stated,
  closedAt: closedAt === undefined ? undefined : dateOf(closedAt),
  closing,
  overdue,
})

/** Our own case codes have no slash, so the two can never be taken for each other. */
export const recordOf = ({ procedure, code }: { procedure: string; code: string }): string => `${procedure}/${code}`

const dateOf = (micros: number): Date => new Date(Math.floor(micros / 1000))

function workedMinutesOf(ctx: Context, unit: string): (from: Date, to: Date) => number {
  const calendar = calendarsOf(ctx).of(unit)
  return (from, to) => {
    // The working calendar covers 2000 to 2050; an older case has no office hours to count.
    const covered = from.getUTCFullYear() >= 2000 && to.getUTCFullYear() < 2050
    return covered ? workingTime.workedMinutes(calendar, from, to) : 0
  }
}

function logCaseOf(stored: store.StoredTrace): LogCase {
  return {
    code: stored.code,
    accepted: stored.logAcceptedAt,
    closed: stored.logClosedAt,
    due: stored.dueAt,
    channel: stored.channel,
    unit: stored.logUnit,
    events: stored.events,
  }
}

export const none = (): Counts => ({ added: 0, changed: 0, unchanged: 0 })

function count({ events, cases }: Written, merged: Merged, kind: keyof Counts): void {
  addCounts(events, merged)
  cases[kind] += 1
}

export function addCounts(sum: Counts, more: Counts): void {
  sum.added += more.added
  sum.changed += more.changed
  sum.unchanged += more.unchanged
}
