import { readConfig } from '../../src/config.ts'
import { serve } from '../../src/main.ts'
import { offerClients, SignInSettings } from '#modules/people'

/** The real server in a process of its own, without the demo's filling: its settings come by the environment. */
const running = await serve(readConfig(process.env))
/** The application that bench/sign-in.ts plays. */
const settings = SignInSettings.parse({ clientId: 'bench', redirectUris: ['http://localhost:9/tro-ve'] })
offerClients(running.ctx, () => [{ ...settings, name: { vi: 'Đo' }, url: 'http://localhost:9/' }])
process.stdout.write(`tinhso ready on ${running.url}\n`)
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void running.close().then(() => process.exit(0)))
