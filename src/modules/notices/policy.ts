import type { Actor } from '#core/actor'

export const anyone = (): boolean => true

/** Everybody has their own notices, and sees only these. */
export const isSignedIn = (actor: Actor): boolean => actor.kind === 'citizen' || actor.kind === 'official'
