/** Consumers under faults: what fails is retried, then parked and shown; the others go on; a database that comes back is used. */
import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { z } from 'zod'
import { testContext, type TestContext } from '#test/context'
import { system } from './actor.ts'
import { transact } from './call.ts'
import { drain, registerConsumers, type Consumer } from './consumers.ts'
import { defineEvent, emit } from './events.ts'
import { runConsumers, type ConsumerRunner } from './run-consumers.ts'

const rung = defineEvent('bells.rung', { v: 1, payload: z.object({ loud: z.boolean() }) })

let t: TestContext
let runner: ConsumerRunner | undefined
/** Records that the fragile consumer cannot take now. */
let refused = new Set<string>()

const write = async (db: Parameters<NonNullable<Consumer['handle']>>[0], by: string, records: readonly string[]) => {
  await sql`insert into bells.heard (by, record) select ${by}, unnest(${records}::text[])`.execute(db)
}
const fragile: Consumer = {
  name: 'bells.fragile',
  types: ['bells.*'],
  async handle(db, events) {
    await write(
      db,
      'fragile',
      events.map((event) => event.record),
    )
    const bad = events.find((event) => refused.has(event.record))
    if (bad) throw new Error(`cannot take ${bad.record}`)
  },
}
const robust: Consumer = {
  name: 'bells.robust',
  types: ['bells.*'],
  handle: (db, events) =>
    write(
      db,
      'robust',
      events.map((event) => event.record),
    ),
}

const ring = (...records: string[]): Promise<void> =>
  transact(t.ctx, system, {}, async (db) => {
    for (const record of records)
      await emit(db, rung, { record, version: 1, unit: 'u', occurredAt: t.now, payload: { loud: true } })
  })
const heard = async (by: string): Promise<string[]> =>
  (
    await sql<{ record: string }>`select record from bells.heard where by = ${by} order by record`.execute(t.ctx.db)
  ).rows.map((row) => row.record)
const parked = async () =>
  (
    await sql<{ consumer: string; type: string; error: string; attempts: number }>`
      select consumer, type, error, attempts from core.parked where solved_at is null`.execute(t.ctx.db)
  ).rows

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 40_000; Date.now() < deadline; await delay(50))
    if (await holds().catch(() => false)) return
  assert.fail('it did not come about')
}

function start(): ConsumerRunner {
  runner = runConsumers(t.ctx, [fragile, robust], 50)
  return runner
}

before(async () => {
  t = await testContext({ modules: [] })
  await sql`create schema bells`.execute(t.ctx.db)
  await sql`create table bells.heard (by text not null, record text not null)`.execute(t.ctx.db)
})
after(() => t.close())
beforeEach(async () => {
  refused = new Set()
  await sql`truncate bells.heard, core.event, core.cursor, core.parked`.execute(t.ctx.db)
  await registerConsumers(t.ctx.db, [fragile, robust])
})
afterEach(async () => {
  await runner?.stop()
  runner = undefined
})

describe('consumers under faults', { timeout: 120_000 }, () => {
  test('an event that cannot be taken is retried, then parked and shown; what follows is taken', async () => {
    refused.add('b2')
    await ring('b1', 'b2', 'b3')
    start()
    await until(async () => (await heard('fragile')).includes('b3'))
    assert.deepEqual(await heard('fragile'), ['b1', 'b3'], 'nothing of the parked one, nothing twice')
    const [row] = await parked()
    assert.deepEqual(row, { consumer: 'bells.fragile', type: 'bells.rung', error: 'cannot take b2', attempts: 4 })
  })

  test('one that fails does not hold the others back', async () => {
    refused.add('b1')
    await ring('b1', 'b2')
    start()
    await until(async () => (await heard('robust')).length === 2)
    assert.deepEqual(await heard('fragile'), [])
    assert.deepEqual(await parked(), [])
  })

  test('a fault that passes leaves no trace', async () => {
    refused.add('b1')
    await ring('b1', 'b2')
    start()
    await delay(600)
    refused.clear()
    await until(async () => (await heard('fragile')).length === 2)
    assert.deepEqual(await parked(), [])
  })

  test('one for whom nothing lies ahead is moved on with the others', async () => {
    const deaf: Consumer = { name: 'bells.deaf', types: ['lamps.lit'], handle: () => assert.fail('nothing is for it') }
    await registerConsumers(t.ctx.db, [deaf])
    await ring('e1', 'e2')
    runner = runConsumers(t.ctx, [deaf, robust], 50)
    const places = () =>
      sql<{ at: string }>`select distinct seq::text as at from core.cursor where consumer <> 'bells.fragile'`.execute(
        t.ctx.db,
      )
    await until(async () => (await heard('robust')).length === 2)
    await until(async () => (await places()).rows.length === 1)
    assert.notEqual((await places()).rows[0]?.at, '0')
  })

  test('one that is far behind holds nobody back', async () => {
    const late: Consumer = {
      ...fragile,
      batch: 100,
      async handle(db, events, ctx) {
        await delay(80)
        await fragile.handle?.(db, events, ctx)
      },
    }
    await ring(...Array.from({ length: 2_500 }, (_, n) => `f${n}`))
    await drain(t.ctx, [robust])
    runner = runConsumers(t.ctx, [late, robust], 50)
    await ring('g')
    await until(async () => (await heard('robust')).includes('g'))
    assert.ok((await heard('fragile')).length < 2_500, 'the late one is still on its way')
    await until(async () => (await heard('fragile')).length === 2_501)
  })

  test('when all connections break, they go on where they stood', { skip: noServer() }, async () => {
    start()
    for (let round = 0; round < 5; round++) {
      await ring(`c${round}1`, `c${round}2`)
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`.execute(t.ctx.db)
    }
    await until(async () => (await heard('robust')).length === 10 && (await heard('fragile')).length === 10)
    assert.equal(new Set(await heard('fragile')).size, 10)
    assert.deepEqual(await parked(), [], 'a broken connection is nobody’s event’s fault')
  })

  test('two processes at the same consumer take each event once', async () => {
    const records = Array.from({ length: 40 }, (_, n) => `d${String(n).padStart(2, '0')}`)
    const second = runConsumers(t.ctx, [fragile, robust], 50)
    start()
    for (const record of records) await ring(record)
    await until(async () => (await heard('robust')).length >= 40 && (await heard('fragile')).length >= 40)
    await second.stop()
    assert.deepEqual(await heard('robust'), records)
    assert.deepEqual(await heard('fragile'), records)
  })
})

function noServer(): string | false {
  return process.env['TEST_DATABASE_URL'] === undefined && 'needs a server: the embedded database has one backend'
}
