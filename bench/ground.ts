import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { readConfig } from '../src/config.ts'
import { openContext, type Opened } from '../src/context.ts'
import { drain } from '../src/core/consumers.ts'
import { refreshStatistics } from '../src/core/db.ts'
import { setMark } from '../src/core/mark.ts'
import { sealLogs } from '../src/core/seal.ts'
import { modules } from '../src/modules.ts'
import { cases } from '#modules/cases'
import { keepCells } from '#modules/indicators'
import { importProcedures } from '#modules/procedures'
import { sharedFile } from '#test/shared'
import { makePast } from '../simulator/bulk.ts'
import { addDemoPeople } from '../simulator/staff.ts'
import { pastOf, type MakerJob } from './load/maker.ts'
import { secretKey, startServer, type Server } from './load/server.ts'
import { loadWithoutIndexes } from './load/without-indexes.ts'

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
  // Texts compare by their bytes, as the how-to for a server says.
  await administer(bench.url, `create database ${name} encoding 'UTF8' lc_collate 'C' template template0`)
  const url = new URL(bench.url)
  url.pathname = `/${name}`
  const dataDir = mkdtempSync(join(tmpdir(), 'tinhso-bench-'))
  const settings = { DATABASE_URL: url.href, DATA_DIR: dataDir, DATABASE_POOL: '8' }
  const secrets = { ...settings, DEMO: '1', LOG_LEVEL: 'error', SECRET_KEY: secretKey }
  const opened = await openContext(readConfig(secrets), modules)
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
    const making = await makeCases(bench, opened, secrets, count)
    const counting = await timed(() => drain(ctx, [keepCells], factsAtOnce))
    const consumers = modules.flatMap((module) => module.consumers ?? [])
    const following = await timed(() => Promise.all([drain(ctx, consumers), sealLogs(ctx)]))
    await opened.database.pool.query('vacuum analyze')
    return {
      opened,
      ...making,
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

/** Two makers, as there are two cores: this process and another. */
const makers = 2
const written = ['core.event', 'cases.case', 'cases.visit']

async function makeCases(bench: Bench, { ctx, database }: Opened, settings: Record<string, string>, count: number) {
  const job = { count, procedures: wantedProcedures, of: makers }
  const other = await startMaker({ ...job, at: 1 }, settings)
  const seen = { told: 0, began: performance.now() }
  const own = {
    ...pastOf({ ...job, at: 0 }),
    onProgress(done: number) {
      if (done - seen.told < Math.max(1_000, count / 10)) return
      seen.told = done
      bench.say(`  ${done} cases, ${Math.round((done * 1000) / (performance.now() - seen.began))}/s`)
    },
  }
  const making = await timed(() =>
    loadWithoutIndexes(database.pool, written, async () => {
      const parts = await Promise.all([makePast(ctx, own), other()])
      return parts.reduce((sum, made) => sum + made, 0)
    }),
  )
  await refreshStatistics(ctx.db)
  const fold = cases.jobs?.find((job) => job.name === 'cases.fold-counters')
  await fold?.run(ctx)
  return { cases: making.result, procedures: wantedProcedures, makingSeconds: making.seconds }
}

/** The other maker, opened and waiting; calling it lets it begin, and gives how many cases it made. */
async function startMaker(job: MakerJob, settings: Record<string, string>): Promise<() => Promise<number>> {
  const child = spawn(
    process.execPath,
    [...process.execArgv, join(import.meta.dirname, 'load/maker.ts'), JSON.stringify(job)],
    { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ...settings } },
  )
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<string> => {
    const { value, done } = await lines.next()
    if (done) throw new Error(`a maker ended with ${child.exitCode}`)
    return value
  }
  await next()
  return async () => {
    child.stdin.end('begin')
    return Number(await next())
  }
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
