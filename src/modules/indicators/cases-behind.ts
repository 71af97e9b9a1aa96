import { sql, type RawBuilder } from 'kysely'
import type { Db } from '#core/db'
import { whereSql, type Plan } from './layout.ts'
import type { Recipe } from './measures.ts'
import * as store from './store.ts'

export type Behind = {
  unit: string
  procedure?: string | undefined
  which: 'counted' | 'missed' | 'all'
  from: Date
  until: Date
  limit: number
}

/** What one event adds to a list of terms, as SQL: flows inside the period, stocks from the beginning to its end. */
function amountOf(plan: Plan, terms: Recipe['part'], asked: Behind): RawBuilder<number> {
  const cases = terms.flatMap(({ measure, sign }) => {
    const known = plan.measures.get(measure)
    const inTime = known?.kind === 'stock' ? sql`true` : sql`e.occurred_at >= ${asked.from.toISOString()}::timestamptz`
    return (known?.parts ?? []).map((part) => {
      const holds = part.where ? sql` and ${whereSql(part.where)}` : sql``
      return sql`case when e.type = ${part.event} and ${inTime}${holds} then ${sql.lit(sign * part.sign)} else 0 end`
    })
  })
  return cases.length === 0 ? sql<number>`0` : sql<number>`(${sql.join(cases, sql` + `)})`
}

/** The cases that a figure counts: all of its whole, those in its part, or those that it misses. */
export function behind(db: Db, plan: Plan, recipe: Recipe, asked: Behind) {
  const histogram = recipe.histogram ? [{ measure: recipe.histogram, sign: 1 as const }] : []
  const part = [...recipe.part, ...histogram]
  const whole = recipe.whole ?? part
  const types = [...part, ...whole].flatMap(
    (term) => plan.measures.get(term.measure)?.parts.map(({ event }) => event) ?? [],
  )
  return store.listBehind(db, {
    part: amountOf(plan, part, asked),
    whole: amountOf(plan, whole, asked),
    types: [...new Set(types)],
    asked,
  })
}
