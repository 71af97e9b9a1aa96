import { readConfig } from '../../src/config.ts'
import { serve } from '../../src/main.ts'
import { openProcesses, startsOthers, tellReady } from '../../src/processes.ts'
import { offerClients, SignInSettings } from '#modules/people'

/** The real server in a process of its own, or several, without the demo's filling: its settings come by the environment. */
const config = readConfig(process.env)

const running = startsOthers(config) ? await openProcesses(config) : await open()
tellReady(config.publicUrl)
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void running.close().then(() => process.exit(0)))

async function open() {
  const opened = await serve(config)
  /** The application that bench/sign-in.ts plays. */
  const settings = SignInSettings.parse({ clientId: 'bench', redirectUris: ['http://localhost:9/tro-ve'] })
  offerClients(opened.ctx, () => [{ ...settings, name: { vi: 'Đo' }, url: 'http://localhost:9/' }])
  return opened
}
