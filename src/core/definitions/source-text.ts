import { LineCounter, isMap, isNode, isPair, isScalar, isSeq, parseDocument, type Document, type Node } from 'yaml'
import { readCsv } from './csv-text.ts'
import type { Path } from './kind.ts'

export type Position = { line: number; column: number }

/** A file's content, with the place of each part of it. */
export type SourceText = {
  content: unknown
  /** Of the value at a path; of its nearest ancestor where the path is not written. */
  positionOf(path: Path): Position
  /** Of the key itself, for a name that should not be there. */
  positionOfKey(path: Path): Position
  faults: readonly (Position & { message: string })[]
}

export const readSource = (name: string, text: string): SourceText =>
  name.endsWith('.csv') ? readCsv(text) : readYaml(text)

function readYaml(text: string): SourceText {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  // What a parser says after its first fault follows from that fault.
  const faults = document.errors
    .slice(0, 1)
    .map((error) => ({ ...at(error.pos[0]), message: yamlMessage(error.message) }))
  return {
    content: faults.length === 0 ? document.toJS({ maxAliasCount: 50 }) : undefined,
    positionOf: (path) => at(startOf(document, path, 'value')),
    positionOfKey: (path) => at(startOf(document, path, 'key')),
    faults,
  }
}

const yamlMessage = (message: string): string =>
  /flow|node end/i.test(message) ? `${message} (a text that holds , : [ ] { } stands in quotes)` : message

function startOf(document: Document, path: Path, part: 'key' | 'value'): number {
  let node: unknown = document.contents
  let start = offsetOf(node)
  for (const [depth, step] of path.entries()) {
    const found = stepInto(node, step)
    if (!found) break
    const last = depth === path.length - 1
    start = (last && part === 'key' ? found.key : undefined) ?? offsetOf(found.value) ?? found.key ?? start
    node = found.value
  }
  return start ?? 0
}

function stepInto(node: unknown, step: string | number): { key: number | undefined; value: unknown } | undefined {
  if (isSeq(node)) return { key: undefined, value: node.items[Number(step)] }
  if (!isMap(node)) return undefined
  const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step))
  return pair && { key: offsetOf(pair.key), value: pair.value }
}

const offsetOf = (node: unknown): number | undefined => (isNode(node) ? rangeOf(node) : undefined)
const rangeOf = (node: Node): number | undefined => node.range?.[0]
