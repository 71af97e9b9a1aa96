import type { Context } from '#core/context'
import { dayOf } from '#core/days'
import type { Db } from '#core/db'
import { dayAfter } from '#core/duration'
import type { Answers } from '#core/forms/model'
import type { DocumentFields, IssueRequest } from '#modules/documents'
import type { Procedure } from '#modules/procedures'
import { unitOf } from '#modules/units'
import { abbreviationOf, issuerOf } from './issuer.ts'
import { procedureOf } from './places.ts'
import { statedIn, valuesIn } from './result-words.ts'
import { openAnswers, readAnswers } from './sealing.ts'
import { listEnded } from './store/case.ts'

/** Whose case it is and what it said, for whoever builds upon a case that has come to its end. */
export type GrantedCase = {
  code: string
  /** id of the procedure, and as it was when the case was filed */
  procedure: string
  definition: Procedure
  unit: string
  /** the account that filed it, and the keyed digest of its applicant's identity number, where each is known */
  owner: string | undefined
  applicantDigest: Uint8Array | undefined
  applicantName: string
  resolvedAt: Date | undefined
  answers: () => Answers
}

/** By code, by one query; answers are unsealed only when they are asked for. */
export async function listGranted(db: Db, ctx: Context, codes: readonly string[]): Promise<Map<string, GrantedCase>> {
  if (codes.length === 0) return new Map()
  const rows = await listEnded(db, codes)
  return new Map(
    rows.map((row) => {
      const definition = procedureOf(ctx, row.definition).body
      const granted = {
        code: row.code,
        procedure: row.procedure,
        definition,
        unit: row.unit,
        owner: row.owner ?? undefined,
        applicantDigest: row.applicant_digest ?? undefined,
        applicantName: row.applicant_name,
        resolvedAt: row.resolved_at ?? undefined,
        answers: () => openAnswers(ctx.vault, definition.form, readAnswers(row.answers)),
      }
      return [row.code, granted]
    }),
  )
}

/** What a result speaks of. */
export type Certified = {
  caseCode: string
  /** the competent agency, which issues */
  unit: string
  procedure: Procedure
  answers: Answers
  holder: string
  issuedAt: Date
  signer: DocumentFields<'result'>['signer']
}

/** The result of a case as page and as data, ready to be issued. */
export function resultOf(ctx: Context, granted: Certified): IssueRequest<'result'> {
  const { caseCode, unit, procedure, answers, holder, issuedAt, signer } = granted
  const { form, basis, result, name } = procedure
  const title = result.name ?? name
  const validUntil = result.validFor && dayAfter(dayOf(issuedAt), result.validFor)
  return {
    kind: 'result',
    record: `case/${caseCode}`,
    unit,
    issuer: issuerOf(ctx, unit),
    holder,
    issuedAt,
    procedureName: name.vi,
    caseCode,
    sign: `QĐ-${abbreviationOf(unitOf(ctx, unit))}`,
    fields: {
      title: title.vi,
      caseCode,
      grounds: [...basis],
      sections: statedIn(ctx, form, answers),
      signer,
      recipients: [holder],
    },
    statement: {
      paper: result.paper,
      title,
      ...(validUntil && { validUntil }),
      values: valuesIn(ctx, form, answers),
    },
  }
}
