import type { Context } from '#core/context'
import { dayOf } from '#core/days'
import { provinceKind, unitsKind } from './definition.ts'
import { formerUnitsKind, type FormerRow } from './former.ts'
import { rolesKind, type Role } from './roles.ts'
import { treeOf, type Tree } from './rules.ts'
import { placesOf, staffKind, type Place } from './staff.ts'
import * as store from './store.ts'

const trees = new WeakMap<object, { revision: number; tree: Tree }>()

/** The units of today, kept until the pack's list changes. */
export function treeIn({ definitions }: Context): Tree {
  const revision = definitions.revision(unitsKind)
  const known = trees.get(definitions)
  if (known?.revision === revision) return known.tree
  const tree = treeOf(definitions.get(unitsKind, 'units').body)
  trees.set(definitions, { revision, tree })
  return tree
}

export const formerIn = (ctx: Context): readonly FormerRow[] =>
  ctx.definitions.find(formerUnitsKind, 'former-units')?.body ?? []

export const provinceIn = (ctx: Context) => ctx.definitions.get(provinceKind, 'province').body

const leading = new WeakMap<readonly Role[], ReadonlySet<string>>()

/** The roles whose holders see the work of their unit and of those below it. */
export function leadingRolesIn(ctx: Context): ReadonlySet<string> {
  const roles = rolesIn(ctx)
  const known = leading.get(roles) ?? new Set(roles.filter((role) => role.leads).map((role) => role.id))
  leading.set(roles, known)
  return known
}

export const rolesIn = (ctx: Context): readonly Role[] => ctx.definitions.get(rolesKind, 'roles').body

/** The places that the demo fills with made-up people. */
export const placesIn = (ctx: Context): Place[] =>
  placesOf(treeIn(ctx).units, ctx.definitions.find(staffKind, 'staff')?.body.rules ?? [])

/** Brings the tables to what the pack declares; an unchanged pack writes nothing. */
export async function loadUnits(ctx: Context): Promise<void> {
  const units = ctx.definitions.get(unitsKind, 'units')
  const former = ctx.definitions.find(formerUnitsKind, 'former-units')
  await ctx.db.transaction().execute(async (db) => {
    if (await store.claimList(db, 'units', units.digest)) await store.saveUnits(db, units.body, dayOf(ctx.clock()))
    if (await store.claimList(db, 'former-units', former?.digest ?? '')) await store.saveFormer(db, former?.body ?? [])
  })
}
