export type Locale = 'vi' | 'en'

/** Every time is the province's time, wherever the reader's device thinks it is. */
const timeZone = 'Asia/Ho_Chi_Minh'
const tags = { vi: 'vi-VN', en: 'en-GB' } as const

type Instant = Date | string

const built = new Map<string, Intl.DateTimeFormat>()

function dateFormat(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options)
  const known = built.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(tags[locale], { timeZone, ...options })
  built.set(key, made)
  return made
}

/** A date without a time (`2026-11-22`) is a day of the calendar, whatever the zone. */
const toDate = (value: Instant) =>
  typeof value === 'string' ? new Date(/^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T12:00:00+07:00` : value) : value

/** 22/11/2026 */
export function formatDate(value: Instant, locale: Locale): string {
  return dateFormat(locale, { day: '2-digit', month: '2-digit', year: 'numeric' }).format(toDate(value))
}

/** 14:30 */
export function formatTime(value: Instant, locale: Locale): string {
  return dateFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(toDate(value))
}

/** 14:30 22/11/2026, the order of the printed forms */
export function formatDateTime(value: Instant, locale: Locale): string {
  return `${formatTime(value, locale)} ${formatDate(value, locale)}`
}

/** Thứ Hai · Monday */
export function formatWeekday(value: Instant, locale: Locale): string {
  return dateFormat(locale, { weekday: 'long' }).format(toDate(value))
}

/** 1.234,5 */
export function formatNumber(value: number, locale: Locale, digits = 1): string {
  return new Intl.NumberFormat(tags[locale], { maximumFractionDigits: digits }).format(value)
}

/** 98,5 % from 0.985 */
export function formatPercent(ratio: number, locale: Locale, digits = 1): string {
  return `${formatNumber(ratio * 100, locale, digits)} %`
}

/** 50.000 ₫, from whole đồng; the sign never stands alone on a line */
export function formatMoney(dong: number, locale: Locale): string {
  return `${new Intl.NumberFormat(tags[locale], { maximumFractionDigits: 0 }).format(dong)}\u00a0₫`
}

/** 1,5 MB */
export function formatBytes(bytes: number, locale: Locale): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1_000_000) return `${formatNumber(bytes / 1000, locale, 0)} kB`
  return `${formatNumber(bytes / 1_000_000, locale)} MB`
}

/** 0912 345 678, as people here write it; a number abroad keeps its country */
export function formatPhone(number: string): string {
  const [, area = '', middle = '', end = ''] = /^(?:\+84|0)(\d{3,4})(\d{3})(\d{3})$/.exec(number) ?? []
  return area ? `0${area} ${middle} ${end}` : number.replace(/^\+84/, '0')
}

/** The province's date, whatever the device thinks. */
export const todayInProvince = (now: Date): string => new Intl.DateTimeFormat('en-CA', { timeZone }).format(now)
