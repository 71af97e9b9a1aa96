import { z } from 'zod'
import { listAccess, type Access } from '#core/access'
import type { Context } from '#core/context'
import type { Holding } from '#core/holdings'
import { query } from '#core/operation'
import { localDate } from '#modules/calendar'
import { namesOf, purposeWords } from '#modules/people'
import { findUnit } from '#modules/units'
import { actName, isHidden } from '../access-words.ts'
import * as policy from '../policy.ts'
import { LooksView, type LookView } from '../looks-view.ts'

const LooksInput = z.strictObject({
  /** the last line of the page before */
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
})

/** Own sign-ins have a list of their own. */
const passedOver = new Set(['people.sign-in'])

export const listLooks = query('profiles.list-looks', {
  summary: 'Who looked at my records: person, unit, why and when.',
  input: LooksInput,
  output: LooksView,
  allow: policy.isCitizen,
  async run({ input, actor, db, ctx, now }) {
    const holdings = new Map((await ctx.holdings.of(db, ctx, actor.id)).map((holding) => [holding.subject, holding]))
    const rows = await listAccess(db, { ...input, subjects: [...holdings.keys()], except: actor.id })
    const today = localDate(now)
    const shown = rows.filter((row) => !passedOver.has(row.operation) && !isHidden(ctx, row, today))
    const names = await namesOf(
      db,
      shown.map((row) => row.actor),
    )
    return {
      items: shown.map((row) => presentLook(ctx, row, holdings.get(row.subject), names)),
      next: rows.length < input.limit ? undefined : rows.at(-1)?.id,
    }
  },
})

function presentLook(
  ctx: Context,
  row: Access,
  holding: Holding | undefined,
  names: ReadonlyMap<string, string>,
): z.input<typeof LookView> {
  const unit = row.actorUnit === null ? undefined : findUnit(ctx, row.actorUnit)
  return {
    id: row.id,
    at: row.at.toISOString(),
    by: byOf(row.actor),
    name: names.get(row.actor),
    unit: unit && { code: unit.code, name: unit.name },
    act: actName(ctx, row.operation),
    record: { subject: row.subject, title: holding?.title ?? { vi: row.subject }, path: holding?.path },
    purpose: row.purpose === null ? undefined : purposeWords(ctx, row.purpose),
    refused: row.outcome === 'refused',
  }
}

/** Whether a person, a program of another agency, the platform itself, or somebody unknown. */
function byOf(actor: string): 'person' | 'application' | 'platform' | 'unknown' {
  if (actor.startsWith('application/')) return 'application'
  if (actor === 'system') return 'platform'
  return actor === 'anonymous' ? 'unknown' : 'person'
}
