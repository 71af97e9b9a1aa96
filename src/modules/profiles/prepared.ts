import { z } from 'zod'
import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import { dayOf } from '#core/days'
import type { Sourced } from '#core/sources'
import { pathsOf } from './preparing.ts'
import { findAccepted } from './store/proposals.ts'

const Row = z.record(z.string(), z.unknown())

/** What is ready for each procedure that a proposal offers, as it was sealed. */
export const PreparedStored = z.record(z.string(), z.record(z.string(), z.union([Row, z.array(Row)])))

/** A form that a proposal opened tells of each value from which case it comes. */
export async function preparedFor(
  ctx: Context,
  actor: Actor,
  procedure: string,
): Promise<ReadonlyMap<string, Sourced>> {
  if (actor.kind !== 'citizen') return new Map()
  const row = (await findAccepted(ctx.db, actor.id)).find((one) => one.procedure === procedure)
  if (!row) return new Map()
  const answers = PreparedStored.parse(JSON.parse(ctx.vault.open(row.prepared)))[procedure] ?? {}
  const source = { vi: `Hồ sơ ${row.case_code} của bạn`, en: `Your case ${row.case_code}` }
  const on = dayOf(row.made_at)
  return new Map(pathsOf(answers).map(([path, value]) => [path, { value, source, on }]))
}
