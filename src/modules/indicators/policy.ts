import type { Actor } from '#core/actor'

/** The boards show sums without names: every official may see them. */
export const maySeeBoards = (actor: Actor): boolean => actor.kind === 'official' || actor.kind === 'system'

/** The cases behind a figure: the unit's own people, and those who answer for the whole province. */
export const maySeeCases = (actor: Actor, unit: string, province: string): boolean =>
  actor.kind === 'system' ||
  (actor.kind === 'official' && actor.posts.some((post) => post.unit === unit || post.unit === province))
