import { alphabetKey, fold } from '#core/text'
import type { FormerRow } from './former.ts'
import { ancestorsOf, type Tree, type Unit } from './rules.ts'

/** One of today's units that a code or name may mean, and the former unit through which it was found. */
export type Origin = { unit: Unit; was?: FormerRow | undefined; within?: string | undefined }

export type Asked = {
  code?: string | undefined
  name?: string | undefined
  /** the day on which the code or name was in use, ISO: that of the paper it stands on */
  on?: string | undefined
}

const always = '0001-01-01'

/**
 * Today's units for a code or name. The reform gave old codes and names to other units, so the day decides; without one, what
 * holds today and what held before are both found. More than one unit means: let the person choose.
 */
export function resolveUnits(tree: Tree, former: readonly FormerRow[], asked: Asked): Origin[] {
  const { on } = asked
  const current = tree.units
    .filter((unit) => on === undefined || unit.since <= on)
    .filter((unit) =>
      isAsked(asked, { code: unit.code, names: ancestorsOf(tree, unit.code).map(({ name }) => name.vi) }),
    )
    .map((unit): Origin => ({ unit }))
  const past = former
    .filter((row) => on === undefined || holds(row, on))
    .filter((row) => isAsked(asked, { code: row.code, names: namesOf(former, row) }))
    .flatMap((row) => {
      const within = namesOf(former, row).slice(1).join(', ') || undefined
      return becameOf(tree, former, row).map((unit): Origin => ({ unit, was: row, within }))
    })
  return eachOnce([...current, ...past])
}

const holds = (row: FormerRow, on: string): boolean => (row.since ?? always) <= on && on < row.ended

/** `names`: its own and those of the units above it, nearest first, as in an address. */
type Known = { code: string | undefined; names: readonly string[] }

function isAsked({ code, name }: Asked, known: Known): boolean {
  if (code !== undefined && code !== known.code) return false
  if (name === undefined) return true
  const [own = '', ...above] = name.split(',')
  const [itsOwn = '', ...itsAbove] = known.names
  return isNamed(itsOwn, own) && above.every((part) => itsAbove.some((other) => isNamed(other, part)))
}

const kindWords = /^(xa|phuong|thi tran|dac khu|huyen dao|huyen|quan|thi xa|thanh pho|tp|tinh|tt|tx) (?=.)/

/** With the word for its kind the name must be whole; without, only its own part must agree: `Đông Hà` finds the ward and the city. */
function isNamed(itsName: string, asked: string): boolean {
  const [its, other] = [fold(itsName), fold(asked)]
  return other !== '' && (its === other || its.replace(kindWords, '') === other)
}

/** What a former unit is today: through every reform since, and for one that was divided each of its parts. */
function becameOf(tree: Tree, former: readonly FormerRow[], row: FormerRow): Unit[] {
  const { becomes } = row
  if (becomes === undefined) {
    const below = former.filter((other) => other.parent === row.code && other.ended === row.ended)
    return [...new Set(below.flatMap((other) => becameOf(tree, former, other)))].sort(byName)
  }
  const next = former.filter((other) => other.code === becomes && holds(other, row.ended))
  if (next.length > 0) return [...new Set(next.flatMap((other) => becameOf(tree, former, other)))]
  const today = tree.byCode.get(becomes)
  return today ? [today] : []
}

const byName = (a: Unit, b: Unit): number => (alphabetKey(a.name.vi) < alphabetKey(b.name.vi) ? -1 : 1)

function namesOf(former: readonly FormerRow[], row: FormerRow): string[] {
  const above = former.find(
    (other) => other.kind !== 'commune' && other.code !== undefined && other.code === row.parent,
  )
  return [row.name, ...(above ? namesOf(former, above) : [])]
}

/** A unit is offered once; found under its own name it needs no former one to explain it. */
function eachOnce(origins: readonly Origin[]): Origin[] {
  const found = new Map<string, Origin>()
  for (const origin of origins) if (!found.has(origin.unit.code)) found.set(origin.unit.code, origin)
  return [...found.values()]
}

/** Today's commune of a name, where one alone has it. */
export function communeNamed(tree: Tree, name: string): Unit | undefined {
  const found = tree.units.filter((unit) => unit.kind === 'commune' && isNamed(unit.name.vi, name))
  return found.length === 1 ? found[0] : undefined
}
