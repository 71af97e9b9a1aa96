import type { Text } from '../i18n.ts'

/** A form as the server and the browser use it: definitions with every default filled in. */

export const fieldTypes = [
  'personName',
  'personalId',
  'date',
  'choice',
  'choices',
  'address',
  'phone',
  'email',
  'text',
  'number',
  'money',
  'yesNo',
  'unit',
  'file',
  'taxCode',
] as const
export type FieldType = (typeof fieldTypes)[number]

/** An expression of FEEL, as written. */
export type Expression = string

export type Field = {
  id: string
  type: FieldType
  label: Text
  hint?: Text | undefined
  /** Answered by the person or the form is refused; an expression decides from the other answers. */
  required: boolean | Expression
  show?: Expression | undefined
  /** True, or `error` is shown. Its own section's fields go by their bare names. */
  check?: Expression | undefined
  error?: Text | undefined
  /** Where the value is known from: `person.fullName`, `registers.poor-households`. */
  from?: string | undefined
  /** A known value that the person may not change. */
  locked: boolean
  list?: string | undefined
  options?: readonly Option[] | undefined
  /** Of a number or an amount of money; of a date, an ISO day. */
  min?: number | string | undefined
  max?: number | string | undefined
  maxLength?: number | undefined
  pattern?: string | undefined
  /** Rows of a text field on the screen; more than one makes it a box. */
  lines?: number | undefined
  decimals?: number | undefined
  /** The unit of measure shown behind a number: m², kg. */
  measure?: string | undefined
  accept?: readonly FileType[] | undefined
  maxFiles?: number | undefined
}

export type Section = {
  id: string
  title: Text
  hint?: Text | undefined
  show?: Expression | undefined
  /** A section that is filled once for each child, plot, member …; its answers are a list. */
  repeat?: { min: number; max: number } | undefined
  fields: readonly Field[]
}

export type Form = readonly Section[]

export type Option = { value: string; label: Text }

/** What people may attach (20 MB each); the content is checked, not the name. */
export const acceptedFileTypes = ['pdf', 'jpg', 'png', 'docx', 'xlsx'] as const
export type FileType = (typeof acceptedFileTypes)[number]

/** A place: the commune by its code where it is known, and the rest in words. */
export type Address = { line?: string | undefined; commune?: string | undefined; province?: string | undefined }

export type Value = string | number | boolean | null | Address | readonly string[]
export type SectionAnswers = { [field: string]: Value }
/** By section; a repeated section holds a list of rows. */
export type Answers = { [section: string]: SectionAnswers | readonly SectionAnswers[] }

export const isRows = (answer: Answers[string] | undefined): answer is readonly SectionAnswers[] =>
  Array.isArray(answer)

/** One row of a decision table: the first row that fits decides. A row without `if` always fits. */
export type Row = { if?: Expression | undefined; pay: number | Expression; because?: Text | undefined }
export type Fee = {
  id: string
  name: Text
  /** Phí pays for a service; lệ phí is a fixed sum (Luật Phí và lệ phí 97/2015/QH13 Đ3). */
  kind: 'phí' | 'lệ phí'
  when: readonly Row[]
  basis: Text
}

export type Paper = {
  id: string
  name: Text
  hint?: Text | undefined
  accept: readonly FileType[]
  required: boolean | Expression
  show?: Expression | undefined
  from?: string | undefined
  originals: number
  copies: number
  maxFiles: number
}
