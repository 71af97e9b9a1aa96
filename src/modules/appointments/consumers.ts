import { z } from 'zod'
import type { Consumer } from '#core/consumers'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import type { StoredEvent } from '#core/events'
import type { Topic } from '#core/live'
import { dateTime } from '#modules/documents'
import { tellAbout, type Facts, type Telling } from '#modules/notices'
import type { Booking } from './booking.ts'
import { nearNotice, tellNear } from './near.ts'
import * as policy from './policy.ts'
import { nameOfCentre, nameOfProcedure } from './present.ts'
import { listBookings } from './store/booking.ts'

/** Who is told of an appointment's facts, and which screens of a hall look again. */

const templates = {
  'appointments.booked': 'appointment-booked',
  'appointments.changed': 'appointment-changed',
  'appointments.missed': 'appointment-missed',
} as const
export const reminder = 'appointment-soon'

const OfCentre = z.object({ centre: z.string(), left: z.string().optional() })

/** The pack must have their words. */
export const toldBy = [...Object.values(templates), reminder, nearNotice]

const isFor = <T extends object>(map: T, type: string): type is Extract<keyof T, string> => Object.hasOwn(map, type)

export const tell = tellAbout(
  'appointments.tell',
  Object.keys(templates),
  async (db: Db, events: readonly StoredEvent[], ctx: Context): Promise<Telling[]> => {
    const found = await listBookings(db, [...new Set(events.map(({ record }) => record))])
    const byCode = new Map(found.map((booking) => [booking.code, booking]))
    return events.flatMap((event): Telling[] => {
      const booking = byCode.get(event.record)
      if (!booking || !isFor(templates, event.type)) return []
      const to = { account: booking.owner }
      const facts = factsOf(ctx, booking)
      return [{ event, notices: [{ to, template: templates[event.type], facts, record: booking.code }] }]
    })
  },
)

/** Whatever moves a queue on, or lets somebody into it, may bring a turn near. */
export const tellOfTurns: Consumer = {
  name: 'appointments.tell-of-turns',
  types: ['ticket-taken', 'ticket-followed', 'called', 'absent', 'handed-over', 'counter-opened'].map(
    (verb) => `appointments.${verb}`,
  ),
  origins: ['live'],
  fromNow: true,
  async handle(db, events, ctx) {
    const centres = new Set(events.map(({ payload }) => OfCentre.parse(payload).centre))
    for (const centre of centres) await tellNear(db, ctx, centre)
  },
}

export const factsOf = (ctx: Context, { code, centre, procedure, caseCode, startsAt }: Booking): Facts => ({
  startsAt: dateTime(startsAt.toISOString()),
  place: nameOfCentre(ctx, centre),
  procedure: procedure === undefined ? undefined : nameOfProcedure(ctx, procedure).vi,
  caseCode,
  link: new URL(`/lich-hen/${code}`, ctx.settings.publicUrl).href,
})

/** `hall:<centre>`, for the screens of the hall and the phones of those who wait in it; it tells nothing of a number. */
export const hallTopic: Topic = {
  name: 'hall',
  types: ['appointments.*'],
  of({ payload }) {
    const { centre, left } = OfCentre.parse(payload)
    return [centre, ...(left === undefined ? [] : [left])].map((id) => ({ topic: `hall:${id}`, id }))
  },
  visible: policy.anyone,
}
