import type { Context } from '#core/context'
import { sayBy } from './farewells.ts'
import { listWaiting } from './mandates/waiting.ts'
import { sayFarewells } from './oidc/farewell.ts'
import { connectSources } from './person-source.ts'
import { reachableAccounts } from './store/addressees.ts'

/** What the module tells the others of people: values for forms, addresses, what waits. */
export async function start(ctx: Context): Promise<void> {
  connectSources(ctx)
  sayBy(ctx, () => sayFarewells(ctx))
  ctx.addressees.register(reachableAccounts)
  ctx.waiting.register('people', listWaiting)
}
