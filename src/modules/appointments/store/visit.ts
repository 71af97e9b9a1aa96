/** What an appointment and a queue number have alike, as rows and as the rules see it. */

type Origin = 'live' | 'import' | 'demo'

export type VisitRow = {
  version: number
  origin: Origin
  centre: string
  letter: string
  owner: string | null
  procedure: string | null
  case_code: string | null
  ended_at: Date | null
}

type Visit = {
  version: number
  origin: Origin
  centre: string
  letter: string
  owner?: string | undefined
  procedure?: string | undefined
  caseCode?: string | undefined
  endedAt?: Date | undefined
}

export const visitOf = (row: VisitRow) => ({
  version: row.version,
  origin: row.origin,
  centre: row.centre,
  letter: row.letter,
  procedure: row.procedure ?? undefined,
  caseCode: row.case_code ?? undefined,
  endedAt: row.ended_at ?? undefined,
})

export const visitRowOf = (one: Visit) => ({
  version: one.version,
  origin: one.origin,
  owner: one.owner,
  centre: one.centre,
  letter: one.letter,
  procedure: one.procedure,
  case_code: one.caseCode,
  ended_at: one.endedAt,
})
