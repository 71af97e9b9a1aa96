import type { Actor } from '#core/actor'

/** The boards show sums without names: every official may see them. */
export const maySeeBoards = (actor: Actor): boolean => actor.kind === 'official' || actor.kind === 'system'
