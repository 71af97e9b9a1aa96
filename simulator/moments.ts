import type { Context } from '#core/context'
import { drawMoments } from './model.ts'
import type { Random } from './random.ts'

/** When somebody files, and where, if that is settled. */
export type Moment = { at: Date; commune?: string }

/** How many cases come in how long a time, and when more of them come. */
export type Span = {
  count: number
  months: number
  /** a share of the cases that came in the last days: most of them are still open */
  rush?: { share: number; days: number }
  /** so many cases more in the last days at one commune: whoever looks at its desks finds work on them */
  busy?: { commune: string; days: number; count: number }
}

/** All moments of filing before `until`, in their order. */
export function momentsOf(ctx: Context, random: Random, until: Date, { count, months, rush, busy }: Span): Moment[] {
  const { share, days } = rush ?? { share: 0, days: 0 }
  const moments: Moment[] = [
    ...drawMoments(ctx, random, { days: Math.round(months * 30.44), until, count: count * (1 - share) }),
    ...drawMoments(ctx, random, { days, until, count: count * share }),
  ].map((at) => ({ at }))
  if (busy) for (const at of drawMoments(ctx, random, { ...busy, until })) moments.push({ at, commune: busy.commune })
  return moments.sort((one, other) => one.at.getTime() - other.at.getTime())
}
