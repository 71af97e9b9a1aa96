import { z } from 'zod'

const millisecondsPerDay = 86_400_000
// Vietnam keeps UTC+7 all year (QĐ 134/2002/QĐ-TTg), so a day is found without a table of time zones.
const offset = 7 * 3_600_000

const names = new Map<number, string>()

/** The province's date of an instant, ISO. It is asked for many times of the same few days. */
export function dayOf(instant: Date): string {
  const day = Math.floor((instant.getTime() + offset) / millisecondsPerDay)
  const known = names.get(day)
  if (known !== undefined) return known
  const name = new Date(day * millisecondsPerDay).toISOString().slice(0, 10)
  if (names.size > 10_000) names.clear()
  names.set(day, name)
  return name
}

/** The province's time of day of an instant: 14:30 */
export const clockOf = (instant: Date): string => new Date(instant.getTime() + offset).toISOString().slice(11, 16)

/** The instant at which a day of the province begins. */
export const startOfDay = (day: string): Date => new Date(Date.parse(`${day}T00:00:00Z`) - offset)

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * millisecondsPerDay).toISOString().slice(0, 10)

export { isDay } from './forms/day.ts'

/** A day that somebody asks for. Far beyond living memory databases and calendars disagree with each other. */
export const DayInput = z.iso
  .date()
  .refine((day) => day >= '1900-01-01' && day <= '2200-12-31', 'a day from 1900 to 2200, such as 2026-11-22')
