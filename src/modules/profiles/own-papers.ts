import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import type { Text } from '#core/i18n'
import { holderFor } from './holder.ts'
import { kindName } from './kinds.ts'
import { listPapers } from './store/papers.ts'

export type OwnPaper = {
  id: string
  kind: string
  name: Text
  issuedOn: string | undefined
  validUntil: string | undefined
}

/** What a person holds and can use, newest first, without what is written in it: for lists of other modules. */
export async function listOwnPapers(ctx: Context, db: Db, actor: Actor): Promise<OwnPaper[]> {
  const rows = await listPapers(db, await holderFor(db, actor))
  return rows
    .filter((row) => row.ended_at === null)
    .map((row) => ({
      id: row.id,
      kind: row.kind,
      name: kindName(ctx, row.kind),
      issuedOn: row.issued_on ?? undefined,
      validUntil: row.valid_until ?? undefined,
    }))
}
