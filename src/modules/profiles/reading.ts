import { z } from 'zod'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import type { Text } from '#core/i18n'
import { readIssued, type IssuedPaper } from '#modules/documents'
import { kindName } from './kinds.ts'
import { stateOf, type PaperState } from './rules.ts'
import type { PaperRow } from './store/papers.ts'

/** What a person said of a paper of their own; sealed at rest. */
export const Particulars = z.object({
  fileName: z.string(),
  number: z.string().optional(),
  issuer: z.string().optional(),
})
export type Particulars = z.output<typeof Particulars>

/** A paper with what it says: from its document, or from its person. */
export type Paper = {
  row: PaperRow
  state: PaperState
  name: Text
  number: string | undefined
  issuer: string | undefined
  holder: string | undefined
  fileName: string
  issued: IssuedPaper | undefined
}

/** Opens papers: one query for all documents, whatever their number. */
export async function openPapers(db: Db, ctx: Context, rows: readonly PaperRow[]): Promise<Paper[]> {
  const now = ctx.clock()
  const documents = await readIssued(
    db,
    ctx,
    rows.flatMap(({ document }) => document ?? []),
  )
  return rows.map((row) => {
    const issued = row.document === null ? undefined : documents.get(row.document)
    const state = stateOf({ endedHow: row.ended_how, validUntil: row.valid_until }, now)
    const name = issued?.statement?.title ?? kindName(ctx, row.kind)
    if (issued) return { row, state, name, ...wordsOf(issued, name), issued }
    const said = row.particulars === null ? undefined : Particulars.parse(JSON.parse(ctx.vault.open(row.particulars)))
    const { number, issuer, fileName = kindName(ctx, row.kind).vi } = said ?? {}
    return { row, state, name, number, issuer, holder: undefined, fileName, issued }
  })
}

const wordsOf = ({ number, unitName, holder }: IssuedPaper, name: Text) => ({
  number,
  issuer: unitName,
  holder,
  fileName: `${name.vi} ${number}.pdf`,
})

export const isUsable = ({ state }: Paper): boolean => state === 'valid'
