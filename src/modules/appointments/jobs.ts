import { system } from '#core/actor'
import { transact } from '#core/call'
import type { Context } from '#core/context'
import { dayOf, startOfDay } from '#core/days'
import type { Job } from '#core/module'
import { send } from '#modules/notices'
import { keepBooking, keepCounter, keepTicket } from './acting.ts'
import { factsOf, reminder } from './consumers.ts'
import { envOf, placeOf } from './hall.ts'
import { tellNear } from './near.ts'
import * as queue from './queue.ts'
import * as rules from './rules.ts'
import * as bookings from './store/booking.ts'
import * as counters from './store/counter.ts'
import { centreKey, hold, personKey } from './store/lock.ts'
import * as tickets from './store/ticket.ts'

/** What time does: each record in a short transaction of its own, under the locks that people take. */

const batch = 500
const hour = 3_600_000

/** Nobody came to an appointment: the place is free again, and the person is told. */
export const markMissed: Job = {
  name: 'appointments.mark-missed',
  cron: '*/5 * * * *',
  async run(ctx) {
    const now = ctx.clock()
    for (const { code, centre, owner, origin } of await bookings.listDue(ctx.db, now, batch))
      await transact(ctx, system, { origin }, async (db) => {
        await hold(db, [centreKey(centre), personKey(owner)])
        const found = await bookings.findBooking(db, code)
        const place = placeOf(ctx, centre)
        if (found) await keepBooking(db, rules.miss(envOf(place, now), place.centre, found))
      })
  },
}

/** A day before, and for one that was booked later, two hours before. Made-up appointments remind nobody. */
export const remind: Job = {
  name: 'appointments.remind',
  cron: '*/10 * * * *',
  async run(ctx) {
    const now = ctx.clock()
    const span = { from: now, until: new Date(now.getTime() + 24 * hour) }
    for (const { code, centre, owner, origin } of await bookings.listToRemind(ctx.db, span, batch))
      await transact(ctx, system, { origin }, async (db) => {
        await hold(db, [centreKey(centre), personKey(owner)])
        const found = await bookings.findBooking(db, code)
        if (found?.state !== 'booked' || !isTimeToRemind(found, now)) return
        await bookings.saveBookings(db, [{ ...found, remindedFor: found.startsAt }])
        const key = `appointment ${code} ${found.startsAt.toISOString()}`
        const notice = { key, to: { account: owner }, template: reminder, facts: factsOf(ctx, found), record: code }
        await send(db, ctx, [notice])
      })
  },
}

const isTimeToRemind = ({ startsAt, bookedAt }: { startsAt: Date; bookedAt: Date }, now: Date): boolean =>
  startsAt.getTime() - bookedAt.getTime() > 24 * hour || startsAt.getTime() - now.getTime() <= 2 * hour

/** What was left of earlier days: numbers that nobody called, counters that nobody closed. */
export const closeDays: Job = {
  name: 'appointments.close-days',
  cron: '10 * * * *',
  async run(ctx: Context) {
    const now = ctx.clock()
    const today = dayOf(now)
    for (const { id, centre, origin } of await tickets.listLeft(ctx.db, today, batch))
      await transact(ctx, system, { origin }, async (db) => {
        await hold(db, [centreKey(centre)])
        const found = await tickets.findTicket(db, id)
        if (found && found.endedAt === undefined)
          await keepTicket(db, queue.markAbsent(envOf(placeOf(ctx, centre), now), found))
      })
    for (const { centre, no } of await counters.listLeftOpen(ctx.db, startOfDay(today), batch))
      await transact(ctx, system, { origin: 'live' }, async (db) => {
        await hold(db, [centreKey(centre)])
        const found = (await counters.listCounters(db, centre)).find((one) => one.no === no)
        if (!found?.openedAt || dayOf(found.openedAt) >= today) return
        await keepCounter(db, queue.closeCounter(envOf(placeOf(ctx, centre), now), found))
      })
  },
}

/** Time alone brings a turn near: a service that goes on, an appointment whose time comes. */
export const tellOfTurns: Job = {
  name: 'appointments.tell-of-turns',
  cron: '* * * * *',
  async run(ctx) {
    for (const centre of await tickets.listCentresToTell(ctx.db, dayOf(ctx.clock())))
      await transact(ctx, system, { origin: 'live' }, (db) => tellNear(db, ctx, centre))
  },
}

export const jobs: readonly Job[] = [markMissed, remind, closeDays, tellOfTurns]
