/** A length of time as law and packs write it. Days are never turned into hours: an office day has no fixed length. */
export type Duration = { amount: number; unit: DurationUnit }

export const durationUnits = ['working hours', 'working days', 'hours', 'days', 'months', 'years'] as const
export type DurationUnit = (typeof durationUnits)[number]

/** The words of a duration: `2 working hours`, `1 working day`, `10 days` (calendar), `2 months`. */
export const durationPattern = /^([1-9]\d{0,3}) (working hour|working day|hour|day|month|year)s?$/

const unitsByWord: Record<string, DurationUnit> = {
  'working hour': 'working hours',
  'working day': 'working days',
  hour: 'hours',
  day: 'days',
  month: 'months',
  year: 'years',
}

export function findDuration(words: string): Duration | undefined {
  const match = durationPattern.exec(words.trim().replace(/\s+/g, ' '))
  const unit = unitsByWord[match?.[2] ?? '']
  return match && unit ? { amount: Number(match[1]), unit } : undefined
}

const vietnamese: Record<DurationUnit, string> = {
  'working hours': 'giờ làm việc',
  'working days': 'ngày làm việc',
  hours: 'giờ',
  days: 'ngày',
  months: 'tháng',
  years: 'năm',
}

/** The duration as people read it, in both languages. */
export function durationText({ amount, unit }: Duration): { vi: string; en: string } {
  return { vi: `${amount} ${vietnamese[unit]}`, en: `${amount} ${amount === 1 ? unit.slice(0, -1) : unit}` }
}

/**
 * The day on which a calendar duration from a day ends (BLDS 2015 Đ148: months and years end on the day of the same number, or
 * on the month's last). Undefined for hours and working days, which need a calendar of the office.
 */
export function dayAfter(day: string, { amount, unit }: Duration): string | undefined {
  const at = new Date(`${day}T00:00:00Z`)
  if (unit === 'days') return new Date(at.getTime() + amount * 86_400_000).toISOString().slice(0, 10)
  const months = unit === 'months' ? amount : unit === 'years' ? 12 * amount : undefined
  if (months === undefined) return undefined
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth() + months]
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month, Math.min(at.getUTCDate(), last))).toISOString().slice(0, 10)
}
