import type { Context } from '#core/context'
import { communeOf, findUnit, provinceUnit, unitOf, type Unit } from '#modules/units'

/** As in 12/PBS-TTPVHCC; a department by the first letters of its name: Sở Nông nghiệp và Môi trường, SNNMT. */
export function abbreviationOf({ kind, name }: Unit): string {
  if (kind === 'centre') return 'TTPVHCC'
  if (kind === 'commune' || kind === 'province') return 'UBND'
  const words = name.vi.split(/[\s,–-]+/).filter((word) => word !== '' && word !== 'và')
  return words.map((word) => word.slice(0, 1).toUpperCase()).join('')
}

/** How a body signs: a commune or the province as its People's Committee, the others under their parent (NĐ 30/2020, Annex I). */
export function issuerOf(ctx: Context, code: string) {
  const unit = unitOf(ctx, code)
  const parent = unit.parent === undefined ? undefined : findUnit(ctx, unit.parent)
  const ofPeople = unit.kind === 'commune' || unit.kind === 'province'
  return {
    name: bodyName(unit),
    abbreviation: abbreviationOf(unit),
    // A commune's documents name the commune as their place, those of the province the province.
    place: (communeOf(ctx, code) ?? provinceUnit(ctx)).name.vi.replace(/^(Tỉnh|Xã|Phường|Đặc khu) /, ''),
    ...(parent && !ofPeople ? { parent: bodyName(parent) } : {}),
  }
}

const bodyName = ({ kind, name }: Unit): string =>
  kind === 'commune' || kind === 'province'
    ? `Ủy ban nhân dân ${name.vi.replace(/^(Tỉnh|Xã|Phường|Đặc khu)/, (word) => word.toLowerCase())}`
    : name.vi
