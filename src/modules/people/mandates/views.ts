import { z } from 'zod'
import type { Context } from '#core/context'
import { maskPersonalId } from '../views.ts'
import type * as store from '../store/mandates.ts'
import { openSealed } from './acting.ts'
import { beginnings, findMandateKind, mandateActs, sides, type MandateKind } from './definition.ts'
import { standingOf, standings } from './rules.ts'

/** What leaves of mandates. */

const Named = z.strictObject({ vi: z.string(), en: z.string().optional() })
const Acts = z.array(z.enum(mandateActs))

export const MandateKindView = z.strictObject({
  id: z.string(),
  name: Named,
  says: Named,
  represents: z.array(z.enum(sides)),
  begins: z.array(z.enum(beginnings)),
  acts: Acts,
  procedures: z.array(z.string()),
  fields: z.array(z.string()),
  longest: z.strictObject({ amount: z.int(), unit: z.string() }),
  untilAge: z.int().optional(),
  papers: z.array(Named),
  recordedBy: z.array(z.string()),
  basis: z.string(),
})

export function presentKind({ heldBy: _, ...kind }: MandateKind): z.input<typeof MandateKindView> {
  return kind
}

/** The other side, as far as the asker may know it: before an answer, only what the asker typed. */
const Side = z.strictObject({
  name: z.string().optional(),
  maskedNumber: z.string().optional(),
  addressed: z.string().optional(),
  organisation: z.boolean(),
})

export const MandateView = z.strictObject({
  id: z.uuid(),
  kind: z.strictObject({ id: z.string(), name: Named, basis: z.string().optional() }),
  /** held: I act for the other side; given: it acts for me */
  side: z.enum(['held', 'given']),
  other: Side,
  standing: z.enum(standings),
  /** it is mine to answer */
  mine: z.boolean(),
  acts: Acts,
  procedures: z.array(z.string()),
  fields: z.array(z.string()),
  beginsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  /** recorded at a counter: where, and by which paper */
  recorded: z.strictObject({ unit: z.string(), paper: z.string() }).optional(),
  endedBy: z.enum(['representative', 'represented']).optional(),
  uses: z.array(z.strictObject({ at: z.iso.datetime(), act: z.string(), record: z.string() })),
})
export type MandateView = z.input<typeof MandateView>

export const MandateListView = z.strictObject({
  kinds: z.array(MandateKindView),
  held: z.array(MandateView),
  given: z.array(MandateView),
})

export type Viewing = { side: 'held' | 'given'; now: Date; uses: readonly store.Use[] }

export function presentMandate(ctx: Context, row: store.MandateRow, { side, now, uses }: Viewing): MandateView {
  const kind = findMandateKind(ctx, row.kind)
  const standing = standingOf(row, now)
  const proposer = row.proposed_by === (side === 'held' ? 'representative' : 'represented')
  return {
    id: row.id,
    kind: { id: row.kind, name: kind?.name ?? { vi: row.kind }, ...(kind && { basis: kind.basis }) },
    side,
    other: otherSide(ctx, row, side, proposer),
    standing,
    mine: standing === 'proposed' && !proposer,
    acts: mandateActs.filter((act) => row.acts.includes(act)),
    ...scopeOf(row, kind),
    beginsAt: row.begins_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    ...(row.unit !== null && row.paper !== null ? { recorded: { unit: row.unit, paper: row.paper } } : {}),
    ...(row.revoked_by === 'representative' || row.revoked_by === 'represented' ? { endedBy: row.revoked_by } : {}),
    uses: uses
      .filter(({ mandate }) => mandate === row.id)
      .map(({ at, act, record }) => ({ at: at.toISOString(), act, record })),
  }
}

/** What it says itself, or else what its kind says: where it holds in the end. */
function scopeOf(row: store.MandateRow, kind: MandateKind | undefined) {
  const { procedures, fields } = row.procedures.length + row.fields.length > 0 || !kind ? row : kind
  return { procedures, fields }
}

function otherSide(ctx: Context, row: store.MandateRow, side: 'held' | 'given', proposer: boolean) {
  const { organisation } = row
  // Whose address it is must not be found out by proposing: the name comes with the answer.
  if (proposer && (row.settled_at === null || row.state === 'refused'))
    return { organisation, ...(row.addressed && { addressed: ctx.vault.open(row.addressed) }) }
  if (side === 'given')
    return { organisation: false, ...(row.representative_name && { name: row.representative_name }) }
  if (row.represented_name !== null) return { organisation, name: row.represented_name }
  if (row.represented_sealed === null) return { organisation }
  const { name, personalId, taxCode } = openSealed(ctx, row)
  const masked = taxCode ?? (personalId && maskPersonalId(personalId))
  return { organisation, name, ...(masked !== undefined && { maskedNumber: masked }) }
}
