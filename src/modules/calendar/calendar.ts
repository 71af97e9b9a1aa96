import { createHash } from 'node:crypto'
import type { Context } from '#core/context'
import {
  exceptionsOf,
  holidaysKind,
  officeHoursOf,
  ProvinceTime,
  workingTimeKind,
  type Holidays,
  type WorkingTime,
} from './definition.ts'
import { buildOfficeTime, type CalendarException, type OfficeTime } from './office-time.ts'
import type { Calendar } from './rules.ts'

/** The province's working calendars: one a unit that keeps hours of its own, one for all others. */
export type Calendars = {
  /** of a unit, or of the province */
  of(unit?: string): Calendar
  exceptions: readonly CalendarException[]
  /** changes when days or hours change: open deadlines are then computed anew */
  digest: string
}

export function buildCalendars({ officeHours, lastHour, dueAt }: WorkingTime, holidays: Holidays): Calendars {
  const rows = officeHoursOf(holidays, officeHours)
  const exceptions = exceptionsOf(holidays)
  const common = rows.filter((row) => row.unit === undefined)
  const times = new Map<string | undefined, OfficeTime>([[undefined, buildOfficeTime(common, exceptions)]])
  for (const unit of new Set(rows.flatMap((row) => row.unit ?? [])))
    times.set(unit, buildOfficeTime([...common, ...rows.filter((row) => row.unit === unit)], exceptions))
  const calendars = new Map([...times].map(([unit, time]) => [unit, { time, reading: { lastHour, dueAt } }]))
  const usual = { time: times.get(undefined) ?? buildOfficeTime(common, exceptions), reading: { lastHour, dueAt } }
  const digest = createHash('sha256')
    .update(JSON.stringify([rows, exceptions, lastHour, dueAt]))
    .digest('hex')
    .slice(0, 16)
  return { of: (unit) => calendars.get(unit) ?? usual, exceptions, digest }
}

const known = new WeakMap<Context, { key: string; calendars: Calendars }>()

/** The calendars of the pack in force, built once. */
export function calendarsOf(ctx: Context): Calendars {
  const province = ctx.definitions.find(workingTimeKind, 'province')
  const holidays = ctx.definitions.find(holidaysKind, 'holidays')
  const key = `${province?.digest ?? ''} ${holidays?.digest ?? ''}`
  const found = known.get(ctx)
  if (found?.key === key) return found.calendars
  const calendars = buildCalendars(
    province?.body ?? ProvinceTime.parse({}),
    holidays?.body ?? { years: {}, officeHours: [] },
  )
  known.set(ctx, { key, calendars })
  return calendars
}
