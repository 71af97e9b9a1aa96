import type { UnitRow } from './definition.ts'

export type Unit = UnitRow

/** The units of today and how they stand below one another. */
export type Tree = {
  units: readonly Unit[]
  byCode: ReadonlyMap<string, Unit>
  byAgency: ReadonlyMap<string, Unit>
  children: ReadonlyMap<string, readonly Unit[]>
  province: Unit
}

export function treeOf(units: readonly Unit[]): Tree {
  const province = units.find((unit) => unit.kind === 'province')
  if (!province) throw new Error('the pack has no province')
  const children = Map.groupBy(units, (unit) => unit.parent ?? '')
  return {
    units,
    byCode: new Map(units.map((unit) => [unit.code, unit])),
    byAgency: new Map(units.flatMap((unit) => (unit.agency ? [[unit.agency, unit]] : []))),
    children,
    province,
  }
}

/** The unit and those above it, nearest first. */
export function ancestorsOf(tree: Tree, code: string): Unit[] {
  const found: Unit[] = []
  let unit = tree.byCode.get(code)
  while (unit) {
    found.push(unit)
    unit = unit.parent === undefined ? undefined : tree.byCode.get(unit.parent)
  }
  return found
}

/** Whether a unit is the other or stands below it. */
export const isWithin = (tree: Tree, code: string, ancestor: string): boolean =>
  ancestorsOf(tree, code).some((unit) => unit.code === ancestor)

/** The unit and all below it. */
export function withinOf(tree: Tree, code: string): Unit[] {
  const unit = tree.byCode.get(code)
  const below = (tree.children.get(code) ?? []).flatMap((child) => withinOf(tree, child.code))
  return unit ? [unit, ...below] : []
}

/** The commune that a unit is or belongs to. */
export const communeOf = (tree: Tree, code: string): Unit | undefined =>
  ancestorsOf(tree, code).find((unit) => unit.kind === 'commune')

/**
 * Where papers for a unit are handed in: its own centre; that of a commune for what stands below it; the province's for its
 * departments (NĐ 118/2025/NĐ-CP).
 */
export function serviceCentreOf(tree: Tree, code: string): Unit | undefined {
  for (const unit of ancestorsOf(tree, code)) {
    if (unit.kind === 'centre') return unit
    const own = (tree.children.get(unit.code) ?? []).find((child) => child.kind === 'centre')
    if (own) return own
  }
  return tree.units.find((unit) => unit.kind === 'centre' && !communeOf(tree, unit.code))
}

/**
 * The unit that decides. `commune` is that of the place given: the person chooses it where papers are handed in elsewhere, for
 * reception does not depend on boundaries inside the province.
 * @param competent `commune`, `province`, or an agency: `department/agriculture`
 * @param place a unit in the commune that decides
 */
export function findCompetent(tree: Tree, competent: string, place: string): Unit | undefined {
  if (competent === 'province') return tree.province
  return competent === 'commune' ? communeOf(tree, place) : tree.byAgency.get(competent)
}

/**
 * An agency code in either notation as the natural one: `000.00.19.H50` (QCVN 102:2016) and `H50.19` (QĐ 20/2020/QĐ-TTg) are the same.
 * Groups of zeros at the end say nothing.
 */
export function naturalAgencyCode(written: string): string {
  const groups = written.trim().toUpperCase().split('.')
  const isTop = (group: string | undefined) => group !== undefined && /^[A-Y]\d{2}$/.test(group)
  const natural = !isTop(groups[0]) && isTop(groups.at(-1)) ? groups.toReversed() : groups
  const last = natural.findLastIndex((group) => !/^0+$/.test(group))
  return natural.slice(0, last + 1).join('.')
}
