/** Days as whole numbers since 1970-01-01, and the province's minutes as whole numbers since its midnight of that day. */

export const minutesOfDay = 1440

/** Viet Nam keeps UTC+7 the whole year. */
export const offsetMinutes = 7 * 60

export const dayOf = (on: string): number => Math.round(Date.parse(`${on}T00:00:00Z`) / 86_400_000)

export const isoOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10)

/** 0 Sunday … 6 Saturday. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7

/** The province's minute in which an instant lies. */
export const minuteOf = (at: Date): number => Math.floor(at.getTime() / 60_000) + offsetMinutes

export const instantOf = (minute: number): Date => new Date((minute - offsetMinutes) * 60_000)

export const dayOfMinute = (minute: number): number => Math.floor(minute / minutesOfDay)

/** The province's date of an instant. */
export { dayOf as localDate } from '#core/days'

/** The same day of a later month; the month's last day where that month is shorter (Civil Code 2015 Đ147). */
export function addMonths(day: number, months: number): number {
  const from = new Date(day * 86_400_000)
  const month = from.getUTCMonth() + months
  const last = new Date(Date.UTC(from.getUTCFullYear(), month + 1, 0)).getUTCDate()
  return Math.round(Date.UTC(from.getUTCFullYear(), month, Math.min(from.getUTCDate(), last)) / 86_400_000)
}
