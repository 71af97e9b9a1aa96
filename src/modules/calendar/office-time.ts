import { dayOf, dayOfMinute, minutesOfDay, weekdayOf } from './days.ts'

/** Minutes after midnight, end excluded. */
export type Interval = readonly [open: number, close: number]

/** Office hours from a day on; of one unit, or of all that have no row of their own. `week[0]` is Sunday. */
export type OfficeHours = { unit?: string; from: string; to?: string; week: readonly (readonly Interval[])[] }

export type ExceptionKind = 'holiday' | 'comp-off' | 'swap-off' | 'swap-work'

/** A day that departs from the week. A `swap-work` day keeps the hours of the day it was exchanged for. */
export type CalendarException = {
  on: string
  kind: ExceptionKind
  name: { vi: string; en?: string | undefined }
  basis?: string | undefined
  hoursOf?: string | undefined
}

/**
 * Working time as an index: every day's ordinal among the working days and the office minutes before it are counted once, so
 * that adding and subtracting take the same few steps whatever the distance. Minutes are the province's (days.ts).
 */
export type OfficeTime = {
  isWorkingDay(day: number): boolean
  hours(day: number): readonly Interval[]
  /** the n-th working day after a day; n ≥ 0, and 0 gives the day itself, or the next working day */
  addWorkingDays(day: number, n: number): number
  /** the last working day before a day */
  workingDayBefore(day: number): number
  /** working days in [from, to] */
  countWorkingDays(from: number, to: number): number
  /** office minutes between two moments; 0 when the second is not later */
  between(from: number, to: number): number
  /** the earliest moment at which so many office minutes have passed */
  addMinutes(from: number, minutes: number): number
  /** the moment itself in office time, otherwise the next opening */
  nextOpen(minute: number): number
}

const firstDay = dayOf('2000-01-01')
const lastDay = dayOf('2050-12-31')

export function buildOfficeTime(rows: readonly OfficeHours[], exceptions: readonly CalendarException[]): OfficeTime {
  const size = lastDay - firstDay + 1
  const hoursByDay = readHours(rows, exceptions, size)
  const ordinal = new Int32Array(size + 1) // working days before
  const minutes = new Int32Array(size + 1) // office minutes before
  const workingDays: number[] = []
  for (const [index, hours] of hoursByDay.entries()) {
    if (hours.length > 0) workingDays.push(firstDay + index)
    ordinal[index + 1] = workingDays.length
    minutes[index + 1] = (minutes[index] ?? 0) + hours.reduce((sum, [open, close]) => sum + close - open, 0)
  }
  const indexOf = (day: number) => {
    if (day < firstDay || day > lastDay) throw new RangeError(`the working calendar covers 2000–2050, not day ${day}`)
    return day - firstDay
  }
  const hours = (day: number) => hoursByDay[indexOf(day)] ?? []
  const workingDay = (n: number) => {
    const day = workingDays[n]
    if (day === undefined) throw new RangeError('the working calendar covers 2000–2050')
    return day
  }
  const minutesBefore = (minute: number) => {
    const day = dayOfMinute(minute)
    const clock = minute - day * minutesOfDay
    let sum = minutes[indexOf(day)] ?? 0
    for (const [open, close] of hours(day)) sum += Math.max(0, Math.min(clock, close) - open)
    return sum
  }
  /** The earliest minute with `total` office minutes before it, on the first day that reaches it. */
  const atMinute = (total: number) => {
    let low = 0
    let high = size
    while (low < high) {
      const middle = (low + high) >> 1
      if ((minutes[middle + 1] ?? 0) >= total) high = middle
      else low = middle + 1
    }
    let left = total - (minutes[low] ?? 0)
    for (const [open, close] of hoursByDay[low] ?? []) {
      if (left <= close - open) return (firstDay + low) * minutesOfDay + open + left
      left -= close - open
    }
    throw new RangeError('the working calendar covers 2000–2050')
  }
  const addWorkingDays = (day: number, n: number) => {
    const index = indexOf(day)
    const before = ordinal[index] ?? 0
    return workingDay(n === 0 ? before : (ordinal[index + 1] ?? 0) + n - 1)
  }
  const nextOpen = (minute: number) => {
    const day = dayOfMinute(minute)
    const clock = minute - day * minutesOfDay
    const interval = hours(day).find(([, close]) => clock < close)
    if (interval) return day * minutesOfDay + Math.max(clock, interval[0])
    const next = addWorkingDays(day, 1)
    return next * minutesOfDay + (hours(next)[0]?.[0] ?? 0)
  }
  return {
    isWorkingDay: (day) => hours(day).length > 0,
    hours,
    addWorkingDays,
    workingDayBefore: (day) => workingDay((ordinal[indexOf(day)] ?? 0) - 1),
    countWorkingDays: (from, to) => (to < from ? 0 : (ordinal[indexOf(to) + 1] ?? 0) - (ordinal[indexOf(from)] ?? 0)),
    between: (from, to) => (to <= from ? 0 : minutesBefore(to) - minutesBefore(from)),
    addMinutes: (from, count) => (count <= 0 ? from : atMinute(minutesBefore(from) + count)),
    nextOpen,
  }
}

function readHours(rows: readonly OfficeHours[], exceptions: readonly CalendarException[], size: number) {
  const spans = rows.map((row) => ({ from: dayOf(row.from), to: row.to ? dayOf(row.to) : lastDay, week: row.week }))
  const usual = (day: number, weekday = weekdayOf(day)) =>
    spans.findLast((span) => span.from <= day && day <= span.to)?.week[weekday] ?? []
  const days = Array.from({ length: size }, (_, index) => usual(firstDay + index))
  for (const { on, kind, hoursOf } of exceptions) {
    const day = dayOf(on)
    if (day < firstDay || day > lastDay) continue
    days[day - firstDay] = kind === 'swap-work' ? usual(day, weekdayOf(hoursOf ? dayOf(hoursOf) : day)) : []
  }
  return days
}
