import { z } from 'zod'
import type { Context } from '#core/context'
import { dayOf } from '#core/days'
import type { Db } from '#core/db'
import { conflict, invalid, notFound, tooMany } from '#core/errors'
import { command, query } from '#core/operation'
import { noteReading, whoShows, type Shown } from '#modules/people'
import { keepBooking, keepTicket, originOf } from '../acting.ts'
import type { Booking } from '../booking.ts'
import { codePattern, newTicketId, tidyCode } from '../code.ts'
import { envOf, isKioskKey, kioskKeyOf, lockHall, placeOf, type Hall } from '../hall.ts'
import * as policy from '../policy.ts'
import { isGiving, presentTicket } from '../present.ts'
import * as queue from '../queue.ts'
import * as rules from '../rules.ts'
import { findBooking, listOpenOf } from '../store/booking.ts'
import { countTakenSince, lastNumber } from '../store/ticket.ts'
import type { Ticket } from '../ticket.ts'
import { Letter, TicketView } from '../views.ts'

/** How people come into the queue: by a number of the kiosk, or by their appointment. */

const AtHall = z.strictObject({
  centre: z.string().max(40),
  key: z.string().max(40).optional().describe('what the kiosk of the hall holds; not needed by those who work there'),
})

async function atHall(db: Db, input: { centre: string; key?: string | undefined }, ctx: Context) {
  const hall = await lockHall(db, ctx, input.centre)
  return { hall, centre: hall.unit.code, hasKey: isKioskKey(ctx, hall.unit.code, input.key) }
}

type Coming = Pick<Ticket, 'letter' | 'takenAt' | 'aheadFrom' | 'waitingSince'> & Partial<Ticket>

async function newTicket(db: Db, hall: Hall, coming: Coming): Promise<Ticket> {
  return {
    id: newTicketId(),
    version: 1,
    state: 'waiting',
    origin: originOf(db),
    centre: hall.unit.code,
    day: hall.day,
    no: (await lastNumber(db, hall.unit.code, hall.day, coming.letter)) + 1,
    queue: coming.letter,
    calls: 0,
    ...coming,
  }
}

export const takeTicket = command('appointments.take-ticket', {
  summary: 'Take a number in the hall, without an appointment.',
  input: AtHall.extend({
    letter: Letter,
    priority: z.boolean().default(false).describe('a person whom the law lets go first'),
  }),
  output: TicketView,
  subject: atHall,
  allow: policy.isInHall,
  async run({ input: { letter, priority }, subject: { hall }, db, ctx, now }) {
    await guardKiosk(db, hall, letter, now)
    const aheadFrom = priority ? now : undefined
    const ticket = await newTicket(db, hall, { letter, takenAt: now, aheadFrom, waitingSince: now })
    await keepTicket(db, queue.take(envOf(hall, now), ticket, priority))
    return presentTicket({ db, ctx, now }, ticket)
  },
})

/** Numbers of the hall's own groups, while people are received, and not faster than a hall of people takes them. */
async function guardKiosk(db: Db, hall: Hall, letter: string, now: Date): Promise<void> {
  const { centre, unit, day, present } = hall
  if (!centre.groups.some(({ id }) => id === letter))
    throw invalid('no-such-group', { vi: 'Trung tâm không có nhóm việc này.', en: 'The centre has no such group.' })
  if (!isGiving(hall, now))
    throw conflict('hall-closed', {
      vi: 'Ngoài giờ tiếp dân nên chưa lấy số được. Mời bạn quay lại trong giờ làm việc.',
      en: 'The hall is closed. Please come back in office hours.',
    })
  if (present.filter((one) => one.state === 'waiting' && one.queue === letter).length >= centre.kiosk.longestQueue)
    throw conflict('queue-full', {
      vi: 'Hàng chờ của nhóm này đã quá dài. Mời bạn gặp cán bộ hướng dẫn hoặc đặt lịch hẹn.',
      en: 'The queue of this group is too long. Please see a member of staff or book an appointment.',
    })
  const since = new Date(now.getTime() - 60_000)
  if ((await countTakenSince(db, { centre: unit.code, day, since })) >= centre.kiosk.perMinute)
    throw tooMany(
      'kiosk-too-fast',
      {
        vi: 'Vừa có quá nhiều số được lấy. Xin chờ một phút.',
        en: 'Too many numbers were just taken. Please wait a minute.',
      },
      { retryAfterSeconds: 60 },
    )
}

/** The appointment that was shown: by its own code, or by its person's, of whom it is the one of now. */
async function whatShown(db: Db, input: { centre: string; key?: string | undefined; code: string }, ctx: Context) {
  const at = await atHall(db, input, ctx)
  const code = tidyCode(input.code)
  if (codePattern.test(code)) return { ...at, found: await findBooking(db, code), shown: undefined }
  const shown: Shown = await whoShows(db, ctx, input.code)
  const today = (await listOpenOf(db, shown.account.id)).filter(
    (one) => one.centre === at.centre && dayOf(one.startsAt) === at.hall.day,
  )
  return { ...at, found: firstInTime(today, at.hall, ctx.clock()), shown }
}

const firstInTime = (today: readonly Booking[], { centre }: Hall, now: Date): Booking | undefined =>
  today.find((one) => rules.missedFrom(centre, one) >= now)

export const checkIn = command('appointments.check-in', {
  summary: 'Come to an appointment: its code, or the personal code of its person, becomes a number of the queue.',
  input: AtHall.extend({ code: z.string().trim().min(1).max(2000) }),
  output: TicketView,
  unrepeatable: true,
  subject: whatShown,
  allow: policy.isInHall,
  personal: (_, { found }) => (found ? `account/${found.owner}` : ''),
  purpose: () => 'check-in',
  async run({ subject: { hall, found, shown }, actor, db, ctx, now }) {
    if (!found || found.centre !== hall.unit.code || dayOf(found.startsAt) !== hall.day) throw noneHere()
    const env = envOf(hall, now)
    const come = rules.checkIn(env, hall.centre, found)
    if (shown) await noteReading(db, shown, { reader: actor.id, unit: hall.unit.code, purpose: 'check-in', now })
    await keepBooking(db, come)
    const ticket = await newTicket(db, hall, {
      letter: found.letter,
      takenAt: now,
      aheadFrom: found.startsAt,
      waitingSince: found.startsAt > now ? found.startsAt : now,
      booking: found.code,
      owner: found.owner,
      procedure: found.procedure,
      caseCode: found.caseCode,
    })
    await keepTicket(db, queue.take(env, ticket, false))
    return presentTicket({ db, ctx, now }, ticket)
  },
})

const noneHere = () =>
  notFound('no-appointment-here', {
    vi: 'Không có lịch hẹn nào hôm nay tại trung tâm này. Mời bạn lấy số, hoặc gặp cán bộ hướng dẫn.',
    en: 'There is no appointment here today. Please take a number, or see a member of staff.',
  })

export const kioskKey = query('appointments.kiosk-key', {
  summary: 'What lets a kiosk of this hall give numbers, for whoever sets it up.',
  input: z.strictObject({ centre: z.string().max(40) }),
  output: z.object({ key: z.string() }),
  subject: async (_, { centre }, ctx) => placeOf(ctx, centre),
  allow: (actor, { unit }) => policy.worksAt(actor, unit.code),
  run: async ({ subject: { unit }, ctx }) => ({ key: kioskKeyOf(ctx, unit.code) }),
})

export const coming = [takeTicket, checkIn, kioskKey]
