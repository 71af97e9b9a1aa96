import { z } from 'zod'
import { defineKind, type Check } from '#core/definitions'
import { Id } from '#core/definitions/words'
import { CommuneType, UnitKind, type UnitRow } from './definition.ts'

const StaffRule = z.strictObject({
  at: UnitKind,
  units: z.array(z.string()).optional(),
  types: z.array(CommuneType).optional(),
  posts: z.record(Id, z.int().min(0).max(200)),
})

export type StaffRule = z.output<typeof StaffRule>

const StaffWords = z.strictObject({ rules: z.array(StaffRule) })

/** The grammar of `staff.yaml`: how many people of each role the demo makes up. */
export const staffKind = defineKind({ kind: 'staff', file: 'staff.yaml', schema: StaffWords, check: checkStaff })

function checkStaff({ rules }: z.output<typeof StaffWords>, check: Check): void {
  for (const [at, rule] of rules.entries()) {
    for (const role of Object.keys(rule.posts)) check.refer('role', role, ['rules', at, 'posts', role])
    for (const [index, agency] of (rule.units ?? []).entries())
      check.refer('agency', agency, ['rules', at, 'units', index])
  }
}

export type Place = { unit: string; role: string; count: number }

/** The places of all units, each by the first rule that fits it. */
export const placesOf = (units: readonly UnitRow[], rules: readonly StaffRule[]): Place[] =>
  units.flatMap((unit) => {
    const rule = rules.find((one) => fits(one, unit))
    return Object.entries(rule?.posts ?? {}).map(([role, count]) => ({ unit: unit.code, role, count }))
  })

const fits = (rule: StaffRule, unit: UnitRow): boolean =>
  rule.at === unit.kind &&
  (rule.units === undefined || (unit.agency !== undefined && rule.units.includes(unit.agency))) &&
  (rule.types === undefined || (unit.type !== undefined && rule.types.includes(unit.type)))
