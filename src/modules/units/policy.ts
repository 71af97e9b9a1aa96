import type { Actor } from '#core/actor'

/** Names, places and boundaries of public bodies are public. */
export const mayRead = (): boolean => true

export const mayImportBoundaries = (actor: Actor): boolean =>
  actor.kind === 'system' || (actor.kind === 'official' && actor.posts.some((post) => post.role === 'system-operator'))
