import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import { say } from '#core/i18n'
import type { Waiting } from '#core/waiting'
import { placeOf } from './hall.ts'
import { nameOfProcedure } from './present.ts'
import * as bookings from './store/booking.ts'
import * as tickets from './store/ticket.ts'
import { labelOf } from './ticket.ts'

/** What a person has before them at service centres: appointments to come, and the numbers that they hold now. */
export async function listWaiting(ctx: Context, actor: Actor): Promise<Waiting[]> {
  if (actor.kind !== 'citizen') return []
  const [coming, held] = await Promise.all([
    bookings.listOpenOf(ctx.db, actor.id),
    tickets.listOpenOf(ctx.db, actor.id),
  ])
  const nameOf = (centre: string) => say(placeOf(ctx, centre).unit.name, actor.locale)
  return [
    ...held.map((ticket): Waiting => ({
      kind: 'appointment',
      record: ticket.id,
      title: say({ vi: `Số của bạn: ${labelOf(ticket)}`, en: `Your number: ${labelOf(ticket)}` }, actor.locale),
      detail: nameOf(ticket.centre),
      dueAt: ticket.takenAt,
      path: `/so-thu-tu/${ticket.id}`,
    })),
    ...coming.map((booking): Waiting => ({
      kind: 'appointment',
      record: booking.code,
      title: say(titleOf(ctx, booking.procedure, booking.caseCode), actor.locale),
      detail: nameOf(booking.centre),
      dueAt: booking.startsAt,
      path: `/lich-hen/${booking.code}`,
    })),
  ]
}

const titleOf = (ctx: Context, procedure: string | undefined, caseCode: string | undefined) => {
  if (caseCode !== undefined)
    return { vi: `Hẹn nhận kết quả ${caseCode}`, en: `Appointment for the result ${caseCode}` }
  if (procedure === undefined) return { vi: 'Hẹn làm việc tại trung tâm', en: 'Appointment at the centre' }
  const name = nameOfProcedure(ctx, procedure)
  return { vi: `Hẹn: ${name.vi}`, en: `Appointment: ${name.en ?? name.vi}` }
}
