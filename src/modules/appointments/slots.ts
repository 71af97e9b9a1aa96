import { addDays, dayOf, startOfDay } from '#core/days'
import type { Calendar } from '#modules/calendar'
import type { Centre } from './definition.ts'

/** The slots of appointments, from the calendar's hours. Pure. */

const minute = 60_000

const dayNumber = (day: string): number => Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000)

/** When the slots of a day begin: as many whole ones as its hours hold. */
export function slotsOf({ time }: Calendar, day: string, slotMinutes: number): Date[] {
  const midnight = startOfDay(day).getTime()
  return time
    .hours(dayNumber(day))
    .flatMap(([open, close]) =>
      Array.from(
        { length: Math.floor((close - open) / slotMinutes) },
        (_, no) => new Date(midnight + (open + no * slotMinutes) * minute),
      ),
    )
}

/** Whether people are received at this moment by the calendar. */
export function isOpenAt({ time }: Calendar, at: Date, earlyMinutes = 0): boolean {
  const day = dayOf(at)
  const clock = (at.getTime() - startOfDay(day).getTime()) / minute
  return time.hours(dayNumber(day)).some(([open, close]) => clock >= open - earlyMinutes && clock < close)
}

/** The days for which one may book, today among them. */
export const bookableDays = ({ daysAhead }: Centre, now: Date): string[] =>
  Array.from({ length: daysAhead + 1 }, (_, ahead) => addDays(dayOf(now), ahead))

/** The last moment at which a slot may still be booked, or its appointment changed. */
export const bookableUntil = ({ bookUntilMinutes }: Centre, startsAt: Date): Date =>
  new Date(startsAt.getTime() - bookUntilMinutes * minute)

/** Whether a moment is the beginning of a slot that may be booked now. */
export function isBookable(calendar: Calendar, centre: Centre, startsAt: Date, now: Date): boolean {
  const day = dayOf(startsAt)
  return (
    bookableUntil(centre, startsAt) >= now &&
    day <= addDays(dayOf(now), centre.daysAhead) &&
    slotsOf(calendar, day, centre.slotMinutes).some((slot) => slot.getTime() === startsAt.getTime())
  )
}
