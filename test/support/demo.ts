import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { enterDemo } from '../../src/core/mark.ts'
import { serve } from '../../src/main.ts'
import { fillDemo } from '../../simulator/demo.ts'
import { testConfig } from './context.ts'
import { testDatabase } from './database.ts'

export type DemoServer = { url: string; close(): Promise<void> }

/** The demo on a database of its own, with as many cases as asked for, and no live simulation: it stands still. */
export async function startDemo({ cases = 0 } = {}): Promise<DemoServer> {
  const database = await testDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), 'tinhso-demo-'))
  const port = await freePort()
  const config = testConfig(dataDir, database.url, {
    port,
    publicUrl: `http://localhost:${port}`,
    province: 'province/quang-tri',
    demo: true,
    databasePool: database.poolSize,
  })
  const running = await serve(config, {
    embedded: database.embedded,
    prepare: async (ctx) => {
      await enterDemo(ctx.db)
      await fillDemo(ctx, { cases, say: () => undefined })
    },
  })
  return {
    url: running.url,
    async close() {
      await running.close()
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
