import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { endActing, listInForce, settleMandate } from '../store/mandates.ts'
import { mandateKindsIn } from './definition.ts'
import { mandateRevoked } from './events.ts'
import { stateMandate } from './telling.ts'

/** Help at a device lasts as long as the helper's session: leaving it ends what the helper held by a code. */
export async function endAssistance(db: Db, ctx: Context, helper: string, now: Date): Promise<void> {
  const kinds = mandateKindsIn(ctx).flatMap((kind) => (kind.begins.includes('code') ? [kind.id] : []))
  if (kinds.length === 0) return
  for (const { id, kind } of await listInForce(db, helper, kinds, now)) {
    const version = await settleMandate(db, id, { state: 'revoked', at: now, by: 'representative' })
    await endActing(db, id)
    await stateMandate(db, mandateRevoked, { id, version, at: now, payload: { kind, by: 'representative' } })
  }
}
