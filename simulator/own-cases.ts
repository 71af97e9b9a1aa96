import type { Context } from '#core/context'
import { resultOf, type NewCase } from '#modules/cases'
import { issueMany, type IssueRequest } from '#modules/documents'
import { namesOf } from '#modules/people'
import type { Db } from '#core/db'
import { openAnswers, readAnswers } from '../src/modules/cases/sealing.ts'
import type { Procedure } from '#modules/procedures'
import { rolesIn } from '#modules/units'
import type { MadePerson } from './people.ts'

/** One of the demo's people, whom a visitor may be: some of the made-up cases are theirs. */
export type OwnPerson = { account: string; person: MadePerson; cases: number }

export type OwnCase = OwnPerson & { procedure: string }

/** What people ask for in a few years of their lives, one after the other. */
const asked = [
  'marital-status-confirmation',
  'marriage-registration',
  'permanent-residence',
  'household-business-registration',
  'land-first-registration',
  'certified-copies',
  'food-safety-certificate',
  'civil-status-extract',
  'signature-certification',
]

/** Whose case the n-th is, and what they ask for: each person's are spread over the whole time. */
export function ownersOf(people: readonly OwnPerson[], total: number): ReadonlyMap<number, OwnCase> {
  const owners = new Map<number, OwnCase>()
  for (const [place, one] of people.entries())
    for (let no = 0; no < one.cases; no += 1) {
      const at = Math.floor(((no + 0.5) * total) / one.cases) + place
      if (at < total) owners.set(at, { ...one, procedure: asked[no % asked.length] ?? '' })
    }
  return owners
}

type Granted = { row: NewCase; procedure: Procedure }

/** Issues the results of people's own cases, as the agencies did: they then arrive among their papers. */
export async function issueResults(db: Db, ctx: Context, granted: readonly Granted[]): Promise<void> {
  const signers = granted.map(({ row }) => row.case.visits.find(({ outcome }) => outcome === 'approved'))
  const names = await namesOf(db, [...new Set(signers.flatMap((visit) => visit?.endedBy ?? []))])
  const requests = granted.flatMap(({ row, procedure }, at): IssueRequest[] => {
    const { resolvedAt, code, unit } = row.case
    const visit = signers[at]
    if (!resolvedAt || !visit) return []
    const title = rolesIn(ctx).find(({ id }) => id === visit.role)?.name.vi ?? 'Người ký'
    return [
      resultOf(ctx, {
        caseCode: code,
        unit,
        procedure,
        answers: openAnswers(ctx.vault, procedure.form, readAnswers(row.holding.answers)),
        holder: row.holding.applicantName,
        issuedAt: resolvedAt,
        signer: { title, name: names.get(visit.endedBy ?? '') ?? title },
      }),
    ]
  })
  await issueMany(db, ctx, requests)
}
