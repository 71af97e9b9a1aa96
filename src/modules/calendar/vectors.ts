/**
 * Deadlines worked out by hand, before the code: handbook 3.5's own vectors and ours. Times are the province's (UTC+7), office
 * hours 07:30–11:30 and 13:30–17:00 (450 minutes a day). The calendar is that of province/quang-tri/holidays.yaml.
 */
export type DueVector = { received: string; limit: string; due: string; why: string; dueAt?: 'end of day' }

/** Handbook 3.5, 2026 calendar. The hour is ours: the handbook gives days only. */
export const handbookVectors: readonly DueVector[] = [
  { received: '2026-04-24 09:00', limit: '3 working days', due: '2026-05-04 09:00', why: '27/4, 30/4, 01/5 off: 28, 29, 4' },
  { received: '2026-02-13 09:00', limit: '5 working days', due: '2026-02-27 09:00', why: 'Tết 16–20/02: 23, 24, 25, 26, 27' },
  { received: '2026-04-29 09:00', limit: '1 working days', due: '2026-05-04 09:00', why: '30/4, 01/5, then the weekend' },
  { received: '2026-08-28 09:00', limit: '10 working days', due: '2026-09-16 09:00', why: '31/8 swapped off, 01–02/9 holiday' },
  { received: '2026-11-20 09:00', limit: '2 working days', due: '2026-11-25 09:00', why: '24/11 Culture Day: 23, 25' },
  { received: '2026-12-30 09:00', limit: '3 working days', due: '2027-01-05 09:00', why: '01/01 Friday: 31, 4, 5' },
]

export const workingDayVectors: readonly DueVector[] = [
  { received: '2026-06-01 09:00', limit: '1 working days', due: '2026-06-02 09:00', why: 'the reception day is day 0' },
  { received: '2026-06-05 10:00', limit: '1 working days', due: '2026-06-08 10:00', why: 'Friday to Monday' },
  { received: '2026-06-01 08:15', limit: '5 working days', due: '2026-06-08 08:15', why: 'one week' },
  { received: '2026-06-01 07:30', limit: '20 working days', due: '2026-06-29 07:30', why: 'four weeks without a holiday' },
  { received: '2026-06-01 15:59', limit: '1 working days', due: '2026-06-02 15:59', why: 'one minute before the last hour' },
  { received: '2026-06-01 16:00', limit: '1 working days', due: '2026-06-03 07:30', why: 'last hour: starts Tuesday 07:30' },
  { received: '2026-06-01 17:30', limit: '1 working days', due: '2026-06-03 07:30', why: 'after closing: starts Tuesday 07:30' },
  { received: '2026-06-01 06:10', limit: '1 working days', due: '2026-06-02 07:30', why: 'before opening: starts that day 07:30' },
  { received: '2026-06-01 12:00', limit: '1 working days', due: '2026-06-02 13:30', why: 'in the break: starts 13:30' },
  { received: '2026-06-06 09:00', limit: '2 working days', due: '2026-06-10 07:30', why: 'Saturday: starts Monday 07:30' },
  { received: '2026-06-05 16:30', limit: '1 working days', due: '2026-06-09 07:30', why: 'last hour of Friday: starts Monday' },
  { received: '2026-08-22 09:00', limit: '1 working days', due: '2026-08-24 09:00', why: 'the worked Saturday is a day 0' },
  { received: '2026-08-21 09:00', limit: '1 working days', due: '2026-08-22 09:00', why: 'Saturday worked for 31/8 counts' },
  { received: '2026-08-21 09:00', limit: '6 working days', due: '2026-08-28 09:00', why: '22, 24, 25, 26, 27, 28' },
  { received: '2026-01-08 09:00', limit: '2 working days', due: '2026-01-10 09:00', why: 'Saturday 10/01 worked for 02/01' },
  { received: '2025-12-31 09:00', limit: '1 working days', due: '2026-01-05 09:00', why: '01/01 holiday, 02/01 swapped off' },
  { received: '2025-04-24 14:00', limit: '3 working days', due: '2025-04-28 14:00', why: '25, Saturday 26 worked, 28' },
  { received: '2025-04-29 10:00', limit: '1 working days', due: '2025-05-05 10:00', why: '30/4, 01/5, 02/5 swapped off' },
  { received: '2025-01-24 09:00', limit: '1 working days', due: '2025-02-03 09:00', why: 'Tết 27–31/01/2025' },
  { received: '2025-08-29 09:00', limit: '2 working days', due: '2025-09-04 09:00', why: '01–02/9/2025: 3, 4' },
  { received: '2025-04-04 09:00', limit: '1 working days', due: '2025-04-08 09:00', why: 'Hung Kings on Monday 07/4/2025' },
  { received: '2027-04-15 09:00', limit: '1 working days', due: '2027-04-19 09:00', why: 'Hung Kings on Friday 16/4/2027' },
  { received: '2027-04-29 09:00', limit: '2 working days', due: '2027-05-05 09:00', why: '01/5 is Saturday: 03/5 off instead' },
  { received: '2026-11-23 09:00', limit: '1 working days', due: '2026-11-25 09:00', why: 'Culture Day from 2026' },
  { received: '2025-11-24 09:00', limit: '1 working days', due: '2025-11-25 09:00', why: 'no Culture Day before 01/7/2026' },
  { received: '2026-06-01 15:30', limit: '1 working days', due: '2026-06-02 15:30', why: '15:00 is for the hand-over only' },
  { received: '2026-06-01 09:00', limit: '1 working days', due: '2026-06-02 17:00', dueAt: 'end of day', why: 'closing time' },
  { received: '2026-06-01 16:20', limit: '2 working days', due: '2026-06-04 17:00', dueAt: 'end of day', why: 'day 0 is Tuesday' },
  { received: '2026-08-21 09:00', limit: '1 working days', due: '2026-08-22 17:00', dueAt: 'end of day', why: 'Saturday has hours' },
]

export const workingHourVectors: readonly DueVector[] = [
  { received: '2026-06-01 08:00', limit: '2 working hours', due: '2026-06-01 10:00', why: 'inside the morning' },
  { received: '2026-06-01 10:30', limit: '2 working hours', due: '2026-06-01 14:30', why: '60 before the break, 60 after' },
  { received: '2026-06-01 15:30', limit: '4 working hours', due: '2026-06-02 10:00', why: '90 today, 150 tomorrow' },
  { received: '2026-06-01 08:00', limit: '8 working hours', due: '2026-06-02 08:30', why: '210 + 210, then 60: eight hours are no day' },
  { received: '2026-06-05 14:00', limit: '8 working hours', due: '2026-06-08 14:30', why: '180 Friday, 240 + 60 Monday' },
  { received: '2026-06-01 16:30', limit: '2 working hours', due: '2026-06-02 09:30', why: 'last hour: from Tuesday 07:30' },
  { received: '2026-06-01 09:30', limit: '2 working hours', due: '2026-06-01 11:30', why: 'ends with the morning, not after the break' },
  { received: '2026-06-01 13:30', limit: '3.5 working hours', due: '2026-06-01 17:00', why: 'the whole afternoon' },
  { received: '2026-08-21 15:00', limit: '4 working hours', due: '2026-08-22 09:30', why: '120 Friday, 120 on the worked Saturday' },
  { received: '2026-04-29 15:00', limit: '3 working hours', due: '2026-05-04 08:30', why: '120, holidays and weekend, 60' },
  { received: '2026-06-01 11:45', limit: '1 working hours', due: '2026-06-01 14:30', why: 'from 13:30' },
  { received: '2026-06-07 20:00', limit: '8 working hours', due: '2026-06-09 08:00', why: 'Sunday: Monday 450, Tuesday 30' },
]

export const calendarVectors: readonly DueVector[] = [
  { received: '2026-06-01 09:00', limit: '10 days', due: '2026-06-11 09:00', why: 'first day not counted' },
  { received: '2026-06-01 09:00', limit: '5 days', due: '2026-06-08 09:00', why: 'Saturday 6 moves to Monday' },
  { received: '2026-04-16 09:00', limit: '14 days', due: '2026-05-04 09:00', why: '30/4 moves past the weekend' },
  { received: '2026-06-05 16:30', limit: '10 days', due: '2026-06-18 07:30', why: 'last hour: from Monday 8' },
  { received: '2026-08-12 09:00', limit: '10 days', due: '2026-08-22 09:00', why: 'a worked Saturday stands' },
  { received: '2026-02-06 09:00', limit: '10 days', due: '2026-02-23 09:00', why: '16/02 is Tết' },
  { received: '2026-01-30 09:00', limit: '1 months', due: '2026-03-02 09:00', why: 'no 30/02: Saturday 28, to Monday' },
  { received: '2026-06-10 09:00', limit: '2 months', due: '2026-08-10 09:00', why: 'the same day of the month' },
  { received: '2026-03-31 09:00', limit: '1 months', due: '2026-05-04 09:00', why: 'no 31/4: 30/4, a holiday' },
  { received: '2026-11-30 09:00', limit: '3 months', due: '2027-03-01 09:00', why: 'no 30/02/2027: Sunday 28' },
]

export type PauseVector = { received: string; limit: string; pauses: readonly (readonly [string, string])[]; due: string; why: string }

export const pauseVectors: readonly PauseVector[] = [
  {
    received: '2026-06-01 09:00',
    limit: '5 working days',
    pauses: [['2026-06-02 10:00', '2026-06-02 15:00']],
    due: '2026-06-09 09:00',
    why: 'touches Tuesday: one day',
  },
  {
    received: '2026-06-01 09:00',
    limit: '5 working days',
    pauses: [['2026-06-02 10:00', '2026-06-04 10:00']],
    due: '2026-06-11 09:00',
    why: 'touches 2, 3, 4: three days',
  },
  {
    received: '2026-06-01 09:00',
    limit: '5 working days',
    pauses: [['2026-06-05 15:00', '2026-06-08 08:00']],
    due: '2026-06-10 09:00',
    why: 'Friday and Monday, not the weekend',
  },
  {
    received: '2026-06-01 09:00',
    limit: '5 working days',
    pauses: [
      ['2026-06-02 08:00', '2026-06-02 09:00'],
      ['2026-06-02 14:00', '2026-06-02 15:00'],
    ],
    due: '2026-06-09 09:00',
    why: 'two pauses touch the same day: it counts once',
  },
  {
    received: '2026-06-01 09:00',
    limit: '5 working days',
    pauses: [['2026-06-06 09:00', '2026-06-07 20:00']],
    due: '2026-06-08 09:00',
    why: 'a weekend is no working day',
  },
  {
    received: '2026-06-01 09:00',
    limit: '5 working days',
    pauses: [['2026-06-09 09:00', '2026-06-12 09:00']],
    due: '2026-06-08 09:00',
    why: 'a pause after the due time repairs nothing',
  },
  {
    received: '2026-04-23 09:00',
    limit: '3 working days',
    pauses: [['2026-04-24 11:00', '2026-04-28 09:00']],
    due: '2026-05-05 09:00',
    why: 'touches 24 and 28 (27 off): 29/4 moves to 4, then 5/5',
  },
  {
    received: '2026-08-20 09:00',
    limit: '2 working days',
    pauses: [['2026-08-21 09:00', '2026-08-22 08:00']],
    due: '2026-08-25 09:00',
    why: 'Friday and the worked Saturday: Saturday 22 moves to 24, 25',
  },
  {
    received: '2026-06-01 09:00',
    limit: '10 days',
    pauses: [['2026-06-05 10:00', '2026-06-08 10:00']],
    due: '2026-06-15 09:00',
    why: 'a limit in calendar days moves by calendar days: 5, 6, 7, 8',
  },
  {
    received: '2026-06-01 08:00',
    limit: '8 working hours',
    pauses: [['2026-06-01 10:00', '2026-06-03 14:00']],
    due: '2026-06-04 10:30',
    why: '120 used; 180 on Wednesday, 180 on Thursday',
  },
  {
    received: '2026-06-01 08:00',
    limit: '4 working hours',
    pauses: [['2026-06-01 11:00', '2026-06-01 14:00']],
    due: '2026-06-01 15:00',
    why: '180 used; 60 from 14:00',
  },
  {
    received: '2026-06-01 08:00',
    limit: '8 working hours',
    pauses: [['2026-06-01 18:00', '2026-06-02 06:00']],
    due: '2026-06-02 08:30',
    why: 'no office minute was lost',
  },
]

/** The clock begins anew when the full case is received again (NĐ 61/2018 Đ19.4): then as a fresh reception. */
export const restartVectors: readonly DueVector[] = [
  { received: '2026-06-10 10:00', limit: '5 working days', due: '2026-06-17 10:00', why: 'from the supplement' },
  { received: '2026-06-10 16:10', limit: '5 working days', due: '2026-06-18 07:30', why: 'the last-hour rule again' },
]

/** Hand-over to the competent unit (NĐ 61/2018 Đ18): the same working day; received after 15:00, the next one's start. */
export const handOverVectors: readonly { received: string; by: string; why: string }[] = [
  { received: '2026-06-01 14:59', by: '2026-06-01 17:00', why: 'before 15:00: today' },
  { received: '2026-06-01 15:00', by: '2026-06-01 17:00', why: 'at 15:00 is not after it' },
  { received: '2026-06-01 15:01', by: '2026-06-02 07:30', why: 'after 15:00' },
  { received: '2026-06-05 15:30', by: '2026-06-08 07:30', why: 'Friday to Monday' },
  { received: '2026-06-06 09:00', by: '2026-06-08 07:30', why: 'Saturday' },
  { received: '2026-08-22 09:00', by: '2026-08-22 17:00', why: 'a worked Saturday' },
]

export const betweenVectors: readonly { from: string; to: string; minutes: number; why: string }[] = [
  { from: '2026-06-01 08:00', to: '2026-06-01 10:00', minutes: 120, why: 'one morning' },
  { from: '2026-06-01 10:00', to: '2026-06-01 14:00', minutes: 120, why: '90 and 30 around the break' },
  { from: '2026-06-01 08:00', to: '2026-06-02 08:00', minutes: 450, why: '420 and 30' },
  { from: '2026-06-05 16:00', to: '2026-06-08 08:30', minutes: 120, why: 'over the weekend' },
  { from: '2026-11-23 16:00', to: '2026-11-25 08:00', minutes: 90, why: 'over Culture Day' },
  { from: '2026-06-06 09:00', to: '2026-06-07 09:00', minutes: 0, why: 'nobody works' },
  { from: '2026-06-02 09:00', to: '2026-06-01 09:00', minutes: 0, why: 'backwards is nothing' },
]

/** When 50, 75 and 90 % of the time are used: one working day from Monday 09:00, 450 minutes. */
export const warningVectors: readonly { share: number; at: string; why: string }[] = [
  { share: 0.5, at: '2026-06-01 14:45', why: '225 = 150 + 75' },
  { share: 0.75, at: '2026-06-01 16:38', why: '337.5, rounded up to 338 = 150 + 188' },
  { share: 0.9, at: '2026-06-02 08:15', why: '405 = 150 + 210 + 45' },
]

/** Last moment of an apology letter, one day before the due time at the latest (NĐ 61/2018 Đ19.9). */
export const apologyVectors: readonly { due: string; by: string; why: string }[] = [
  { due: '2026-06-10 09:00', by: '2026-06-09 17:00', why: 'the day before' },
  { due: '2026-06-08 09:00', by: '2026-06-05 17:00', why: 'Monday: nobody signs on Sunday' },
  { due: '2026-05-04 09:00', by: '2026-04-29 17:00', why: 'over 30/4 and 01/5' },
]
