import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Sourced } from '#core/sources'
import { actingUnder, type Acting } from './acting.ts'

const source = { vi: 'Người được bạn làm thay', en: 'The person you act for' }

/** The side for which an actor fills a form in; undefined where that is their own. */
export const representedBy = async (ctx: Context, actor: Actor): Promise<Acting['represented'] | undefined> =>
  actor.mandate === undefined
    ? undefined
    : (await actingUnder(ctx.db, ctx, { actor, id: actor.mandate }, ctx.clock()))?.represented

/** What is known of the represented person, under the names that `person.*` has. */
export const personOf = (other: Acting['represented'], names: readonly string[]): ReadonlyMap<string, Sourced> =>
  tell(names, {
    fullName: other.name,
    idNumber: other.personalId,
    birthDate: other.birthOn,
    sex: other.sex,
    phone: other.phone,
    email: other.email,
    residence: other.address,
  })

/** `organisation.*`: the enterprise for which somebody files. */
export async function askOrganisation(
  ctx: Context,
  actor: Actor,
  names: readonly string[],
): Promise<ReadonlyMap<string, Sourced>> {
  const other = await representedBy(ctx, actor)
  if (!other?.organisation) return new Map()
  return tell(names, { name: other.name, taxCode: other.taxCode, address: other.address })
}

const tell = (names: readonly string[], known: Readonly<Record<string, string | undefined>>): Map<string, Sourced> =>
  new Map(
    names.flatMap((name) => {
      const value = known[name]
      return value === undefined || value === '' ? [] : [[name, { value, source }]]
    }),
  )
