import type { Context } from '#core/context'
import type { Text } from '#core/i18n'
import type { LogCase } from './log.ts'
import type { Mapping } from './mapping.ts'

export type UnitOf = (found: LogCase) => string

export async function unitsOf(
  _ctx: Context,
  mapping: Mapping,
  _cases: readonly LogCase[],
): Promise<{ unitOf: UnitOf; notes: Text[] }> {
  const fallback = mapping.otherwise ?? '44'
  return { unitOf: (found) => mapping.units?.[found.unit] ?? fallback, notes: [] }
}
