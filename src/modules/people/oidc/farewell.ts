import type { Context } from '#core/context'
import * as store from '../store/consents.ts'

/** Applications are told that a person has signed out (OpenID Connect Back-Channel Logout), by whichever process comes first. */

const retryMinutes = [1, 5, 15, 60]
const leaseMilliseconds = 60_000
const batch = 20

/** @returns how many applications were told */
export async function sayFarewells(ctx: Context): Promise<number> {
  let told = 0
  for (;;) {
    const now = ctx.clock()
    const due = await store.takeFarewells(ctx.db, now, new Date(now.getTime() + leaseMilliseconds), batch)
    const said = await Promise.all(due.map((farewell) => sayOne(ctx, farewell)))
    told += said.filter(Boolean).length
    if (due.length < batch) return told
  }
}

async function sayOne(ctx: Context, { id, client, account, sid, tries }: store.Farewell): Promise<boolean> {
  try {
    // Loaded at the first need, as everywhere: most processes of a small province never sign anybody in to an application.
    const { providerOf } = await import('./server.ts')
    const { provider } = await providerOf(ctx)
    const found = await provider.Client.find(client)
    // The library has it, its types do not.
    if (found?.backchannelLogoutUri !== undefined && typeof found['backchannelLogout'] === 'function')
      await Reflect.apply(found['backchannelLogout'], found, [account, ctx.vault.open(sid)])
    await store.dropFarewell(ctx.db, id)
    return true
  } catch (error) {
    const minutes = retryMinutes[tries - 1]
    ctx.log.warn({ client, tries, error: String(error) }, 'an application was not told of a sign-out')
    // After the last try the application's own tokens run out within minutes anyway.
    if (minutes === undefined) await store.dropFarewell(ctx.db, id)
    else await store.setFarewellDue(ctx.db, id, new Date(ctx.clock().getTime() + minutes * 60_000))
    return false
  }
}
