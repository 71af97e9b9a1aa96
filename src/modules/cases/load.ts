import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import type { Definition } from '#core/definitions'
import { conflict, notFound, type AppError } from '#core/errors'
import { listEventsOf } from '#core/events'
import { calendarsOf, localDate } from '#modules/calendar'
import { actingOver, listHolders } from '#modules/people'
import type { Procedure } from '#modules/procedures'
import { leadsUnit } from '#modules/units'
import { currentVisit } from './case.ts'
import type { Case } from './case.ts'
import { planOf, type Circumstance } from './plan.ts'
import { procedureOf } from './places.ts'
import type { Found } from './policy.ts'
import type { By, Env } from './rules.ts'
import { openAnswers, readAnswers } from './sealing.ts'
import * as store from './store/case.ts'

/** A case with all that an operation needs to decide about it. */
export type Loaded = Found & {
  stored: store.Stored
  procedure: Definition<Procedure>
  circumstance: Circumstance
  /** what to answer a person who saw an older version of it */
  changed?: AppError | undefined
}

const missing = (code: string) =>
  notFound('case-not-found', { vi: `Không tìm thấy hồ sơ ${code}.`, en: `There is no case ${code}.` })

/** The case, its row locked until the command ends. @throws notFound */
export async function lock(
  db: Db,
  input: { code: string; version?: number | undefined },
  ctx: Context,
  actor?: Actor,
): Promise<Loaded> {
  const stored = await store.lockCase(db, input.code)
  if (!stored) throw missing(input.code)
  return { ...(await load(db, ctx, stored, actor)), changed: await findChange(db, stored.case, input.version) }
}

async function findChange(db: Db, { code, version }: Case, seen: number | undefined): Promise<AppError | undefined> {
  if (seen === undefined || seen === version) return undefined
  const events = await listEventsOf(db, code, seen)
  return conflict(
    'case-changed',
    {
      vi: 'Hồ sơ vừa được người khác xử lý. Xin xem lại trước khi tiếp tục.',
      en: 'Somebody has just acted on this case. Please look again before you go on.',
    },
    { version, since: events.map(({ type, occurredAt }) => ({ type, at: occurredAt.toISOString() })) },
  )
}

/** @throws notFound */
export async function get(db: Db, input: { code: string }, ctx: Context, actor?: Actor): Promise<Loaded> {
  const stored = await store.findCase(db, input.code)
  if (!stored) throw missing(input.code)
  return load(db, ctx, stored, actor)
}

/** @param actor who asks: only for whom acts by a mandate does it make a difference */
export async function load(db: Db, ctx: Context, stored: store.Stored, actor?: Actor): Promise<Loaded> {
  const { case: found, holding } = stored
  const procedure = procedureOf(ctx, holding.definition)
  const circumstance = circumstanceOf(ctx, stored, procedure.body)
  const owners = [holding.owner, holding.filedBy].filter((owner) => owner !== undefined)
  return {
    case: found,
    stored,
    procedure,
    circumstance,
    plan: planOf(ctx, procedure.body, circumstance),
    owners,
    leads: (actor, unit) => leadsUnit(ctx, actor, unit),
    standIns: await standInsOf(db, ctx, found),
    mandates:
      actor === undefined || owners.includes(actor.id)
        ? []
        : await mandatesOver(db, ctx, { actor, holding, procedure: { id: procedure.id, field: procedure.body.field } }),
  }
}

type Asking = { actor: Actor; holding: store.Holding; procedure: { id: string; field: string } }

async function mandatesOver(db: Db, ctx: Context, { actor, holding, procedure }: Asking): Promise<Found['mandates']> {
  const about = { account: holding.owner, digest: holding.applicantDigest, mandate: holding.mandate }
  const held = await actingOver(db, ctx, { actor, about }, ctx.clock())
  return held
    .map(({ id, kind, allows }) => ({ id, acts: kind.acts.filter((act) => allows(act, procedure)) }))
    .filter(({ acts }) => acts.length > 0)
}

export const circumstanceOf = (
  ctx: Context,
  { case: found, holding }: store.Stored,
  procedure: Procedure,
): Circumstance => ({
  unit: found.unit,
  receptionUnit: found.receptionUnit,
  channel: found.channel,
  submittedAt: found.submittedAt,
  answers: openAnswers(ctx.vault, procedure.form, readAnswers(holding.answers)),
})

async function standInsOf(db: Db, ctx: Context, found: Found['case']): Promise<string[]> {
  const visit = currentVisit(found)
  if (!visit?.assignee) return []
  const holders = await listHolders(db, visit.unit, visit.role, localDate(ctx.clock()))
  return holders.flatMap((holder) => (holder.substituteFor === visit.assignee ? [holder.id] : []))
}

export const envOf = (ctx: Context, loaded: Loaded, actor: By, now: Date): Env => ({
  calendar: calendarsOf(ctx).of(loaded.case.unit),
  plan: loaded.plan,
  by: actor,
  now,
})
