import type { Actor } from '#core/actor'

export const anyone = (): boolean => true

export const isSignedIn = (actor: Actor): boolean => actor.kind !== 'anonymous'

export const isOfficial = (actor: Actor): boolean => actor.kind === 'official'

/** Colleagues see who works at their own unit; whoever works for the province may look up another unit's staff too. */
export const mayListStaff = (actor: Actor): boolean => actor.kind === 'official' || actor.kind === 'system'

/** Each says when they are away themselves. */
export const maySetAway = (actor: Actor): boolean => actor.kind === 'official'

/** Who receives people at a counter sees their cards. */
export const mayVerifyIdentity = (actor: Actor): boolean =>
  actor.kind === 'official' && actor.posts.some((post) => post.role === 'receptionist')

/** Accounts are opened and closed by the province's system operators, and by the command line. */
export const mayManageAccounts = (actor: Actor): boolean =>
  actor.kind === 'system' || (actor.kind === 'official' && actor.posts.some((post) => post.role === 'system-operator'))
