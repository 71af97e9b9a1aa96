import { addDays } from '#core/days'

export const periodKinds = ['day', 'week', 'month', 'quarter', 'half', 'year'] as const
export type PeriodKind = (typeof periodKinds)[number]

/** Days of the province, both included. `id`: 2026-11-22, 2026-W47, 2026-11, 2026-Q4, 2026-H2, 2026. */
export type Period = { kind: PeriodKind; id: string; from: string; to: string }

const pad = (n: number): string => String(n).padStart(2, '0')
const monthsOf = { month: 1, quarter: 3, half: 6, year: 12 } as const

/** The period of a kind in which a day lies. Weeks begin on Monday (ISO 8601). */
export function periodOf(kind: PeriodKind, day: string): Period {
  if (kind === 'day') return { kind, id: day, from: day, to: day }
  if (kind === 'week') {
    const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
    const from = addDays(day, -weekday)
    return { kind, id: weekId(from), from, to: addDays(from, 6) }
  }
  const year = Number(day.slice(0, 4))
  const span = monthsOf[kind]
  const index = Math.floor((Number(day.slice(5, 7)) - 1) / span)
  const first = index * span
  const next = first + span === 12 ? `${year + 1}-01-01` : `${year}-${pad(first + span + 1)}-01`
  const ids = {
    month: `${year}-${pad(first + 1)}`,
    quarter: `${year}-Q${index + 1}`,
    half: `${year}-H${index + 1}`,
    year: `${year}`,
  }
  return { kind, id: ids[kind], from: `${year}-${pad(first + 1)}-01`, to: addDays(next, -1) }
}

export const previousPeriod = (period: Period): Period => periodOf(period.kind, addDays(period.from, -1))

/** The week's number is that of its Thursday (ISO 8601). */
function weekId(monday: string): string {
  const thursday = addDays(monday, 3)
  const year = thursday.slice(0, 4)
  const days = (Date.parse(`${thursday}T00:00:00Z`) - Date.parse(`${year}-01-01T00:00:00Z`)) / 86_400_000
  return `${year}-W${pad(Math.floor(days / 7) + 1)}`
}

export type Piece = { grain: 'd' | 'm'; from: string; to: string }

/** A stretch of days as whole months and the days at its edges: at most three pieces, to be read from the cells. */
export function pieces(from: string, to: string): Piece[] {
  if (from > to) return []
  const firstMonth = from.endsWith('-01') ? from : periodOf('month', from).to
  const monthStart = from.endsWith('-01') ? from : addDays(firstMonth, 1)
  const lastMonth = periodOf('month', to)
  const monthEnd = lastMonth.to === to ? to : addDays(lastMonth.from, -1)
  if (monthStart > monthEnd) return [{ grain: 'd', from, to }]
  const parts: Piece[] = [{ grain: 'm', from: monthStart, to: monthEnd }]
  if (from < monthStart) parts.unshift({ grain: 'd', from, to: addDays(monthStart, -1) })
  if (monthEnd < to) parts.push({ grain: 'd', from: addDays(monthEnd, 1), to })
  return parts
}
