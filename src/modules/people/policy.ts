import type { Actor } from '#core/actor'

export const anyone = (): boolean => true

export const isSignedIn = (actor: Actor): boolean => actor.kind !== 'anonymous'

export const isOfficial = (actor: Actor): boolean => actor.kind === 'official'

export const isCitizen = (actor: Actor): boolean => actor.kind === 'citizen'

/** Whoever holds a post may be the one before whom a person stands and shows their code; why is asked, and told to the person. */
export const mayReadPersonalQr = (actor: Actor): boolean => actor.kind === 'official' && actor.posts.length > 0

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
