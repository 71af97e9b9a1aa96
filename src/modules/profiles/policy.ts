import type { Actor } from '#core/actor'

export const isCitizen = (actor: Actor): boolean => actor.kind === 'citizen'

/** Whoever holds the token of a share may ask; what they then see depends on the share. */
export const anyone = (): boolean => true

/** A person's papers, shares and proposals are theirs alone. */
export const isOwn = (actor: Actor, found: { account: string }): boolean =>
  actor.kind === 'citizen' && actor.id === found.account

/** A share for a unit opens to people who work at it, or at one below it that serves it. */
export const mayOpenFor = (actor: Actor, unit: string | null, isAt: (post: string, unit: string) => boolean): boolean =>
  unit === null || (actor.kind === 'official' && actor.posts.some((post) => isAt(post.unit, unit)))

/** Reception takes what people say of wrong values, each centre for those who named it. */
export const receivesAt = (actor: Actor, unit: string): boolean =>
  actor.kind === 'official' && actor.posts.some((post) => post.unit === unit && post.role === 'receptionist')

export const isOfficial = (actor: Actor): boolean => actor.kind === 'official'
