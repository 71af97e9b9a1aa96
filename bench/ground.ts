import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { readConfig } from '../src/config.ts'
import { openContext, type Opened } from '../src/context.ts'
import { drain } from '../src/core/consumers.ts'
import { setMark } from '../src/core/mark.ts'
import { sealLogs } from '../src/core/seal.ts'
import { modules } from '../src/modules.ts'
import { cases } from '#modules/cases'
import { keepCells } from '#modules/indicators'
import { importProcedures } from '#modules/procedures'
import { sharedFile } from '#test/shared'
import { makePast } from '../simulator/bulk.ts'
import { addDemoPeople } from '../simulator/staff.ts'
import { secretKey, startServer, type Server } from './load/server.ts'

/** A province made for measuring: a database of its own on the server, with cases, and the real server beside it. */
export type Province = {
  opened: Opened
  cases: number
  procedures: number
  makingSeconds: number
  countingSeconds: number
  /** all else that reads the log: it would otherwise go on in the server while something is measured there */
  followingSeconds: number
  server(): Promise<Server>
  drop(): Promise<void>
}

export type Bench = {
  /** the PostgreSQL server's own database: only used to create others */
  url: string
  /** of the large province; `--cases` */
  cases: number
  /** of the small one, beside which the large one must be flat */
  fewer: number
  /** how long a load lasts */
  seconds: number
  say(line: string): void
  large(): Promise<Province>
  small(): Promise<Province>
}

/** As the demo counts its past. */
const factsAtOnce = 100_000
/** The catalogue's procedures beside the pack's own: 170 in all, as in a province's own counters. */
const wantedProcedures = 170

export async function makeProvince(bench: Bench, count: number): Promise<Province> {
  const name = `tinhso_bench_${randomBytes(5).toString('hex')}`
  await administer(bench.url, `create database ${name} encoding 'UTF8' template template0`)
  const url = new URL(bench.url)
  url.pathname = `/${name}`
  const dataDir = mkdtempSync(join(tmpdir(), 'tinhso-bench-'))
  const settings = { DATABASE_URL: url.href, DATA_DIR: dataDir, DATABASE_POOL: '8' }
  const opened = await openContext(
    readConfig({ ...settings, DEMO: '1', LOG_LEVEL: 'error', SECRET_KEY: secretKey }),
    modules,
  )
  const { ctx } = opened
  let server: Promise<Server> | undefined
  const drop = async () => {
    await (await server)?.stop()
    await opened.close()
    await administer(bench.url, `drop database if exists ${name} with (force)`)
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    await setMark(ctx.db, 'demo', new Date().toISOString())
    const catalogue = sharedFile('procedures/tthc_dev.jsonl.gz')
    if (catalogue !== undefined) await importProcedures(ctx, catalogue)
    await addDemoPeople(ctx)
    const making = await timed(() => makeCases(bench, opened, count))
    const counting = await timed(() => drain(ctx, [keepCells], factsAtOnce))
    const consumers = modules.flatMap((module) => module.consumers ?? [])
    const following = await timed(() => Promise.all([drain(ctx, consumers), sealLogs(ctx)]))
    await opened.database.pool.query('vacuum analyze')
    return {
      opened,
      ...making.result,
      makingSeconds: making.seconds,
      countingSeconds: counting.seconds,
      followingSeconds: following.seconds,
      server: () => (server ??= startServer([join(import.meta.dirname, 'load/platform.ts')], settings)),
      drop,
    }
  } catch (error) {
    await drop()
    throw error
  }
}

async function makeCases(bench: Bench, { ctx }: Opened, count: number) {
  const seen = { told: 0, began: performance.now() }
  const made = await makePast(ctx, {
    count,
    months: 12,
    seed: 8,
    procedures: wantedProcedures,
    // What came in the last days is still open: a tenth of all.
    rush: { share: 0.105, days: 3 },
    onProgress(done) {
      if (done - seen.told < Math.max(1_000, count / 10)) return
      seen.told = done
      bench.say(`  ${done} cases, ${Math.round((done * 1000) / (performance.now() - seen.began))}/s`)
    },
  })
  const fold = cases.jobs?.find((job) => job.name === 'cases.fold-counters')
  await fold?.run(ctx)
  return { cases: made, procedures: wantedProcedures }
}

export async function timed<T>(run: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const began = performance.now()
  const result = await run()
  return { result, seconds: (performance.now() - began) / 1000 }
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** Machine, versions and the settings of the server that decide what a commit means. */
export async function describe(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string; setting: string }>(
      `select name, current_setting(name) as setting from pg_settings
       where name in ('server_version', 'fsync', 'synchronous_commit', 'shared_buffers', 'max_wal_size') order by name`,
    )
    const setting = new Map(rows.map((row) => [row.name, row.setting]))
    const [processor] = cpus()
    return [
      `machine: ${cpus().length} × ${processor?.model.trim() ?? '?'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${process.arch}; load before ${loadavg()[0]?.toFixed(1)}`,
      `versions: Node ${process.versions.node}, PostgreSQL ${setting.get('server_version')}`,
      `PostgreSQL settings: ${['fsync', 'synchronous_commit', 'shared_buffers', 'max_wal_size'].map((name) => `${name} ${setting.get(name)}`).join(', ')}`,
    ]
  } finally {
    await client.end()
  }
}
