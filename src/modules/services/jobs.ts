import { system } from '#core/actor'
import { transact } from '#core/call'
import type { Context } from '#core/context'
import { dayOf } from '#core/days'
import { emitMany } from '#core/events'
import type { Job } from '#core/module'
import { procedureKind } from '#modules/procedures'
import { provinceUnit } from '#modules/units'
import { procedureChanged } from './events.ts'
import { noteVersions } from './store/told.ts'

/** A change of law is a file with a date: on its day, and when the pack changes, it becomes a fact of each procedure. */
export const noteChangedProcedures: Job = {
  name: 'services.note-changed-procedures',
  cron: '*/15 * * * *',
  run: async (ctx) => void (await noteChanges(ctx)),
}

/** @returns the procedures that changed since the last time */
export async function noteChanges(ctx: Context): Promise<string[]> {
  const now = ctx.clock()
  const versions = ctx.definitions.list(procedureKind, dayOf(now)).map(({ id, digest }) => ({ procedure: id, digest }))
  return transact(ctx, system, {}, async (db) => {
    const changed = await noteVersions(db, versions)
    await emitMany(
      db,
      procedureChanged,
      changed.map(({ procedure, digest, version }) => ({
        record: `procedure/${procedure}`,
        version,
        unit: provinceUnit(ctx).code,
        occurredAt: now,
        payload: { digest },
      })),
    )
    return changed.map(({ procedure }) => procedure)
  })
}
