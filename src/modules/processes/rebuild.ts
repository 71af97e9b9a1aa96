import { step } from '#core/consumers'
import type { Context } from '#core/context'
import { follow } from './consumers.ts'
import { forgetFollowed } from './store/traces.ts'

/**
 * Makes the process view of our own cases anew from the events; imported logs are sources and stay. The view fills up while
 * this runs.
 * @returns how many events were read
 */
export async function refollow(ctx: Context, onProgress: (events: number) => void = () => undefined): Promise<number> {
  await ctx.db.transaction().execute((db) => forgetFollowed(db, follow.name))
  let events = 0
  for (;;) {
    const taken = await step(ctx, follow)
    events += taken.read
    onProgress(events)
    if (taken.read === 0 && !taken.busy) return events
    if (taken.busy) await new Promise((resolve) => setTimeout(resolve, 20)) // a server's worker is at it
  }
}
