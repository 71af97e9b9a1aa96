import type { Form, Section, Value } from '#core/forms/model'

/** Answers while they are written: what can't be read yet stands there as text, so nothing typed is lost. */
export type Row = Readonly<Record<string, Value>>
export type Draft = Readonly<Record<string, Row | readonly Row[]>>

const isRows = (value: Row | readonly Row[] | undefined): value is readonly Row[] => Array.isArray(value)
const isRow = (value: Row | readonly Row[] | undefined): value is Row => value !== undefined && !Array.isArray(value)

export function rowsOf(draft: Draft, section: Section): readonly Row[] {
  const value = draft[section.id]
  if (!section.repeat) return [isRow(value) ? value : {}]
  const rows = isRows(value) ? value : []
  const missing = Math.max(0, section.repeat.min - rows.length)
  return [...rows, ...Array.from({ length: missing }, () => ({}))]
}

/** With the rows that a list has before anything is written in it: they are judged as they are shown. */
export const withLeastRows = (draft: Draft, form: Form): Draft => ({
  ...draft,
  ...Object.fromEntries(
    form.flatMap((section) => (section.repeat?.min ? [[section.id, rowsOf(draft, section)] as const] : [])),
  ),
})

/** Where a field stands: `child.birthDate`, `members.0.fullName`; also the id of its input, behind `answer-`. */
export const pathOf = (section: Section, row: number, field: string): string =>
  section.repeat ? `${section.id}.${row}.${field}` : `${section.id}.${field}`

export const inputId = (path: string): string => `answer-${path.replaceAll('.', '-')}`

export type Place = { section: Section; row: number; field: string }

export function putValue(draft: Draft, { section, row, field }: Place, value: Value | undefined): Draft {
  const rows = rowsOf(draft, section).map((one, at) => (at === row ? withValue(one, field, value) : one))
  return { ...draft, [section.id]: section.repeat ? rows : (rows[0] ?? {}) }
}

function withValue(row: Row, field: string, value: Value | undefined): Row {
  return { ...row, [field]: value ?? null }
}

export const addRow = (draft: Draft, section: Section): Draft => ({
  ...draft,
  [section.id]: [...rowsOf(draft, section), {}],
})

export const removeRow = (draft: Draft, section: Section, row: number): Draft => ({
  ...draft,
  [section.id]: rowsOf(draft, section).filter((_, at) => at !== row),
})

/** What a server or a device gave back as answers: groups of values, or lists of them. Values are judged by the form. */
export const isDraft = (value: unknown): value is Draft =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((part) => typeof part === 'object' && part !== null)

/** Fields that the person has not touched yet take what is known of them; an emptied one stays empty. */
export function withKnown(draft: Draft, form: Form, known: Readonly<Record<string, unknown>>): Draft {
  let filled = draft
  for (const section of form) {
    if (section.repeat) continue
    const row = rowsOf(draft, section)[0] ?? {}
    const given = section.fields
      .filter((field) => !(field.id in row) || (field.locked && known[`${section.id}.${field.id}`] !== undefined))
      .map((field) => [field.id, known[`${section.id}.${field.id}`]] as const)
      .filter((pair): pair is readonly [string, Value] => pair[1] !== undefined)
    if (given.length > 0) filled = { ...filled, [section.id]: { ...row, ...Object.fromEntries(given) } }
  }
  return filled
}
