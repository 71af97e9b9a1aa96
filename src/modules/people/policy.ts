import type { Actor } from '#core/actor'

export const anyone = (): boolean => true

export const isSignedIn = (actor: Actor): boolean => actor.kind !== 'anonymous'

export const isOfficial = (actor: Actor): boolean => actor.kind === 'official'

export const isCitizen = (actor: Actor): boolean => actor.kind === 'citizen'

/** Whoever holds a post may be the one before whom a person stands and shows their code; why is asked, and told to the person. */
/** The post by which an official reads a personal code for a purpose; none where no role of theirs has that work. */
export const postFor = (actor: Actor, by: readonly string[] | undefined): Actor['posts'][number] | undefined =>
  actor.kind === 'official' ? actor.posts.find(({ role }) => by === undefined || by.includes(role)) : undefined

/** Colleagues see who works at their own unit; whoever works for the province may look up another unit's staff too. A screen sees no names. */
export const mayListStaff = (actor: Actor): boolean =>
  actor.kind === 'system' || (actor.kind === 'official' && actor.posts.length > 0)

/** Each says when they are away themselves. */
export const maySetAway = (actor: Actor): boolean => actor.kind === 'official'

/** Who receives people at a counter sees their cards. */
export const mayVerifyIdentity = (actor: Actor): boolean =>
  actor.kind === 'official' && actor.posts.some((post) => post.role === 'receptionist')

/** Accounts are opened and closed by the province's system operators, and by the command line. */
export const mayManageAccounts = (actor: Actor): boolean =>
  actor.kind === 'system' || (actor.kind === 'official' && actor.posts.some((post) => post.role === 'system-operator'))

const verified = 2

/** Both sides of a mandate are known by more than a phone: what is filed by it carries their names. */
export const isVerifiedCitizen = (actor: Actor): boolean =>
  actor.kind === 'citizen' && (actor.assurance ?? 0) >= verified

/** The side that was asked answers; the one that proposed waits. */
export const mayAnswerMandate = (actor: Actor, found: SidedMandate): boolean =>
  isVerifiedCitizen(actor) && found.side !== undefined && found.side !== found.proposedBy

/** Each side ends it alone, whenever they will (BLDS 2015 Đ569). */
export const mayRevokeMandate = (_: Actor, found: SidedMandate): boolean => found.side !== undefined

/** Who records a mandate of this kind at a counter is the pack's word. */
export const holdsRole = (actor: Actor, roles: readonly string[]): boolean =>
  actor.kind === 'official' && actor.posts.some((post) => roles.includes(post.role))

export type MandateSide = 'representative' | 'represented'
/** A mandate as the actor stands to it: on which side, if on any; and which side proposed it. */
export type SidedMandate = { side: MandateSide | undefined; proposedBy: string | null }

/** A role's part in giving people back their accounts, as the pack has it. */
export type Recovering = { id: string; recovers?: 'begin' | 'finish' | undefined }

/** The units at which an official begins a recovery, or is the one who may finish it. */
export const recoveringUnits = (actor: Actor, roles: readonly Recovering[], part: 'begin' | 'finish'): string[] => {
  const able = new Set(
    roles.filter(({ recovers }) => recovers && (part === 'begin' || recovers === part)).map(({ id }) => id),
  )
  return actor.kind === 'official' ? actor.posts.flatMap(({ unit, role }) => (able.has(role) ? [unit] : [])) : []
}

/** Never the one who began it: one deceived or bent official opens nobody's account. */
export const mayFinishRecovery = (actor: Actor, begunBy: string, unit: string, units: readonly string[]): boolean =>
  actor.id !== begunBy && units.includes(unit)
