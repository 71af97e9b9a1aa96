import { system } from '#core/actor'
import { transact } from '#core/call'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { emit } from '#core/events'
import { deliverSoon } from './delivery.ts'
import { broadcastSpread } from './events.ts'
import { nudge } from './nudge.ts'
import { openChannels } from './providers.ts'
import { defaultQuiet, defaultsOf, isUrgent, minuteMilliseconds, minuteOf } from './rules.ts'
import { wordsOf } from './send.ts'
import * as store from './store/broadcasts.ts'

/** People a transaction: few enough that readers of the log wait for no more than a moment. */
const stretch = 2_000

/** Queues what is not yet with all its people; stretch by stretch, each in a transaction of its own. @returns the people reached */
export async function spread(ctx: Context): Promise<number> {
  for (let reached = 0; ;) {
    const step = await spreadOnce(ctx)
    if (!step) return reached
    reached += step.people
    deliverSoon(ctx)
  }
}

const spreadOnce = (ctx: Context): Promise<store.Spread | undefined> =>
  transact(ctx, system, {}, async (db) => {
    const open = await store.lockOpen(db)
    if (!open) return undefined
    const now = ctx.clock()
    const { group, channels } = wordsOf(ctx, open.template)
    const told = { group, channels, urgency: open.urgency }
    const step = await store.spreadOn(db, ctx.addressees, {
      id: open.id,
      people: stretch,
      now,
      minute: minuteOf(now),
      minuteAt: new Date(Math.floor(now.getTime() / minuteMilliseconds) * minuteMilliseconds),
      urgent: isUrgent(told),
      emergency: open.urgency === 'emergency',
      group,
      channels,
      defaults: defaultsOf(group),
      quiet: defaultQuiet,
      provided: openChannels(ctx),
    })
    if (step.done) await tellSpread(db, open.id, now)
    return step
  })

async function tellSpread(db: Db, id: string, now: Date): Promise<void> {
  const [broadcast] = await store.listBroadcasts(db, 1, id)
  if (!broadcast) return
  const { unit, people, messages } = broadcast
  await emit(db, broadcastSpread, {
    record: `broadcast/${id}`,
    version: 2,
    unit,
    occurredAt: now,
    payload: { people, messages },
  })
}

export const spreadSoon = (ctx: Context): void => nudge(ctx, spread)
