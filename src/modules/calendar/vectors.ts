/**
 * Deadlines worked out by hand, before the code: handbook 3.5's own vectors and ours. Times are the province's (UTC+7), office
 * hours 07:30–11:30 and 13:30–17:00 (450 minutes a day). The calendar is that of province/quang-tri/holidays.yaml.
 */
const table = (text: string): string[][] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))

const endOfDay = ' (end of day)'

/** received | limit | due | why */
const dueTable = (text: string) =>
  table(text).map(([received = '', limit = '', due = '', why = '']) => ({
    received,
    limit,
    due: due.replace(endOfDay, ''),
    endOfDay: due.endsWith(endOfDay),
    why,
  }))

/** Handbook 3.5, 2026 calendar. The hour is ours: the handbook gives days only. */
export const handbookVectors = dueTable(`
  2026-04-24 09:00 | 3 working days  | 2026-05-04 09:00 | 27/4, 30/4, 01/5 off: 28, 29, 4
  2026-02-13 09:00 | 5 working days  | 2026-02-27 09:00 | Tết 16–20/02: 23, 24, 25, 26, 27
  2026-04-29 09:00 | 1 working days  | 2026-05-04 09:00 | 30/4, 01/5, then the weekend
  2026-08-28 09:00 | 10 working days | 2026-09-16 09:00 | 31/8 swapped off, 01–02/9 holiday
  2026-11-20 09:00 | 2 working days  | 2026-11-25 09:00 | 24/11 Culture Day: 23, 25
  2026-12-30 09:00 | 3 working days  | 2027-01-05 09:00 | 01/01 Friday: 31, 4, 5
`)

export const workingDayVectors = dueTable(`
  2026-06-01 09:00 | 1 working days  | 2026-06-02 09:00              | the reception day is day 0
  2026-06-05 10:00 | 1 working days  | 2026-06-08 10:00              | Friday to Monday
  2026-06-01 08:15 | 5 working days  | 2026-06-08 08:15              | one week
  2026-06-01 07:30 | 20 working days | 2026-06-29 07:30              | four weeks without a holiday
  2026-06-01 15:59 | 1 working days  | 2026-06-02 15:59              | one minute before the last hour
  2026-06-01 16:00 | 1 working days  | 2026-06-03 07:30              | last hour: starts Tuesday 07:30
  2026-06-01 17:30 | 1 working days  | 2026-06-03 07:30              | after closing: starts Tuesday 07:30
  2026-06-01 06:10 | 1 working days  | 2026-06-02 07:30              | before opening: starts that day 07:30
  2026-06-01 12:00 | 1 working days  | 2026-06-02 13:30              | in the break: starts 13:30
  2026-06-06 09:00 | 2 working days  | 2026-06-10 07:30              | Saturday: starts Monday 07:30
  2026-06-05 16:30 | 1 working days  | 2026-06-09 07:30              | last hour of Friday: starts Monday
  2026-08-22 09:00 | 1 working days  | 2026-08-24 09:00              | the worked Saturday is a day 0
  2026-08-21 09:00 | 1 working days  | 2026-08-22 09:00              | Saturday worked for 31/8 counts
  2026-08-21 09:00 | 6 working days  | 2026-08-28 09:00              | 22, 24, 25, 26, 27, 28
  2026-01-08 09:00 | 2 working days  | 2026-01-10 09:00              | Saturday 10/01 worked for 02/01
  2025-12-31 09:00 | 1 working days  | 2026-01-05 09:00              | 01/01 holiday, 02/01 swapped off
  2025-04-24 14:00 | 3 working days  | 2025-04-28 14:00              | 25, Saturday 26 worked, 28
  2025-04-29 10:00 | 1 working days  | 2025-05-05 10:00              | 30/4, 01/5, 02/5 swapped off
  2025-01-24 09:00 | 1 working days  | 2025-02-03 09:00              | Tết 27–31/01/2025
  2025-08-29 09:00 | 2 working days  | 2025-09-04 09:00              | 01–02/9/2025: 3, 4
  2025-04-04 09:00 | 1 working days  | 2025-04-08 09:00              | Hung Kings on Monday 07/4/2025
  2027-04-15 09:00 | 1 working days  | 2027-04-19 09:00              | Hung Kings on Friday 16/4/2027
  2027-04-29 09:00 | 2 working days  | 2027-05-05 09:00              | 01/5 is Saturday: 03/5 off instead
  2026-11-23 09:00 | 1 working days  | 2026-11-25 09:00              | Culture Day from 2026
  2025-11-24 09:00 | 1 working days  | 2025-11-25 09:00              | no Culture Day before 01/7/2026
  2026-06-01 15:30 | 1 working days  | 2026-06-02 15:30              | 15:00 is for the hand-over only
  2026-06-01 09:00 | 1 working days  | 2026-06-02 17:00 (end of day) | closing time
  2026-06-01 16:20 | 2 working days  | 2026-06-04 17:00 (end of day) | day 0 is Tuesday
  2026-08-21 09:00 | 1 working days  | 2026-08-22 17:00 (end of day) | Saturday has hours
`)

export const workingHourVectors = dueTable(`
  2026-06-01 08:00 | 2 working hours | 2026-06-01 10:00 | inside the morning
  2026-06-01 10:30 | 2 working hours | 2026-06-01 14:30 | 60 before the break, 60 after
  2026-06-01 15:30 | 4 working hours | 2026-06-02 10:00 | 90 today, 150 tomorrow
  2026-06-01 08:00 | 8 working hours | 2026-06-02 08:30 | 210 + 210, then 60: eight hours are no day
  2026-06-05 14:00 | 8 working hours | 2026-06-08 14:30 | 180 Friday, 240 + 60 Monday
  2026-06-01 16:30 | 2 working hours | 2026-06-02 09:30 | last hour: from Tuesday 07:30
  2026-06-01 09:30 | 2 working hours | 2026-06-01 11:30 | ends with the morning, not after the break
  2026-06-01 14:00 | 3 working hours | 2026-06-01 17:00 | ends with the day
  2026-08-21 15:00 | 4 working hours | 2026-08-22 09:30 | 120 Friday, 120 on the worked Saturday
  2026-04-29 15:00 | 3 working hours | 2026-05-04 08:30 | 120, holidays and weekend, 60
  2026-06-01 11:45 | 1 working hours | 2026-06-01 14:30 | from 13:30
  2026-06-07 20:00 | 8 working hours | 2026-06-09 08:00 | Sunday: Monday 450, Tuesday 30
`)

export const calendarVectors = dueTable(`
  2026-06-01 09:00 | 10 days  | 2026-06-11 09:00 | first day not counted
  2026-06-01 09:00 | 5 days   | 2026-06-08 09:00 | Saturday 6 moves to Monday
  2026-04-16 09:00 | 14 days  | 2026-05-04 09:00 | 30/4 moves past the weekend
  2026-06-05 16:30 | 10 days  | 2026-06-18 07:30 | last hour: from Monday 8
  2026-08-12 09:00 | 10 days  | 2026-08-22 09:00 | a worked Saturday stands
  2026-02-06 09:00 | 10 days  | 2026-02-23 09:00 | 16/02 is Tết
  2026-01-30 09:00 | 1 months | 2026-03-02 09:00 | no 30/02: Saturday 28, to Monday
  2026-06-10 09:00 | 2 months | 2026-08-10 09:00 | the same day of the month
  2026-03-31 09:00 | 1 months | 2026-05-04 09:00 | no 31/4: 30/4, a holiday
  2026-11-30 09:00 | 3 months | 2027-03-01 09:00 | no 30/02/2027: Sunday 28
`)

/** received | limit | pauses | due | why */
export const pauseVectors = table(`
  2026-06-01 09:00 | 5 working days  | 2026-06-02 10:00 to 2026-06-02 15:00                                       | 2026-06-09 09:00 | touches Tuesday: one day
  2026-06-01 09:00 | 5 working days  | 2026-06-02 10:00 to 2026-06-04 10:00                                       | 2026-06-11 09:00 | touches 2, 3, 4: three days
  2026-06-01 09:00 | 5 working days  | 2026-06-05 15:00 to 2026-06-08 08:00                                       | 2026-06-10 09:00 | Friday and Monday, not the weekend
  2026-06-01 09:00 | 5 working days  | 2026-06-02 08:00 to 2026-06-02 09:00, 2026-06-02 14:00 to 2026-06-02 15:00 | 2026-06-09 09:00 | two pauses touch the same day: it counts once
  2026-06-01 09:00 | 5 working days  | 2026-06-06 09:00 to 2026-06-07 20:00                                       | 2026-06-08 09:00 | a weekend is no working day
  2026-06-01 09:00 | 5 working days  | 2026-06-09 09:00 to 2026-06-12 09:00                                       | 2026-06-08 09:00 | a pause after the due time repairs nothing
  2026-04-23 09:00 | 3 working days  | 2026-04-24 11:00 to 2026-04-28 09:00                                       | 2026-05-05 09:00 | touches 24 and 28 (27 off): 29/4 moves to 4, then 5/5
  2026-08-20 09:00 | 2 working days  | 2026-08-21 09:00 to 2026-08-22 08:00                                       | 2026-08-25 09:00 | Friday and the worked Saturday: Saturday 22 moves to 24, 25
  2026-06-05 16:30 | 5 working days  | 2026-06-05 16:40 to 2026-06-05 16:50                                       | 2026-06-15 07:30 | the last hour: the clock starts on Monday, Friday's pause is before it
  2026-06-05 16:30 | 5 working days  | 2026-06-05 16:40 to 2026-06-08 09:00                                       | 2026-06-16 07:30 | of that pause only Monday counts
  2026-06-01 09:00 | 10 days         | 2026-06-05 10:00 to 2026-06-08 10:00                                       | 2026-06-15 09:00 | a limit in calendar days moves by calendar days: 5, 6, 7, 8
  2026-06-01 08:00 | 8 working hours | 2026-06-01 10:00 to 2026-06-03 14:00                                       | 2026-06-04 10:30 | 120 used; 180 on Wednesday, 180 on Thursday
  2026-06-01 08:00 | 4 working hours | 2026-06-01 11:00 to 2026-06-01 14:00                                       | 2026-06-01 15:00 | 180 used; 60 from 14:00
  2026-06-01 08:00 | 8 working hours | 2026-06-01 18:00 to 2026-06-02 06:00                                       | 2026-06-02 08:30 | no office minute was lost
`).map(([received = '', limit = '', pauses = '', due = '', why = '']) => ({
  received,
  limit,
  pauses: pauses.split(', ').map((pause) => pause.split(' to ')),
  due,
  why,
}))

/** The clock begins anew when the full case is received again (NĐ 61/2018 Đ19.4): then as a fresh reception. */
export const restartVectors = dueTable(`
  2026-06-10 10:00 | 5 working days | 2026-06-17 10:00 | from the supplement
  2026-06-10 16:10 | 5 working days | 2026-06-18 07:30 | the last-hour rule again
`)

/** Hand-over to the competent unit (NĐ 61/2018 Đ18): the same working day; received after 15:00, the next one's start. */
export const handOverVectors = table(`
  2026-06-01 14:59 | 2026-06-01 17:00 | before 15:00: today
  2026-06-01 15:00 | 2026-06-01 17:00 | at 15:00 is not after it
  2026-06-01 15:01 | 2026-06-02 07:30 | after 15:00
  2026-06-05 15:30 | 2026-06-08 07:30 | Friday to Monday
  2026-06-06 09:00 | 2026-06-08 07:30 | Saturday
  2026-08-22 09:00 | 2026-08-22 17:00 | a worked Saturday
`).map(([received = '', by = '', why = '']) => ({ received, by, why }))

/** from | to | office minutes | why */
export const betweenVectors = table(`
  2026-06-01 08:00 | 2026-06-01 10:00 | 120 | one morning
  2026-06-01 10:00 | 2026-06-01 14:00 | 120 | 90 and 30 around the break
  2026-06-01 08:00 | 2026-06-02 08:00 | 450 | 420 and 30
  2026-06-05 16:00 | 2026-06-08 08:30 | 120 | over the weekend
  2026-11-23 16:00 | 2026-11-25 08:00 | 90  | over Culture Day
  2026-06-06 09:00 | 2026-06-07 09:00 | 0   | nobody works
  2026-06-02 09:00 | 2026-06-01 09:00 | 0   | backwards is nothing
`).map(([from = '', to = '', minutes = '', why = '']) => ({ from, to, minutes: Number(minutes), why }))

/** When 50, 75 and 90 % of the time are used: one working day from Monday 2026-06-01 09:00, 450 minutes. */
export const warningVectors = table(`
  0.5  | 2026-06-01 14:45 | 225 = 150 + 75
  0.75 | 2026-06-01 16:38 | 337.5, rounded up to 338 = 150 + 188
  0.9  | 2026-06-02 08:15 | 405 = 150 + 210 + 45
`).map(([share = '', at = '', why = '']) => ({ share: Number(share), at, why }))

/** Last moment of an apology letter, one day before the due time at the latest (NĐ 61/2018 Đ19.9). */
export const apologyVectors = table(`
  2026-06-10 09:00 | 2026-06-09 17:00 | the day before
  2026-06-08 09:00 | 2026-06-05 17:00 | Monday: nobody signs on Sunday
  2026-05-04 09:00 | 2026-04-29 17:00 | over 30/4 and 01/5
`).map(([due = '', by = '', why = '']) => ({ due, by, why }))
