import { isMap, isNode, LineCounter, parseDocument, type Document } from 'yaml'
import { z } from 'zod'
import { invalid, type AppError } from '#core/errors'
import type { Text } from '#core/i18n'
import { timePattern } from './times.ts'

const Columns = z
  .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
  .transform((value) => (typeof value === 'string' ? [value] : value))

const zones = z.string().refine((zone) => isZone(zone), 'không có múi giờ này · no such time zone')

export const fields = [
  'case',
  'activity',
  'time',
  'lifecycle',
  'resource',
  'group',
  'accepted',
  'closed',
  'deadline',
  'channel',
  'unit',
] as const
export type Field = (typeof fields)[number]

/**
 * How a log is read: which columns say what. A list of columns means the first that is not empty. In XES a trace's
 * attribute is written `case:<key>`, so that one mapping reads a log as XES and as CSV. Columns that are not named
 * here are not kept (personal data of applicants stays in the old system).
 */
export const MappingSchema = z
  .strictObject({
    case: Columns.optional().describe('the case code'),
    activity: Columns.optional().describe('what was done'),
    time: Columns.optional().describe('when it was done'),
    lifecycle: Columns.optional(),
    resource: Columns.optional().describe('who did it'),
    group: Columns.optional().describe('the unit or group that did it'),
    accepted: Columns.optional().describe('when the case was accepted; else its first event'),
    closed: Columns.optional().describe('when the case was closed'),
    closedBy: z.array(z.string()).optional().describe('activities that close a case'),
    deadline: Columns.optional().describe('when the result was promised'),
    channel: Columns.optional(),
    channels: z.record(z.string(), z.enum(['online', 'counter', 'post'])).optional(),
    unit: Columns.optional().describe('the unit answerable for the case'),
    units: z.record(z.string(), z.coerce.string()).optional().describe('name in the log → unit code'),
    otherwise: z.coerce.string().optional().describe('unit code for names that are not listed'),
    timeFormat: z
      .string()
      .refine((format) => timePattern(format) !== undefined, 'cần yyyy, MM và dd · needs yyyy, MM and dd')
      .optional(),
    timeZone: zones.optional(),
    empty: z.array(z.string()).optional().describe('texts that mean nothing, as EMPTY or -'),
    delimiter: z.string().length(1).optional(),
    encoding: z.string().refine(isEncoding, 'không có bảng mã này · no such encoding').optional(),
    procedure: z.coerce.string().optional(),
    name: z.string().optional().describe("the log's name"),
  })
  .superRefine((mapping, check) => {
    const lacks = (field: string, message: string) => check.addIssue({ code: 'custom', path: [field], message })
    if (!fields.some((field) => mapping[field] !== undefined)) return
    if (mapping.case === undefined) lacks('case', 'thiếu · missing')
    if ((mapping.activity === undefined) !== (mapping.time === undefined))
      lacks(mapping.activity ? 'activity' : 'time', 'activity và time đi cùng nhau · activity and time go together')
    // Without activities each row is a case, as in the register of form M07: it needs its day of acceptance.
    if (mapping.activity === undefined && mapping.time === undefined && mapping.accepted === undefined)
      lacks('case', 'cần activity và time, hoặc accepted · needs activity and time, or accepted')
  })

export type Mapping = z.output<typeof MappingSchema>

/** The names of the XES standard (IEEE 1849) and of the logs that municipalities publish. */
export const standard = {
  case: ['case:concept:name'],
  activity: ['concept:name'],
  time: ['time:timestamp'],
  lifecycle: ['lifecycle:transition'],
  resource: ['org:resource'],
  group: ['org:group'],
  accepted: ['case:startdate'],
  closed: ['case:enddate'],
  deadline: ['case:deadline', 'case:enddate_planned'],
  channel: ['case:channel'],
  unit: ['case:group', 'org:group'],
} as const satisfies Mapping | Record<string, readonly string[]>

/** The columns of a field: the mapping's own, or the standard's when the mapping names none at all. */
export function columnsOf(mapping: Mapping, field: Field): readonly string[] {
  const named = fields.some((each) => mapping[each] !== undefined)
  return named ? (mapping[field] ?? []) : standard[field]
}

/** Reads a mapping file. All mistakes at once, each with its line. @throws AppError `wrong-mapping` */
export function parseMapping(yaml: string): Mapping {
  const lines = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false })
  const broken = document.errors.map((error) => ({
    line: lines.linePos(error.pos[0]).line,
    reason: { vi: `YAML sai: ${error.message}`, en: `Not YAML: ${error.message}` },
  }))
  if (broken.length > 0) throw wrongMapping(broken)
  const parsed = MappingSchema.safeParse(document.toJS() ?? {})
  if (parsed.success) return parsed.data
  const mistakes = parsed.error.issues.flatMap((issue) => {
    const unknown = issue.code === 'unrecognized_keys'
    const paths = unknown ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]
    return paths.map((path) => ({
      line: lineOf(document, path, lines),
      field: path.join('.'),
      reason: unknown ? unknownField(String(path.at(-1))) : { vi: issue.message },
    }))
  })
  throw wrongMapping(mistakes.toSorted((a, b) => a.line - b.line))
}

type Mistake = { line: number; field?: string; reason: Text }

function wrongMapping(problems: Mistake[]): AppError {
  const first = problems[0]
  const where = first ? `${first.line}${first.field ? ` (${first.field})` : ''}` : ''
  const text = {
    vi: `Bảng ánh xạ sai ở dòng ${where}: ${first?.reason.vi ?? ''}`,
    en: `The mapping is wrong at line ${where}: ${first?.reason.en ?? first?.reason.vi ?? ''}`,
  }
  return invalid('wrong-mapping', text, { problems })
}

function unknownField(name: string): Text {
  const known = Object.keys(MappingSchema.shape)
  const near = known.filter((each) => each.toLowerCase().startsWith(name.slice(0, 3).toLowerCase()))
  const hint = near.length > 0 ? near : known
  return { vi: `không có mục ${name}; có: ${hint.join(', ')}`, en: `no field ${name}; there are: ${hint.join(', ')}` }
}

function lineOf(document: Document, path: readonly PropertyKey[], lines: LineCounter): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const parent = depth === 1 ? document.contents : document.getIn(path.slice(0, depth - 1), true)
    const pair = isMap(parent) ? parent.items.find((item) => String(item.key) === String(path[depth - 1])) : undefined
    const offset = isNode(pair?.key) ? pair.key.range?.[0] : undefined
    if (offset !== undefined) return lines.linePos(offset).line
  }
  return 1
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== ''
  } catch {
    return false
  }
}
