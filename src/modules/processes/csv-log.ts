import Papa from 'papaparse'
import { BrokenLog, caseCollector, maxItemLength, type LogPart, type Problem } from './log.ts'
import { columnsOf, fields } from './mapping.ts'
import type { Lens } from './row.ts'

type Block = { data: string[][]; errors: { row?: number; code: string; message: string }[]; meta: { cursor: number } }
type Line = { cells: string[]; line: number; broken: boolean }

/**
 * Reads an event log, or a register, in CSV as a stream: the first line names the columns; comma, semicolon, tab or bar.
 * Rows of a case may stand anywhere in the file.
 * @throws BrokenLog with the line, when a quote is never closed or a mapped column is not there
 */
export async function* readCsvLog(source: AsyncIterable<string>, lens: Lens): AsyncGenerator<LogPart> {
  const collector = caseCollector()
  let header: Header | undefined
  for await (const row of csvLines(source, lens.mapping.delimiter)) {
    if (row.cells.every((cell) => cell.trim() === '')) continue
    if (!header) {
      header = readHeader(row, lens)
      continue
    }
    yield* takeRow(row, header, lens, collector)
    if (collector.full) for (const each of collector.take()) yield { kind: 'case', case: each }
  }
  if (!header) throw new BrokenLog(1, { vi: 'tệp rỗng', en: 'The file is empty' })
  for (const each of collector.take()) yield { kind: 'case', case: each }
  yield { kind: 'end', name: undefined, present: header.present, others: header.others }
}

type Header = { width: number; places: number[]; present: string[]; others: string[] }

function readHeader(row: Line, lens: Lens): Header {
  const names = row.cells.map((cell) => cell.trim().normalize('NFC'))
  const needed = new Set(
    fields.filter((field) => lens.mapping[field]).flatMap((field) => columnsOf(lens.mapping, field)),
  )
  if (needed.size === 0)
    for (const field of ['case', 'activity', 'time'] as const)
      columnsOf(lens.mapping, field).forEach((name) => needed.add(name))
  const lacking = [...needed].filter((column) => !names.includes(column))
  if (lacking.length > 0) throw lacksColumns(row.line, lacking, names)
  const double = [...needed].find((column) => names.indexOf(column) !== names.lastIndexOf(column))
  if (double) throw new BrokenLog(row.line, { vi: `hai cột cùng tên ${double}`, en: `Two columns are named ${double}` })
  return {
    width: names.length,
    places: lens.columns.map((column) => names.indexOf(column)),
    present: lens.columns.filter((column) => names.includes(column)),
    others: names.filter((name) => !lens.columns.includes(name)),
  }
}

function* takeRow(
  row: Line,
  header: Header,
  lens: Lens,
  collector: ReturnType<typeof caseCollector>,
): Generator<LogPart> {
  const wrong = shapeOf(row, header)
  if (wrong) {
    yield { kind: 'problem', problem: wrong, rejected: 1 }
    return
  }
  const reading = lens.read(header.places.map((place) => row.cells[place] ?? ''))
  for (const [index, { field, reason }] of reading.faults.entries()) {
    const rejected = reading.refused && index === 0 ? 1 : 0
    yield { kind: 'problem', problem: { line: row.line, field, reason }, rejected }
  }
  if (reading.refused && reading.faults.length === 0)
    yield { kind: 'problem', problem: { line: row.line, reason: refusedAgain }, rejected: 1 }
  if (!reading.refused) collector.add(reading.says, reading.event)
}

const refusedAgain = { vi: 'sai như dòng trước', en: 'is wrong as the row before' }

function shapeOf(row: Line, header: Header): Problem | undefined {
  if (row.broken) return { line: row.line, reason: { vi: 'dấu ngoặc kép sai chỗ', en: 'A quote is out of place' } }
  if (row.cells.length === header.width) return undefined
  const [has, needs] = [row.cells.length, header.width]
  return { line: row.line, reason: { vi: `có ${has} ô, cần ${needs}`, en: `has ${has} cells, needs ${needs}` } }
}

/** The file's rows with the line on which each begins; a quoted cell may hold line breaks. */
async function* csvLines(source: AsyncIterable<string>, delimiter: string | undefined): AsyncGenerator<Line> {
  let rest = ''
  let line = 1
  let parse: ((text: string, last: boolean) => Block) | undefined
  const rows = function* (last: boolean): Generator<Line> {
    parse ??= blockParser(rest, delimiter)
    const block = parse(rest, last)
    if (block.errors.some((error) => error.code === 'MissingQuotes')) throw openQuote(line + linesBefore(block))
    const broken = new Set(block.errors.map((error) => error.row))
    for (const [index, cells] of block.data.entries()) {
      yield { cells, line, broken: broken.has(index) }
      line += 1 + breaksIn(cells)
    }
    rest = last ? '' : rest.slice(block.meta.cursor)
    if (rest.length > maxItemLength) throw openQuote(line)
  }
  for await (const chunk of source) {
    rest += chunk
    if (rest.length >= 16_384) yield* rows(false)
  }
  if (rest !== '') yield* rows(true)
}

function blockParser(sample: string, delimiter: string | undefined): (text: string, last: boolean) => Block {
  const guess = Papa.parse(sample.slice(0, 65_536), {
    preview: 10,
    ...(delimiter === undefined ? {} : { delimiter }),
  }).meta
  const newline = sample.includes('\n') ? '\n' : '\r'
  return (text, last) => new Papa.Parser({ delimiter: guess.delimiter, newline }).parse(text, 0, !last)
}

const breaksIn = (cells: readonly string[]): number =>
  cells.reduce((sum, cell) => (cell.includes('\n') ? sum + cell.split('\n').length - 1 : sum), 0)

/** Lines above the last row of a block: the row whose quote stays open. */
const linesBefore = (block: Block): number =>
  block.data.slice(0, -1).reduce((sum, cells) => sum + 1 + breaksIn(cells), 0)

const openQuote = (line: number) =>
  new BrokenLog(line, { vi: 'dấu ngoặc kép mở mà không đóng', en: 'A quote is opened and never closed' })

function lacksColumns(line: number, lacking: string[], names: string[]): BrokenLog {
  const [need, have] = [lacking.join(', '), names.slice(0, 40).join(', ')]
  return new BrokenLog(line, {
    vi: `không có cột ${need}; tệp có các cột: ${have}. Hãy viết bảng ánh xạ (--mapping)`,
    en: `There is no column ${need}; the file has: ${have}. Write a mapping (--mapping)`,
  })
}
