import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import type { Sourced } from '#core/sources'
import type { Vault } from '#core/vault'
import { findAccount, findParticulars } from './store/accounts.ts'

export type Particulars = {
  name: string
  personalId: string | undefined
  phone: string | undefined
  email: string | undefined
  address: string | undefined
}

/** What the account says of its person, by one look-up. For the person's own acts only. */
export async function particularsOf(db: Db, vault: Vault, account: string): Promise<Particulars | undefined> {
  const found = await findParticulars(db, account)
  if (!found) return undefined
  return {
    name: found.name,
    personalId: found.id_sealed === null ? undefined : vault.open(found.id_sealed),
    phone: found.phone ?? undefined,
    email: found.email ?? undefined,
    address: found.address ?? undefined,
  }
}

const account = { vi: 'Tài khoản của bạn', en: 'Your account' }

/**
 * `person.*`: what the account knows of its own person, so that a form asks nobody for it again (NĐ 224/2026 Đ15). Each
 * learns only their own values.
 */
export async function askPerson(
  ctx: Context,
  actor: Actor,
  names: readonly string[],
): Promise<ReadonlyMap<string, Sourced>> {
  const found = actor.kind === 'citizen' ? await findAccount(ctx.db, actor.id) : undefined
  if (!found) return new Map()
  const values: Record<string, string | null> = {
    fullName: found.name === '' ? null : found.name,
    idNumber: found.id_sealed === null ? null : ctx.vault.open(found.id_sealed),
    birthDate: found.birth_on,
    sex: found.sex,
    phone: found.phone,
    email: found.email,
    residence: found.address,
  }
  return new Map(
    names.flatMap((name) => {
      const value = values[name]
      return value === null || value === undefined ? [] : [[name, { value, source: account }]]
    }),
  )
}
