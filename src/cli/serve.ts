import { readConfig } from '../config.ts'
import { serve, type Running } from '../main.ts'
import type { CliCommand } from './commands.ts'
import { say } from './terminal.ts'

/** The production start: refuses demo passwords and missing secrets (config.ts). */
export const serveCommand: CliCommand = {
  usage: 'start the platform (production)',
  async run() {
    await untilStopped(await serve(readConfig({ ...process.env, DEMO: '0' })))
  },
}

/** What `npm start` runs: the demo, on a database that is marked as one. */
export const demoCommand: CliCommand = {
  usage: 'start the demo: made-up people and cases',
  async run() {
    const running = await serve(readConfig({ ...process.env, DEMO: '1' }))
    await untilStopped(running)
  },
}

async function untilStopped(running: Running): Promise<void> {
  say(`tinhso ready on ${running.url}`)
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  await running.close()
}
