import { z } from 'zod'
import type { Context } from '#core/context'
import { addDays, dayOf } from '#core/days'
import { say } from '#core/i18n'
import { query } from '#core/operation'
import { procedureKind } from '#modules/procedures'
import { planOf } from './layout.ts'
import type { Measure } from './measures.ts'
import { sumByProcedure } from './store/cells.ts'

/** What people have filed most, from the cells that count it: a sum of a few months over the units. */

const days = 90
const freshMilliseconds = 10 * 60_000
const kept = 50

type Used = { procedure: string; cases: number }
const memos = new WeakMap<Context, { until: number; used: readonly Used[] }>()

/** The flow of cases filed, whole; a pack whose indicators do not count it gives none. */
const isFiled = ({ kind, parts }: Measure): boolean =>
  kind === 'flow' &&
  parts.length === 1 &&
  parts.every((part) => part.event === 'cases.submitted' && part.sign === 1 && !part.where && !part.amount)

async function usedOf(ctx: Context): Promise<readonly Used[]> {
  const now = ctx.clock()
  const known = memos.get(ctx)
  if (known && known.until > now.getTime()) return known.used
  const { layout } = await planOf(ctx)
  const slot = layout.slotOf.get(layout.measures.find(isFiled)?.key ?? '')
  const from = `${addDays(dayOf(now), -days).slice(0, 7)}-01`
  const used = slot === undefined ? [] : await sumByProcedure(ctx.db, slot, from, kept)
  // Nothing counted yet is no answer to keep: the cells of a new demo are being made.
  if (used.length > 0) memos.set(ctx, { until: now.getTime() + freshMilliseconds, used })
  return used
}

export const listMostUsed = query('indicators.list-most-used', {
  summary: 'The procedures for which most cases were filed in the last months.',
  input: z.strictObject({ limit: z.coerce.number().int().min(1).max(20).default(6) }),
  output: z.strictObject({ items: z.array(z.strictObject({ code: z.string(), name: z.string(), cases: z.int() })) }),
  allow: () => true,
  async run({ input, actor, ctx }) {
    const items = (await usedOf(ctx)).flatMap(({ procedure, cases }) => {
      const found = ctx.definitions.find(procedureKind, procedure)
      // One that can no longer be filed is not offered.
      return found ? [{ code: found.body.code, name: say(found.body.name, actor.locale), cases }] : []
    })
    return { items: items.slice(0, input.limit) }
  },
})
