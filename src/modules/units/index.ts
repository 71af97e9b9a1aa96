import { system } from '#core/actor'
import { call } from '#core/call'
import type { Context } from '#core/context'
import { defineModule } from '#core/module'
import { provinceKind, unitsKind } from './definition.ts'
import { formerUnitsKind } from './former.ts'
import { loadUnits } from './ground.ts'
import { readGeoJson } from './import.ts'
import { importBoundaries as take, list, resolve, shapes } from './operations.ts'
import { rolesKind } from './roles.ts'
import { staffKind } from './staff.ts'

export const units = defineModule({
  name: 'units',
  kinds: [provinceKind, unitsKind, formerUnitsKind, rolesKind, staffKind],
  operations: [list, resolve, shapes, take],
  start: loadUnits,
})
/** `tinhso import boundaries <file>` */
export const importBoundaries = async (ctx: Context, file: string) =>
  call(ctx, take, { content: await readGeoJson(file) }, system)
export { placesIn, provinceIn, rolesIn } from './ground.ts'
export {
  childrenOf,
  communeOf,
  competentUnit,
  findUnit,
  isWithin,
  leadsUnit,
  listUnits,
  orgCode,
  provinceUnit,
  resolveUnit,
  serviceCentreOf,
  unitOf,
  withinOf,
} from './seats.ts'
export { communeAt } from './placing.ts'
export type { Role } from './roles.ts'
export type { Unit } from './rules.ts'
