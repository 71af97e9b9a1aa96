import type { Text } from '#core/i18n'
import { copyOf, maxActivity, maxCode, microsPerDay, type LogCase, type LogEvent } from './log.ts'
import { columnsOf, fields, type Field, type Mapping } from './mapping.ts'
import { timePattern, timeReader, type Moment, type TimeReader } from './times.ts'

export type Fault = { field: Field; reason: Text }
export type CaseSays = Omit<LogCase, 'events'>
/** What one row says. `event` is missing when the row was refused, or when the log has no activities. */
export type Reading = { says: CaseSays; event: LogEvent | undefined; refused: boolean; faults: Fault[] }

/** Looks at rows through a mapping. A row is the values of `columns`, in that order, '' where absent. */
export type Lens = { columns: readonly string[]; mapping: Mapping; read(row: readonly string[]): Reading }
export type LensOptions = { zone: string; now: Date }

type Sight = {
  text: (field: Field, row: readonly string[]) => string
  time: TimeReader
  day: (field: 'accepted' | 'closed' | 'deadline', row: readonly string[], faults: Fault[]) => Moment | undefined
  /** an event after this is a mistake */
  latest: number
}

export function lensOf(mapping: Mapping, options: LensOptions): Lens {
  const columns = [...new Set(fields.flatMap((field) => columnsOf(mapping, field)))]
  const pattern = mapping.timeFormat === undefined ? undefined : timePattern(mapping.timeFormat)
  const time = timeReader(mapping.timeZone ?? options.zone, pattern)
  const text = texts(mapping, columns)
  const latest = options.now.getTime() * 1000 + microsPerDay
  const sight: Sight = { text, time, day: days(text, time), latest }
  const register = columnsOf(mapping, 'activity').length === 0
  return { columns, mapping, read: (row) => (register ? readRegister(row, sight) : readLog(row, sight)) }
}

function readLog(row: readonly string[], sight: Sight): Reading {
  const faults: Fault[] = []
  const says = readCase(row, sight, faults)
  const activity = sight.text('activity', row)
  const written = sight.text('time', row)
  const at = sight.time(written)?.at
  const wrong: Fault[] = []
  if (says.code === '') wrong.push({ field: 'case', reason: missing })
  if (says.code.length > maxCode) wrong.push({ field: 'case', reason: tooLong(maxCode) })
  if (activity === '') wrong.push({ field: 'activity', reason: missing })
  if (activity.length > maxActivity) wrong.push({ field: 'activity', reason: tooLong(maxActivity) })
  if (at === undefined) wrong.push({ field: 'time', reason: written === '' ? missing : notTime(written) })
  else if (at > sight.latest) wrong.push({ field: 'time', reason: future(written) })
  if (wrong.length > 0 || at === undefined)
    return { says, event: undefined, refused: true, faults: [...wrong, ...faults] }
  const short = (field: Field) => sight.text(field, row).slice(0, maxCode)
  const event = { activity, at, lifecycle: short('lifecycle'), resource: short('resource'), group: short('group') }
  return { says, event, refused: false, faults }
}

/** A row of a register is a whole case: accepted, promised, closed. */
function readRegister(row: readonly string[], sight: Sight): Reading {
  const faults: Fault[] = []
  const says = readCase(row, sight, faults)
  const wrong: Fault[] = []
  if (says.code === '') wrong.push({ field: 'case', reason: missing })
  if (says.code.length > maxCode) wrong.push({ field: 'case', reason: tooLong(maxCode) })
  if (says.accepted === undefined && !faults.some((fault) => fault.field === 'accepted')) {
    wrong.push({ field: 'accepted', reason: missing })
  }
  return {
    says,
    event: undefined,
    refused: wrong.length > 0 || says.accepted === undefined,
    faults: [...wrong, ...faults],
  }
}

function readCase(row: readonly string[], sight: Sight, faults: Fault[]): CaseSays {
  const accepted = sight.day('accepted', row, faults)
  const closed = sight.day('closed', row, faults)
  const due = sight.day('deadline', row, faults)
  return {
    code: sight.text('case', row),
    accepted: accepted?.at,
    closed: closed?.at,
    // A deadline given as a day holds until that day ends.
    due: due && (due.dateOnly ? due.at + microsPerDay - 1 : due.at),
    channel: sight.text('channel', row).slice(0, maxCode),
    unit: sight.text('unit', row).slice(0, maxCode),
  }
}

function texts(mapping: Mapping, columns: readonly string[]): Sight['text'] {
  const empty = new Set(mapping.empty)
  const once = sharing()
  const places = new Map(
    fields.map((field) => [field, columnsOf(mapping, field).map((column) => columns.indexOf(column))]),
  )
  return (field, row) => {
    for (const place of places.get(field) ?? []) {
      const value = clean(row[place] ?? '')
      if (value !== '' && !empty.has(value)) return repeated.has(field) ? once(value) : value
    }
    return ''
  }
}

/** The rows of a case repeat its dates: each is parsed, and complained of, once. */
function days(text: Sight['text'], time: TimeReader): Sight['day'] {
  const last = new Map<Field, { written: string; moment: Moment | undefined }>()
  return (field, row, faults) => {
    const written = text(field, row)
    if (written === '') return undefined
    const before = last.get(field)
    if (before?.written === written) return before.moment
    const moment = time(written)
    last.set(field, { written, moment })
    if (!moment) faults.push({ field, reason: notTime(written) })
    return moment
  }
}

// Texts that many rows share.
const repeated = new Set<Field>(['activity', 'lifecycle', 'resource', 'group', 'channel', 'unit'])

/** One string for equal texts: a log has millions of rows and few words. */
function sharing(): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    const shared = known.get(text)
    if (shared !== undefined) return shared
    const copy = copyOf(text)
    if (known.size < 10_000) known.set(copy, copy)
    return copy
  }
}

// PostgreSQL keeps no NUL in a text. Most texts of a log are plain and pass as they are.
const plain = /^[!-~](?:[ -~]*[!-~])?$/
const clean = (value: string): string =>
  value === '' || plain.test(value) ? value : value.replaceAll('\0', '').normalize('NFC').trim()
const quote = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text)

const missing: Text = { vi: 'bỏ trống', en: 'is missing' }
const tooLong = (limit: number): Text => ({ vi: `dài quá ${limit} ký tự`, en: `is longer than ${limit} characters` })
const notTime = (text: string): Text => ({
  vi: `không phải thời điểm: ${quote(text)}`,
  en: `is not a time: ${quote(text)}`,
})
const future = (text: string): Text => ({ vi: `ở tương lai: ${quote(text)}`, en: `lies in the future: ${quote(text)}` })
