import type { Duration } from '#core/duration'
import { addMonths, dayOfMinute, instantOf, minuteOf, minutesOfDay } from './days.ts'
import type { OfficeTime } from './office-time.ts'

/** How the province reads the law where it leaves a choice (province.yaml). */
export type Reading = { lastHour: 'next working day' | 'same day'; dueAt: 'same time' | 'end of day' }

/** A working calendar: office time and the province's reading of it. */
export type Calendar = { time: OfficeTime; reading: Reading }

export type Pause = { from: Date; to: Date }

/** What a deadline is computed from. Pauses are in order and closed. */
export type Clock = { startedAt: Date; limit: Duration; pauses: readonly Pause[] }

const handOverUntil = 15 * 60

/**
 * When the clock of a reception starts: that moment in office time, otherwise the next opening; received in the last hour of a
 * day, the next working day's opening.
 */
export const normaliseStart = (calendar: Calendar, receivedAt: Date): Date =>
  instantOf(startMinute(calendar, minuteOf(receivedAt)))

function startMinute({ time, reading }: Calendar, received: number): number {
  const open = time.nextOpen(received)
  if (reading.lastHour === 'same day') return open
  const day = dayOfMinute(open)
  return open >= closing(time, day) - 60 ? opening(time, time.addWorkingDays(day, 1)) : open
}

const opening = (time: OfficeTime, day: number) => day * minutesOfDay + (time.hours(day)[0]?.[0] ?? 0)
const closing = (time: OfficeTime, day: number) => day * minutesOfDay + (time.hours(day).at(-1)?.[1] ?? 0)

/** The due time of a limit that starts at a reception. Days are counted as days, hours as office minutes. */
export const dueAt = (calendar: Calendar, receivedAt: Date, limit: Duration): Date =>
  dueOf(calendar, { startedAt: receivedAt, limit, pauses: [] })

/**
 * The due time of a clock. A limit in days moves by one for each day that its pauses touch (working days for a limit in working
 * days, calendar days for one in days, months or years), each day once; one in hours keeps its minutes. A pause that begins
 * after the due time changes nothing, nor does what of a pause lies before the clock started.
 */
export function dueOf(calendar: Calendar, clock: Clock): Date {
  const start = startMinute(calendar, minuteOf(clock.startedAt))
  const inHours = clock.limit.unit === 'working hours' || clock.limit.unit === 'hours'
  return instantOf(inHours ? dueInHours(calendar, clock, start) : dueInDays(calendar, clock, start))
}

function dueInHours({ time }: Calendar, { limit, pauses }: Clock, start: number): number {
  const minutes = limit.amount * 60
  if (limit.unit === 'hours') return time.nextOpen(pauses.reduce((due, p) => shift(due, p), start + minutes))
  let due = time.addMinutes(start, minutes)
  for (const pause of pauses) {
    const from = Math.max(start, minuteOf(pause.from))
    const to = Math.max(start, minuteOf(pause.to))
    if (from < due) due = time.addMinutes(due, time.between(from, to))
  }
  return due
}

const shift = (due: number, { from, to }: Pause) => (minuteOf(from) < due ? due + minuteOf(to) - minuteOf(from) : due)

function dueInDays(calendar: Calendar, { limit, pauses }: Clock, start: number): number {
  const { time } = calendar
  const inWorkingDays = limit.unit === 'working days'
  let due = endOfDays(calendar, start, limit, 0)
  let moved = 0
  let touchedThrough = -Infinity
  for (const pause of pauses) {
    if (minuteOf(pause.from) >= due) break
    if (minuteOf(pause.to) <= start) continue
    const first = Math.max(dayOfMinute(Math.max(start, minuteOf(pause.from))), touchedThrough + 1)
    const last = dayOfMinute(minuteOf(pause.to))
    moved += inWorkingDays ? time.countWorkingDays(first, last) : Math.max(0, last - first + 1)
    touchedThrough = Math.max(touchedThrough, last)
    due = endOfDays(calendar, start, limit, moved)
  }
  return due
}

function endOfDays({ time, reading }: Calendar, start: number, limit: Duration, moved: number): number {
  const day = dayOfMinute(start)
  const last = lastDay(time, day, limit, moved)
  if (reading.dueAt === 'end of day') return closing(time, last)
  const clock = last * minutesOfDay + (start - day * minutesOfDay)
  // A day with other hours than the first one's: the next office minute of that day, at the latest its closing.
  return Math.min(Math.max(clock, opening(time, last)), closing(time, last), openOn(time, last, clock))
}

const openOn = (time: OfficeTime, day: number, minute: number) => {
  const open = time.nextOpen(minute)
  return dayOfMinute(open) === day ? open : closing(time, day)
}

function lastDay(time: OfficeTime, day: number, { amount, unit }: Duration, moved: number): number {
  switch (unit) {
    case 'working days':
      return time.addWorkingDays(day, amount + moved)
    case 'days':
      return time.addWorkingDays(day + amount + moved, 0)
    case 'months':
      return time.addWorkingDays(addMonths(day, amount) + moved, 0)
    case 'years':
      return time.addWorkingDays(addMonths(day, amount * 12) + moved, 0)
    case 'hours':
    case 'working hours':
      throw new RangeError('hours are no days')
  }
}

/** Office minutes between two moments; pauses inside are left out. */
export function workedMinutes({ time }: Calendar, from: Date, to: Date, pauses: readonly Pause[] = []): number {
  const end = minuteOf(to)
  const start = minuteOf(from)
  const waiting = pauses.map((pause) =>
    time.between(Math.max(start, minuteOf(pause.from)), Math.min(end, minuteOf(pause.to))),
  )
  return Math.max(0, time.between(start, end) - waiting.reduce((sum, minutes) => sum + minutes, 0))
}

/** The moment at which so many office minutes have passed. */
export const addWorkingMinutes = ({ time }: Calendar, from: Date, minutes: number): Date =>
  instantOf(time.addMinutes(time.nextOpen(minuteOf(from)), minutes))

/** The share of its time that a running clock has used, 0 to 1; 1 at and after the due time. */
export function shareUsed(calendar: Calendar, clock: Clock, due: Date, now: Date): number {
  if (now >= due) return 1
  const used = workedMinutes(calendar, normaliseStart(calendar, clock.startedAt), now, clock.pauses)
  const left = workedMinutes(calendar, now, due)
  return used + left === 0 ? 1 : used / (used + left)
}

/** When a running clock will have used this share of its time; in the past when it has. */
export function momentOfShare(calendar: Calendar, clock: Clock, due: Date, share: number): Date {
  const start = normaliseStart(calendar, clock.startedAt)
  const total = workedMinutes(calendar, start, due, clock.pauses)
  let at = instantOf(calendar.time.addMinutes(minuteOf(start), Math.ceil(total * share)))
  for (const pause of clock.pauses) {
    if (pause.from >= at) break
    at = instantOf(
      calendar.time.addMinutes(
        minuteOf(at),
        workedMinutes(calendar, pause.from < start ? start : pause.from, pause.to),
      ),
    )
  }
  return at
}

/**
 * When a case received for another unit must be in that unit's hands: within the same working day; received after 15:00, at the
 * start of the next one (NĐ 61/2018 Đ18). It moves no deadline of the case.
 */
export function handOverBy({ time }: Calendar, receivedAt: Date): Date {
  const minute = minuteOf(receivedAt)
  const day = dayOfMinute(minute)
  const today = time.isWorkingDay(day) && minute - day * minutesOfDay <= handOverUntil
  return instantOf(today ? closing(time, day) : opening(time, time.addWorkingDays(day, 1)))
}

/** The last office moment at least one day before a due time, for the apology letter (NĐ 61/2018 Đ19.9). */
export const apologiseBy = ({ time }: Calendar, due: Date): Date =>
  instantOf(closing(time, time.workingDayBefore(dayOfMinute(minuteOf(due)))))

/** The closing of the n-th working day after a day, as for a request that nobody answers. */
export const endOfWorkingDay = ({ time }: Calendar, from: Date, days: number): Date =>
  instantOf(closing(time, time.addWorkingDays(dayOfMinute(minuteOf(from)), days)))

/** A due time moved by one working day for each that a pause touches, at the same time of day. */
export function moveByTouchedDays({ time }: Calendar, due: Date, pause: Pause): Date {
  const touched = time.countWorkingDays(dayOfMinute(minuteOf(pause.from)), dayOfMinute(minuteOf(pause.to)))
  const minute = minuteOf(due)
  const day = dayOfMinute(minute)
  return instantOf(
    touched === 0 ? minute : time.addWorkingDays(day, touched) * minutesOfDay + (minute - day * minutesOfDay),
  )
}

/** A due time that stands on a working day; on a day that has become a day off, the next working day at the same time. */
export function onWorkingDay({ time }: Calendar, due: Date): Date {
  const day = dayOfMinute(minuteOf(due))
  return instantOf(minuteOf(due) + (time.addWorkingDays(day, 0) - day) * minutesOfDay)
}

/** Whether a moment lies on an earlier day than a due time. */
export const isEarlierDay = (at: Date, due: Date | undefined): boolean =>
  due !== undefined && dayOfMinute(minuteOf(at)) < dayOfMinute(minuteOf(due))
