import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { BrokenLog, caseCollector, maxItemLength, type LogPart } from './log.ts'
import type { Lens } from './row.ts'

/**
 * Reads an event log in XES (IEEE 1849), any version, as a stream. Only the attributes of traces and events themselves
 * are looked at; nested ones, lists, containers, globals and classifiers are passed over. Events of equal time keep the
 * order of the file.
 * @throws BrokenLog with the line, when the file is not XES or its XML breaks off
 */
export async function* readXes(source: AsyncIterable<string>, lens: Lens): AsyncGenerator<LogPart> {
  const reader = xesReader(lens)
  for await (const chunk of source) yield* reader.take(chunk)
  yield* reader.end()
}

type Row = { values: string[]; line: number }

function xesReader(lens: Lens) {
  const parser = new SaxesParser()
  const state = {
    where: 'outside',
    /** depth of attribute elements (or others) below a log, trace or event */
    inner: 0,
    trace: lens.columns.map(() => ''),
    events: new Array<Row>(),
    line: 0,
    name: '',
    parts: new Array<LogPart>(),
    /** where the last tag ended */
    position: 0,
  } satisfies State
  const columns = { slots: new Map(lens.columns.map((column, slot) => [column, slot])), seen: new Set<string>() }
  const walk: Walk = { lens, parser, state, ...columns }
  parser.on('error', (error) => {
    const reason = error.message.replace(/^\d+:\d+: /, '')
    throw new BrokenLog(parser.line, { vi: `XML hỏng: ${reason}`, en: `The XML is broken: ${reason}` })
  })
  parser.on('opentag', (tag) => open(walk, tag))
  parser.on('closetag', () => close(walk))
  const flush = () => state.parts.splice(0)
  return {
    take(chunk: string): LogPart[] {
      parser.write(chunk)
      if (parser.position - state.position > maxItemLength) throw tooLarge(parser.line)
      return flush()
    },
    end(): LogPart[] {
      parser.close()
      const present = lens.columns.filter((column) => walk.seen.has(column))
      const others = [...walk.seen].filter((column) => !walk.slots.has(column))
      return [...flush(), { kind: 'end', name: state.name || undefined, present, others }]
    },
  }
}

type State = {
  where: string
  inner: number
  trace: string[]
  events: Row[]
  line: number
  name: string
  parts: LogPart[]
  position: number
}
type Walk = { lens: Lens; parser: SaxesParser; state: State; slots: Map<string, number>; seen: Set<string> }

function open(walk: Walk, tag: SaxesTagPlain): void {
  const { state, parser } = walk
  state.position = parser.position
  if (state.inner > 0) {
    state.inner += 1
    return
  }
  const name = tag.name.slice(tag.name.indexOf(':') + 1)
  if (state.where === 'outside') {
    if (name !== 'log') throw new BrokenLog(parser.line, { vi: 'không phải tệp XES', en: 'This is not an XES log' })
    state.where = 'log'
  } else if (state.where === 'log' && name === 'trace') {
    state.where = 'trace'
    state.line = parser.line
    state.trace.fill('')
  } else if (state.where === 'trace' && name === 'event') {
    state.where = 'event'
    state.events.push({ values: walk.lens.columns.map(() => ''), line: parser.line })
  } else {
    state.inner = 1
    if (name === 'event') state.parts.push(stray(parser.line))
    attribute(walk, tag)
  }
}

function close(walk: Walk): void {
  const { state, parser } = walk
  state.position = parser.position
  if (state.inner > 0) state.inner -= 1
  else if (state.where === 'event') state.where = 'trace'
  else if (state.where === 'trace') {
    state.where = 'log'
    finishTrace(walk)
  } else state.where = 'end'
}

function attribute(walk: Walk, tag: SaxesTagPlain): void {
  const { state, slots, seen } = walk
  const { key, value } = tag.attributes
  if (key === undefined || value === undefined) return
  if (state.where === 'log') {
    if (key === 'concept:name') state.name = value
    return
  }
  const column = state.where === 'trace' ? `case:${key}` : key
  const slot = slots.get(column)
  const row = state.where === 'trace' ? state.trace : state.events.at(-1)?.values
  if (slot !== undefined && row) row[slot] = value
  if (seen.size < 200) seen.add(column)
}

function finishTrace(walk: Walk): void {
  const { state, lens } = walk
  const rows = state.events.splice(0)
  const collector = caseCollector()
  for (const row of rows) {
    for (const [slot, value] of state.trace.entries()) if (value !== '') row.values[slot] = value
    const reading = lens.read(row.values)
    for (const { field, reason } of reading.faults) {
      state.parts.push({ kind: 'problem', problem: { line: row.line, field, reason }, rejected: 0 })
    }
    const last = state.parts.at(-1)
    if (!reading.refused) collector.add(reading.says, reading.event)
    else if (last?.kind === 'problem') last.rejected = 1
  }
  if (rows.length === 0) state.parts.push(eventless(state.line))
  for (const each of collector.take()) state.parts.push({ kind: 'case', case: each })
}

const tooLarge = (line: number) =>
  new BrokenLog(line, {
    vi: `một phần tử dài quá ${maxItemLength} ký tự`,
    en: `One element is longer than ${maxItemLength} characters`,
  })

const stray = (line: number): LogPart => ({
  kind: 'problem',
  problem: { line, reason: { vi: 'sự kiện nằm ngoài hồ sơ (trace)', en: 'The event stands outside a trace' } },
  rejected: 1,
})

const eventless = (line: number): LogPart => ({
  kind: 'problem',
  problem: { line, reason: { vi: 'hồ sơ không có sự kiện nào', en: 'The case has no events' } },
  rejected: 0,
})
