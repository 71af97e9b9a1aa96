import { conflict, invalid, type AppError } from '#core/errors'
import type { Calendar } from '#modules/calendar'
import type { Booking, BookingChange } from './booking.ts'
import type { Centre } from './definition.ts'
import * as events from './events.ts'
import { bookableUntil, isBookable } from './slots.ts'
import { state, type Env } from './stating.ts'

/** What becomes of an appointment. `now` is passed in; what is thrown speaks to the person who books. */

const minute = 60_000
const day = 86_400_000

/** What is known of the person and the slot, under their locks. */
export type Standing = {
  centre: Centre
  calendar: Calendar
  /** appointments of the person that are still to come */
  open: readonly Booking[]
  /** when the person was waited for in vain, the newest first */
  missedAt: readonly Date[]
  /** appointments of the group in the slot */
  taken: number
}

/** The group that serves a field of procedures, hands over results, or serves the rest. */
export function letterFor({ groups }: Centre, asked: { field?: string | undefined; result: boolean }): string {
  const found =
    (asked.result ? groups.find(({ results }) => results) : undefined) ??
    groups.find(({ fields }) => asked.field !== undefined && fields.includes(asked.field)) ??
    groups.find(({ rest }) => rest)
  return found?.id ?? ''
}

export const placesIn = ({ groups }: Centre, letter: string): number =>
  groups.find(({ id }) => id === letter)?.places ?? 0

export function book(env: Env, standing: Standing, booking: Booking): BookingChange {
  const { centre, open } = standing
  if (pausedUntil(centre, standing.missedAt, env.now)) throw paused()
  if (open.length >= centre.perPerson) throw tooManyOpen(centre.perPerson)
  claimSlot(env, standing, booking)
  const { procedure = null, startsAt } = booking
  return {
    booking,
    facts: [state(env, events.booked, recordOf(booking), { ...of(booking), procedure, startsAt: iso(startsAt) })],
  }
}

/** Where an appointment moves to; `leaving` is what the centre says that it leaves, which may be the same. */
export type Move = { centre: string; letter: string; startsAt: Date; leaving: Centre }

/** One act: the place that it had is free again only because it has the new one. */
export function change(env: Env, standing: Standing, found: Booking, { leaving, ...to }: Move): BookingChange {
  requireOpen(found)
  if (bookableUntil(leaving, found.startsAt) < env.now) throw tooLate()
  const booking: Booking = {
    ...found,
    ...to,
    minutes: standing.centre.slotMinutes,
    version: found.version + 1,
    remindedFor: undefined,
  }
  claimSlot(env, standing, booking)
  const left = found.centre === booking.centre ? undefined : found.centre
  const moved = { ...of(booking), startsAt: iso(booking.startsAt), was: iso(found.startsAt), left }
  return { booking, facts: [state(env, events.changed, recordOf(booking), moved)] }
}

export function cancel(env: Env, found: Booking): BookingChange {
  requireOpen(found)
  const booking: Booking = { ...found, state: 'cancelled', version: found.version + 1, endedAt: env.now }
  return { booking, facts: [state(env, events.cancelled, recordOf(booking), of(booking))] }
}

/** The person is in the hall. Whoever comes too late takes a number like everybody without an appointment. */
export function checkIn(env: Env, centre: Centre, found: Booking): BookingChange {
  if (found.state === 'checked-in') throw cameAlready()
  if (found.state !== 'booked' || env.now > missedFrom(centre, found)) throw over()
  if (env.now < new Date(found.startsAt.getTime() - centre.checkIn.earlyMinutes * minute)) throw tooEarly()
  const booking: Booking = { ...found, state: 'checked-in', version: found.version + 1, endedAt: env.now }
  return { booking, facts: [state(env, events.checkedIn, recordOf(booking), of(booking))] }
}

/** From when nobody is waited for any more. */
export const missedFrom = ({ checkIn: { lateMinutes } }: Centre, { startsAt }: Booking): Date =>
  new Date(startsAt.getTime() + lateMinutes * minute)

export function miss(env: Env, centre: Centre, found: Booking): BookingChange {
  const at = missedFrom(centre, found)
  if (found.state !== 'booked' || at > env.now) return { booking: found, facts: [] }
  const booking: Booking = { ...found, state: 'missed', version: found.version + 1, endedAt: at }
  return { booking, facts: [state({ ...env, now: at }, events.missed, recordOf(booking), of(booking))] }
}

/** Until when a person who was waited for in vain too often books no more; undefined for anybody else. */
export function pausedUntil({ missed }: Centre, missedAt: readonly Date[], now: Date): Date | undefined {
  const since = new Date(now.getTime() - missed.days * day)
  const recent = missedAt.filter((at) => at >= since)
  const last = recent[0]
  if (!last || recent.length < missed.times) return undefined
  const until = new Date(last.getTime() + missed.pauseDays * day)
  return until > now ? until : undefined
}

/** The person has not another appointment at this time, the slot is open for booking, and has a place left. */
function claimSlot(env: Env, { centre, calendar, open, taken }: Standing, booking: Booking): void {
  if (!isBookable(calendar, centre, booking.startsAt, env.now))
    throw invalid('slot-not-bookable', {
      vi: 'Không đặt được giờ này. Hãy chọn một giờ khác trong lịch.',
      en: 'This time cannot be booked. Please choose another one from the calendar.',
    })
  if (open.some((one) => one.code !== booking.code && one.startsAt.getTime() === booking.startsAt.getTime()))
    throw conflict('appointment-same-time', {
      vi: 'Bạn đã có một lịch hẹn khác đúng vào giờ này.',
      en: 'You have another appointment at this very time.',
    })
  if (taken >= placesIn(centre, booking.letter))
    throw conflict('slot-full', {
      vi: 'Giờ này vừa có người đặt hết chỗ. Hãy chọn một giờ khác.',
      en: 'The last place at this time has just been taken. Please choose another time.',
    })
}

function requireOpen(found: Booking): void {
  if (found.state !== 'booked') throw over()
}

const iso = (at: Date): string => at.toISOString()
const recordOf = ({ code, version }: Booking) => ({ record: code, version })
const of = ({ centre, letter }: Booking) => ({ centre, letter })

const paused = (): AppError =>
  conflict('booking-paused', {
    vi: 'Bạn đã nhiều lần đặt lịch mà không đến, nên tạm thời chưa đặt được lịch mới. Bạn vẫn có thể đến lấy số tại trung tâm.',
    en: 'You have missed several appointments, so you cannot book a new one for a while. You may still take a number at the centre.',
  })

const tooManyOpen = (most: number): AppError =>
  conflict('too-many-appointments', {
    vi: `Bạn đang có ${most} lịch hẹn chưa đến. Hãy hủy bớt trước khi đặt thêm.`,
    en: `You have ${most} appointments still to come. Cancel one before you book another.`,
  })

const cameAlready = (): AppError =>
  conflict('checked-in-already', {
    vi: 'Lịch hẹn này đã được đón tiếp. Mời bạn xem số trên màn hình.',
    en: 'This appointment has checked in already. Please watch the screen for your number.',
  })

const tooEarly = (): AppError =>
  conflict('check-in-too-early', {
    vi: 'Chưa đến giờ đón tiếp của lịch hẹn này. Bạn có thể quay lại sau, hoặc lấy số không hẹn.',
    en: 'It is too early for this appointment. Please come back later, or take a number without it.',
  })

const tooLate = (): AppError =>
  conflict('appointment-too-near', {
    vi: 'Đã quá gần giờ hẹn nên không đổi giờ được nữa. Nếu không đến được, bạn hãy hủy để nhường chỗ.',
    en: 'It is too near to be moved. If you cannot come, cancel it so that others get the place.',
  })

const over = (): AppError =>
  conflict('appointment-over', {
    vi: 'Lịch hẹn này không còn hiệu lực: đã đến, đã hủy hoặc đã quá giờ. Bạn vẫn có thể lấy số tại trung tâm.',
    en: 'This appointment is over: it was kept, cancelled or missed. You may still take a number at the centre.',
  })
