import type { Actor } from '#core/actor'

/** Internal fields are for those who work for the province. */
export const mayReadInternal = (actor: Actor): boolean => actor.kind === 'official' || actor.kind === 'system'
