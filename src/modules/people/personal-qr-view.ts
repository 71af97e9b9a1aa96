import { z } from 'zod'
import type { Context } from '#core/context'
import type { Purpose } from './purposes.ts'
import type { AccountRow } from './store/accounts.ts'
import { maskPersonalId } from './views.ts'

export const PersonalQrView = z.strictObject({
  token: z.string(),
  name: z.string(),
  /** from the moment of the answer: a phone's clock may be wrong */
  validSeconds: z.int(),
})

export const PurposeView = z.object({
  id: z.string(),
  name: z.object({ vi: z.string(), en: z.string().optional() }),
})

/** Who stands at the counter: what its work needs. */
export const ReadPersonView = z.strictObject({
  name: z.string(),
  birthDate: z.string().optional(),
  sex: z.string().optional(),
  /** 0450****1234 */
  maskedPersonalId: z.string().optional(),
  /** where the purpose needs it */
  personalId: z.string().optional(),
  phone: z.string().optional(),
  email: z.string().optional(),
  address: z.string().optional(),
  /** 2: identity verified; 1: only phone or e-mail confirmed, so look at the card */
  assurance: z.int(),
})

export function presentPerson(ctx: Context, account: AccountRow, purpose: Purpose): z.input<typeof ReadPersonView> {
  const personalId = account.id_sealed === null ? undefined : ctx.vault.open(account.id_sealed)
  return {
    name: account.name,
    birthDate: account.birth_on ?? undefined,
    sex: account.sex ?? undefined,
    maskedPersonalId: personalId && maskPersonalId(personalId),
    personalId: purpose.personalId === 'whole' ? personalId : undefined,
    phone: account.phone ?? undefined,
    email: account.email ?? undefined,
    address: account.address ?? undefined,
    assurance: account.assurance,
  }
}
