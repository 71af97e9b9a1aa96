import type { Context } from '#core/context'
import type { Definition } from '#core/definitions'
import { invalid } from '#core/errors'
import { competentUnit } from '#modules/units'
import { categoryKind, reportRulesKind, type Category, type ReportRules } from './definition.ts'

/** What the pack says about reports. */

export const rulesIn = (ctx: Context): ReportRules => ctx.definitions.get(reportRulesKind, 'report-rules').body

/** What is offered to whoever sends a report. */
export const categoriesIn = (ctx: Context): Definition<Category>[] =>
  ctx.definitions
    .list(categoryKind)
    .filter(({ body }) => body.listed)
    .toSorted((a, b) => a.body.order - b.body.order || (a.id < b.id ? -1 : 1))

/** The category in force now. @throws invalid */
export function categoryNow(ctx: Context, id: string): Definition<Category> {
  const found = ctx.definitions.find(categoryKind, id)
  if (found) return found
  throw invalid('no-category', {
    vi: 'Loại phản ánh này không có trong danh mục.',
    en: 'There is no such category of reports.',
  })
}

/** A report keeps the category as it was when the report was sent, or last reclassified. */
export const categoryOf = (ctx: Context, digest: string): Category =>
  ctx.definitions.byDigest(categoryKind, digest).body

/** The unit that a category's reports from a commune go to. */
export const unitFor = (ctx: Context, category: Category, commune: string): string =>
  competentUnit(ctx, category.competent, commune).code
