import { z } from 'zod'
import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { conflict, invalid, notFound } from '#core/errors'
import { command, query } from '#core/operation'
import { listOwnCases } from '#modules/cases'
import { procedureKind } from '#modules/procedures'
import { keepBooking, originOf } from '../acting.ts'
import type { Booking } from '../booking.ts'
import { newCode, tidyCode } from '../code.ts'
import { envOf, placeOf, type Place } from '../hall.ts'
import * as policy from '../policy.ts'
import { presentBooking } from '../present.ts'
import * as rules from '../rules.ts'
import * as store from '../store/booking.ts'
import { centreKey, hold, personKey } from '../store/lock.ts'
import { findByBooking } from '../store/ticket.ts'
import { BookingView } from '../views.ts'
import { About, letterAt } from './finding.ts'

/** What a person does with their own appointments. */

const dayMilliseconds = 86_400_000
const shown = 50

type Asking = { db: Db; ctx: Context; actor: Actor; now: Date }

/** What stands in the way of a slot, read under the locks of the centre and the person. */
async function standingOf({ db, actor, now }: Asking, place: Place, slot: { letter: string; startsAt: Date }) {
  const { centre, calendar, unit } = place
  const until = new Date(slot.startsAt.getTime() + 1)
  const open = await store.listOpenOf(db, actor.id)
  const missedAt = await store.listMissedAt(
    db,
    actor.id,
    new Date(now.getTime() - centre.missed.days * dayMilliseconds),
  )
  const taken = await store.countTaken(db, { centre: unit.code, from: slot.startsAt, until })
  return { centre, calendar, open, missedAt, taken: taken.find(({ letter }) => letter === slot.letter)?.n ?? 0 }
}

/** The procedure as it is stored; of a case, the one it is about. @throws invalid for a case that waits for nobody */
async function aboutOf({ db, ctx, actor, now }: Asking, { procedure, caseCode }: About): Promise<About> {
  if (caseCode === undefined)
    return procedure === undefined ? {} : { procedure: ctx.definitions.get(procedureKind, procedure).id }
  const own = await listOwnCases({ ctx, db, actor, now }, 200)
  const found = own.find(({ code }) => code === caseCode)
  if (found?.state.name !== 'resolved')
    throw invalid('no-result-to-collect', {
      vi: 'Hồ sơ này không có kết quả đang chờ bạn đến nhận.',
      en: 'This case has no result that waits for you.',
    })
  return { procedure: found.procedure.id, caseCode }
}

export const book = command('appointments.book', {
  summary: 'Book a time at a service centre.',
  input: z.strictObject({ centre: z.string().max(40), about: About.default({}), startsAt: z.iso.datetime() }),
  output: BookingView,
  perMinute: 60,
  allow: policy.isCitizen,
  async run({ input, actor, db, ctx, now }) {
    const place = placeOf(ctx, input.centre)
    const about = await aboutOf({ db, ctx, actor, now }, input.about)
    await hold(db, [centreKey(place.unit.code), personKey(actor.id)])
    const letter = letterAt(ctx, place, about)
    const startsAt = new Date(input.startsAt)
    const standing = await standingOf({ db, ctx, actor, now }, place, { letter, startsAt })
    const change = rules.book(envOf(place, now), standing, {
      ...about,
      code: newCode(now),
      version: 1,
      state: 'booked',
      origin: originOf(db),
      owner: actor.id,
      centre: place.unit.code,
      letter,
      startsAt,
      minutes: place.centre.slotMinutes,
      bookedAt: now,
    })
    await keepBooking(db, change)
    return presentBooking(ctx, change.booking)
  },
})

const missing = () =>
  notFound('appointment-not-found', { vi: 'Không tìm thấy lịch hẹn này.', en: 'There is no such appointment.' })

async function get(db: Db, { code }: { code: string }): Promise<Booking> {
  const found = await store.findBooking(db, tidyCode(code))
  if (!found) throw missing()
  return found
}

/** Held with its person, its centre, and the one where it shall be, and read again. */
async function lock(db: Db, input: { code: string; centre?: string | undefined }, ctx: Context): Promise<Booking> {
  const { centre, owner } = await get(db, input)
  const to = input.centre === undefined ? centre : placeOf(ctx, input.centre).unit.code
  await hold(db, [...new Set([centreKey(centre), centreKey(to), personKey(owner)])])
  return get(db, input)
}

function requireVersion(found: Booking, version: number): void {
  if (found.version !== version)
    throw conflict(
      'appointment-changed',
      {
        vi: 'Lịch hẹn này vừa thay đổi. Xin xem lại trước khi tiếp tục.',
        en: 'This appointment has just changed. Please look again before you go on.',
      },
      { version: found.version },
    )
}

const Seen = z.strictObject({ code: z.string().max(60), version: z.int() })

export const change = command('appointments.change', {
  summary: 'Move my appointment to another time, or to another centre.',
  input: Seen.extend({ startsAt: z.iso.datetime(), centre: z.string().max(40).optional() }),
  output: BookingView,
  subject: lock,
  allow: policy.isOwner,
  async run({ input, subject: found, actor, db, ctx, now }) {
    requireVersion(found, input.version)
    const leaving = placeOf(ctx, found.centre)
    const place = input.centre === undefined ? leaving : placeOf(ctx, input.centre)
    const letter = place.unit.code === found.centre ? found.letter : letterAt(ctx, place, found)
    const startsAt = new Date(input.startsAt)
    const standing = await standingOf({ db, ctx, actor, now }, place, { letter, startsAt })
    const to = { centre: place.unit.code, letter, startsAt, leaving: leaving.centre }
    const moved = rules.change(envOf(place, now), standing, found, to)
    await keepBooking(db, moved)
    return presentBooking(ctx, moved.booking)
  },
})

export const cancel = command('appointments.cancel', {
  summary: 'Cancel my appointment, so that others get the place.',
  input: Seen,
  output: BookingView,
  subject: lock,
  allow: policy.isOwner,
  async run({ input, subject: found, db, ctx, now }) {
    requireVersion(found, input.version)
    const ended = rules.cancel(envOf(placeOf(ctx, found.centre), now), found)
    await keepBooking(db, ended)
    return presentBooking(ctx, ended.booking)
  },
})

export const getOne = query('appointments.get', {
  summary: 'One of my appointments.',
  input: z.strictObject({ code: z.string().max(60) }),
  output: BookingView,
  subject: get,
  allow: policy.isOwner,
  run: async ({ subject: found, db, ctx }) => presentBooking(ctx, found, await findByBooking(db, found.code)),
})

export const listMine = query('appointments.list-mine', {
  summary: 'My appointments, those to come and those that were.',
  input: z.strictObject({}),
  output: z.object({ items: z.array(BookingView) }),
  allow: policy.isCitizen,
  async run({ actor, db, ctx }) {
    const found = await store.listOf(db, actor.id, shown)
    return { items: found.map((booking) => presentBooking(ctx, booking)) }
  },
})

export const booking = [book, change, cancel, getOne, listMine]
