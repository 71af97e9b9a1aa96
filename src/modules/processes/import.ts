import type { Context } from '#core/context'
import { conflict } from '#core/errors'
import type { Text } from '#core/i18n'
import { procedureKind } from '#modules/procedures'
import { provinceIn } from '#modules/units'
import { addCounts, none, writeBatch, type Counts, type Target } from './import-batch.ts'
import { unitsOf } from './log-units.ts'
import { BrokenLog, type LogCase, type Problem } from './log.ts'
import type { Mapping } from './mapping.ts'
import { readLog, type ReadLog } from './read.ts'
import { procedureIdOf } from './rules.ts'
import { isTakenTwice, nameLog } from './store/traces.ts'

export type ImportOptions = {
  mapping?: Mapping
  /** code or id of the procedure that the cases belong to; else one is made from the log's name */
  procedure?: string
  onProgress?: (done: number, of: number, what: 'bytes read' | 'events written') => void
}

/** Counts are of events, those of cases stand under `cases`. `complete` is false for a file that could not be read. */
export type ImportReport = Counts & {
  read: number
  rejected: number
  problems: Problem[]
  procedure: string
  name: string
  cases: Counts & { read: number }
  /** what was decided where the log left it open */
  notes: Text[]
  complete: boolean
}

/**
 * Takes the cases of an event log (XES, CSV) into the process view, and states what they count for as facts of origin
 * `import`: submitted, accepted, overdue, closed. Written in batches; a repeat, also after a crash, adds only what lacks.
 * @throws AppError `no-such-file`, `log-too-large`, `unknown-unit`, `import-running`
 */
export async function importCases(ctx: Context, path: string, options: ImportOptions = {}): Promise<ImportReport> {
  const mapping = options.mapping ?? {}
  const now = ctx.clock()
  const onProgress = (bytes: number, of: number) => options.onProgress?.(bytes, of, 'bytes read')
  const log = await readLog(path, { mapping, zone: provinceIn(ctx).timeZone, now, onProgress }).catch(
    (error: unknown) => {
      if (error instanceof BrokenLog) return error
      throw error
    },
  )
  if (log instanceof BrokenLog) return unreadable(log)
  const named = options.procedure ?? mapping.procedure
  const known = named === undefined ? undefined : ctx.definitions.find(procedureKind, named)
  const procedure = known?.id ?? named ?? procedureIdOf(log.name)
  const { unitOf, notes } = unitsOf(ctx, mapping, log.cases)
  if (!known) await nameLog(ctx.db, procedure, log.name)
  const report = reportOf(log, procedure, notes)
  const target: Target = { ctx, procedure, mapping, closing: log.closing, unitOf, now }
  await writeAll(target, log.cases, report, () => {
    options.onProgress?.(report.added + report.changed + report.unchanged, log.read - log.rejected, 'events written')
    ctx.wake()
  })
  return report
}

/**
 * While the database writes one batch, the next is prepared; the embedded database takes one at a time. Batches have
 * no case in common, so their order does not matter.
 */
async function writeAll(
  target: Target,
  cases: readonly LogCase[],
  report: ImportReport,
  onWritten: () => void,
): Promise<void> {
  const { embedded } = target.ctx
  const batches = batchesOf(cases, embedded ? 250 : 1000)
  const work = async () => {
    for (const batch of batches) {
      const written = await writeBatch(target, batch)
      addCounts(report, written.events)
      addCounts(report.cases, written.cases)
      onWritten()
    }
  }
  const ended = await Promise.allSettled(embedded ? [work()] : [work(), work()])
  for (const each of ended) if (each.status === 'rejected') throw isTakenTwice(each.reason) ? running() : each.reason
}

const batchEvents = 10_000

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

const reportOf = (log: ReadLog, procedure: string, notes: readonly Text[]): ImportReport => ({
  read: log.read,
  ...none(),
  rejected: log.rejected,
  problems: log.problems,
  procedure,
  name: log.name,
  cases: { read: log.cases.length, ...none() },
  notes: [...notes, ...notesOf(log)],
  complete: true,
})

const unreadable = (error: BrokenLog): ImportReport => ({
  read: 0,
  ...none(),
  rejected: 0,
  problems: [{ line: error.line, reason: error.text }],
  procedure: '',
  name: '',
  cases: { read: 0, ...none() },
  notes: [],
  complete: false,
})

function notesOf({ cases, closing }: ReadLog): Text[] {
  const promised = cases.filter((each) => each.due !== undefined).length
  return [
    ...(closing.kind === 'last event' ? [finishedNote] : []),
    ...(promised < cases.length ? [unpromised(cases.length - promised)] : []),
  ]
}

const finishedNote: Text = {
  vi: 'Tệp không cho biết hồ sơ nào đã xong: coi mọi hồ sơ đã xong ở sự kiện cuối (ghi closed hoặc closedBy trong bảng ánh xạ).',
  en: 'The log does not say which cases are closed: all count as closed at their last event (closed or closedBy in the mapping).',
}

const unpromised = (count: number): Text => ({
  vi: `${count} hồ sơ không có hạn trả: không hồ sơ nào trong số này tính là trễ hạn.`,
  en: `${count} cases have no deadline: none of these counts as late.`,
})

const running = () =>
  conflict('import-running', {
    vi: 'Hồ sơ của quy trình này đang được nhập ở nơi khác. Chờ xong rồi nhập lại: chỉ phần còn thiếu được thêm.',
    en: 'Cases of this process are being imported elsewhere. Wait, then import again: only what lacks is added.',
  })
