import { PgBoss } from 'pg-boss'
import type { Context } from './context.ts'
import type pg from 'pg'
import type { Job } from './module.ts'

export type JobRunner = { stop(): Promise<void> }

/** Runs the scheduled jobs, each in one process at a time. Times are those of the province. */
export async function runJobs(ctx: Context, pool: pg.Pool, jobs: readonly Job[], timeZone: string): Promise<JobRunner> {
  const boss = new PgBoss({
    db: { executeSql: (text: string, values?: unknown[]) => pool.query(text, values) },
    schema: 'jobs',
    useListenNotify: false,
  })
  boss.on('error', (error) => ctx.log.warn({ error: String(error) }, 'job queue'))
  await boss.start()
  for (const job of jobs) {
    await boss.createQueue(job.name, { policy: 'stately', retryLimit: 3, retryBackoff: true })
    await boss.work(job.name, { pollingIntervalSeconds: 5 }, () => run(ctx, job))
    await boss.schedule(job.name, job.cron, null, { tz: timeZone })
  }
  return { stop: () => boss.stop({ graceful: true, timeout: 5_000 }) }
}

async function run(ctx: Context, job: Job): Promise<void> {
  try {
    await job.run(ctx)
    ctx.metrics.jobs.inc({ job: job.name, outcome: 'done' })
  } catch (error) {
    ctx.metrics.jobs.inc({ job: job.name, outcome: 'failed' })
    ctx.log.error({ job: job.name, error: String(error) }, 'job failed')
    throw error
  }
}
