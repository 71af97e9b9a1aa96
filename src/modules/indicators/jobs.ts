import type { Context } from '#core/context'
import { addDays, dayOf } from '#core/days'
import type { Job } from '#core/module'
import { boardOf } from './board.ts'
import { planOf, type Declared } from './layout.ts'
import { periodOf, previousPeriod, type Period } from './periods.ts'
import { rebuildCells } from './rebuild.ts'
import { round } from './rules.ts'
import { isStale } from './store/cells.ts'
import * as snapshots from './store/snapshots.ts'

/** Days after a period's end on which it is frozen: late entries of the last days are still in it. */
const graceDays = 5

/** Freezes every month, quarter, half and year that ended, once. @returns snapshots made */
export async function freezeClosedPeriods(ctx: Context): Promise<number> {
  const settled = addDays(dayOf(ctx.clock()), -graceDays)
  const { indicators } = await planOf(ctx)
  let made = 0
  for (const kind of ['month', 'quarter', 'half', 'year'] as const) {
    const period = previousPeriod(periodOf(kind, settled))
    for (const declared of indicators) made += await freeze(ctx, declared, period)
  }
  return made
}

async function freeze(ctx: Context, declared: Declared, period: Period): Promise<number> {
  if ((await snapshots.listSnapshot(ctx.db, declared.id, period.id)).size > 0) return 0
  const board = await boardOf(ctx, declared, period)
  const rows = [...board.standings].map(([unit, { figure }]) => ({
    unit,
    value: figure.value === undefined ? null : round(figure.value),
    part: figure.part,
    whole: figure.whole ?? null,
  }))
  await snapshots.addSnapshot(ctx.db, declared.id, period, rows)
  return rows.length
}

export const jobs: readonly Job[] = [
  { name: 'freeze-closed-periods', cron: '30 1 * * *', run: async (ctx) => void (await freezeClosedPeriods(ctx)) },
  {
    name: 'make-stale-cells-anew',
    cron: '* * * * *',
    run: async (ctx) => {
      if (await isStale(ctx.db)) await rebuildCells(ctx)
    },
  },
]
