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
const size = lastDay - firstDay + 1

/** For each day since the first: its hours, the working days before it, the office minutes before it; and the working days. */
type Index = {
  hours: readonly (readonly Interval[])[]
  ordinal: Int32Array
  minutes: Int32Array
  workingDays: readonly number[]
}

export function buildOfficeTime(rows: readonly OfficeHours[], exceptions: readonly CalendarException[]): OfficeTime {
  const index = countDays(readHours(rows, exceptions, size))
  return {
    isWorkingDay: (day) => hoursOn(index, day).length > 0,
    hours: (day) => hoursOn(index, day),
    addWorkingDays: (day, n) => addWorkingDays(index, day, n),
    workingDayBefore: (day) => workingDay(index, (index.ordinal[placeOf(day)] ?? 0) - 1),
    countWorkingDays: (from, to) =>
      to < from ? 0 : (index.ordinal[placeOf(to) + 1] ?? 0) - (index.ordinal[placeOf(from)] ?? 0),
    between: (from, to) => (to <= from ? 0 : minutesBefore(index, to) - minutesBefore(index, from)),
    addMinutes: (from, count) => (count <= 0 ? from : momentOf(index, minutesBefore(index, from) + count)),
    nextOpen: (minute) => nextOpen(index, minute),
  }
}

function countDays(hours: Index['hours']): Index {
  const ordinal = new Int32Array(size + 1)
  const minutes = new Int32Array(size + 1)
  const workingDays: number[] = []
  for (const [place, intervals] of hours.entries()) {
    if (intervals.length > 0) workingDays.push(firstDay + place)
    ordinal[place + 1] = workingDays.length
    minutes[place + 1] = (minutes[place] ?? 0) + intervals.reduce((sum, [open, close]) => sum + close - open, 0)
  }
  return { hours, ordinal, minutes, workingDays }
}

const outside = (): never => {
  throw new RangeError('the working calendar covers 2000–2050')
}

const placeOf = (day: number): number => (day < firstDay || day > lastDay ? outside() : day - firstDay)

const hoursOn = (index: Index, day: number): readonly Interval[] => index.hours[placeOf(day)] ?? []

const workingDay = (index: Index, n: number): number => index.workingDays[n] ?? outside()

function addWorkingDays(index: Index, day: number, n: number): number {
  const place = placeOf(day)
  return workingDay(index, n === 0 ? (index.ordinal[place] ?? 0) : (index.ordinal[place + 1] ?? 0) + n - 1)
}

function minutesBefore(index: Index, minute: number): number {
  const day = dayOfMinute(minute)
  const clock = minute - day * minutesOfDay
  let sum = index.minutes[placeOf(day)] ?? 0
  for (const [open, close] of hoursOn(index, day)) sum += Math.max(0, Math.min(clock, close) - open)
  return sum
}

/** The earliest moment with so many office minutes before it, on the first day that reaches them. */
function momentOf(index: Index, total: number): number {
  let low = 0
  let high = size
  while (low < high) {
    const middle = (low + high) >> 1
    if ((index.minutes[middle + 1] ?? 0) >= total) high = middle
    else low = middle + 1
  }
  let left = total - (index.minutes[low] ?? 0)
  for (const [open, close] of index.hours[low] ?? []) {
    if (left <= close - open) return (firstDay + low) * minutesOfDay + open + left
    left -= close - open
  }
  return outside()
}

function nextOpen(index: Index, minute: number): number {
  const day = dayOfMinute(minute)
  const clock = minute - day * minutesOfDay
  const interval = hoursOn(index, day).find(([, close]) => clock < close)
  if (interval) return day * minutesOfDay + Math.max(clock, interval[0])
  const next = addWorkingDays(index, day, 1)
  return next * minutesOfDay + (hoursOn(index, next)[0]?.[0] ?? 0)
}

function readHours(rows: readonly OfficeHours[], exceptions: readonly CalendarException[], length: number) {
  const spans = rows.map((row) => ({ from: dayOf(row.from), to: row.to ? dayOf(row.to) : lastDay, week: row.week }))
  const usual = (day: number, weekday = weekdayOf(day)) =>
    spans.findLast((span) => span.from <= day && day <= span.to)?.week[weekday] ?? []
  const days = Array.from({ length }, (_, place) => usual(firstDay + place))
  for (const { on, kind, hoursOf } of exceptions) {
    const day = dayOf(on)
    if (day < firstDay || day > lastDay) continue
    days[day - firstDay] = kind === 'swap-work' ? usual(day, weekdayOf(hoursOf ? dayOf(hoursOf) : day)) : []
  }
  return days
}
