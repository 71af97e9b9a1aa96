import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import type { Holding } from '#core/holdings'
import type { Text } from '#core/i18n'
import { findIdentities } from '#modules/people'
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

/** The papers that a person has: who looked at one, and who answers for what it says. */
export async function listHoldings(db: Db, ctx: Context, account: string): Promise<Holding[]> {
  const [identity] = await findIdentities(db, { accounts: [account] })
  const rows = await listPapers(db, { account, idDigest: identity?.idDigest })
  return rows
    .filter((row) => row.ended_at === null)
    .map((row) => ({
      subject: `paper/${row.id}`,
      title: kindName(ctx, row.kind),
      path: `/giay-to/${row.id}`,
      // What a person has brought themselves is theirs to put right.
      unit: row.source === 'issued' ? row.unit : undefined,
    }))
}
