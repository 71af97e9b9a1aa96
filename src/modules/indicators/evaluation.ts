/**
 * The nine indices of TT 01/2018/TT-VPCP Đ13–15, each 2, 1 or 0 points, averaged over a unit's cases. Whether TT 03/2025 kept the
 * numbers is not known: `rules` names the version.
 */
export const evaluationRules = 'TT 01/2018/TT-VPCP Đ13–15'

/** One closed case, as its facts tell. */
export type Judged = {
  early: boolean
  onTime: boolean
  /** every step of every agency within its own limit */
  stepsOnTime: boolean
  supplements: number
  /** agencies consulted beside the competent one */
  agencies: number
  /** the applicant complained of the attitude, or rated 1 or 2 */
  complaint: boolean
}

/** What is judged for the agency as a whole. */
export type Agency = {
  /** share of the procedures handled whose cases are received, decided and returned on the spot */
  onTheSpotShare: number
  /** share of the procedures handled that took cases online, and of cases filed online */
  onlineProcedures: number
  onlineCases: number
  overdue: number
  /** reports of citizens answered, and of these on time */
  reports: number
  reportsOnTime: number
}

export type Index = { no: number; score: number | undefined }
export type Evaluation = { indices: Index[]; total: number | undefined; grade: Grade | undefined }
export type Grade = 'excellent' | 'good' | 'fair' | 'average' | 'weak'

/** Shorter than the law 2, equal 1, longer 0. */
const byTime = (judged: Judged): number => (judged.early ? 2 : judged.onTime ? 1 : 0)

/** None 2, one 1, more 0. */
const byCount = (count: number): number => Math.max(0, 2 - count)

const perCase: readonly (readonly [no: number, score: (judged: Judged) => number])[] = [
  [1, byTime],
  [2, (judged) => (judged.stepsOnTime ? (judged.early ? 2 : 1) : 0)],
  [3, (judged) => byCount(judged.supplements)],
  [4, (judged) => byCount(judged.agencies)],
  [7, (judged) => (judged.complaint ? 0 : byTime(judged))],
]

/** Rounded to one decimal, as the circular has it. */
const mean = (scores: readonly number[]): number | undefined =>
  scores.length === 0 ? undefined : Math.round((scores.reduce((a, b) => a + b, 0) / scores.length) * 10) / 10

const onlinePoints = ({ onlineProcedures, onlineCases, overdue }: Agency): number => {
  if (onlineProcedures >= 0.2 && onlineCases >= 0.3 && overdue === 0) return 2
  return onlineCases >= 0.15 ? 1 : 0
}

/** All on time 2, nine of ten 1; a unit to which nobody reported anything has no figure. */
const reportPoints = ({ reports, reportsOnTime }: Agency): number | undefined => {
  if (reports === 0) return undefined
  const share = reportsOnTime / reports
  return share === 1 ? 2 : share >= 0.9 ? 1 : 0
}

/**
 * Scores a unit. Index 6 (publicity) is full, for every procedure of the catalogue is public here. Where there is no figure for index
 * 8 (reports of citizens), the total is scaled to what was judged.
 */
export function evaluate(cases: readonly Judged[], agency: Agency): Evaluation {
  const judged = perCase.map(([no, score]): Index => ({ no, score: mean(cases.map(score)) }))
  const whole: Index[] = [
    { no: 5, score: agency.onTheSpotShare >= 0.2 ? 2 : 0 },
    { no: 6, score: 2 },
    { no: 8, score: reportPoints(agency) },
    { no: 9, score: onlinePoints(agency) },
  ]
  const indices = [...judged, ...whole].toSorted((a, b) => a.no - b.no)
  const known = indices.flatMap(({ score }) => (score === undefined ? [] : [score]))
  if (cases.length === 0)
    return { indices: indices.map(({ no }) => ({ no, score: undefined })), total: undefined, grade: undefined }
  const total = Math.round(((known.reduce((a, b) => a + b, 0) * indices.length) / known.length) * 10) / 10
  return { indices, total, grade: gradeOf(total) }
}

/** Đ15: 15 and up excellent, 12 good, 9 fair, 6 average, below weak; of 18 points. */
export function gradeOf(total: number): Grade {
  if (total >= 15) return 'excellent'
  if (total >= 12) return 'good'
  if (total >= 9) return 'fair'
  return total >= 6 ? 'average' : 'weak'
}
