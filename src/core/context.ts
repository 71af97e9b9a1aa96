import type { Logger } from 'pino'
import type { AccessLog } from './access.ts'
import type { Addressees } from './addressees.ts'
import type { Consumer } from './consumers.ts'
import type { Db } from './db.ts'
import type { Definitions } from './definitions.ts'
import type { Files } from './files.ts'
import type { Holdings } from './holdings.ts'
import type { Keys } from './keys.ts'
import type { Live } from './live.ts'
import type { Metrics } from './metrics.ts'
import type { Personal } from './personal.ts'
import type { Sources } from './sources.ts'
import type { Vault } from './vault.ts'
import type { WaitingList } from './waiting.ts'

/** An outside provider of identities (OpenID Connect), as the platform is known to it. */
export type IdentityProvider = { issuer: string; clientId: string; clientSecret: string }

/** What operations may know of the settings; the rest stays in src/config.ts. */
export type Settings = {
  demo: boolean
  publicUrl: string
  dataDir: string
  province: string
  smtpUrl?: string | undefined
  /** providers of SMS in the order in which they are tried: smpp:// or https:// */
  smsUrls: readonly string[]
  zaloUrl?: string | undefined
  /** whom a push service writes to when something is wrong: mailto: or https: */
  vapidSubject: string
  mailFrom: string
  vneid?: IdentityProvider | undefined
}

/** The parts that operations, consumers and jobs work with. Put together in src/context.ts alone. */
export type Context = {
  settings: Settings
  log: Logger
  db: Db
  embedded: boolean
  epoch: number
  definitions: Definitions
  files: Files
  vault: Vault
  keys: Keys
  access: AccessLog
  live: Live
  /** of all modules, in their order */
  consumers: readonly Consumer[]
  metrics: Metrics
  sources: Sources
  addressees: Addressees
  waiting: WaitingList
  holdings: Holdings
  personal: Personal
  clock: () => Date
  /** Tells this process's consumers that events may wait. */
  wake: () => void
}
