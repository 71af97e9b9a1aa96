import { feelDate, todayOf, type Scope } from './feel.ts'
import type { Address, Field, Form, Section, SectionAnswers, Value } from './model.ts'
import type { Names, Shape } from './names.ts'

/** How a case came in; fees may depend on it. */
export type Channel = 'online' | 'counter' | 'post'

/** The names of a form's expressions: its sections with their fields, and the channel. */
export const namesOf = (form: Form): Names => ({
  ...Object.fromEntries(form.map((section) => [section.id, namesOfSection(section)])),
  channel: 'value',
})

export const namesOfSection = (section: Section): Names =>
  Object.fromEntries(section.fields.map((field) => [field.id, shapeOfField(field)]))

function shapeOfField(field: Field): Shape {
  if (field.type === 'date') return 'date'
  return field.type === 'address' ? { line: 'value', commune: 'value', province: 'value' } : 'value'
}

/** An answer as FEEL reckons with it: a tick that is not set is false, any other blank is null. */
function feelValue(field: Field, value: Value | undefined): unknown {
  if (field.type === 'yesNo') return value === true
  if (field.type === 'date') return feelDate(value)
  if (field.type === 'address') return isAddress(value) ? { line: null, commune: null, province: null, ...value } : null
  return value ?? null
}

const isAddress = (value: Value | undefined): value is Address =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const scopeOfRow = (section: Section, row: SectionAnswers): Record<string, unknown> =>
  Object.fromEntries(section.fields.map((field) => [field.id, feelValue(field, row[field.id])]))

export type Rows = readonly SectionAnswers[]

export const scopeOfSection = (section: Section, rows: Rows): unknown =>
  section.repeat ? rows.map((row) => scopeOfRow(section, row)) : scopeOfRow(section, rows[0] ?? {})

export const baseScope = (today: string, channel: Channel): Scope => ({ today: todayOf(today), channel })
