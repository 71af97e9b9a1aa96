/** Dates and money as official Vietnamese documents write them; the province's clock is UTC+7 all year. */
const provinceOffsetMs = 7 * 3600_000

function parts(instant: Date | string) {
  const text = new Date(new Date(instant).getTime() + provinceOffsetMs).toISOString()
  return {
    year: text.slice(0, 4),
    month: text.slice(5, 7),
    day: text.slice(8, 10),
    hour: text.slice(11, 13),
    minute: text.slice(14, 16),
  }
}

/** NĐ 30/2020/NĐ-CP, Annex I: days below 10 and the months 1 and 2 take a leading zero. */
export function longDate(instant: Date | string): string {
  const { year, month, day } = parts(instant)
  return `ngày ${day} tháng ${Number(month) <= 2 ? month : Number(month)} năm ${year}`
}

/** 08:05, 05/02/2026 */
export function dateTime(instant: Date | string): string {
  const { year, month, day, hour, minute } = parts(instant)
  return `${hour}:${minute}, ${day}/${month}/${year}`
}

/** 08 giờ 05 phút, ngày 05 tháng 02 năm 2026 */
export function longDateTime(instant: Date | string): string {
  const { hour, minute } = parts(instant)
  return `${hour} giờ ${minute} phút, ${longDate(instant)}`
}

/** 05/02/2026, from an instant or a plain date */
export function shortDate(value: Date | string): string {
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return value.split('-').reverse().join('/')
  const { year, month, day } = parts(value)
  return `${day}/${month}/${year}`
}

export const money = (dong: number): string => `${dong.toString().replace(/\B(?=(\d{3})+$)/g, '.')} đồng`
