import type { Actor } from '#core/actor'
import type { Booking } from './booking.ts'

export const anyone = (): boolean => true

/** An appointment is a person's own: it is booked by whoever has an account. */
export const isCitizen = (actor: Actor): boolean => actor.kind === 'citizen'

export const isOwner = (actor: Actor, found: Booking): boolean => actor.kind === 'citizen' && found.owner === actor.id

/** Whoever holds a post at the centre sits at its counters and minds its kiosk. */
export const worksAt = (actor: Actor, centre: string): boolean =>
  actor.kind === 'official' && actor.posts.some(({ unit }) => unit === centre)

/** Numbers are taken in the hall: at its kiosk, which holds the centre's key, or from somebody who works there. */
export const isInHall = (actor: Actor, { centre, hasKey }: { centre: string; hasKey: boolean }): boolean =>
  hasKey || worksAt(actor, centre)
