/** What people type for dates and numbers, the Vietnamese way: day first, comma for decimals. */

/** An ISO day from 22/11/2026, 22-11-2026, 22.11.2026, 22112026 or 2026-11-22; undefined for what is no day of the calendar. */
export function readDate(text: string): string | undefined {
  const found =
    /^\s*(?<day>\d{1,2})[/.\- ](?<month>\d{1,2})[/.\- ](?<year>\d{4})\s*$/.exec(text) ??
    /^\s*(?<day>\d{2})(?<month>\d{2})(?<year>\d{4})\s*$/.exec(text) ??
    /^\s*(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})\s*$/.exec(text)
  if (!found?.groups) return undefined
  const { day = '', month = '', year = '' } = found.groups
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const date = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : undefined
}

/** 22/11/2026 from an ISO day; anything else as it stands. */
export function writeDate(value: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) ?? []
  return year ? `${day}/${month}/${year}` : value
}

/** 1234.5 from `1.234,5`; 500000 from `500.000`; 2.5 from `2.5`, which can't be thousands. */
export function readNumber(text: string): number | undefined {
  const plain = text.replace(/[\s₫đ]/g, '')
  const thousands = /^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(plain)
  const written = thousands ? plain.replaceAll('.', '').replace(',', '.') : plain.replace(',', '.')
  return /^-?\d+(\.\d+)?$/.test(written) ? Number(written) : undefined
}

export const writeNumber = (value: number): string =>
  new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 6 }).format(value)
