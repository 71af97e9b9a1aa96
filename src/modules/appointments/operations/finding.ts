import { z } from 'zod'
import { addDays, dayOf, startOfDay } from '#core/days'
import { query } from '#core/operation'
import { calendarsOf } from '#modules/calendar'
import { procedureKind } from '#modules/procedures'
import type { Context } from '#core/context'
import { listCentres, placeOf, type Place } from '../hall.ts'
import * as policy from '../policy.ts'
import { groupOf, presentCentre, presentHall } from '../present.ts'
import { letterFor, placesIn } from '../rules.ts'
import { bookableDays, isBookable, slotsOf } from '../slots.ts'
import { countTaken } from '../store/booking.ts'
import { CentreView, FreeView, HallView } from '../views.ts'

/** What anyone may ask: where the centres are, when there is room, and how a hall stands. */

/** What somebody comes for: a procedure, a result, or neither. */
export const About = z.strictObject({
  procedure: z.string().max(100).optional(),
  caseCode: z.string().max(60).optional(),
})
export type About = z.output<typeof About>

/** The group at a place that serves what somebody comes for. */
export function letterAt(ctx: Context, { centre }: Place, { procedure, caseCode }: About): string {
  const field = procedure === undefined ? undefined : ctx.definitions.get(procedureKind, procedure).body.field
  return letterFor(centre, { field, result: caseCode !== undefined })
}

export const list = query('appointments.list-centres', {
  summary: 'The service centres that receive people.',
  input: z.strictObject({}),
  output: z.object({ items: z.array(CentreView) }),
  allow: policy.anyone,
  run: async ({ ctx }) => ({ items: listCentres(ctx).map((unit) => presentCentre(ctx, unit)) }),
})

export const free = query('appointments.list-free', {
  summary: 'The days and times at a centre that may be booked, with the places that are left.',
  input: z.strictObject({
    centre: z.string().max(40),
    procedure: z.string().max(100).optional(),
    result: z.stringbool().default(false),
  }),
  output: FreeView,
  allow: policy.anyone,
  async run({ input, ctx, db, now }) {
    const place = placeOf(ctx, input.centre)
    const { centre, calendar, unit } = place
    const about = { procedure: input.procedure, caseCode: input.result ? 'any' : undefined }
    const letter = letterAt(ctx, place, about)
    const days = bookableDays(centre, now)
    const taken = await countTaken(db, {
      centre: unit.code,
      from: startOfDay(dayOf(now)),
      until: startOfDay(addDays(days.at(-1) ?? dayOf(now), 1)),
    })
    const takenAt = new Map(taken.filter((one) => one.letter === letter).map((one) => [one.starts_at.getTime(), one.n]))
    const named = new Map(calendarsOf(ctx).exceptions.map(({ on, name }) => [on, name]))
    const places = placesIn(centre, letter)
    return {
      centre: presentCentre(ctx, unit),
      group: groupOf(centre, letter),
      minutes: centre.slotMinutes,
      days: days.map((on) => {
        const slots = slotsOf(calendar, on, centre.slotMinutes)
        return {
          on,
          working: slots.length > 0,
          name: named.get(on),
          slots: slots
            .filter((at) => isBookable(calendar, centre, at, now))
            .map((at) => ({ at: at.toISOString(), free: Math.max(0, places - (takenAt.get(at.getTime()) ?? 0)) })),
        }
      }),
    }
  },
})

export const hall = query('appointments.hall', {
  summary: 'How a hall stands: who is served where, who is next, how long it takes.',
  input: z.strictObject({ centre: z.string().max(40) }),
  output: HallView,
  allow: policy.anyone,
  run: ({ input, ctx, db, now }) => presentHall(db, ctx, input.centre, now),
})

export const finding = [list, free, hall]
