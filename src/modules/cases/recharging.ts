import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import type { Examination } from '#core/forms/examine'
import type { Form } from '#core/forms/model'
import { chargeAnew, feesOf, type FeesAnew } from './charging.ts'
import { formFor, knownValues } from './filing.ts'
import { mandateFor } from './held-mandates.ts'
import type { Loaded } from './load.ts'
import * as policy from './policy.ts'
import * as beside from './store/beside.ts'

/** A correction of what was filed: who makes it, on which form, and what it makes of the fees. */

/** What a register gave the applicant stays locked, as it was at filing. */
export async function correcting(
  { db, ctx, actor }: { db: Db; ctx: Context; actor: Actor },
  found: Loaded,
): Promise<{ by: Actor; form: Form; known: Record<string, unknown> }> {
  const by = { ...actor, mandate: mandateFor(found, 'supplement') }
  const form = formFor(found.procedure.body, by)
  return { by, form, known: policy.isOnOwnersSide(actor, found) ? await knownValues(db, ctx, by, form) : {} }
}

/** `was` and `is`: all fees of the case together, paid or not. */
export type Recharged = {
  anew: FeesAnew
  left: { fee: string; paid: boolean; amount: number }[]
  was: number
  is: number
}

const sum = (fees: readonly { amount: number }[]): number => fees.reduce((total, { amount }) => total + amount, 0)

/** What corrected answers make of the fees. Nothing is written. */
export async function recharge(
  db: Db,
  { case: found, procedure }: Loaded,
  scope: Examination['scope'],
): Promise<Recharged> {
  const before = (await beside.listFees(db, found.code)).map(({ fee, amount, paid_at: paidAt }) => ({
    fee,
    amount: Number(amount),
    paid: paidAt !== null,
  }))
  const anew = chargeAnew(procedure.body, before, feesOf(procedure.body, scope))
  const left = before.filter(({ fee }) => !anew.drop.includes(fee))
  return { anew, left, was: sum(before), is: sum(left) + sum(anew.put) }
}
