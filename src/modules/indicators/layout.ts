import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { compileWhere } from '#core/feel-sql'
import { indicatorKind, type Indicator } from './definition.ts'
import { recipeOf, type Measure, type Recipe } from './measures.ts'
import * as store from './store/cells.ts'
import type { Layout, WhereSql } from './store/sweep.ts'

export type Declared = { id: string; indicator: Indicator; recipe: Recipe }

/** All indicators of the pack, their measures, and where these lie in the cells. */
export type Plan = { layout: Layout; indicators: readonly Declared[]; measures: ReadonlyMap<string, Measure> }

const plans = new WeakMap<Context, { revision: number; plan: Plan }>()

/** What the definitions declare now. @param db where slots are read, and given to new measures */
export async function planOf(ctx: Context, db: Db = ctx.db): Promise<Plan> {
  const revision = ctx.definitions.revision(indicatorKind)
  const known = plans.get(ctx)
  if (known?.revision === revision) return known.plan
  const declared = ctx.definitions
    .list(indicatorKind)
    .map(({ id, body }) => ({ id, indicator: body, ...recipeOf(id, body) }))
  const measures = new Map(declared.flatMap((item) => item.measures.map((measure) => [measure.key, measure] as const)))
  const { slots, places, stale } = await store.assignSlots(db, [...measures.values()])
  if (stale) await store.markStale(db)
  const plan = { layout: { measures: [...measures.values()], slotOf: slots, places }, indicators: declared, measures }
  plans.set(ctx, { revision, plan })
  return plan
}

/** What facts of these types can change: counting a few places costs a fraction of counting all. */
export const layoutFor = (layout: Layout, types: readonly string[]): Layout => ({
  ...layout,
  measures: layout.measures.filter(({ parts }) => parts.some(({ event }) => types.includes(event))),
})

/** The condition of a measure as SQL. The pack's check has accepted it, so a fault here is a bug. */
export const whereSql: WhereSql = (where) => {
  const compiled = compileWhere(where, 'e')
  if ('fault' in compiled) throw new Error(`${where}: ${compiled.fault}`)
  return compiled.where
}
