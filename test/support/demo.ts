import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { enterDemo } from '../../src/core/mark.ts'
import { serve } from '../../src/main.ts'
import { fillDemo } from '../../simulator/demo.ts'
import { openDemoVneid } from '../../simulator/demo-vneid.ts'
import { offerLibrary } from './library.ts'
import { testConfig } from './context.ts'
import { testDatabase } from './database.ts'
import { freePort } from './free-port.ts'

/** `second`: the address of the second application, where it was asked for */
export type DemoServer = { url: string; second: string; close(): Promise<void> }

/**
 * The demo on a database of its own, with as many cases as asked for, and no live simulation: it stands still.
 * @param options `beside`: with the played VNeID and the second application; `clock`: the platform's time, for what needs office hours; `smtpUrl`: where e-mail goes
 */
export async function startDemo({
  cases = 0,
  beside = false,
  clock,
  smtpUrl,
}: { cases?: number; beside?: boolean; clock?: () => Date; smtpUrl?: string } = {}): Promise<DemoServer> {
  const database = await testDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), 'tinhso-demo-'))
  const port = await freePort()
  const settings = testConfig(dataDir, database.url, {
    port,
    publicUrl: `http://localhost:${port}`,
    province: 'province/quang-tri',
    demo: true,
    databasePool: database.poolSize,
    smtpUrl,
  })
  const vneid = beside ? await openDemoVneid(settings) : undefined
  const config = { ...settings, vneid: vneid?.provider }
  const running = await serve(config, {
    embedded: database.embedded,
    ...(clock && { clock }),
    prepare: async (ctx) => {
      await enterDemo(ctx.db)
      await fillDemo(ctx, { cases, say: () => undefined })
      vneid?.meet(ctx)
    },
  })
  const second = beside ? await offerLibrary(running.ctx) : undefined
  return {
    url: running.url,
    second: second?.url ?? '',
    async close() {
      await second?.stop()
      await vneid?.stop()
      await running.close()
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
