import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { startEmbedded } from '#core/db/embedded'
import { dropLock, takeLock } from '#core/db/folder-lock'
import { migrate, schemaDigest } from '#core/migrate'

export type TestDatabase = {
  url: string
  embedded: boolean
  /** Sessions that a pool may open. */
  poolSize: number
  drop(): Promise<void>
}

/**
 * A database of its own for one test file, migrated and empty. With TEST_DATABASE_URL a fresh one on that server, else an
 * embedded one. Nobody else's database is ever touched: the URL's own database is only used to create others.
 */
export function testDatabase(): Promise<TestDatabase> {
  const server = process.env['TEST_DATABASE_URL']
  return server ? onServer(server) : onDisk()
}

const cacheRoot = join(import.meta.dirname, '../../node_modules/.cache/tinhso-test')

async function onDisk(): Promise<TestDatabase> {
  const template = await diskTemplate()
  const dataDir = mkdtempSync(join(tmpdir(), 'tinhso-test-'))
  const embedded = await startEmbedded(dataDir, { template })
  return {
    url: embedded.url,
    embedded: true,
    poolSize: embedded.poolSize,
    async drop() {
      await embedded.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** A closed, migrated data folder, made once per set of migrations. */
async function diskTemplate(): Promise<string> {
  const folder = join(cacheRoot, schemaDigest())
  const finished = join(folder, 'database')
  mkdirSync(cacheRoot, { recursive: true })
  const lock = `${folder}.lock`
  while (!existsSync(finished)) {
    if (await takeLock(lock, '')) {
      await delay(200)
      continue
    }
    try {
      if (!existsSync(finished)) await makeTemplate(folder)
    } finally {
      dropLock(lock)
    }
  }
  return finished
}

async function makeTemplate(folder: string): Promise<void> {
  forgetOldTemplates()
  const making = mkdtempSync(join(cacheRoot, 'making-'))
  const embedded = await startEmbedded(making)
  try {
    await migrate(embedded.url)
    await embedded.stop()
    renameSync(making, folder)
  } finally {
    await embedded.stop()
    rmSync(making, { recursive: true, force: true })
  }
}

function forgetOldTemplates(): void {
  const old = Date.now() - 24 * 3600_000
  for (const name of readdirSync(cacheRoot)) {
    const path = join(cacheRoot, name)
    if (statSync(path).mtimeMs < old) rmSync(path, { recursive: true, force: true })
  }
}

async function onServer(server: string): Promise<TestDatabase> {
  const digest = schemaDigest()
  const template = `tinhso_template_${digest}`
  const name = `tinhso_test_${randomBytes(6).toString('hex')}`
  await asAdministrator(server, async (client) => {
    // One at a time: `create database … template` refuses while another session uses the template.
    await client.query('select pg_advisory_lock($1::bigint)', [7_405_002])
    await ensureServerTemplate(client, server, template)
    await client.query(`create database ${name} template ${template}`)
  })
  return {
    url: databaseUrl(server, name),
    embedded: false,
    poolSize: 8,
    drop: () =>
      asAdministrator(server, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`)
      }),
  }
}

async function ensureServerTemplate(client: pg.Client, server: string, template: string): Promise<void> {
  const { rows } = await client.query('select 1 from pg_database where datname = $1', [template])
  if (rows.length > 0) return
  const making = `${template}_making`
  await client.query(`drop database if exists ${making} with (force)`)
  await client.query(`create database ${making} template template0 encoding 'UTF8'`)
  await migrate(databaseUrl(server, making))
  await client.query(`alter database ${making} rename to ${template}`)
}

async function asAdministrator(server: string, run: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await run(client)
  } finally {
    await client.end()
  }
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}
