import { z } from 'zod'
import type { DocumentRow } from './store.ts'
import { isKind, templates } from './templates.ts'

/** What anybody may know who holds the paper. */
export const VerificationView = z.strictObject({
  code: z.string(),
  kind: z.string(),
  title: z.strictObject({ vi: z.string(), en: z.string().optional() }),
  number: z.string(),
  unit: z.string(),
  unitName: z.string(),
  issuedAt: z.iso.datetime(),
  procedureName: z.string().optional(),
  caseCode: z.string().optional(),
  /** masked: Nguyễn V** A* */
  holder: z.string(),
  /** SHA-256 of the content as issued; it stands in the sealed log */
  digest: z.string(),
  /** SHA-256 of the PDF, once it has been drawn: a file in hand can be compared with it */
  fileDigest: z.string().optional(),
  /** SHA-256 of its data as JSON, where it has them */
  dataDigest: z.string().optional(),
  state: z.enum(['valid', 'revoked']),
  revokedAt: z.iso.datetime().optional(),
  revokedBecause: z.string().optional(),
})

export function presentVerification(row: DocumentRow): z.input<typeof VerificationView> {
  const title = isKind(row.kind) ? templates[row.kind].title : { vi: row.kind }
  return {
    code: row.code,
    kind: row.kind,
    title,
    number: row.number,
    unit: row.unit,
    unitName: row.unit_name,
    issuedAt: row.issued_at.toISOString(),
    ...(row.procedure_name === null ? {} : { procedureName: row.procedure_name }),
    ...(row.case_code === null ? {} : { caseCode: row.case_code }),
    holder: row.holder,
    digest: row.digest,
    ...(row.file_digest === null ? {} : { fileDigest: row.file_digest }),
    ...(row.data_digest === null ? {} : { dataDigest: row.data_digest }),
    state: row.revoked_at === null ? 'valid' : 'revoked',
    ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at.toISOString() }),
    ...(row.revoked_because === null ? {} : { revokedBecause: row.revoked_because }),
  }
}

/** A document as the pages of its record list it. */
export const DocumentView = z.strictObject({
  code: z.string(),
  kind: z.string(),
  title: z.strictObject({ vi: z.string(), en: z.string().optional() }),
  number: z.string(),
  issuedAt: z.iso.datetime(),
  revoked: z.boolean(),
  /** where the PDF is fetched by those who may see its record */
  path: z.string(),
})
export type DocumentView = z.output<typeof DocumentView>

export const presentDocument = (row: DocumentRow): DocumentView => ({
  code: row.code,
  kind: row.kind,
  title: isKind(row.kind) ? templates[row.kind].title : { vi: row.kind },
  number: row.number,
  issuedAt: row.issued_at.toISOString(),
  revoked: row.revoked_at !== null,
  path: `/documents/${row.code}.pdf`,
})
