import { holds } from './feel.ts'
import { messages, type AnswerCode } from './messages.ts'
import type { Answers, Field, Form, Section, SectionAnswers, Value } from './model.ts'
import { baseScope, scopeOfRow, scopeOfSection, type Channel } from './scope.ts'
import { isBlank, readValue, type World } from './values.ts'
import type { Text } from '../i18n.ts'

export type AnswerProblem = { path: string; code: AnswerCode; message: Text }

export type Circumstances = World & {
  channel?: Channel | undefined
  /** Values that registers gave, by path: a locked field keeps its own. */
  known?: Readonly<Record<string, unknown>> | undefined
}

export type Examination = {
  /** The answers in canonical form, without those of hidden sections and fields. */
  answers: Answers
  problems: AnswerProblem[]
  /** Paths of the sections and fields that are shown. */
  shown: ReadonlySet<string>
  /** The names that other expressions of the definition reckon with. */
  scope: Readonly<Record<string, unknown>>
}

type Run = {
  world: Circumstances
  problems: AnswerProblem[]
  shown: Set<string>
  answers: Answers
  scope: Record<string, unknown>
}

/** Reads answers against a form: the same in the browser and on the server. Nothing is stored while a problem stands. */
export function examine(form: Form, raw: unknown, world: Circumstances): Examination {
  const run: Run = {
    world,
    problems: [],
    shown: new Set(),
    answers: {},
    scope: { ...baseScope(world.today, world.channel ?? 'online') },
  }
  const given = isRecord(raw) ? raw : {}
  if (!isRecord(raw) && !isBlank(raw)) say(run, '', 'shape')
  refuseUnknown(run, '', given, form)
  // Every section is read before any is judged, for an expression may name one that stands below.
  const read = form.map((section) => ({ section, rows: readSection(run, section, given[section.id]) }))
  for (const { section, rows } of read)
    run.scope[section.id] = scopeOfSection(
      section,
      rows.map((row) => row.values),
    )
  for (const { section, rows } of read) judgeSection(run, section, rows)
  return { answers: run.answers, problems: run.problems, shown: run.shown, scope: run.scope }
}

type ReadRow = { path: string; values: Record<string, Value>; faults: Map<string, AnswerCode> }

function readSection(run: Run, section: Section, raw: unknown): ReadRow[] {
  if (!section.repeat) return [readRow(run, section, section.id, raw)]
  if (isBlank(raw)) return []
  if (!Array.isArray(raw) || raw.length > section.repeat.max) {
    say(run, section.id, Array.isArray(raw) ? 'rows' : 'shape')
    return []
  }
  return raw.map((row, index) => readRow(run, section, `${section.id}.${index}`, row))
}

function readRow(run: Run, section: Section, path: string, raw: unknown): ReadRow {
  const row: ReadRow = { path, values: {}, faults: new Map() }
  if (!isRecord(raw)) {
    if (!isBlank(raw)) say(run, path, 'shape')
    return row
  }
  refuseUnknown(run, `${path}.`, raw, section.fields)
  for (const field of section.fields) {
    const reading = readValue(field, Object.hasOwn(raw, field.id) ? raw[field.id] : undefined, run.world)
    if ('fault' in reading) row.faults.set(field.id, reading.fault)
    else if (reading.value !== null) row.values[field.id] = reading.value
  }
  return row
}

function judgeSection(run: Run, section: Section, rows: ReadRow[]): void {
  if (section.show !== undefined && !holds(section.show, run.scope)) {
    run.scope[section.id] = scopeOfSection(section, [])
    return
  }
  run.shown.add(section.id)
  const { repeat } = section
  if (repeat && rows.length < repeat.min) say(run, section.id, 'rows')
  const judged = rows.map((row) => judgeRow(run, section, row))
  run.scope[section.id] = scopeOfSection(section, judged)
  const [only] = judged
  if (repeat) run.answers[section.id] = judged
  else if (only && Object.keys(only).length > 0) run.answers[section.id] = only
}

function judgeRow(run: Run, section: Section, row: ReadRow): SectionAnswers {
  const values = { ...row.values }
  const hidden = new Set<string>()
  for (const field of section.fields) takeKnown(run, field, `${row.path}.${field.id}`, values)
  const own = scopeOfRow(section, values)
  // Bare names are those of the row; a repeated section's own name stays the list.
  const scope: Record<string, unknown> = { ...run.scope, ...(section.repeat ? {} : { [section.id]: own }), ...own }
  for (const field of section.fields) {
    if (field.show === undefined || holds(field.show, scope)) continue
    delete values[field.id]
    own[field.id] = scope[field.id] = field.type === 'yesNo' ? false : null
    hidden.add(field.id)
  }
  for (const field of section.fields) if (!hidden.has(field.id)) judgeField(run, field, row, { values, scope })
  return values
}

/** What a register gave stands; an answer that differs from it is refused. */
function takeKnown(run: Run, field: Field, path: string, values: Record<string, Value>): void {
  const known = field.locked ? run.world.known?.[path] : undefined
  if (isBlank(known)) return
  const reading = readValue(field, known, run.world)
  if ('fault' in reading || reading.value === null) return
  const answer = values[field.id]
  if (answer !== undefined && JSON.stringify(answer) !== JSON.stringify(reading.value)) say(run, path, 'locked')
  values[field.id] = reading.value
}

type RowState = { values: SectionAnswers; scope: Readonly<Record<string, unknown>> }

function judgeField(run: Run, field: Field, row: ReadRow, { values, scope }: RowState): void {
  const path = `${row.path}.${field.id}`
  run.shown.add(path)
  const fault = row.faults.get(field.id)
  const blank = values[field.id] === undefined
  if (fault !== undefined) say(run, path, fault)
  else if (blank && holds(field.required, scope)) say(run, path, 'required')
  else if (!blank && field.check !== undefined && !holds(field.check, scope)) say(run, path, 'check', field.error)
}

function refuseUnknown(run: Run, prefix: string, given: object, known: readonly { id: string }[]): void {
  const names = new Set(known.map(({ id }) => id))
  for (const name of Object.keys(given)) if (!names.has(name)) say(run, `${prefix}${name.slice(0, 60)}`, 'unknown')
}

// Hundreds of problems tell a person no more than the first of them, and one for each place is enough.
const problemLimit = 200

function say(run: Run, path: string, code: AnswerCode, message: Text = messages[code]): void {
  if (run.problems.length >= problemLimit || run.problems.some((problem) => problem.path === path)) return
  run.problems.push({ path, code, message })
}

const isRecord = (raw: unknown): raw is Record<string, unknown> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw)
