import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { z } from 'zod'
import { testContext, type TestContext } from '#test/context'
import { anonymous, system, type Actor } from './actor.ts'
import { transact } from './call.ts'
import { drain, registerConsumers, step, type Consumer } from './consumers.ts'
import { AppError, conflict } from './errors.ts'
import { defineEvent, emit, enterEpoch, logStart, readLog } from './events.ts'
import { defineModule } from './module.ts'
import { command, query } from './operation.ts'
import { proveEvent, sealLogs, verifySeals } from './seal.ts'
import { verifyInclusion } from './seal/merkle.ts'

const counted = defineEvent('lamps.lit', { v: 1, payload: z.object({ by: z.int() }) })

const light = command('lamps.light', {
  summary: 'Light a lamp.',
  input: z.strictObject({ id: z.string().min(1), by: z.int().default(1), fail: z.boolean().default(false) }),
  output: z.strictObject({ id: z.string(), lit: z.int() }),
  subject: async (db, input) => {
    await sql`insert into lamps.lamp (id) values (${input.id}) on conflict do nothing`.execute(db)
    const { rows } = await sql<{
      version: number
    }>`select version from lamps.lamp where id = ${input.id} for update`.execute(db)
    return rows[0]?.version ?? 0
  },
  allow: (actor) => actor.kind === 'official',
  async run({ input, subject, db, now }) {
    const version = subject + 1
    await sql`update lamps.lamp set version = ${version} where id = ${input.id}`.execute(db)
    await emit(db, counted, { record: input.id, version, unit: 'u1', occurredAt: now, payload: { by: input.by } })
    if (input.fail) throw conflict('lamp-broken', { vi: 'Đèn hỏng.' })
    return { id: input.id, lit: version }
  },
})

const look = query('lamps.look', {
  summary: 'Look at a lamp.',
  input: z.strictObject({ id: z.string() }),
  output: z.strictObject({ lit: z.int() }),
  allow: (actor) => actor.kind !== 'anonymous',
  personal: (input) => input.id,
  async run({ input, db }) {
    const { rows } = await sql<{ version: number }>`select version from lamps.lamp where id = ${input.id}`.execute(db)
    return { lit: rows[0]?.version ?? 0 }
  },
})

const tally: Consumer = {
  name: 'lamps.tally',
  types: ['lamps.lit'],
  async handle(db, events) {
    for (const event of events)
      await sql`insert into lamps.tally (seq, record) values (${event.seq}, ${event.record})`.execute(db)
  },
}

const lamps = defineModule({ name: 'lamps', operations: [light, look], consumers: [tally] })
const official: Actor = {
  kind: 'official',
  id: 'an',
  name: 'An',
  posts: [{ unit: 'u1', role: 'officer' }],
  locale: 'vi',
}

let t: TestContext
const one = async <T>(text: ReturnType<typeof sql<T>>) => (await text.execute(t.ctx.db)).rows[0]

before(async () => {
  t = await testContext({ modules: [lamps] })
  await sql`create schema lamps`.execute(t.ctx.db)
  await sql`create table lamps.lamp (id text primary key, version int not null default 0)`.execute(t.ctx.db)
  await sql`create table lamps.tally (seq bigint primary key, record text)`.execute(t.ctx.db)
})
after(() => t.close())
beforeEach(async () => {
  await sql`truncate lamps.lamp, lamps.tally, core.event, core.idempotency, core.access, core.seal, core.parked`.execute(
    t.ctx.db,
  )
  await sql`update core.cursor set epoch = 0, written_in = '0', seq = 0`.execute(t.ctx.db)
})

describe('call', () => {
  test('runs a command, states its event and gives the answer', async () => {
    assert.deepEqual(await t.call(light, { id: 'a' }, official), { id: 'a', lit: 1 })
    const event = await one(sql<{ actor: string; actor_unit: string; version: number }>`select * from core.event`)
    assert.deepEqual([event?.actor, event?.actor_unit, event?.version], ['an', 'u1', 1])
  })
  test('lamps.light refuses an anonymous caller, writes nothing, and records the attempt', async () => {
    await assert.rejects(
      t.call(light, { id: 'a' }, anonymous()),
      (error) => error instanceof AppError && error.status === 401,
    )
    assert.equal((await one(sql<{ n: number }>`select count(*) as n from core.event`))?.n, 0)
    assert.equal((await one(sql<{ outcome: string }>`select outcome from core.access`))?.outcome, 'refused')
  })
  test('refuses unknown fields with the path of each problem', async () => {
    const wrong: { id: string } = { id: '', ...{ colour: 'red' } }
    await assert.rejects(t.call(light, wrong, official), (error) => {
      assert.ok(error instanceof AppError && error.code === 'invalid-input')
      return JSON.stringify(error.details).includes('"path":"id"')
    })
  })
  test('a failure after the event leaves neither change nor event', async () => {
    await assert.rejects(t.call(light, { id: 'a', fail: true }, official))
    assert.equal((await one(sql<{ n: number }>`select count(*) as n from core.event`))?.n, 0)
    assert.equal((await one(sql<{ n: number }>`select count(*) as n from lamps.lamp`))?.n, 0)
  })
  test('a repeat with the same key gets the first answer; another input with it is a conflict', async () => {
    const first = await t.call(light, { id: 'a' }, official, { idempotencyKey: 'k' })
    assert.deepEqual(await t.call(light, { id: 'a' }, official, { idempotencyKey: 'k' }), first)
    await assert.rejects(t.call(light, { id: 'b' }, official, { idempotencyKey: 'k' }), /idempotency key/)
    assert.equal((await one(sql<{ n: number }>`select count(*) as n from core.event`))?.n, 1)
  })
  test('lamps.look, a personal read, waits for its line in the access log, and refuses strangers', async () => {
    await t.call(look, { id: 'a' }, official)
    assert.equal((await one(sql<{ subject: string }>`select subject from core.access`))?.subject, 'a')
    await assert.rejects(t.call(look, { id: 'a' }, anonymous()))
  })
  test('an answer that the schema refuses is a bug, not an answer', async () => {
    const wrong = query('lamps.wrong', {
      summary: '',
      input: z.object({}),
      output: z.object({ n: z.int() }),
      allow: () => true,
      run: async () => ({ n: 0.5 }),
    })
    await assert.rejects(t.call(wrong, {}, official), /answer that its schema refuses/)
  })
})

describe('log', () => {
  test('the late committer: an event written early and committed late is not passed over', async (context) => {
    if (t.ctx.embedded) return context.skip('needs two writers: server only')
    let finish = () => {}
    const slow = transact(t.ctx, system, {}, async (db) => {
      await emit(db, counted, { record: 'slow', version: 1, unit: 'u1', occurredAt: t.now, payload: { by: 1 } })
      await new Promise<void>((resolve) => (finish = resolve))
    })
    await new Promise((resolve) => setTimeout(resolve, 100))
    await t.call(light, { id: 'fast' }, official)
    assert.equal((await readLog(t.ctx.db, logStart, 10)).length, 0, 'the horizon stands before the open transaction')
    finish()
    await slow
    const log = await readLog(t.ctx.db, logStart, 10)
    assert.deepEqual(
      log.map((event) => event.record),
      ['slow', 'fast'],
    )
  })
  test('the early transaction that locks late: versions follow the row lock where the log order does not', async (context) => {
    if (t.ctx.embedded) return context.skip('needs two writers: server only')
    await t.call(light, { id: 'a' }, official)
    let go = () => {}
    const early = transact(t.ctx, system, {}, async (db) => {
      await sql`select pg_current_xact_id()`.execute(db)
      await new Promise<void>((resolve) => (go = resolve))
      const { rows } = await sql<{ version: number }>`select version from lamps.lamp where id = 'a' for update`.execute(
        db,
      )
      const version = (rows[0]?.version ?? 0) + 1
      await sql`update lamps.lamp set version = ${version} where id = 'a'`.execute(db)
      await emit(db, counted, { record: 'a', version, unit: 'u1', occurredAt: t.now, payload: { by: 1 } })
    })
    await new Promise((resolve) => setTimeout(resolve, 100))
    await t.call(light, { id: 'a' }, official)
    go()
    await early
    const log = await readLog(t.ctx.db, logStart, 10)
    assert.deepEqual(
      log.map((event) => event.version),
      [1, 3, 2],
      'log order is not causal order',
    )
    assert.deepEqual(
      log.map((event) => event.version).toSorted((a, b) => a - b),
      [1, 2, 3],
    )
  })
  test('a backup with numbers far ahead, restored into a fresh cluster, is read before what comes after', async () => {
    await t.call(light, { id: 'old' }, official)
    await sql`update core.event set written_in = '99999999999'::xid8`.execute(t.ctx.db)
    assert.equal((await readLog(t.ctx.db, logStart, 10)).length, 0)
    const epoch = t.ctx.epoch
    t.ctx.epoch = await enterEpoch(t.ctx.db, { raise: true })
    assert.equal(t.ctx.epoch, epoch + 1)
    await t.call(light, { id: 'new' }, official)
    assert.deepEqual(
      (await readLog(t.ctx.db, logStart, 10)).map((event) => event.record),
      ['old', 'new'],
    )
  })
  test('orders transaction numbers as numbers: 10000 comes after 9999', async () => {
    for (const [record, xid] of [
      ['b', '10000'],
      ['a', '9999'],
    ] as const) {
      await t.call(light, { id: record }, official)
      await sql`update core.event set written_in = ${xid}::xid8, epoch = 0 where record = ${record}`.execute(t.ctx.db)
    }
    const first = await readLog(t.ctx.db, logStart, 1)
    assert.equal(first[0]?.record, 'a')
    assert.equal((await readLog(t.ctx.db, first[0] ?? logStart, 1))[0]?.record, 'b')
  })
})

describe('consumers', () => {
  test('take each event once, over batches and restarts', async () => {
    for (const id of ['a', 'b', 'c']) await t.call(light, { id }, official)
    assert.equal((await step(t.ctx, tally, 2)).read, 2)
    await drain(t.ctx, [tally])
    await drain(t.ctx, [tally])
    assert.equal((await one(sql<{ n: number }>`select count(*) as n from lamps.tally`))?.n, 3)
  })
  test('a failing handle moves nothing: neither its effects nor the cursor', async () => {
    let fail = true
    const fragile: Consumer = {
      ...tally,
      name: 'lamps.fragile',
      async handle(db, events, ctx) {
        await tally.handle?.(db, events, ctx)
        if (fail) throw new Error('broken')
      },
    }
    await registerConsumers(t.ctx.db, [fragile])
    await t.call(light, { id: 'a' }, official)
    await assert.rejects(step(t.ctx, fragile), /broken/)
    assert.equal((await one(sql<{ n: number }>`select count(*) as n from lamps.tally`))?.n, 0)
    fail = false
    assert.equal((await step(t.ctx, fragile)).read, 1)
  })
})

describe('seal', () => {
  test('shows a changed, a missing and an added row, and proves one that is in it', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) await t.call(light, { id }, official)
    await sealLogs(t.ctx)
    assert.deepEqual(await verifySeals(t.ctx.db), [])
    const { rows } = await sql<{ seq: number }>`select seq from core.event order by seq`.execute(t.ctx.db)
    const proof = await proveEvent(t.ctx.db, rows[3]?.seq ?? 0)
    assert.ok(proof)
    const hex = (text: string) => Buffer.from(text, 'hex')
    const given = {
      leaf: hex(proof.leaf),
      index: proof.index,
      size: proof.rows,
      path: proof.path.map(hex),
      root: hex(proof.root),
    }
    assert.equal(verifyInclusion(given), true)
    assert.equal(verifyInclusion({ ...given, index: 2 }), false)
    await sql`update core.event set unit = 'u2' where record = 'b'`.execute(t.ctx.db)
    assert.equal((await verifySeals(t.ctx.db)).length, 1)
    await sql`update core.event set unit = 'u1' where record = 'b'`.execute(t.ctx.db)
    assert.deepEqual(await verifySeals(t.ctx.db), [])
    await sql`delete from core.event where record = 'c'`.execute(t.ctx.db)
    assert.equal((await verifySeals(t.ctx.db)).length, 1)
  })
})
