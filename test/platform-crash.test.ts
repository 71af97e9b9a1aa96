/**
 * The real program under a load of submits, killed in the middle, round after round: every acknowledged case is there, none is
 * there by half, a repeated submit gives the first case, and the consumers went on without gap or double. CRASH_ROUNDS=20 is the
 * long run (docs/how-to/survive-faults.md).
 */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { sql, type RawBuilder } from 'kysely'
import pg from 'pg'
import { drain } from '#core/consumers'
import { rebuildCells } from '#modules/indicators'
import { modules } from '../src/modules.ts'
import type { Context } from '../src/core/context.ts'
import { digestOf, Load, personalId as number, pictureOf, settle } from './support/crash-load.ts'
import { prepareProgram, type Program } from './support/crash-program.ts'

const rounds = Number(process.env['CRASH_ROUNDS'] ?? 4)
/** Set where the server is this run's own: kill -9 of one backend restarts the whole server. */
const ownServer = process.env['CRASH_OWN_SERVER'] === '1'

/** What is killed, and whether the program lives on: it then has to go on by itself. */
type Kill = { name: string; survives: boolean; run: (program: Program) => Promise<void> }

const program: Kill = { name: 'program', survives: false, run: (one) => one.kill() }
const database: Kill = { name: 'database', survives: true, run: async (one) => one.killDatabase() }
const both: Kill = {
  name: 'both',
  survives: false,
  run: async (one) => {
    one.killDatabase()
    await one.kill()
  },
}
const connections: Kill = {
  name: 'connections',
  survives: true,
  run: (one) =>
    onServer(
      one,
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    ).then(() => undefined),
}
const backend: Kill = {
  name: 'server',
  survives: true,
  run: async (one) => {
    const [row] = await onServer(
      one,
      "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name = 'tinhso' limit 1",
    )
    if (typeof row?.['pid'] === 'number') process.kill(row['pid'], 'SIGKILL')
  },
}

async function onServer({ databaseUrl }: Program, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function round(one: Program, load: Load, number: number, kill: Kill): Promise<void> {
  load.begin(number)
  await load.acknowledged(8)
  await delay(100 + ((number * 83) % 600))
  await kill.run(one)
  if (kill.survives) {
    await load.acknowledged(3)
    await load.end()
  } else {
    await load.end()
    await one.start()
  }
  assert.deepEqual(await load.repeat(), [], `round ${number} (${kill.name}): a repeated submit gives the first case`)
}

const listed = async <T>(ctx: Context, text: RawBuilder<T>): Promise<T[]> => (await text.execute(ctx.db)).rows

async function verifyCases(ctx: Context, load: Load): Promise<void> {
  const cases = await listed(
    ctx,
    sql<{ code: string; version: number; state: string }>`select code, version, state from cases.case`,
  )
  assert.deepEqual(
    cases.map((one) => one.code).sort(),
    [...load.sent.values()].map((one) => one.code ?? '').sort(),
    'each case that was acknowledged is there, once, and no other',
  )
  const events = await listed(
    ctx,
    sql<{ record: string; versions: number[] }>`
      select record, array_agg(version order by version) as versions from core.event
      where record in (select code from cases.case) or type like 'cases.%' group by record`,
  )
  const versions = new Map(events.map((event) => [event.record, event.versions]))
  assert.equal(versions.size, cases.length, 'no event without its case')
  for (const { code, version } of cases)
    assert.deepEqual(
      versions.get(code),
      Array.from({ length: version }, (_, n) => n + 1),
      `${code}: versions without gap`,
    )
  const there = new Map(cases.map((one) => [one.code, one]))
  for (const code of load.accepted) assert.ok((there.get(code)?.version ?? 0) >= 2, `${code}: its acceptance is there`)
  const halves = await listed(ctx, sql`select key from core.idempotency where answer is null`)
  assert.deepEqual(halves, [], 'each remembered submit has its answer')
}

async function verifyPapers(one: Program, ctx: Context, load: Load): Promise<void> {
  const papers = await listed(
    ctx,
    sql<{ code: string; digest: string }>`select code, digest from cases.paper where digest is not null`,
  )
  const expected = [...load.sent.values()].flatMap((sent) => {
    if (sent.upload === undefined) return []
    return [`${sent.code} ${digestOf(pictureOf(sent.key))}`]
  })
  assert.deepEqual(
    papers.map(({ code, digest }) => `${code} ${digest}`).sort(),
    expected.sort(),
    'its papers are there',
  )
  for (const { digest } of papers) assert.equal(digestOf(await ctx.files.bytes(digest)), digest)
  assert.ok(existsSync(join(one.dataDir, 'files')))
}

/** The identity number that all these cases are about: in no column of any table in clear, nor in what the program printed. */
async function verifySecrecy(one: Program, ctx: Context): Promise<void> {
  const tables = await listed(
    ctx,
    sql<{ name: string }>`select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema', 'pgboss')`,
  )
  assert.ok(tables.length > 20)
  for (const { name } of tables) {
    const held = await listed(
      ctx,
      sql`select 1 from ${sql.raw(name)} t where t::text like ${`%${number}%`}
        or t::text like ${`%${Buffer.from(number).toString('hex')}%`} limit 1`,
    )
    assert.deepEqual(held, [], `${name} holds no identity number`)
  }
  assert.ok(one.printed().length > 0, 'the program keeps a log')
  assert.ok(!one.printed().includes(number), 'its log holds no identity number')
}

const cellsOf = async (ctx: Context): Promise<string> =>
  JSON.stringify(
    await listed(
      ctx,
      sql`
        select 'u' as t, unit, grain::text, start_on, '' as key, n from indicators.cell
        union all select 'p', unit, grain::text, start_on, procedure, n from indicators.cell_procedure
        union all select 'c', unit, grain::text, start_on, channel, n from indicators.cell_channel
        order by 1, 2, 3, 4, 5`,
    ),
  )

async function verifyConsumers(ctx: Context): Promise<void> {
  const consumers = modules.flatMap((module) => module.consumers ?? [])
  await drain(ctx, consumers)
  assert.deepEqual(await listed(ctx, sql`select consumer, type, error from core.parked`), [], 'nothing was parked')
  const live = await cellsOf(ctx)
  await rebuildCells(ctx)
  assert.ok(live.length > 100)
  assert.equal(await cellsOf(ctx), live, 'the cells equal the rebuilt ones')
  const told = await listed(
    ctx,
    sql<{ template: string; cases: number; notices: number; facts: number }>`
      select template, count(distinct record)::int as cases, count(*)::int as notices,
        (select count(*)::int from core.event where type = 'cases.' || m.template) as facts
      from notices.message m where channel = 'app' group by template order by template`,
  )
  assert.ok(told.length >= 1)
  for (const { template, cases, notices, facts } of told)
    assert.deepEqual([notices, cases], [facts, facts], `${template}: each case's person was told once`)
  const counters = await listed(
    ctx,
    sql`select unit, role, sum(open)::int as open from
      (select unit, role, open from cases.counter where procedure = '' union all select unit, role, open from cases.counter_change) c
      group by unit, role having sum(open) <> 0 order by 1, 2`,
  )
  const open = await listed(
    ctx,
    sql`select work_unit as unit, role, count(*)::int as open from cases.case where ended_at is null and role is not null
      group by 1, 2 order by 1, 2`,
  )
  assert.deepEqual(counters, open, 'the counts of the queues are those of the cases')
}

const where = process.env['TEST_DATABASE_URL'] === undefined ? 'the embedded database' : 'a server'
const killsOf = (one: Program): Kill[] =>
  one.databaseUrl === undefined
    ? [program, database, both]
    : ownServer
      ? [program, connections, backend]
      : [program, connections]

test(
  `on ${where}, every acknowledged case outlives SIGKILL of the program and of its database`,
  { timeout: 60_000 + rounds * 60_000 },
  async (t) => {
    const one = await prepareProgram()
    t.after(() => one.remove())
    const prepared = await one.open()
    await settle(prepared)
    await prepared.close()
    await one.start()
    const load = new Load()
    await load.signIn(one.url)
    const kills = killsOf(one)
    for (let number = 0; number < rounds; number++) {
      const kill = kills[number % kills.length] ?? program
      await round(one, load, number, kill)
      t.diagnostic(`round ${number + 1}: ${kill.name} killed; ${load.sent.size} cases, ${load.accepted.size} accepted`)
    }
    await one.stop()
    const opened = await one.open()
    await verifyCases(opened.ctx, load)
    await verifySecrecy(one, opened.ctx)
    await verifyPapers(one, opened.ctx, load)
    await verifyConsumers(opened.ctx)
    await opened.close()
  },
)
