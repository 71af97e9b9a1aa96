import type { Path } from './kind.ts'
import type { Position, SourceText } from './source-text.ts'

type CsvCell = Position & { value: string }
type Fault = Position & { message: string }

/** Rows as objects by the names of the first line (RFC 4180); every value is text, and each keeps its place. */
export function readCsv(text: string): SourceText {
  const { rows, faults } = scan(text.replace(/^\uFEFF/, ''))
  const [header = [], ...lines] = rows
  const names = header.map((cell) => cell.value.trim())
  for (const [at, cell] of header.entries())
    if (names.indexOf(names[at] ?? '') < at) faults.push({ ...cell, message: `the column ${cell.value} stands twice` })
  for (const line of lines)
    if (line.length !== names.length)
      faults.push({ line: line[0]?.line ?? 1, column: 1, message: `has ${line.length} cells, needs ${names.length}` })
  const positionOf = ([row, name]: Path): Position => {
    const line = typeof row === 'number' ? lines[row] : header
    const { line: at = 1, column = 1 } = line?.[Math.max(0, names.indexOf(String(name)))] ?? {}
    return { line: at, column }
  }
  return {
    content: lines.map((line) => Object.fromEntries(names.map((name, at) => [name, line[at]?.value ?? '']))),
    positionOf,
    positionOfKey: ([, name]) => positionOf([String(name), String(name)]),
    faults,
  }
}

// A cell in quotes, where two quotes are one; or one without any. Then what ends it.
const cellPattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y

function scan(text: string): { rows: CsvCell[][]; faults: Fault[] } {
  const rows: CsvCell[][] = []
  const faults: Fault[] = []
  let row: CsvCell[] = []
  let line = 1
  let lineStart = 0
  for (let offset = 0; offset <= text.length;) {
    const place = { line, column: offset - lineStart + 1 }
    cellPattern.lastIndex = offset
    const match = cellPattern.exec(text)
    if (!match) {
      faults.push({ ...place, message: 'a quote is out of place' })
      break
    }
    const [whole, quoted, plain = '', end] = match
    row.push({ ...place, value: quoted?.replaceAll('""', '"') ?? plain })
    offset += whole.length
    const breaks = whole.split('\n').length - 1
    line += breaks
    if (breaks > 0) lineStart = text.lastIndexOf('\n', offset - 1) + 1
    if (end === ',') continue
    if (row.length > 1 || row[0]?.value.trim()) rows.push(row)
    row = []
    if (end === '') break
  }
  return { rows, faults }
}
