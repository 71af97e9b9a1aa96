import { z } from 'zod'
import { query } from '#core/operation'
import { invalid } from '#core/errors'
import { calendarsOf } from './calendar.ts'
import { dayOf, isoOf } from './days.ts'

const CalendarDay = z.object({
  on: z.iso.date(),
  working: z.boolean(),
  /** Office minutes of the day. */
  minutes: z.int(),
  /** Set on a day that departs from the week. */
  kind: z.enum(['holiday', 'comp-off', 'swap-off', 'swap-work']).optional(),
  name: z.object({ vi: z.string(), en: z.string().optional() }).optional(),
  basis: z.string().optional(),
})

const longest = 731

export const days = query('calendar.days', {
  summary: 'Working days, holidays and exchanged days of a span.',
  input: z.strictObject({ from: z.iso.date(), to: z.iso.date(), unit: z.string().max(40).optional() }),
  output: z.object({ days: z.array(CalendarDay) }),
  allow: () => true,
  async run({ input, ctx }) {
    const [from, to] = [dayOf(input.from), dayOf(input.to)]
    if (to < from || to - from > longest || input.from < '2000-01-01' || input.to > '2050-12-31')
      throw invalid('calendar-span', {
        vi: 'Khoảng ngày không hợp lệ: từ năm 2000 đến 2050 và không quá hai năm.',
        en: 'The span is not valid: from 2000 to 2050, at most two years.',
      })
    const calendars = calendarsOf(ctx)
    const { time } = calendars.of(input.unit)
    const exceptions = new Map(calendars.exceptions.map((exception) => [exception.on, exception]))
    return {
      days: Array.from({ length: to - from + 1 }, (_, index) => {
        const day = from + index
        const { kind, name, basis } = exceptions.get(isoOf(day)) ?? {}
        const minutes = time.hours(day).reduce((sum, [open, close]) => sum + close - open, 0)
        return { on: isoOf(day), working: time.isWorkingDay(day), minutes, kind, name, basis }
      }),
    }
  },
})
