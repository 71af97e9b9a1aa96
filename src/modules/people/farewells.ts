import type { Insertable } from 'kysely'
import type { Context } from '#core/context'
import { findClient } from './clients.ts'
import { openContent } from './oidc/content.ts'
import type { ItemRow } from './store/openid.ts'
import type { FarewellRow } from './tables.ts'

/** A nudge comes from inside a transaction that is about to commit: the list is looked at a few times. */
const looks = [30, 200, 1_500]

/** From the provider's own record of a sign-in: which applications it served, and under which session name of each. */
export function farewellsOf(ctx: Context, signIns: readonly ItemRow[]): Insertable<FarewellRow>[] {
  return signIns.flatMap(({ account, content }) =>
    Object.entries(openContent(ctx, content).authorizations ?? {}).flatMap(([client, { sid }]) =>
      account === null || sid === undefined || findClient(ctx, client)?.backchannelLogoutUri === undefined
        ? []
        : [{ client, account, sid: ctx.vault.seal(sid), due_at: ctx.clock() }],
    ),
  )
}

type Sayer = () => Promise<unknown>
const sayers = new WeakMap<Context, Sayer>()
const looking = new WeakMap<Context, { turn: number }>()

/** Who tells the applications: the provider, which stands on the sessions and is not known to them. */
export const sayBy = (ctx: Context, sayer: Sayer): void => void sayers.set(ctx, sayer)

export function nudge(ctx: Context): void {
  const under = looking.get(ctx)
  if (under) {
    under.turn = 0
    return
  }
  const state = { turn: 0 }
  looking.set(ctx, state)
  const look = (): void => {
    const delay = looks[state.turn]
    state.turn += 1
    if (delay === undefined) {
      looking.delete(ctx)
      return
    }
    setTimeout(() => {
      Promise.resolve(sayers.get(ctx)?.())
        .catch((error: unknown) =>
          ctx.log.warn({ error: String(error) }, 'applications could not be told of a sign-out'),
        )
        .finally(look)
    }, delay).unref()
  }
  look()
}
