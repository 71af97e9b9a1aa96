import type { Actor } from '#core/actor'

export const anyone = (): boolean => true

/** Everybody has their own notices, and sees only these. */
export const isSignedIn = (actor: Actor): boolean => actor.kind === 'citizen' || actor.kind === 'official'

/** Whoever runs the platform sees how messages are worded and whether they went out; never what one said. */
export const mayWatchDeliveries = (actor: Actor): boolean =>
  actor.kind === 'official' && actor.posts.some((post) => post.role === 'system-operator')

/** What the holder of a post may write to everybody: the pack's roles say it (`announces`). */
export type Announcing = ReadonlyMap<string, 'warnings' | 'emergency'>

/** The units to whose people an official may write, and whether also at night. */
export const announcingAt = (actor: Actor, roles: Announcing, emergency: boolean): string[] =>
  actor.kind !== 'official'
    ? []
    : actor.posts.flatMap(({ unit, role }) => {
        const may = roles.get(role)
        return may === 'emergency' || (may === 'warnings' && !emergency) ? [unit] : []
      })

/** Every commune of the area lies within a unit of theirs. The whole province is an area of the province alone. */
export const mayAnnounce = (
  units: readonly string[],
  area: { communes: readonly string[] | undefined; province: string },
  isWithin: (commune: string, unit: string) => boolean,
): boolean =>
  area.communes === undefined
    ? units.includes(area.province)
    : units.length > 0 && area.communes.every((commune) => units.some((unit) => isWithin(commune, unit)))
