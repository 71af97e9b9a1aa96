import { z } from 'zod'
import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { forbidden } from '#core/errors'
import { holdsRole } from '../policy.ts'
import { findAccount } from '../store/accounts.ts'
import * as store from '../store/mandates.ts'
import { findMandateKind, mandateKindsIn, type MandateAct, type MandateKind } from './definition.ts'
import { covers, standingOf } from './rules.ts'

/** What a mandate keeps of a side that has no account; for an organisation, its name, tax code and seat. */
export const Particulars = z.object({
  name: z.string(),
  personalId: z.string().optional(),
  taxCode: z.string().optional(),
  birthOn: z.string().optional(),
  sex: z.string().optional(),
  address: z.string().optional(),
  phone: z.string().optional(),
  email: z.string().optional(),
})
export type Particulars = z.output<typeof Particulars>

/** A mandate in force, as whoever acts by it uses it. */
export type Acting = {
  id: string
  kind: MandateKind
  /** the level of assurance with which the represented side is known */
  level: number
  endsAt: Date
  acts: readonly MandateAct[]
  represented: Particulars & { account: string | undefined; organisation: boolean }
  allows(act: MandateAct, procedure: { id: string; field: string }): boolean
}

/** The mandate under which an actor asks to act, if it is theirs and in force now. Held against a revocation until the command ends. */
export async function actingUnder(
  db: Db,
  ctx: Context,
  { actor, id }: { actor: Actor; id: string },
  now: Date,
): Promise<Acting | undefined> {
  const row = await store.holdMandate(db, { id, representative: actor.id, now })
  return row && actingBy(db, ctx, row)
}

/** The mandates in force by which an actor may act for whom a record is about. */
export async function actingOver(
  db: Db,
  ctx: Context,
  { actor, about }: { actor: Actor; about: store.About },
  now: Date,
): Promise<Acting[]> {
  const found: Acting[] = []
  if (!mayHold(ctx, actor)) return found
  for (const row of await store.listHeldOver(db, actor.id, about, now)) {
    const acting = await actingBy(db, ctx, row)
    if (acting) found.push(acting)
  }
  return found
}

/** Citizens, and officials who help people at a device: nobody else is looked for. */
const mayHold = (ctx: Context, actor: Actor): boolean =>
  actor.kind === 'citizen' ||
  holdsRole(
    actor,
    mandateKindsIn(ctx).flatMap(({ heldBy }) => heldBy),
  )

async function actingBy(db: Db, ctx: Context, row: store.MandateRow): Promise<Acting | undefined> {
  const kind = findMandateKind(ctx, row.kind)
  const represented = await representedBy(db, ctx, row)
  if (!kind || !represented) return undefined
  return {
    id: row.id,
    kind,
    level: row.level,
    endsAt: row.ends_at,
    acts: kind.acts.filter((act) => row.acts.includes(act)),
    represented: { ...represented, account: row.represented ?? undefined, organisation: row.organisation },
    allows: (act, procedure) => covers(kind, row, act, procedure),
  }
}

async function representedBy(db: Db, ctx: Context, row: store.MandateRow): Promise<Particulars | undefined> {
  if (row.represented === null) return row.represented_sealed === null ? undefined : openSealed(ctx, row)
  const account = await findAccount(db, row.represented)
  if (!account) return undefined
  const or = <T>(value: T | null): T | undefined => value ?? undefined
  return {
    name: account.name,
    personalId: account.id_sealed === null ? undefined : ctx.vault.open(account.id_sealed),
    birthOn: or(account.birth_on),
    sex: or(account.sex),
    address: or(account.address),
    phone: or(account.phone),
    email: or(account.email),
  }
}

/** The particulars of a side without an account. */
export const openSealed = (ctx: Context, row: Pick<store.MandateRow, 'represented_sealed'>): Particulars =>
  Particulars.parse(JSON.parse(ctx.vault.open(row.represented_sealed ?? Buffer.of())))

/** What is answered to whoever asks to act under a mandate that does not let them. */
export const notByThisMandate = () =>
  forbidden('mandate-not-in-force', {
    vi: 'Việc làm thay này chưa có hiệu lực, đã kết thúc, hoặc không bao gồm việc bạn định làm.',
    en: 'This mandate is not in force, has ended, or does not cover what you want to do.',
  })

/** Writes down that something was done by a mandate: the represented person reads it. */
export const noteUse = store.addUse

/** `acting`: the account that acts by it, while it is in force. */
export type MandateWords = { kind: MandateKind | undefined; representative: string; acting: string | undefined }

/** By which right each of these acts was done, and by whom. */
export async function mandateWords(db: Db, ctx: Context, ids: readonly string[]): Promise<Map<string, MandateWords>> {
  const rows = await store.listNamed(db, ids)
  const now = ctx.clock()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        kind: findMandateKind(ctx, row.kind),
        representative: row.representative_name ?? '',
        acting: standingOf(row, now) === 'in-force' ? (row.representative ?? undefined) : undefined,
      },
    ]),
  )
}
