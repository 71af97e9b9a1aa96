import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { notFound } from '#core/errors'
import type { MandateSide, SidedMandate } from '../policy.ts'
import { findIdentities } from '../store/identities.ts'
import { lockMandate, type MandateRow } from '../store/mandates.ts'

export type Sided = SidedMandate & { row: MandateRow }

/** A mandate, locked, with the side on which the actor stands, if on any. @throws notFound */
export async function lockSided(db: Db, { id }: { id: string }, _: Context, actor: Actor): Promise<Sided> {
  const row = await lockMandate(db, id)
  if (!row)
    throw notFound('mandate-not-found', { vi: 'Không tìm thấy việc làm thay này.', en: 'There is no such mandate.' })
  return { row, side: await sideOf(db, row, actor), proposedBy: row.proposed_by }
}

async function sideOf(db: Db, row: MandateRow, actor: Actor): Promise<MandateSide | undefined> {
  if (row.representative === actor.id) return 'representative'
  if (row.represented === actor.id) return 'represented'
  if (row.represented_digest === null || actor.kind !== 'citizen') return undefined
  // Recorded before the person had an account: known by the number, once that was verified.
  const [identity] = await findIdentities(db, { accounts: [actor.id] })
  return identity?.idDigest?.equals(row.represented_digest) ? 'represented' : undefined
}
