import type { Actor } from '#core/actor'

export const anyone = (): boolean => true

/** Everybody has their own notices, and sees only these. */
export const isSignedIn = (actor: Actor): boolean => actor.kind === 'citizen' || actor.kind === 'official'

/** Whoever runs the platform sees how messages are worded and whether they went out; never what one said. */
export const mayWatchDeliveries = (actor: Actor): boolean =>
  actor.kind === 'official' && actor.posts.some((post) => post.role === 'system-operator')
