import type { Form } from './model.ts'

/** Who somebody is, as against how they are reached: that stays theirs to say who files for them. */
const identity = new Set([
  'person.fullName',
  'person.idNumber',
  'person.birthDate',
  'person.sex',
  'organisation.name',
  'organisation.taxCode',
])

/** A field of a form that is filled in for somebody else: who that is comes from the mandate, and is not written otherwise. */
export const lockIdentity = <F extends { from?: string | undefined; locked: boolean }>(field: F): F =>
  field.from !== undefined && identity.has(field.from) ? { ...field, locked: true } : field

export const lockRepresented = (form: Form): Form =>
  form.map((section) => ({ ...section, fields: section.fields.map(lockIdentity) }))
