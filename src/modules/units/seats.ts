import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import { invalid, notFound } from '#core/errors'
import { formerIn, leadingRolesIn, treeIn } from './ground.ts'
import { resolveUnits, type Asked, type Origin } from './resolving.ts'
import * as rules from './rules.ts'

/** What other modules ask of the ground. All of it comes from memory. */

export const findUnit = (ctx: Context, code: string): rules.Unit | undefined => treeIn(ctx).byCode.get(code)

/** @throws notFound */
export function unitOf(ctx: Context, code: string): rules.Unit {
  const unit = findUnit(ctx, code)
  return unit ?? missing(code)
}

function missing(code: string): never {
  throw notFound('unit-not-found', { vi: `Không có đơn vị "${code}".`, en: `There is no unit "${code}".` })
}

export const listUnits = (ctx: Context): readonly rules.Unit[] => treeIn(ctx).units

export const provinceUnit = (ctx: Context): rules.Unit => treeIn(ctx).province

export const childrenOf = (ctx: Context, code: string): readonly rules.Unit[] => treeIn(ctx).children.get(code) ?? []

/** The unit and all below it. */
export const withinOf = (ctx: Context, code: string): rules.Unit[] => rules.withinOf(treeIn(ctx), code)

/** Whether a unit is the other or stands below it. */
export const isWithin = (ctx: Context, code: string, ancestor: string): boolean =>
  rules.isWithin(treeIn(ctx), code, ancestor)

/** The commune that a unit is or belongs to. */
export const communeOf = (ctx: Context, code: string): rules.Unit | undefined => rules.communeOf(treeIn(ctx), code)

/** Where papers for a unit are handed in. @throws notFound */
export const serviceCentreOf = (ctx: Context, code: string): rules.Unit =>
  rules.serviceCentreOf(treeIn(ctx), unitOf(ctx, code).code) ?? missing('centre')

/**
 * The unit that decides.
 * @param competent `commune`, `province`, or an agency: `department/agriculture`
 * @param place a unit in the commune that decides; the reception unit where nothing else was chosen
 * @throws invalid when a commune decides and the place is in none: the person must choose it
 */
export function competentUnit(ctx: Context, competent: string, place: string): rules.Unit {
  const found = rules.findCompetent(treeIn(ctx), competent, place)
  if (found) return found
  if (competent !== 'commune') return unitOf(ctx, competent)
  throw invalid('commune-needed', {
    vi: 'Hãy chọn xã, phường hoặc đặc khu giải quyết hồ sơ này.',
    en: 'Please choose the commune that decides this case.',
  })
}

/** The agency code from which a case's code is made (TT 03/2025/TT-VPCP Đ13). */
export const orgCode = (ctx: Context, code: string): string => unitOf(ctx, code).agencyCode

export const resolveUnit = (ctx: Context, asked: Asked): Origin[] => resolveUnits(treeIn(ctx), formerIn(ctx), asked)

/** Whether an official leads a unit, or one above it. */
export function leadsUnit(ctx: Context, actor: Actor, code: string): boolean {
  const leading = leadingRolesIn(ctx)
  return (
    actor.kind === 'official' && actor.posts.some(({ role, unit }) => leading.has(role) && isWithin(ctx, code, unit))
  )
}
