import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Sourced } from '#core/sources'
import { findAccount } from './store/accounts.ts'

/**
 * `person.*`: what the account knows of its own person, so that a form asks nobody for it again (NĐ 224/2026 Đ15). Each
 * learns only their own values.
 */
export async function askPerson(ctx: Context, actor: Actor, path: string): Promise<Sourced | undefined> {
  if (actor.kind !== 'citizen') return undefined
  const account = await findAccount(ctx.db, actor.id)
  if (!account) return undefined
  const values: Record<string, string | null> = {
    fullName: account.name === '' ? null : account.name,
    idNumber: account.id_sealed === null ? null : ctx.vault.open(account.id_sealed),
    birthDate: account.birth_on,
    sex: account.sex,
    phone: account.phone,
    email: account.email,
    residence: account.address,
  }
  const value = values[path]
  return value === null || value === undefined ? undefined : { value, source: 'person' }
}
