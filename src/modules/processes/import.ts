import { system } from '#core/actor'
import { transact } from '#core/call'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { emitHistory, type LooseFact } from '#core/events'
import type { Text } from '#core/i18n'
import { calendarsOf, workingTime } from '#modules/calendar'
import { procedureKind } from '#modules/procedures'
import { channelOf, factsToState, isLate, type Counted } from './facts.ts'
import { BrokenLog, type LogCase, type Problem } from './log.ts'
import type { Mapping } from './mapping.ts'
import { readLog, type ReadLog } from './read.ts'
import { factsOf, mergeTrace, procedureIdOf, type Merged } from './rules.ts'
import * as store from './store/traces.ts'
import { unitsOf, type UnitOf } from './log-units.ts'

export type ImportOptions = {
  mapping?: Mapping
  /** code or id of the procedure that the cases belong to; else one is made from the log's name */
  procedure?: string
  onProgress?: (done: number, of: number, what: 'bytes read' | 'events written') => void
}

type Counts = { read: number; added: number; changed: number; unchanged: number }

/** Counts are of events, those of cases stand under `cases`. `complete` is false for a file that could not be read. */
export type ImportReport = Counts & {
  rejected: number
  problems: Problem[]
  procedure: string
  name: string
  cases: Counts
  /** what was decided where the log left it open */
  notes: Text[]
  complete: boolean
}

type Target = { ctx: Context; procedure: string; mapping: Mapping; log: ReadLog; unitOf: UnitOf; now: Date }

const batchEvents = 10_000

/**
 * Takes the cases of an event log (XES, CSV) into the process view, and states what they count for as facts of origin
 * `import`: submitted, accepted, overdue, closed. Written in batches; a repeat, also after a crash, adds only what lacks.
 * @throws AppError `processes.no-such-file`, `processes.log-too-large`, `processes.unknown-unit`
 */
export async function importCases(ctx: Context, path: string, options: ImportOptions = {}): Promise<ImportReport> {
  const mapping = options.mapping ?? {}
  const now = ctx.clock()
  const log = await readLog(path, {
    mapping,
    zone: 'Asia/Ho_Chi_Minh',
    now,
    onProgress: (bytes, of) => options.onProgress?.(bytes, of, 'bytes read'),
  }).catch((error: unknown) => {
    if (error instanceof BrokenLog) return error
    throw error
  })
  if (log instanceof BrokenLog) return unreadable(log)
  const named = options.procedure ?? mapping.procedure
  const known = named === undefined ? undefined : ctx.definitions.find(procedureKind, named)
  const procedure = known?.id ?? named ?? procedureIdOf(log.name)
  const { unitOf, notes } = unitsOf(ctx, mapping, log.cases)
  if (!known) await store.nameLog(ctx.db, procedure, log.name)
  const report: ImportReport = {
    read: log.read,
    added: 0,
    changed: 0,
    unchanged: 0,
    rejected: log.rejected,
    problems: log.problems,
    procedure,
    name: log.name,
    cases: { read: log.cases.length, added: 0, changed: 0, unchanged: 0 },
    notes: [...notes, ...notesOf(log)],
    complete: true,
  }
  const target: Target = { ctx, procedure, mapping, log, unitOf, now }
  for (const batch of batchesOf(log.cases, ctx.embedded ? 250 : 1000)) {
    await transact(ctx, system, { origin: 'import' }, (db) => writeBatch(db, target, batch, report))
    options.onProgress?.(report.added + report.changed + report.unchanged, log.read - log.rejected, 'events written')
    ctx.wake()
  }
  return report
}

async function writeBatch(db: Db, target: Target, batch: readonly LogCase[], report: ImportReport): Promise<void> {
  await store.lockImports(db, target.procedure)
  const known = await store.lockTraces(
    db,
    target.procedure,
    batch.map((each) => each.code),
  )
  const closings = await store.closingsOf(
    db,
    [...known.values()].filter((each) => each.closedAt !== undefined).map((each) => recordOf(each)),
  )
  const traces: store.StoredTrace[] = []
  const facts: LooseFact[] = []
  for (const read of batch) {
    const piece = { ...read, channel: read.channel && channelOf(read.channel, target.mapping.channels) }
    const before = known.get(piece.code)
    const merged = mergeTrace(before && logCaseOf(before), piece)
    const same = before !== undefined && merged.added + merged.changed === 0 && !merged.caseChanged
    count(report, merged, before === undefined ? 'added' : same ? 'unchanged' : 'changed')
    if (same) continue
    const { trace, stated } = statedCase(target, { before, merged, closing: before && closings.get(recordOf(before)) })
    traces.push(trace)
    facts.push(...stated)
  }
  if (traces.length > 0) await store.writeTraces(db, traces)
  await emitHistory(db, facts)
}

type Change = { before: store.StoredTrace | undefined; merged: Merged; closing: number | undefined }

function statedCase({ procedure, log, unitOf, now, ctx }: Target, { before, merged, closing }: Change) {
  const { trace } = merged
  const counted = factsOf(trace, log.closing)
  const dates: Counted = {
    acceptedAt: before?.acceptedAt === undefined ? dateOf(counted.acceptedAt) : dateOf(before.acceptedAt),
    closedAt: counted.closedAt === undefined ? undefined : dateOf(counted.closedAt),
    dueAt: counted.dueAt === undefined ? undefined : dateOf(counted.dueAt),
  }
  const unit = before?.unit ?? unitOf(trace)
  const calendar = calendarsOf(ctx).of(unit)
  const stated = factsToState({
    record: recordOf({ procedure, code: trace.code }),
    procedure,
    channel: channelOf(trace.channel),
    unit,
    before: before && {
      version: before.stated,
      closedAt: before.closedAt === undefined ? undefined : dateOf(before.closedAt),
      closing,
      overdue: before.overdue,
    },
    after: dates,
    now,
    workedMinutes: (from, to) => workedMinutes(calendar, from, to),
  })
  const kept: store.StoredTrace = {
    procedure,
    code: trace.code,
    origin: 'import',
    unit,
    channel: trace.channel,
    events: trace.events,
    acceptedAt: dates.acceptedAt.getTime() * 1000,
    closedAt: dates.closedAt && dates.closedAt.getTime() * 1000,
    dueAt: counted.dueAt,
    logAcceptedAt: trace.accepted,
    logClosedAt: trace.closed,
    logUnit: trace.unit,
    overdue: before?.overdue === true || isLate(dates, now),
    stated: (before?.stated ?? 0) + stated.length,
  }
  return { trace: kept, stated }
}

/** Our own case codes have no slash, so the two can never be taken for each other. */
export const recordOf = ({ procedure, code }: { procedure: string; code: string }): string => `${procedure}/${code}`

const dateOf = (micros: number): Date => new Date(Math.floor(micros / 1000))

// The working calendar covers 2000 to 2050; an older case has no office hours to count.
const workedMinutes = (calendar: Parameters<typeof workingTime.workedMinutes>[0], from: Date, to: Date): number =>
  from.getUTCFullYear() < 2000 || to.getUTCFullYear() > 2049 ? 0 : workingTime.workedMinutes(calendar, from, to)

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

function count(report: ImportReport, merged: Merged, kind: 'added' | 'changed' | 'unchanged'): void {
  report.added += merged.added
  report.changed += merged.changed
  report.unchanged += merged.unchanged
  report.cases[kind] += 1
}

function* batchesOf(cases: readonly LogCase[], size: number): Generator<LogCase[]> {
  let batch: LogCase[] = []
  let events = 0
  for (const each of cases) {
    batch.push(each)
    events += each.events.length
    if (batch.length < size && events < batchEvents) continue
    yield batch
    batch = []
    events = 0
  }
  if (batch.length > 0) yield batch
}

function notesOf({ cases, closing }: ReadLog): Text[] {
  const promised = cases.filter((each) => each.due !== undefined).length
  return [
    ...(closing.kind === 'last event' ? [finishedNote] : []),
    ...(promised < cases.length ? [unpromised(cases.length - promised)] : []),
  ]
}

const finishedNote: Text = {
  vi: 'Tệp không cho biết hồ sơ nào đã xong: coi mọi hồ sơ đã xong ở sự kiện cuối (closed hoặc closedBy trong bảng ánh xạ).',
  en: 'The log does not say which cases are closed: all are taken as closed at their last event (closed or closedBy in the mapping).',
}
const unpromised = (count: number): Text => ({
  vi: `${count} hồ sơ không có hạn trả: không hồ sơ nào trong số này tính là trễ hạn.`,
  en: `${count} cases have no deadline: none of these counts as late.`,
})

function unreadable(error: BrokenLog): ImportReport {
  const none = { read: 0, added: 0, changed: 0, unchanged: 0 }
  const problems = [{ line: error.line, reason: error.text }]
  return { ...none, rejected: 0, problems, procedure: '', name: '', cases: none, notes: [], complete: false }
}
