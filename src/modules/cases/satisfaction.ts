/**
 * The nine indices of TT 01/2018/TT-VPCP Đ13–15 (handbook 3.10), each 2, 1 or 0 points. Whether TT 03/2025 kept the numbers is not
 * known: they are one version of the rules. Indices 5, 8 and 9 are an agency's, the others a case's.
 */
export type CaseMeasures = {
  /** share of the lawful time that was used: below 1 shorter, 1 equal, above 1 longer */
  timeUsed: number
  /** the slowest agency's share of its own time */
  slowestAgency: number
  /** contacts beyond the first that the applicant needed */
  contacts: number
  /** agencies that the applicant had to turn to beyond the first */
  agencies: number
  /** every step, paper and fee was public */
  published: boolean
  complaint: boolean
}

export type Points = 0 | 1 | 2
export type CaseIndices = Record<'time' | 'agencyTime' | 'contacts' | 'agencies' | 'publicity' | 'attitude', Points>

const byTime = (share: number): Points => (share < 1 ? 2 : share === 1 ? 1 : 0)
const byCount = (count: number): Points => (count <= 0 ? 2 : count === 1 ? 1 : 0)

export const indicesOfCase = (measures: CaseMeasures): CaseIndices => ({
  time: byTime(measures.timeUsed),
  agencyTime: byTime(measures.slowestAgency),
  contacts: byCount(measures.contacts),
  agencies: byCount(measures.agencies),
  publicity: measures.published ? 2 : 0,
  attitude: measures.complaint || measures.timeUsed > 1 ? 0 : measures.timeUsed < 1 ? 2 : 1,
})

/** Shares between 0 and 1; `reports` is the share of citizens' reports answered on time. */
export type AgencyMeasures = {
  onTheSpot: number
  reports: number
  proceduresOnline: number
  casesOnline: number
  overdueOnline: boolean
}

export type AgencyIndices = Record<'oneStop' | 'reports' | 'onlineServices', Points>

export const indicesOfAgency = (measures: AgencyMeasures): AgencyIndices => ({
  oneStop: measures.onTheSpot >= 0.2 ? 2 : 0,
  reports: measures.reports >= 1 ? 2 : measures.reports >= 0.9 ? 1 : 0,
  onlineServices: onlinePoints(measures),
})

function onlinePoints({ proceduresOnline, casesOnline, overdueOnline }: AgencyMeasures): Points {
  if (proceduresOnline >= 0.2 && casesOnline >= 0.3 && !overdueOnline) return 2
  return casesOnline >= 0.15 ? 1 : 0
}

/** Σ points of the cases / cases, to one decimal. */
export const indexScore = (points: readonly Points[]): number | undefined =>
  points.length === 0
    ? undefined
    : Math.round((points.reduce((sum: number, one) => sum + one, 0) / points.length) * 10) / 10

export type OfficerGrade = 'full' | 'most' | 'part'

/** An officer's indices 1–4 and 7, summed: 5 and more is the whole duty, 3.5 and more 70 to 100 % of it. */
export const officerGrade = (sum: number): OfficerGrade => (sum >= 5 ? 'full' : sum >= 3.5 ? 'most' : 'part')

export type AgencyGrade = 'excellent' | 'good' | 'fair' | 'average' | 'weak'

/** An agency's nine indices, summed. */
export function agencyGrade(sum: number): AgencyGrade {
  if (sum >= 15) return 'excellent'
  if (sum >= 12) return 'good'
  if (sum >= 9) return 'fair'
  return sum >= 6 ? 'average' : 'weak'
}
