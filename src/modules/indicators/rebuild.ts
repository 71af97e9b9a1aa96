import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { findStretchEnd, logStart, type Position } from '#core/events'
import { cellsConsumer } from './consumers.ts'
import { planOf, whereSql } from './layout.ts'
import * as store from './store/cells.ts'

const tables = ['cell', 'cell_procedure', 'cell_channel'] as const
/** Short batches: an open write transaction holds back every reader of the log. */
const batchEvents = 50_000

/**
 * Makes the cells anew from the events, beside the live ones, and swaps them in. Live work goes on meanwhile.
 * @param onProgress told how many events have been read
 * @returns events read
 */
export async function rebuildCells(
  ctx: Context,
  onProgress: (events: number) => void = () => undefined,
): Promise<number> {
  const { layout } = await planOf(ctx)
  await store.makeNextTables(ctx.db, tables)
  let after: Position = logStart
  let events = 0
  const take = async (db: Db) => {
    const end = await findStretchEnd(db, after, batchEvents)
    if (!end) return 0
    await store.sweep(db, layout, { after, ...end }, whereSql, '_next')
    after = end.upTo
    events += end.events
    onProgress(events)
    return end.events
  }
  while ((await ctx.db.transaction().execute(take)) === batchEvents);
  await ctx.db.transaction().execute(async (db) => {
    await store.lockCursor(db, cellsConsumer)
    while ((await take(db)) > 0);
    await store.moveCursor(db, cellsConsumer, after)
    await store.swapTables(db, tables)
  })
  return events
}
