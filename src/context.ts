import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Config } from './config.ts'
import { openAccessLog } from './core/access.ts'
import { openAddressees } from './core/addressees.ts'
import type { Context } from './core/context.ts'
import { openDatabase, type Database } from './core/db.ts'
import { startEmbedded } from './core/db/embedded.ts'
import { openDefinitions, type Definitions } from './core/definitions.ts'
import { enterEpoch } from './core/events.ts'
import { openDiskFiles, type Files } from './core/files.ts'
import { openHoldings } from './core/holdings.ts'
import { openKeys } from './core/keys.ts'
import { openLive } from './core/live.ts'
import { openLog } from './core/log.ts'
import { openMetrics } from './core/metrics.ts'
import { migrate } from './core/migrate.ts'
import type { Module } from './core/module.ts'
import { corePersonal } from './core/personal/own.ts'
import { openPersonal } from './core/personal.ts'
import { openSources } from './core/sources.ts'
import { openWaiting } from './core/waiting.ts'

export type Opened = { ctx: Context; database: Database; onWake(listener: () => void): void; close(): Promise<void> }
export type OpenOptions = { clock?: () => Date; join?: boolean; processMetrics?: boolean; embedded?: boolean }

/** The only place where the parts are put together. Opens the database, migrates it and loads the pack. */
export async function openContext(
  config: Config,
  modules: readonly Module[],
  options: OpenOptions = {},
): Promise<Opened> {
  const clock = options.clock ?? (() => new Date())
  const definitions = openDefinitions(
    modules.flatMap((module) => module.kinds ?? []),
    clock,
    modules.map((module) => module.needs ?? {}),
  )
  const { pack, bare } = await readWhileOpening(definitions, config, options)
  const { database, close: closeDatabase, embedded: isEmbedded } = bare
  const wakers: (() => void)[] = []
  const log = openLog(config.logLevel)
  const secret = config.secretKey ?? demoSecret(config.dataDir)
  const keys = await openKeys(database.db, secret, (error) => log.error(error)).catch(async (error: unknown) => {
    await closeDatabase()
    throw error
  })
  const ctx: Context = {
    settings: {
      demo: config.demo,
      publicUrl: config.publicUrl,
      dataDir: config.dataDir,
      province: config.province,
      smtpUrl: config.smtpUrl,
      smsUrls: config.smsUrls,
      zaloUrl: config.zaloUrl,
      vapidSubject: config.vapidSubject,
      mailFrom: config.mailFrom,
      vneid: config.vneid,
    },
    log,
    db: database.db,
    embedded: isEmbedded,
    epoch: await enterEpoch(database.db),
    definitions,
    files: await openFiles(config),
    vault: keys.vault,
    keys,
    access: openAccessLog(database.db, clock),
    live: openLive(
      modules.flatMap((module) => module.topics ?? []),
      modules.flatMap((module) => module.ownership ?? []),
    ),
    consumers: modules.flatMap((module) => module.consumers ?? []),
    metrics: openMetrics(options.processMetrics),
    sources: openSources(),
    addressees: openAddressees(),
    waiting: openWaiting(),
    holdings: openHoldings(modules.flatMap((module) => module.ownership?.holdings ?? [])),
    personal: openPersonal(
      [...modules.flatMap((module) => module.personal ?? []), ...corePersonal],
      modules.flatMap((module) => module.seals ?? []),
    ),
    clock,
    wake: () => wakers.forEach((wake) => wake()),
  }
  await definitions.load(ctx.db, pack)
  for (const module of modules) await module.start?.(ctx)
  return {
    ctx,
    database,
    onWake: (listener) => wakers.push(listener),
    async close() {
      ctx.live.stop()
      keys.stop()
      for (const module of modules) await module.stop?.(ctx)
      await ctx.access.flush()
      await closeDatabase()
    },
  }
}

/** The embedded database starts in a process of its own: meanwhile the pack is read here, half a second's work. */
async function readWhileOpening(definitions: Definitions, config: Config, options: OpenOptions) {
  const opening = openBare(config, options)
  opening.catch(() => undefined) // heard below
  await setImmediate()
  try {
    return { pack: definitions.read(config.province), bare: await opening }
  } catch (error) {
    await opening.then((bare) => bare.close()).catch(() => undefined)
    throw error
  }
}

export type Bare = { database: Database; embedded: boolean; close(): Promise<void> }

/** The migrated database alone: what backup and restore need. Without DATABASE_URL it is the embedded one of DATA_DIR. */
export async function openBare(config: Config, options: OpenOptions = {}): Promise<Bare> {
  mkdirSync(config.dataDir, { recursive: true })
  const own = config.databaseUrl ? undefined : await startEmbedded(config.dataDir, { join: options.join ?? false })
  const url = config.databaseUrl ?? own?.url ?? ''
  const embedded = own !== undefined || options.embedded === true
  try {
    await migrate(url)
    const database = openDatabase(url, embedded, config.databasePool)
    return {
      database,
      embedded,
      async close() {
        await database.close()
        await own?.stop()
      },
    }
  } catch (error) {
    await own?.stop()
    throw error
  }
}

/** The S3 client is large: it is loaded where it is used. */
async function openFiles(config: Config): Promise<Files> {
  if (!config.s3Url) return openDiskFiles(join(config.dataDir, 'files'))
  const { openS3Files } = await import('./core/files-s3.ts')
  return openS3Files(config.s3Url)
}

/** A demo keeps its made-up secret beside its data; a production start must be given one (config.ts). */
function demoSecret(dataDir: string): string {
  const path = join(dataDir, 'demo-secret')
  if (!existsSync(path)) writeFileSync(path, randomBytes(32).toString('base64url'), { mode: 0o600 })
  return readFileSync(path, 'utf8')
}
