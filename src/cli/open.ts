import { readConfig, type Config } from '../config.ts'
import { openContext, type Opened } from '../context.ts'
import { modules } from '../modules.ts'

/**
 * Settings of a command that works on the same data as the running platform. The demo's start marks its own database; a
 * production command needs the production secrets, as `tinhso serve` does.
 */
export const commandConfig = (): Config =>
  readConfig({
    LOG_LEVEL: 'warn',
    ...process.env,
    DEMO: process.env['DEMO'] ?? (process.env['SECRET_KEY'] ? '0' : '1'),
  })

/** Runs work on the opened platform, beside a running server where there is one, and closes it whatever happens. */
export async function withPlatform<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
  const opened = await openContext(commandConfig(), modules, { join: true, processMetrics: false })
  try {
    return await work(opened)
  } finally {
    await opened.close()
  }
}
