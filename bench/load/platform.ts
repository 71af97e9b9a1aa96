import { readConfig } from '../../src/config.ts'
import { serve } from '../../src/main.ts'

/** The real server in a process of its own, without the demo's filling: its settings come by the environment. */
const running = await serve(readConfig(process.env))
process.stdout.write(`tinhso ready on ${running.url}\n`)
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void running.close().then(() => process.exit(0)))
