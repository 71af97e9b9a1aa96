import type { Context } from '#core/context'
import { dayOf } from '#core/days'
import { invalid } from '#core/errors'
import type { Text } from '#core/i18n'
import { findUnit, listUnits, provinceUnit, resolveUnit, type Unit } from '#modules/units'
import type { LogCase } from './log.ts'
import type { Mapping } from './mapping.ts'

export type UnitOf = (found: LogCase) => string

type Guess = { unit: Unit } | { choice: readonly Unit[] }

/**
 * Which of today's units answers for a case: by the mapping's table, else by the code or name that the log gives, as it
 * was in use on the case's first day. What cannot be told goes to `otherwise`, or to the province, and is noted.
 * @throws AppError `unknown-unit` for units of the mapping that do not exist, all of them at once
 */
export function unitsOf(ctx: Context, mapping: Mapping, cases: readonly LogCase[]): { unitOf: UnitOf; notes: Text[] } {
  const named = namedUnits(ctx, mapping)
  const otherwise = named.get(mapping.otherwise ?? '') ?? provinceUnit(ctx)
  const guesses = new Map<string, Guess>()
  const guess = (each: LogCase): Guess => {
    const sure = guesses.get(each.unit) ?? guessUnit(ctx, each.unit)
    guesses.set(each.unit, sure)
    if ('unit' in sure || sure.choice.length === 0) return sure
    const on = dayOf(new Date((each.accepted ?? each.events[0]?.at ?? 0) / 1000))
    const dated = guesses.get(`${each.unit} ${on}`) ?? guessUnit(ctx, each.unit, on)
    guesses.set(`${each.unit} ${on}`, dated)
    return dated
  }
  const find = (each: LogCase): Guess => {
    const listed = named.get(mapping.units?.[each.unit] ?? '')
    return listed ? { unit: listed } : each.unit === '' ? { choice: [] } : guess(each)
  }
  const unitOf = (each: LogCase) => {
    const found = find(each)
    return 'unit' in found ? found.unit.code : otherwise.code
  }
  return { unitOf, notes: notesOf(cases, find, otherwise) }
}

function namedUnits(ctx: Context, mapping: Mapping): Map<string, Unit> {
  const names = [...new Set([...Object.values(mapping.units ?? {}), ...(mapping.otherwise ? [mapping.otherwise] : [])])]
  const found = new Map<string, Unit>()
  for (const name of names) {
    const guess = guessUnit(ctx, name)
    if ('unit' in guess) found.set(name, guess.unit)
  }
  const unknown = names.filter((name) => !found.has(name))
  if (unknown.length === 0) return found
  throw invalid(
    'unknown-unit',
    {
      vi: `Bảng ánh xạ nêu đơn vị không có, hoặc chưa rõ là đơn vị nào: ${unknown.join(', ')}.`,
      en: `The mapping names units that do not exist or are not clear: ${unknown.join(', ')}.`,
    },
    { units: unknown },
  )
}

function guessUnit(ctx: Context, name: string, on?: string): Guess {
  const today =
    on === undefined ? (findUnit(ctx, name) ?? listUnits(ctx).find((unit) => unit.agency === name)) : undefined
  if (today) return { unit: today }
  const found = [
    { code: name, on },
    { name, on },
  ].flatMap((asked) => resolveUnit(ctx, asked))
  const units = [...new Map(found.map(({ unit }) => [unit.code, unit])).values()]
  const [only] = units
  return only && units.length === 1 ? { unit: only } : { choice: units }
}

function notesOf(cases: readonly LogCase[], find: (each: LogCase) => Guess, otherwise: Unit): Text[] {
  const missed = new Map<string, { count: number; choice: readonly Unit[] }>()
  let total = 0
  for (const each of cases) {
    const found = find(each)
    if ('unit' in found) continue
    total += 1
    const known = missed.get(each.unit)
    if (known) known.count += 1
    else missed.set(each.unit, { count: 1, choice: found.choice })
  }
  if (total === 0) return []
  const list = [...missed].slice(0, 20).map(([name, { count, choice }]) => {
    const may = choice.length > 0 ? ` → ${choice.map((unit) => `${unit.code} ${unit.name.vi}`).join(' / ')}?` : ''
    return `${name || '–'} (${count})${may}`
  })
  const { vi, en = vi } = otherwise.name
  return [
    {
      vi: `${total} hồ sơ ghi cho ${vi}, vì chưa rõ đơn vị: ${list.join('; ')}. Hãy ghi units trong bảng ánh xạ.`,
      en: `${total} cases were put down to ${en}, as their unit is not clear: ${list.join('; ')}. Name units in the mapping.`,
    },
  ]
}
