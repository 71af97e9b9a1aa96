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

/** Cells of one grain: of years, months or days. Pieces that are read together under one name are added up. */
export type Piece = { grain: Grain; from: string; to: string; name?: string }
export const grains = ['y', 'm', 'd'] as const
export type Grain = (typeof grains)[number]

/** A stretch of days as whole years, and the whole months and single days at its edges: at most five pieces. */
export function pieces(from: string, to: string): Piece[] {
  return piecesOf('y', from, to)
}

const larger = { y: 'year', m: 'month' } as const
const smaller = { y: 'm', m: 'd' } as const

function piecesOf(grain: Grain, from: string, to: string): Piece[] {
  if (from > to) return []
  if (grain === 'd') return [{ grain, from, to }]
  const [first, last] = [periodOf(larger[grain], from), periodOf(larger[grain], to)]
  const wholeFrom = first.from === from ? from : addDays(first.to, 1)
  const wholeTo = last.to === to ? to : addDays(last.from, -1)
  if (wholeFrom > wholeTo) return piecesOf(smaller[grain], from, to)
  return [
    ...piecesOf(smaller[grain], from, addDays(wholeFrom, -1)),
    { grain, from: wholeFrom, to: wholeTo },
    ...piecesOf(smaller[grain], addDays(wholeTo, 1), to),
  ]
}
