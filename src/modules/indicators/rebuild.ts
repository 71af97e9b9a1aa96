import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { findStretchEnd, logStart, type Position, type Stretch } from '#core/events'
import { cellsConsumer } from './consumers.ts'
import { planOf, whereSql } from './layout.ts'
import * as store from './store/cells.ts'

const tables = ['cell', 'cell_procedure', 'cell_channel'] as const
/** A stretch is added up before its first cell is written, and only then does its transaction hold back the readers of the log. */
const batchEvents = { server: 200_000, embedded: 20_000 } as const
/** Each of two connections adds up half of the units. The embedded database has one thread. */
const halves = [
  { at: 0, of: 2 },
  { at: 1, of: 2 },
] as const

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
  const batch = ctx.embedded ? batchEvents.embedded : batchEvents.server
  const shares = ctx.embedded ? [undefined] : halves
  let after: Position = logStart
  let events = 0
  const next = async (db: Db): Promise<Stretch | undefined> => {
    const end = await findStretchEnd(db, after, batch)
    return end && { after, ...end }
  }
  const taken = (stretch: Stretch) => {
    after = stretch.upTo
    events += stretch.events
    onProgress(events)
  }
  await store.makeNextTables(ctx.db, tables)
  for (let stretch = await next(ctx.db); stretch; stretch = await next(ctx.db)) {
    const sweep = { layout, where: whereSql, stretch }
    await Promise.all(shares.map((share) => store.sweepMany(ctx.db, sweep, { suffix: '_next', share })))
    taken(stretch)
    if (stretch.events < batch) break
  }
  await store.analyzeNextTables(ctx.db, tables)
  await ctx.db.transaction().execute(async (db) => {
    await store.lockCursor(db, cellsConsumer)
    for (let stretch = await next(db); stretch; stretch = await next(db)) {
      await store.sweep(db, { layout, where: whereSql, stretch }, { suffix: '_next' })
      taken(stretch)
    }
    await store.moveCursor(db, cellsConsumer, after)
    await store.swapTables(db, tables)
  })
  return events
}
