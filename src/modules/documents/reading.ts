import type { Context } from '#core/context'
import type { Db } from '#core/db'
import type { Statement } from './statement.ts'
import { contentOf } from './filed.ts'
import * as store from './store.ts'
import { presentDocument, type DocumentView } from './views.ts'

/** The documents of a record, oldest first. Whether the asker may see them is the caller's to decide. */
export async function listDocumentsOf(db: Db, record: string): Promise<DocumentView[]> {
  return (await store.listDocuments(db, record)).map(presentDocument)
}

/** A document as its holder's store knows it. */
export type IssuedPaper = {
  code: string
  number: string
  unit: string
  unitName: string
  issuedAt: Date
  holder: string
  /** SHA-256 of the content as issued */
  digest: string
  procedureName: string | undefined
  caseCode: string | undefined
  statement: Statement | undefined
}

/** What was issued under these codes, unsealed, by one query. Whose they are is the caller's to know. */
export async function readIssued(db: Db, ctx: Context, codes: readonly string[]): Promise<Map<string, IssuedPaper>> {
  const rows = await store.findDocuments(db, codes)
  return new Map(
    rows.map((row) => {
      const { holder, statement } = contentOf(ctx, row)
      const { code, number, unit, digest } = row
      const issued = {
        code,
        number,
        unit,
        unitName: row.unit_name,
        issuedAt: row.issued_at,
        holder,
        digest,
        procedureName: row.procedure_name ?? undefined,
        caseCode: row.case_code ?? undefined,
        statement,
      }
      return [code, issued]
    }),
  )
}
