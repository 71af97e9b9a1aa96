import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import type { Sourced } from '#core/sources'
import type { Vault } from '#core/vault'
import { findAccount } from './store/accounts.ts'

export type Particulars = {
  name: string
  personalId: string | undefined
  phone: string | undefined
  email: string | undefined
  address: string | undefined
}

/** What the account says of its person, by one look-up. For the person's own acts only. */
export async function particularsOf(db: Db, vault: Vault, account: string): Promise<Particulars | undefined> {
  const found = await findAccount(db, account)
  if (!found) return undefined
  return {
    name: found.name,
    personalId: found.id_sealed === null ? undefined : vault.open(found.id_sealed),
    phone: found.phone ?? undefined,
    email: found.email ?? undefined,
    address: found.address ?? undefined,
  }
}

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
