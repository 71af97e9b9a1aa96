import { sql } from 'kysely'
import type { Context } from './context.ts'
import { sealLogs } from './seal.ts'

const everyMilliseconds = 10_000

/** Keeps the gauges of the log current and seals what it gained. @returns a function that stops it */
export function observe(ctx: Context): () => void {
  let busy = false
  const tick = async () => {
    if (busy) return
    busy = true
    try {
      await ctx.definitions.refresh(ctx.db) // another process may have imported some
      await sealLogs(ctx)
      await measure(ctx)
    } catch (error) {
      ctx.log.warn({ error: String(error) }, 'observation failed')
    } finally {
      busy = false
    }
  }
  const timer = setInterval(() => void tick(), everyMilliseconds)
  return () => clearInterval(timer)
}

async function measure(ctx: Context): Promise<void> {
  const lag = await sql<{ consumer: string; lag: number }>`
    select c.consumer, (select count(*) from (
      select 1 from core.event e where (e.epoch, e.written_in, e.seq) > (c.epoch, c.written_in, c.seq) limit 100000) behind) as lag
    from core.cursor c`.execute(ctx.db)
  for (const row of lag.rows) ctx.metrics.consumerLag.set({ consumer: row.consumer }, row.lag)
  const parked = await sql<{ consumer: string; events: number }>`
    select consumer, count(*) as events from core.parked where solved_at is null group by consumer`.execute(ctx.db)
  ctx.metrics.parked.reset()
  for (const row of parked.rows) ctx.metrics.parked.set({ consumer: row.consumer }, row.events)
  const horizon = await sql<{ age: number }>`
    select coalesce(extract(epoch from max(now() - xact_start)), 0)::float8 as age from pg_stat_activity
    where backend_xid is not null`.execute(ctx.db)
  ctx.metrics.horizonAge.set(horizon.rows[0]?.age ?? 0)
}
