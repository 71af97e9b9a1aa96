import type { Context } from '#core/context'
import { findLabel } from '#core/forms/labels'
import type { Text } from '#core/i18n'
import { paperKindsKind, type PaperKinds } from './definition.ts'

const none: PaperKinds = { areas: {}, kinds: {} }

/** The kinds of papers that the pack declares. */
export const kindsIn = (ctx: Context): PaperKinds => ctx.definitions.find(paperKindsKind, 'papers')?.body ?? none

/** A kind that a former pack knew still has its papers: it goes by its id. */
export const kindName = (ctx: Context, kind: string): Text => kindsIn(ctx).kinds[kind]?.name ?? { vi: kind }

export const areaOf = (ctx: Context, kind: string): string => kindsIn(ctx).kinds[kind]?.area ?? 'other'

/** What a source names, in words: `my.papers.land-certificate.area`, `registers.poor-households`, `person.birthDate`. */
export function sourceWords(ctx: Context, source: string): Text {
  const [name = '', kind] = source.split('.').toReversed()
  const label = findLabel(name) ?? { vi: name }
  if (source.startsWith('my.papers.') && kind !== undefined) {
    const paper = kindName(ctx, kind)
    return { vi: `${paper.vi}: ${label.vi}`, en: `${paper.en ?? paper.vi}: ${label.en ?? label.vi}` }
  }
  if (!source.startsWith('registers.')) return label
  return Object.values(kindsIn(ctx).kinds).find(({ register }) => register === name)?.name ?? label
}
