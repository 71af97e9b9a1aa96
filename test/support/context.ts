import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../../src/config.ts'
import { openContext } from '../../src/context.ts'
import type { Actor } from '../../src/core/actor.ts'
import { call, type CallOptions } from '../../src/core/call.ts'
import { drain, registerConsumers } from '../../src/core/consumers.ts'
import type { Context } from '../../src/core/context.ts'
import type { Module } from '../../src/core/module.ts'
import type { Operation } from '../../src/core/operation.ts'
import { modules } from '../../src/modules.ts'
import { testDatabase } from './database.ts'

export type TestContext = {
  ctx: Context
  /** where files of the test may go; removed at the end */
  dataDir: string
  call<In, Out>(operation: Operation<In, Out>, input: In, actor: Actor, options?: CallOptions): Promise<Out>
  /** Lets every consumer take all events stated so far. */
  drain(): Promise<void>
  /** The clock of the platform, which stands until it is set. */
  now: Date
  close(): Promise<void>
}

export type TestOptions = { pack?: string; now?: string; modules?: readonly Module[]; config?: Partial<Config> }

export const testConfig = (dataDir: string, databaseUrl: string | undefined, more: Partial<Config> = {}): Config => ({
  port: 0,
  host: '127.0.0.1',
  dataDir,
  databaseUrl,
  databasePool: 4,
  publicUrl: 'http://localhost:8080',
  province: 'test/pack',
  demo: false,
  demoLive: false,
  demoCases: 0,
  secretKey: 'a secret for tests only, 32 characters long',
  smtpUrl: undefined,
  smsUrls: [],
  zaloUrl: undefined,
  vapidSubject: 'mailto:test@localhost',
  mailFrom: 'Tỉnh Số <test@localhost>',
  vneid: undefined,
  s3Url: undefined,
  webProcesses: 1,
  services: ['web', 'worker'],
  logLevel: 'silent',
  trustProxy: false,
  ...more,
})

/** A whole platform on a database of its own, with the small test province and a clock that stands. */
export async function testContext(options: TestOptions = {}): Promise<TestContext> {
  const database = await testDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), 'tinhso-test-'))
  const used = options.modules ?? modules
  const test = { now: new Date(options.now ?? '2026-11-18T02:00:00Z') }
  const config = testConfig(dataDir, database.url, { province: options.pack ?? 'test/pack', ...options.config })
  const opened = await openContext(config, used, { clock: () => test.now, embedded: database.embedded })
  const consumers = used.flatMap((module) => module.consumers ?? [])
  await registerConsumers(opened.ctx.db, consumers)
  return {
    ctx: opened.ctx,
    dataDir,
    call: (operation, input, actor, more) => call(opened.ctx, operation, input, actor, more),
    drain: () => drain(opened.ctx, consumers),
    get now() {
      return test.now
    },
    set now(date) {
      test.now = date
    },
    async close() {
      await opened.close()
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
