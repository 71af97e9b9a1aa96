import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { parse } from 'yaml'
import { findDuration, type Duration } from '#core/duration'
import { sharedFile } from '#test/shared'
import { buildCalendars } from './calendar.ts'
import { checkHolidays, HolidaysWords, ProvinceTime } from './definition.ts'
import { hungKings, lunarNewYear, lunarOf } from './lunar.ts'
import { isoOf, minuteOf, weekdayOf } from './days.ts'
import * as rules from './rules.ts'
import * as vectors from './vectors.ts'

const pack = new URL('../../../province/quang-tri/holidays.yaml', import.meta.url)
const holidays = HolidaysWords.parse(parse(readFileSync(pack, 'utf8')))
const calendar = buildCalendars(ProvinceTime.parse({}), holidays).of()
const endOfDay = buildCalendars(ProvinceTime.parse({ dueAt: 'end of day' }), holidays).of()

const at = (local: string) => new Date(`${local.replace(' ', 'T')}:00+07:00`)
const show = (instant: Date) => new Date(instant.getTime() + 7 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
const limitOf = (words: string): Duration => findDuration(words) ?? assert.fail(words)

const dueVectors = [
  ...vectors.handbookVectors,
  ...vectors.workingDayVectors,
  ...vectors.workingHourVectors,
  ...vectors.calendarVectors,
  ...vectors.restartVectors,
]

describe('deadlines worked out by hand', () => {
  for (const { received, limit, due, why, ...read } of dueVectors)
    test(`${received} + ${limit} = ${due}: ${why}`, () => {
      assert.equal(show(rules.dueAt(read.endOfDay ? endOfDay : calendar, at(received), limitOf(limit))), due)
    })
  for (const { received, limit, pauses, due, why } of vectors.pauseVectors)
    test(`${received} + ${limit}, paused ${pauses.map((pause) => pause.join(' to ')).join(', ')} = ${due}: ${why}`, () => {
      const closed = pauses.map(([from = '', to = '']) => ({ from: at(from), to: at(to) }))
      assert.equal(show(rules.dueOf(calendar, { startedAt: at(received), limit: limitOf(limit), pauses: closed })), due)
    })
  for (const { received, by, why } of vectors.handOverVectors)
    test(`received ${received}: handed over by ${by}: ${why}`, () =>
      assert.equal(show(rules.handOverBy(calendar, at(received))), by))
  for (const { from, to, minutes, why } of vectors.betweenVectors)
    test(`${from} to ${to}: ${minutes} minutes: ${why}`, () =>
      assert.equal(rules.workedMinutes(calendar, at(from), at(to)), minutes))
  for (const { due, by, why } of vectors.apologyVectors)
    test(`due ${due}: apology by ${by}: ${why}`, () => assert.equal(show(rules.apologiseBy(calendar, at(due))), by))
  test('50, 75 and 90 % of the time', () => {
    const clock = { startedAt: at('2026-06-01 09:00'), limit: limitOf('1 working day'), pauses: [] }
    const due = rules.dueOf(calendar, clock)
    for (const { share, at: moment, why } of vectors.warningVectors) {
      assert.equal(show(rules.momentOfShare(calendar, clock, due, share)), moment, why)
      assert.ok(rules.shareUsed(calendar, clock, due, at(moment)) >= share)
    }
  })
  test('a supplement that nobody brings is waited for until the end of the 15th working day', () =>
    assert.equal(show(rules.endOfWorkingDay(calendar, at('2026-06-01 10:00'), 15)), '2026-06-22 17:00'))
  test('a unit may keep hours of its own, from a day on', () => {
    const summer = {
      unit: 'u1',
      from: '2026-06-15',
      to: '2026-09-15',
      hours: { 'monday-friday': ['07:00-11:00', '13:00-17:00'], saturday: ['07:00-11:00'] },
    }
    const words = { ...parse(readFileSync(pack, 'utf8')), officeHours: [summer] }
    const calendars = buildCalendars(ProvinceTime.parse({}), HolidaysWords.parse(words))
    const hours = limitOf('8 working hours')
    assert.equal(show(rules.dueAt(calendars.of('u1'), at('2026-06-12 08:00'), hours)), '2026-06-15 08:00') // 420, then 60 by the new hours
    assert.equal(show(rules.dueAt(calendars.of('u1'), at('2026-06-19 09:00'), hours)), '2026-06-20 09:00') // 360, then 120 on Saturday
    assert.equal(show(rules.dueAt(calendars.of('u2'), at('2026-06-19 09:00'), hours)), '2026-06-22 09:30') // 360, then 120 on Monday
    assert.equal(
      show(rules.dueAt(calendars.of('u1'), at('2026-09-17 08:00'), limitOf('1 working day'))),
      '2026-09-18 08:00',
    )
  })
  test('the last hour counts where the province reads it so', () => {
    const lenient = buildCalendars(ProvinceTime.parse({ lastHour: 'same day' }), holidays).of()
    assert.equal(show(rules.dueAt(lenient, at('2026-06-01 16:30'), limitOf('1 working day'))), '2026-06-02 16:30')
  })
})

describe('properties of deadlines', () => {
  const moment = fc.integer({ min: minuteOf(at('2025-01-02 00:00')), max: minuteOf(at('2027-06-01 00:00')) })
  const instant = moment.map((minute) => new Date(minute * 60_000))
  const limit = fc.record({
    amount: fc.integer({ min: 1, max: 60 }),
    unit: fc.constantFrom<Duration['unit']>('working hours', 'working days', 'days', 'months', 'hours'),
  })
  test('a deadline lies in office time, after its start, and later for a later reception', () =>
    fc.assert(
      fc.property(instant, instant, limit, (a, b, one) => {
        const [first, second] = a < b ? [a, b] : [b, a]
        const due = rules.dueAt(calendar, first, one)
        assert.ok(due > rules.normaliseStart(calendar, first))
        assert.ok(due <= rules.dueAt(calendar, second, one))
        assert.ok(calendar.time.isWorkingDay(Math.floor(minuteOf(due) / 1440)))
      }),
    ))
  test('a pause never brings a deadline forward', () =>
    fc.assert(
      fc.property(
        instant,
        limit,
        fc.array(fc.integer({ min: 1, max: 5_000 }), { maxLength: 8 }),
        (startedAt, one, steps) => {
          let time = startedAt.getTime()
          const moments = steps.map((minutes) => new Date((time += minutes * 60_000)))
          const pauses = moments.flatMap((from, index) => {
            const to = moments[index + 1]
            return index % 2 === 0 && to ? [{ from, to }] : []
          })
          let before = new Date(0)
          for (let count = 0; count <= pauses.length; count++) {
            const due = rules.dueOf(calendar, { startedAt, limit: one, pauses: pauses.slice(0, count) })
            assert.ok(due >= before)
            before = due
          }
        },
      ),
    ))
  test('adding office minutes and counting them agree', () =>
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 100_000 }), (from, minutes) => {
        assert.equal(rules.workedMinutes(calendar, from, rules.addWorkingMinutes(calendar, from, minutes)), minutes)
      }),
    ))
  test('the index agrees with counting day by day', () =>
    fc.assert(
      fc.property(moment, fc.integer({ min: 0, max: 90 }), (minute, n) => {
        const from = Math.floor(minute / 1440)
        let day = from
        for (let left = n; left > 0 || (n === 0 && !calendar.time.isWorkingDay(day));) {
          day++
          if (calendar.time.isWorkingDay(day)) left--
        }
        assert.equal(calendar.time.addWorkingDays(from, n), day)
      }),
    ))
  test('a million deadlines take about a second', () => {
    const limits = [
      limitOf('3 working days'),
      limitOf('8 working hours'),
      limitOf('10 days'),
      limitOf('15 working days'),
    ]
    const start = at('2026-01-05 08:00').getTime()
    const before = performance.now()
    for (let index = 0; index < 1_000_000; index++)
      rules.dueAt(calendar, new Date(start + index * 25_000), limits[index % 4] ?? limitOf('1 day'))
    assert.ok(performance.now() - before < 10_000, 'millions of deadlines a minute')
  })
})

describe('days off', () => {
  const tet = [
    '2024-02-10',
    '2025-01-29',
    '2026-02-17',
    '2027-02-06',
    '2028-01-26',
    '2029-02-13',
    '2030-02-02',
    '2031-01-23',
    '2032-02-11',
    '2033-01-31',
    '2034-02-19',
    '2035-02-08',
  ]
  const kings = [
    '2024-04-18',
    '2025-04-07',
    '2026-04-26',
    '2027-04-16',
    '2028-04-04',
    '2029-04-23',
    '2030-04-12',
    '2031-04-01',
    '2032-04-19',
    '2033-04-09',
    '2034-04-28',
    '2035-04-17',
  ]
  test('Tết and the Hung Kings by the Vietnamese lunar calendar (handbook 5.2)', () => {
    for (const [index, on] of tet.entries()) {
      assert.equal(lunarNewYear(2024 + index), on)
      assert.deepEqual(lunarOf(on), { day: 1, month: 1, year: 2024 + index, leap: false })
    }
    for (const [index, on] of kings.entries()) assert.equal(hungKings(2024 + index), on)
  })
  test('leap months (handbook 5.2)', () => {
    for (const [year, month] of [
      [2020, 4],
      [2023, 2],
      [2025, 6],
      [2028, 5],
      [2031, 3],
      [2033, 11],
    ]) {
      const days = Array.from({ length: 420 }, (_, index) =>
        lunarOf(isoOf(Math.floor(Date.UTC(year ?? 0, 0, 1) / 86_400_000) + index)),
      )
      assert.deepEqual(
        [...new Set(days.filter((day) => day.leap && day.year === year).map((day) => day.month))],
        [month],
      )
    }
  })
  test('the 12th month has 29 days before Tết 2025–2032', () => {
    for (const on of tet.slice(1, 9)) assert.equal(lunarOf(isoOf(Date.parse(on) / 86_400_000 - 1)).day, 29)
  })
  const swaps = sharedFile('calendar/vn_official_workday_swaps.csv')
  test('official exchanges of days', { skip: swaps ? false : 'the shared data is absent' }, () => {
    for (const line of readFileSync(swaps ?? '', 'utf8')
      .trim()
      .split(/\r?\n/)
      .slice(1)) {
      const [off = '', worked = ''] = line.split(',')
      if (off < '2025') continue
      assert.equal(calendar.time.isWorkingDay(Date.parse(off) / 86_400_000), false, off)
      assert.equal(calendar.time.isWorkingDay(Date.parse(worked) / 86_400_000), true, worked)
      assert.equal(weekdayOf(Date.parse(worked) / 86_400_000), 6)
    }
  })
  const known = sharedFile('calendar/vn_public_holidays_2015_2030_pyholidays.csv')
  test('every public holiday of 2025 and 2026 is off', { skip: known ? false : 'the shared data is absent' }, () => {
    for (const line of readFileSync(known ?? '', 'utf8')
      .trim()
      .split(/\r?\n/)
      .slice(1)) {
      const [on = ''] = line.split(',')
      if (on >= '2025' && on < '2027')
        assert.equal(calendar.time.isWorkingDay(Date.parse(on) / 86_400_000), false, line)
    }
  })
})

describe('the pack check of holidays.yaml', () => {
  const problemsOf = (words: unknown, thisYear = 2026) => {
    const said: string[] = []
    const say = (path: readonly (string | number)[], message: string) => void said.push(`${path.join('.')}: ${message}`)
    checkHolidays(
      HolidaysWords.parse(words),
      { error: say, warn: say, refer: () => undefined, names: () => new Set() },
      thisYear,
    )
    return said
  }
  const written = () => parse(readFileSync(pack, 'utf8'))
  test('Quảng Trị: nothing is wrong, and the undecided year is named', () =>
    assert.deepEqual(problemsOf(written()), [
      'years.2027.decided: the holidays of 2027 are not decided: deadlines that reach them may move',
    ]))
  test('a year that is missing is named', () =>
    assert.match(problemsOf(written(), 2027).join(), /the holidays of 2028 are missing/))
  test('a holiday that is forgotten is named', () => {
    const words = written()
    words.years['2026'].off.splice(3, 1)
    assert.match(problemsOf(words).join(), /Reunification falls on 2026-04-30, which is missing/)
  })
  test('a holiday on a weekend without a day in its place is named', () => {
    const words = written()
    words.years['2026'].off.splice(2, 1)
    assert.match(problemsOf(words).join(), /name the day off in its place \(2026-04-27\)/)
  })
})
