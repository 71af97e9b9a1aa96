import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import { dayOf } from '#core/days'
import type { Db } from '#core/db'
import type { Sourced } from '#core/sources'
import type { Vault } from '#core/vault'
import { findUnit } from '#modules/units'
import { askOrganisation, personOf, representedBy } from './mandates/represented-source.ts'
import { rememberedPerson } from './sessions.ts'
import { findAccount, findParticulars, type AccountRow, type ParticularsRow } from './store/accounts.ts'
import { findVerification, type Verification } from './store/identity.ts'

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
  return found && opened(vault, found)
}

/** The same of the actor, whose session's look-up has found it already where that was just now. */
export async function ownParticulars(db: Db, ctx: Context, actor: Actor): Promise<Particulars | undefined> {
  const known = rememberedPerson(ctx, actor)
  return known ? opened(ctx.vault, known) : particularsOf(db, ctx.vault, actor.id)
}

const opened = (vault: Vault, { name, id_sealed, phone, email, address }: ParticularsRow): Particulars => ({
  name,
  personalId: id_sealed === null ? undefined : vault.open(id_sealed),
  phone: phone ?? undefined,
  email: email ?? undefined,
  address: address ?? undefined,
})

/** By whom a value is vouched for. */
type Voucher = Omit<Sourced, 'value'>
const account: Voucher = { source: { vi: 'Tài khoản của bạn', en: 'Your account' } }

function voucherOf(ctx: Context, { how, at, unit }: Verification): Voucher {
  const on = dayOf(at)
  if (how === 'vneid')
    return {
      source: {
        vi: 'Cơ sở dữ liệu quốc gia về dân cư (qua VNeID)',
        en: 'The national population database (by VNeID)',
      },
      on,
    }
  const place = unit === null ? undefined : findUnit(ctx, unit)
  return {
    source: {
      vi: ['Thẻ căn cước, đối chiếu tại quầy', place?.name.vi].filter(Boolean).join(' '),
      en: ['Your identity card, seen at the counter', place?.name.en ?? place?.name.vi].filter(Boolean).join(' '),
    },
    on,
    holder: place?.code,
  }
}

type Known = Record<string, string | null>

/** What an identity tells, whoever verified it; the ways to reach a person are their own to say. */
const identityOf = (ctx: Context, found: AccountRow): Known => ({
  fullName: found.name === '' ? null : found.name,
  idNumber: found.id_sealed === null ? null : ctx.vault.open(found.id_sealed),
  birthDate: found.birth_on,
  sex: found.sex,
  residence: found.address,
})

const told = (names: readonly string[], known: Known, voucher: Voucher): [string, Sourced][] =>
  names.flatMap((name): [string, Sourced][] => {
    const value = known[name]
    return value === null || value === undefined ? [] : [[name, { value, ...voucher }]]
  })

/**
 * `person.*`: what the account knows of its own person, so that a form asks nobody for it again (NĐ 224/2026 Đ15). Each
 * learns only their own values; under a mandate, those of the person for whom they act.
 */
async function askPerson(ctx: Context, actor: Actor, names: readonly string[]): Promise<ReadonlyMap<string, Sourced>> {
  const other = await representedBy(ctx, actor)
  if (other && !other.organisation) return personOf(other, names)
  const found = actor.kind === 'citizen' ? await findAccount(ctx.db, actor.id) : undefined
  if (!found) return new Map()
  const verified = await findVerification(ctx.db, found.id)
  return new Map([
    ...told(names, identityOf(ctx, found), verified ? voucherOf(ctx, verified) : account),
    ...told(names, { phone: found.phone, email: found.email }, account),
  ])
}

/**
 * `population.*`: what the national population database says of the account's own person, as VNeID returned it. Of anybody else, and
 * of who was verified otherwise, nothing is known: the platform has no line to that database.
 */
async function askPopulation(
  ctx: Context,
  actor: Actor,
  names: readonly string[],
): Promise<ReadonlyMap<string, Sourced>> {
  const verified = actor.kind === 'citizen' ? await findVerification(ctx.db, actor.id) : undefined
  const found = verified?.how === 'vneid' ? await findAccount(ctx.db, actor.id) : undefined
  return new Map(verified && found ? told(names, identityOf(ctx, found), voucherOf(ctx, verified)) : [])
}

export function connectSources(ctx: Context): void {
  ctx.sources.register('person', askPerson, { underMandate: true })
  ctx.sources.register('population', askPopulation)
  ctx.sources.register('organisation', askOrganisation, { underMandate: true })
}
