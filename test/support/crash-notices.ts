import { sql } from 'kysely'
import { openContext } from '../../src/context.ts'
import { modules } from '../../src/modules.ts'
import { spread } from '../../src/modules/notices/broadcast.ts'
import { testConfig } from './context.ts'

/** The platform's parts on a data folder or database that outlives the process. */
export const openNotices = (dataDir: string, url: string) =>
  openContext(testConfig(dataDir, url || undefined, { province: 'test/pack' }), modules)

/** Queues an open notice for its people, and tells the test when it begins and when it is done: a process made to be killed. */
async function work(dataDir: string, url: string): Promise<void> {
  const { ctx } = await openNotices(dataDir, url)
  const { rows } = await sql<{ people: number }>`select people from notices.broadcast`.execute(ctx.db)
  process.send?.(`began at ${rows[0]?.people ?? 0}`)
  await spread(ctx)
  process.send?.('done')
}

if (process.send && import.meta.main) await work(process.argv[2] ?? '', process.argv[3] ?? '')
