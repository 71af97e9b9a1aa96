import { fold } from '#core/text'
import type { Context } from '#core/context'
import { categoriesIn } from './catalogue.ts'
import type { Category } from './definition.ts'

/** Which category a text is about. Words of the pack's keywords decide: a long keyword says more than a short one. */

export type Candidate = { category: string; score: number }

const most = 3

/** The likeliest first; scores add up to at most 1. */
export function proposeCategories(ctx: Context, text: string): Candidate[] {
  const categories = categoriesIn(ctx)
  const scored = categories.map(({ id, body }) => ({ category: id, score: scoreOf(body, text) }))
  const sum = scored.reduce((total, { score }) => total + score, 0)
  return scored
    .filter(({ score }) => score > 0)
    .map(({ category, score }) => ({ category, score: Math.round((score / sum) * 100) / 100 }))
    .toSorted((a, b) => b.score - a.score || (a.category < b.category ? -1 : 1))
    .slice(0, most)
}

/** With its marks a keyword counts whole; without, as people type on a hurried phone, a little less. */
function scoreOf({ keywords }: Category, text: string): number {
  const written = ` ${text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\d]+/gu, ' ')} `
  const bare = ` ${fold(text)} `
  return keywords.reduce((sum, keyword) => {
    const weight = keyword.split(' ').length
    if (written.includes(` ${keyword.toLowerCase()} `)) return sum + weight
    return bare.includes(` ${fold(keyword)} `) ? sum + weight * 0.6 : sum
  }, 0)
}
