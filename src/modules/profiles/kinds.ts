import type { Context } from '#core/context'
import type { Text } from '#core/i18n'
import { paperKindsKind, type PaperKinds } from './definition.ts'

const none: PaperKinds = { areas: {}, kinds: {} }

/** The kinds of papers that the pack declares. */
export const kindsIn = (ctx: Context): PaperKinds => ctx.definitions.find(paperKindsKind, 'papers')?.body ?? none

/** A kind that a former pack knew still has its papers: it goes by its id. */
export const kindName = (ctx: Context, kind: string): Text => kindsIn(ctx).kinds[kind]?.name ?? { vi: kind }

export const areaOf = (ctx: Context, kind: string): string => kindsIn(ctx).kinds[kind]?.area ?? 'other'
