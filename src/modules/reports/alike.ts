import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { rulesIn } from './catalogue.ts'
import { featuresOf } from './features.ts'
import { Likeness, likenessOf, wordsInCommon } from './likeness.ts'
import { metresBetween } from './showing.ts'
import { findLikeness, listOpenAround } from './store/alike.ts'
import type { Place, Stored } from './store/report.ts'

/** Which reports in hand may be about the same thing as one that is there, or about to be sent. */

export type Seen = { place: Place; category: string; text: string; at: Date }
/** `likeness` where merges have taught; by the rule of the pack alone there is none. */
export type Alike = { stored: Stored; metres: number; likeness?: number }

const dayMilliseconds = 86_400_000
const mostAround = 60
const rather = 0.5

/**
 * The likeliest first. Until enough merges have taught, those of the same category, the nearest first.
 * @param shown which of a report's words the person asking may be answered by
 */
export async function listAlike(
  db: Db,
  ctx: Context,
  seen: Seen,
  shown: (stored: Stored) => string | undefined,
): Promise<Alike[]> {
  const { metres, days } = rulesIn(ctx).nearby
  const since = new Date(seen.at.getTime() - days * dayMilliseconds)
  const around = await listOpenAround(db, { place: seen.place, metres, since, limit: mostAround })
  const learnt = Likeness.safeParse(await findLikeness(db)).data
  return around
    .flatMap((stored): Alike[] => {
      const [text, place] = [shown(stored), stored.holding.place]
      if (text === undefined || !place) return []
      const far = metresBetween(seen.place, place)
      if (far > metres) return []
      const sameCategory = stored.report.category === seen.category
      if (!learnt) return sameCategory ? [{ stored, metres: far }] : []
      const likeness = likenessOf(learnt, {
        category: seen.category,
        sameCategory,
        metres: far,
        days: Math.abs(seen.at.getTime() - stored.report.submittedAt.getTime()) / dayMilliseconds,
        words: wordsInCommon(featuresOf({ text: seen.text }), featuresOf({ text })),
      })
      return likeness >= rather ? [{ stored, metres: far, likeness }] : []
    })
    .toSorted((a, b) => (b.likeness ?? 0) - (a.likeness ?? 0) || a.metres - b.metres)
}
