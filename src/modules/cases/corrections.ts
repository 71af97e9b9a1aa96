import { isDeepStrictEqual } from 'node:util'
import type { Answers, Form, Section } from '#core/forms/model'

/**
 * What a person corrected in a form that was filed, by the labels that people read: "Người được khai sinh: Ngày sinh". Of a
 * repeated section only its title: rows have no names.
 */
export function correctionsOf(form: Form, before: Answers, after: Answers): string[] {
  return form.flatMap((section) => {
    const title = section.title.vi
    if (section.repeat) return isSame(before[section.id], after[section.id]) ? [] : [title]
    const changed = changedFields(section, before[section.id], after[section.id])
    return changed.length === 0 ? [] : [`${title}: ${changed.join(', ')}`]
  })
}

const changedFields = (section: Section, before: unknown, after: unknown): string[] =>
  section.fields
    .filter(({ id }) => !isSame(fieldOf(before, id), fieldOf(after, id)))
    .map(({ label, id }) => label.vi || id)

const fieldOf = (row: unknown, field: string): unknown =>
  typeof row === 'object' && row !== null ? Object.entries(row).find(([id]) => id === field)?.[1] : undefined

/** A field that was left out and an empty one are the same answer. */
const isSame = (one: unknown, other: unknown): boolean => isDeepStrictEqual(one ?? null, other ?? null)
