/** Reads the times of logs. Results are microseconds since 1970 in UTC, exact up to the year 2255. */

export type Moment = { at: number; dateOnly: boolean }
export type TimeReader = (text: string) => Moment | undefined

type Wall = {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  micros: number
  zone: string | undefined
  dateOnly: boolean
}

const iso =
  /^(?<yyyy>\d{4})-(?<MM>\d\d)-(?<dd>\d\d)(?:[T ]+(?<HH>\d\d):(?<mm>\d\d)(?::(?<ss>\d\d)(?:[.,](?<SSS>\d{1,9}))?)?)?\s*(?<zone>Z|[+-]\d\d(?::?\d\d)?)?$/
const clock = '(?<HH>\\d{1,2})[:hg](?<mm>\\d\\d)(?::(?<ss>\\d\\d)(?:[.,](?<SSS>\\d{1,9}))?)?'
const day = '(?<dd>\\d{1,2})[/.-](?<MM>\\d{1,2})[/.-](?<yyyy>\\d{4})'
// As Vietnamese offices write them: 05/11/2025 14:30, and 14:30 05/11/2025.
const dayFirst = new RegExp(`^${day}(?:[ T,]+${clock})?$`)
const clockFirst = new RegExp(`^${clock}[ ,]+${day}$`)

const tokens: Record<string, string> = {
  yyyy: '(?<yyyy>\\d{4})',
  MM: '(?<MM>\\d{1,2})',
  dd: '(?<dd>\\d{1,2})',
  HH: '(?<HH>\\d{1,2})',
  mm: '(?<mm>\\d{1,2})',
  ss: '(?<ss>\\d{1,2})',
  SSS: '(?<SSS>\\d{1,9})',
  xxx: '(?<zone>Z|[+-]\\d\\d(?::?\\d\\d)?)',
}

/** A pattern such as `dd/MM/yyyy HH:mm`, or undefined when it names no year, month and day. */
export function timePattern(format: string): RegExp | undefined {
  const source = format.replaceAll(/yyyy|MM|dd|HH|mm|ss|SSS|xxx|[^A-Za-z]|[A-Za-z]/g, (part) => {
    return tokens[part] ?? part.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&')
  })
  const whole = ['yyyy', 'MM', 'dd'].every((token) => format.split(token).length === 2)
  return whole ? new RegExp(`^${source}$`) : undefined
}

/**
 * @param zone the IANA zone of times written without an offset
 * @param pattern reads exactly this; without it ISO 8601 and the Vietnamese day-first forms
 */
export function timeReader(zone: string, pattern?: RegExp): TimeReader {
  const patterns = pattern ? [pattern] : [iso, dayFirst, clockFirst]
  const offset = zoneOffsets(zone)
  return (text) => {
    for (const each of patterns) {
      const groups = each.exec(text)?.groups
      if (groups) return momentOf(wallOf(groups), offset)
    }
    return undefined
  }
}

function wallOf(groups: Record<string, string | undefined>): Wall {
  const number = (name: string) => Number(groups[name] ?? 0)
  return {
    year: number('yyyy'),
    month: number('MM'),
    day: number('dd'),
    hour: number('HH'),
    minute: number('mm'),
    second: number('ss'),
    micros: Number((groups['SSS'] ?? '').padEnd(6, '0').slice(0, 6)),
    zone: groups['zone'],
    dateOnly: groups['HH'] === undefined,
  }
}

function momentOf(wall: Wall, offset: (ms: number) => number): Moment | undefined {
  const { year, month, day, hour, minute, second } = wall
  if (year < 1900 || year > 2200 || hour > 23 || minute > 59 || second > 59) return undefined
  const local = Date.UTC(year, month - 1, day, hour, minute, second)
  const check = new Date(local) // 31/02 would roll over into March
  if (check.getUTCMonth() !== month - 1 || check.getUTCDate() !== day) return undefined
  const shift = wall.zone === undefined ? offset(local - offset(local)) : writtenOffset(wall.zone)
  return shift === undefined ? undefined : { at: (local - shift) * 1000 + wall.micros, dateOnly: wall.dateOnly }
}

function writtenOffset(zone: string): number | undefined {
  if (zone === 'Z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(3).replace(':', '') || 0)
  if (hours > 15 || minutes > 59) return undefined
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}

/** The zone's distance from UTC in milliseconds at an instant; asked of Intl once an hour of log time. */
function zoneOffsets(zone: string): (ms: number) => number {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
  const known = new Map<number, number>()
  return (ms) => {
    const hour = Math.floor(ms / 3_600_000)
    const before = known.get(hour)
    if (before !== undefined) return before
    const name = format.formatToParts(ms).find((part) => part.type === 'timeZoneName')?.value ?? ''
    const offset = writtenOffset(name.replace('GMT', '') || 'Z') ?? 0
    if (known.size < 100_000) known.set(hour, offset)
    return offset
  }
}

/** `2011-10-11T11:45:40.276123Z` */
export function microsToIso(at: number): string {
  const seconds = Math.floor(at / 1_000_000)
  const day = Math.floor(seconds / 86_400)
  const second = seconds - day * 86_400
  const micros = String(at - seconds * 1_000_000).padStart(6, '0')
  const two = (value: number) => (value < 10 ? `0${value}` : `${value}`)
  const clock = `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`
  return `${dateOfDay(day)}T${clock}.${micros.endsWith('000') ? micros.slice(0, 3) : micros}Z`
}

const dates = new Map<number, string>()

/** A log has few days and many events. */
function dateOfDay(day: number): string {
  const known = dates.get(day)
  if (known !== undefined) return known
  if (dates.size > 50_000) dates.clear()
  const date = new Date(day * 86_400_000).toISOString().slice(0, 10)
  dates.set(day, date)
  return date
}
