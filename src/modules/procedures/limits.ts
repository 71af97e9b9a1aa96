import { type Duration, findDuration } from '#core/duration'

/** Time limits as the national catalogue writes them: `5 Ngày làm việc`, `15 Ngày`, `8 Giờ`, and a bare `1`. */

export type PublishedLimit = { limit: Duration; doubt?: 'no unit' | 'broken number' }

const units: Record<string, string> = {
  'ngày làm việc': 'working days',
  'giờ làm việc': 'working hours',
  giờ: 'working hours',
  ngày: 'days',
  tháng: 'months',
  tuần: 'weeks',
  năm: 'years',
}

const written = /^(\d+(?:[.,]\d+)?)\s*(ngày làm việc|giờ làm việc|ngày|giờ|tháng|tuần|năm)?$/i

/** Part of a day is promised as the whole day: days are never turned into hours. A number without a unit is working days. */
export function findPublishedLimit(text: string): PublishedLimit | undefined {
  const match = written.exec(text.trim())
  if (!match) return undefined
  const number = Number(match[1]?.replace(',', '.'))
  const word = match[2]?.toLowerCase()
  const unit = word === undefined ? 'working days' : (units[word] ?? '')
  const whole = Math.ceil(number)
  const limit = unit === 'weeks' ? findDuration(`${whole * 7} days`) : findDuration(`${whole} ${unit}`)
  if (!limit) return undefined
  if (whole !== number) return { limit, doubt: 'broken number' }
  return word === undefined ? { limit, doubt: 'no unit' } : { limit }
}

const promises =
  /(?:trong thời hạn|thời hạn|không quá|trong vòng|trong)\s+(?:không quá\s+)?(\d{1,3})\s*(?:\([^)]{1,20}\)\s*)?(ngày làm việc|ngày|giờ)[^.;\n]{0,30}(?:nhận (?:được |đủ )*hồ sơ|tiếp nhận hồ sơ|hồ sơ hợp lệ)/gi

/** The longest time that the steps promise from the reception of the papers; for limits that were published without a unit. */
export function longestPromise(text: string): Duration | undefined {
  const found = [...text.matchAll(promises)].flatMap(
    (match) => findPublishedLimit(`${match[1]} ${match[2]}`)?.limit ?? [],
  )
  return found.length > 0 ? found.reduce(longer) : undefined
}

const minutes: Record<Duration['unit'], number> = {
  'working hours': 60,
  hours: 60,
  'working days': 640, // a working week of five days is a week
  days: 450,
  months: 30 * 450,
  years: 365 * 450,
}

/** For comparing limits of different kinds only; never for a deadline. */
const weightOf = ({ amount, unit }: Duration) => amount * minutes[unit]

export const longer = (a: Duration, b: Duration): Duration => (weightOf(b) > weightOf(a) ? b : a)
