import type { Form, Value } from '#core/forms/model'
import { putValue, rowsOf, type Draft } from '../components/form/answers.ts'

/** Who stands at the counter, as the case will carry them. */
export type Person = {
  name: string
  personalId: string
  phone: string
  email: string
  address: string
  birthDate: string
  sex: string
}

export const nobody: Person = { name: '', personalId: '', phone: '', email: '', address: '', birthDate: '', sex: '' }

/** The form's names for what the card and the counter know (`from: person.…` in definitions). */
const known: Readonly<Record<string, (person: Person) => Value | undefined>> = {
  'person.fullName': ({ name }) => name || undefined,
  'person.idNumber': ({ personalId }) => (/^\d{12}$/.test(personalId) ? personalId : undefined),
  'person.birthDate': ({ birthDate }) => birthDate || undefined,
  'person.sex': ({ sex }) => sex || undefined,
  'person.phone': ({ phone }) => phone || undefined,
  'person.email': ({ email }) => email || undefined,
  'person.residence': ({ address }) => (address ? { line: address } : undefined),
}

/**
 * Fills what the form asks of its declarant. A value that the person changed by hand stays: only what is empty, or what was filled
 * from the person before, is written.
 */
export function fillFrom(form: Form, draft: Draft, person: Person, before: Person): Draft {
  let filled = draft
  for (const section of form) {
    if (section.repeat) continue
    for (const field of section.fields) {
      const read = known[field.from ?? '']
      const value = read?.(person)
      if (!read || value === undefined) continue
      const now = rowsOf(filled, section)[0]?.[field.id]
      const ours = now === undefined || same(now, read(before))
      if (ours && !same(now, value)) filled = putValue(filled, { section, row: 0, field: field.id }, value)
    }
  }
  return filled
}

const same = (one: Value | undefined, other: Value | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other)
