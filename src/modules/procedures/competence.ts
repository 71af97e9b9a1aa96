import { fold } from '#core/text'
import type { CatalogueRow } from './catalogue.ts'
import { cleanLine, findSaid } from './published-text.ts'

/** Which agency of the province stands for the one that the national catalogue names. */

type Field = { id: string; name: { vi: string }; agency?: string | undefined }
/** The pack's fields by their folded names. */
export type Fields = ReadonlyMap<string, Field>

export const fieldsByName = (fields: readonly Field[]): Fields =>
  new Map(fields.map((field) => [fold(field.name.vi), field]))

/** The pack's field of that name, or one made from the name. */
export function fieldOf(raw: string, fields: Fields): { id: string; name?: string } {
  const name = cleanLine(raw) || 'Lĩnh vực khác'
  const known = fields.get(fold(name))
  return known ? { id: known.id } : { id: idOf(name), name }
}

function idOf(name: string): string {
  const id = fold(name).replaceAll(' ', '-').slice(0, 60).replace(/-+$/, '')
  return /^[a-z]/.test(id) ? id : `field-${id || 'other'}`
}

export const levelsOf = (raw: string): string => cleanLine(raw)

const communeWords = /\b(cap xa|xa|phuong|ubnd xa|cong an xa)\b/

/**
 * The commune where it is among the levels and the agency named is one, or none is named; otherwise the agency that the pack
 * puts in charge of the field. What no agency of the province decides is received and followed by the province's office.
 */
export function competentOf(row: CatalogueRow, fields: Fields): string {
  const agency = fold([findSaid(row.performedBy), findSaid(row.decidedBy)].filter(Boolean).join(' '))
  const levels = fold(row.levels)
  if (levels.includes('cap xa') && (agency === '' || communeWords.test(agency))) return 'commune'
  return fields.get(fold(cleanLine(row.field)))?.agency ?? 'province'
}
