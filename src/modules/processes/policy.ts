import type { Actor } from '#core/actor'

/** How work flows is for those who do it and answer for it; the views show groups and units, never a person. */
export const maySeeProcesses = (actor: Actor): boolean => actor.kind === 'official' || actor.kind === 'system'
