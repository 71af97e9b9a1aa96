import type { Actor } from '#core/actor'

/** Whoever runs the platform: the pack's system operators. */
export const mayRunPlatform = (actor: Actor): boolean =>
  actor.kind === 'system' || (actor.kind === 'official' && actor.posts.some((post) => post.role === 'system-operator'))
