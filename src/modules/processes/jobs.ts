import { system } from '#core/actor'
import { transact } from '#core/call'
import { emitHistory } from '#core/events'
import type { Job } from '#core/module'
import { caseOverdue } from '#modules/cases'
import { channelOf } from './facts.ts'
import { recordOf } from './import-batch.ts'
import * as store from './store/traces.ts'

/** Imported cases that are still open pass their deadline too: it becomes a fact once, dated when it was due. */
export const markOverdueImports: Job = {
  name: 'mark-overdue-imports',
  cron: '*/10 * * * *',
  async run(ctx) {
    for (let found = 1; found > 0;) {
      found = await transact(ctx, system, { origin: 'import' }, async (db) => {
        const late = await store.lockNewlyOverdue(db, ctx.clock(), 500)
        await store.writeTraces(
          db,
          late.map((trace) => ({ ...trace, overdue: true, stated: trace.stated + 1 })),
        )
        await emitHistory(db, late.map(overdueFact))
        return late.length
      })
    }
    ctx.wake()
  },
}

const overdueFact = (trace: store.StoredTrace) => ({
  type: caseOverdue.type,
  v: caseOverdue.v,
  record: recordOf(trace),
  version: trace.stated + 1,
  unit: trace.unit,
  occurredAt: new Date((trace.dueAt ?? 0) / 1000),
  payload: { procedure: trace.procedure, channel: channelOf(trace.channel), step: null },
})
