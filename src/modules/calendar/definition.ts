import { z } from 'zod'
import { IsoDate, TextWords } from '#core/definitions/words'
import { defineKind, type Check } from '#core/definitions'
import { dayOf, isoOf, weekdayOf } from './days.ts'
import { hungKings, lunarNewYear } from './lunar.ts'
import type { CalendarException, Interval, OfficeHours } from './office-time.ts'

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const

const IntervalWords = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d$/, 'hours such as 07:30-11:30')
  .transform((text): Interval => {
    const [open = 0, close = 0] = text
      .split('-')
      .map((clock) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)))
    return [open, close]
  })
  .refine(([open, close]) => open < close, 'closes before it opens')

const daySpan = new RegExp(`^(${weekdays.join('|')})(-(${weekdays.join('|')}))?$`)

/** `{ monday-friday: [07:30-11:30, 13:30-17:00] }` → the hours of each weekday, Sunday first. */
export const WeekWords = z
  .record(z.string().regex(daySpan, 'a weekday or a span: monday, monday-friday'), z.array(IntervalWords).min(1))
  .transform((spans) => {
    const week: Interval[][] = weekdays.map(() => [])
    for (const [span, hours] of Object.entries(spans))
      for (const day of daysOf(span)) week[day] = [...hours].sort((a, b) => a[0] - b[0])
    return week
  })

function daysOf(span: string): number[] {
  const [first = '', last = first] = span.split('-')
  const start = weekdays.findIndex((name) => name === first)
  const length = ((weekdays.findIndex((name) => name === last) - start + 7) % 7) + 1
  return Array.from({ length }, (_, index) => (start + index) % 7)
}

/** What province.yaml says about time. */
export const ProvinceTime = z.object({
  officeHours: WeekWords.default(WeekWords.parse({ 'monday-friday': ['07:30-11:30', '13:30-17:00'] })),
  lastHour: z.enum(['next working day', 'same day']).default('next working day'),
  dueAt: z.enum(['same time', 'end of day']).default('same time'),
})

export type WorkingTime = z.output<typeof ProvinceTime>

/** The part of province.yaml that this module reads. */
export const workingTimeKind = defineKind({ kind: 'working-time', file: 'province.yaml', schema: ProvinceTime })

const DayOff = z.union([
  z.strictObject({ on: IsoDate, name: TextWords, inPlaceOf: IsoDate.optional() }),
  z.strictObject({ from: IsoDate, to: IsoDate, name: TextWords }),
])

const Year = z.strictObject({
  /** False while the Prime Minister's decision is awaited: the days below are the likely ones. */
  decided: z.boolean(),
  awaits: TextWords.optional(),
  basis: z.array(z.string()).min(1),
  off: z.array(DayOff),
  swaps: z.array(z.strictObject({ off: IsoDate, worked: IsoDate, basis: z.string() })).default([]),
})

/** The grammar of `holidays.yaml`. */
export const HolidaysWords = z.strictObject({
  years: z.record(z.string().regex(/^20\d\d$/, 'a year'), Year),
  /** Dated office hours, of one unit or of all; before the first of them those of province.yaml hold. */
  officeHours: z
    .array(z.strictObject({ unit: z.string().optional(), from: IsoDate, to: IsoDate.optional(), hours: WeekWords }))
    .default([]),
})

export type Holidays = z.output<typeof HolidaysWords>

export const holidaysKind = defineKind<Holidays>({
  kind: 'holidays',
  file: 'holidays.yaml',
  required: true,
  schema: HolidaysWords,
  check: (body, check) => checkHolidays(body, check, new Date().getUTCFullYear()),
})

export function exceptionsOf(holidays: Holidays): CalendarException[] {
  return Object.values(holidays.years).flatMap((year) => [
    ...year.off.flatMap((off): CalendarException[] => {
      const basis = year.basis.join('; ')
      if ('on' in off) return [{ on: off.on, kind: off.inPlaceOf ? 'comp-off' : 'holiday', name: off.name, basis }]
      return datesBetween(off.from, off.to).map((on) => ({ on, kind: 'holiday', name: off.name, basis }))
    }),
    ...year.swaps.flatMap(({ off, worked, basis }): CalendarException[] => [
      {
        on: off,
        kind: 'swap-off',
        name: { vi: `Nghỉ hoán đổi, làm bù ngày ${worked}`, en: `Day off, worked on ${worked} instead` },
        basis,
      },
      {
        on: worked,
        kind: 'swap-work',
        name: { vi: `Làm bù cho ngày ${off}`, en: `Worked in place of ${off}` },
        basis,
        hoursOf: off,
      },
    ]),
  ])
}

export const officeHoursOf = (holidays: Holidays, usual: OfficeHours['week']): OfficeHours[] => [
  { from: '2000-01-01', week: usual },
  ...holidays.officeHours.map(({ unit, from, to, hours }) => ({
    from,
    week: hours,
    ...(unit && { unit }),
    ...(to && { to }),
  })),
]

const datesBetween = (from: string, to: string): string[] =>
  Array.from({ length: Math.max(0, dayOf(to) - dayOf(from) + 1) }, (_, index) => isoOf(dayOf(from) + index))

const isWeekend = (on: string) => weekdayOf(dayOf(on)) % 6 === 0

/** What must be a day off each year (Labour Code 2019 Đ112; Culture Day: NQ 28/2026/QH16). */
const lawful = (year: number): { on: string; name: string }[] => [
  { on: `${year}-01-01`, name: 'New Year' },
  { on: lunarNewYear(year), name: 'the lunar New Year' },
  { on: hungKings(year), name: 'the Hung Kings' },
  { on: `${year}-04-30`, name: 'Reunification' },
  { on: `${year}-05-01`, name: 'Labour Day' },
  { on: `${year}-09-02`, name: 'National Day' },
  ...(year >= 2026 ? [{ on: `${year}-11-24`, name: 'Culture Day' }] : []),
]

export function checkHolidays(body: Holidays, check: Check, thisYear: number): void {
  const off = new Map(exceptionsOf(body).map((exception) => [exception.on, exception]))
  for (const [key, year] of Object.entries(body.years)) {
    if (!year.decided)
      check.warn(
        ['years', key, 'decided'],
        `the holidays of ${key} are not decided: deadlines that reach them may move`,
      )
    for (const { on, name } of lawful(Number(key)))
      if (!isWeekend(on) && !off.has(on)) check.error(['years', key, 'off'], `${name} falls on ${on}, which is missing`)
    for (const [index, swap] of year.swaps.entries()) {
      if (isWeekend(swap.off)) check.error(['years', key, 'swaps', index, 'off'], `${swap.off} is a weekend already`)
      if (!isWeekend(swap.worked))
        check.error(['years', key, 'swaps', index, 'worked'], `${swap.worked} is a working day already`)
    }
    checkInPlace(key, year, off, check)
  }
  for (const year of [thisYear, thisYear + 1])
    if (!body.years[year])
      check.warn(['years'], `the holidays of ${year} are missing: its deadlines count every weekday`)
}

/** A holiday on a weekly day off moves to the next working day (Labour Code 2019 Đ111.3). */
function checkInPlace(
  key: string,
  year: z.output<typeof Year>,
  off: ReadonlyMap<string, CalendarException>,
  check: Check,
): void {
  for (const { on, name } of lawful(Number(key)).filter(
    ({ on, name }) => isWeekend(on) && name !== 'the lunar New Year',
  )) {
    const next = datesBetween(on, isoOf(dayOf(on) + 10)).find(
      (date) => !isWeekend(date) && off.get(date)?.kind !== 'holiday',
    )
    const given = year.off.some((one) => 'on' in one && one.inPlaceOf === on)
    if (!given)
      check.error(['years', key, 'off'], `${name} falls on a weekend, ${on}: name the day off in its place (${next})`)
  }
}
