import { system } from '#core/actor'
import { transact } from '#core/call'
import type { Context } from '#core/context'
import { emit } from '#core/events'
import type { Job } from '#core/module'
import { accountErased } from '../events.ts'
import { endSessions, forgetActors } from '../sessions.ts'
import { raiseVersion } from '../store/accounts.ts'
import * as store from '../store/rights.ts'
import { listOtherSessions } from '../store/sessions.ts'
import { verifiedDigest } from './copying.ts'

/** More than can lie there: three a day, three days each. */
const mostCopies = 100

/** Erases the accounts whose time to think it over has passed. */
export const carryOutErasures: Job = {
  name: 'people.carry-out-erasures',
  cron: '*/10 * * * *',
  async run(ctx) {
    for (const { id } of await store.listDueErasures(ctx.db, ctx.clock())) await erase(ctx, id)
  },
}

/** One account, in one transaction: what no law keeps is gone, or names nobody. Whoever has filed something since is left alone. */
async function erase(ctx: Context, id: string): Promise<void> {
  const asked = await store.findErasure(ctx.db, id)
  if (!asked) return
  const { account } = asked
  const idDigest = await verifiedDigest(ctx, account)
  const copies = await store.listCopies(ctx.db, account, mostCopies)
  const files = await transact(ctx, system, {}, async (db) => {
    const row = await store.lockErasure(db, id)
    if (!row || (await ctx.personal.listOpen(db, account)).length > 0) return []
    const now = ctx.clock()
    await endSessions(db, ctx, await listOtherSessions(db, account, undefined))
    const erased = await ctx.personal.erase(db, ctx, { account, idDigest })
    await store.endAccount(db, account, now)
    await store.endErasure(db, id, now, erased.outcome)
    const version = await raiseVersion(db, account)
    const kept = erased.outcome.filter((one) => one.kept > 0).map(({ kind }) => kind)
    await emit(db, accountErased, {
      record: `account/${account}`,
      version,
      unit: '',
      occurredAt: now,
      payload: { kept },
    })
    return [...erased.files, ...copies.flatMap(({ file }) => file ?? [])]
  })
  forgetActors(ctx)
  for (const digest of files) await ctx.files.remove(digest)
}
