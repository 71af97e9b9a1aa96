import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { notFound, tooLarge } from '#core/errors'
import { readCsvLog } from './csv-log.ts'
import { fillIn, type LogCase, type LogPart, type Problem } from './log.ts'
import { columnsOf, fields, type Mapping } from './mapping.ts'
import { lensOf, type LensOptions } from './row.ts'
import type { Closing } from './rules.ts'
import { openLog } from './source.ts'
import { readXes } from './xes.ts'

/** A log as it was read: nothing of it has been written yet. */
export type ReadLog = {
  name: string
  cases: LogCase[]
  /** events found, of which so many were refused */
  read: number
  rejected: number
  problems: Problem[]
  closing: Closing
}

export type ReadOptions = LensOptions & {
  mapping: Mapping
  onProgress?: ((bytes: number, of: number) => void) | undefined
}

/** Kept in memory at once, about 2 GB: an import is of one procedure, and longer histories can be cut by year. */
const maxEvents = 2_000_000
const maxProblems = 1000

/**
 * Reads a log to its end, so that a file that breaks off changes nothing.
 * @throws BrokenLog with the line; AppError `no-such-file`, `log-too-large`
 */
export async function readLog(path: string, options: ReadOptions): Promise<ReadLog> {
  const size = await sizeOf(path)
  const lens = lensOf(options.mapping, options)
  const { format, text } = await openLog(path, options.mapping.encoding, (bytes) => options.onProgress?.(bytes, size))
  return gather(format === 'xes' ? readXes(text, lens) : readCsvLog(text, lens), path, options.mapping)
}

async function gather(parts: AsyncIterable<LogPart>, path: string, mapping: Mapping): Promise<ReadLog> {
  const cases = new Map<string, LogCase>()
  const problems: Problem[] = []
  const found = { events: 0, rejected: 0, problems: 0 }
  let end: Extract<LogPart, { kind: 'end' }> | undefined
  const complain = (problem: Problem) => {
    found.problems += 1
    if (problems.length < maxProblems) problems.push(problem)
  }
  for await (const part of parts) {
    if (part.kind === 'case') {
      found.events += addCase(cases, part.case, mapping)
      if (found.events > maxEvents) throw tooManyEvents()
    } else if (part.kind === 'problem') {
      found.rejected += part.rejected
      complain(part.problem)
    } else {
      end = part
      for (const problem of neverSeen(part, mapping)) complain(problem)
    }
  }
  if (found.problems > problems.length) problems.push(more(found.problems - problems.length))
  return {
    name: mapping.name ?? end?.name ?? nameOf(path),
    cases: [...cases.values()],
    read: found.events + found.rejected,
    rejected: found.rejected,
    problems,
    closing: closingOf(end?.present ?? [], mapping),
  }
}

/** Two acts of a register's row, where the log itself has none. */
export const registerActs = { accepted: '@accepted', closed: '@closed' } as const

function addCase(cases: Map<string, LogCase>, piece: LogCase, mapping: Mapping): number {
  const register = mapping.accepted !== undefined && mapping.activity === undefined
  const events = register ? registerEvents(piece) : piece.events
  const known = cases.get(piece.code)
  if (known) {
    fillIn(known, piece)
    for (const event of events) known.events.push(event)
  } else cases.set(piece.code, { ...piece, events })
  return events.length
}

function registerEvents({ accepted, closed }: LogCase): LogCase['events'] {
  const act = (activity: string, at: number) => ({ activity, at, lifecycle: '', resource: '', group: '' })
  return [
    ...(accepted === undefined ? [] : [act(registerActs.accepted, accepted)]),
    ...(closed === undefined ? [] : [act(registerActs.closed, closed)]),
  ]
}

function closingOf(present: readonly string[], mapping: Mapping): Closing {
  if (mapping.closedBy) return { kind: 'by', activities: new Set(mapping.closedBy) }
  const stated = columnsOf(mapping, 'closed').some((column) => present.includes(column))
  return stated ? { kind: 'stated' } : { kind: 'last event' }
}

/** A column of the mapping that no row had is a slip of the pen, and would pass in silence in XES. */
function neverSeen(end: Extract<LogPart, { kind: 'end' }>, mapping: Mapping): Problem[] {
  return fields.flatMap((field) => {
    const columns = mapping[field]
    if (!columns || columns.some((column) => end.present.includes(column))) return []
    const [need, have] = [columns.join(', '), [...end.present, ...end.others].join(', ')]
    const reason = { vi: `không dòng nào có ${need}; có: ${have}`, en: `no row has ${need}; there are: ${have}` }
    return [{ line: 0, field, reason }]
  })
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined)
  if (found?.isFile()) return found.size
  throw notFound('no-such-file', { vi: `Không có tệp ${path}`, en: `There is no file ${path}` })
}

const nameOf = (path: string): string => basename(path).replace(/(\.(xes|csv|txt|xml))?(\.gz)?$/i, '')

const more = (count: number): Problem => ({
  line: 0,
  reason: { vi: `còn ${count} lỗi nữa`, en: `${count} more problems` },
})

const tooManyEvents = () =>
  tooLarge('log-too-large', {
    vi: `Tệp có hơn ${maxEvents} sự kiện: hãy tách theo thủ tục hoặc theo năm.`,
    en: `The log has more than ${maxEvents} events: split it by procedure or by year.`,
  })
