import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { readConfig } from '../config.ts'
import { AppError } from '../core/errors.ts'
import { enterDemo, refuseDemo } from '../core/mark.ts'
import { serve, type Running } from '../main.ts'
import { leave, openProcesses, startsOthers, tellReady } from '../processes.ts'
import { demoPassword, fillDemo } from '../../simulator/demo.ts'
import { openDemoVneid } from '../../simulator/demo-vneid.ts'
import { openLibrary } from '../../simulator/library.ts'
import { playLive, type LivePlay } from '../../simulator/live.ts'
import type { CliCommand } from './commands.ts'
import { say } from './terminal.ts'

/** The production start: refuses demo data, demo passwords and missing secrets (config.ts). */
export const serveCommand: CliCommand = {
  usage: 'start the platform (production)',
  async run() {
    const config = readConfig({ ...process.env, DEMO: '0' })
    if (!startsOthers(config)) return untilStopped(await serve(config, { prepare: (ctx) => refuseDemo(ctx.db) }))
    await untilStopped({ ...(await openProcesses(config)), url: config.publicUrl })
  },
}

/** What `npm start` runs: the demo, on a database that is marked as one, with a gentle simulation going on. */
export const demoCommand: CliCommand = {
  usage: 'start the demo: made-up people and cases',
  async run() {
    const settings = readConfig({ LOG_LEVEL: 'warn', ...process.env, DEMO: '1', WEB_PROCESSES: '1' })
    const vneid = await openDemoVneid(settings)
    const config = { ...settings, vneid: settings.vneid ?? vneid?.provider }
    const begin = (): Promise<Running> =>
      serve(config, {
        prepare: async (ctx) => {
          await enterDemo(ctx.db)
          await fillDemo(ctx, { cases: config.demoCases, say })
          vneid?.meet(ctx)
          // From here on it mostly waits: the heap stays small. Filling it under this flag would take half as long again.
          setFlagsFromString('--optimize-for-size')
        },
      })
    const running = await begin().catch((error: unknown) => {
      if (!isHalfFilled(error) || config.databaseUrl !== undefined) throw error
      say('The last start was stopped while it made its data: beginning anew.')
      rmSync(join(config.dataDir, 'database'), { recursive: true })
      return begin()
    })
    say(
      `Sign in at ${running.url}/dang-nhap: one click for each of the demo's people, or their number with ${demoPassword}`,
    )
    const live = config.demoLive
      ? playLive({ url: localUrl(config), seed: Date.now(), perMinute: 6, say: () => undefined })
      : undefined
    const library = await openLibrary(running.url, say)
    await untilStopped(running, live)
    await library?.stop()
    await vneid?.stop()
  },
}

const isHalfFilled = (error: unknown): boolean => error instanceof AppError && error.code === 'demo-half-filled'

const closingMilliseconds = 15_000

const localUrl = ({ host, port }: { host: string; port: number }): string =>
  `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`

type Started = Pick<Running, 'url' | 'close'> & Partial<Pick<Running, 'working'>>

async function untilStopped(running: Started, live?: LivePlay): Promise<void> {
  tellReady(running.url)
  const told = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  await Promise.race([told, running.working?.then(() => told) ?? told])
  // What does not end by itself in this time is ended: an acknowledged case is in the database already.
  setTimeout(() => process.exit(1), closingMilliseconds).unref()
  await live?.stop()
  await running.close()
  leave()
}
