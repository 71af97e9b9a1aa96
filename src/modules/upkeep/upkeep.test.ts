import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { z } from 'zod'
import { anonymous, system, type Actor } from '#core/actor'
import { transact } from '#core/call'
import { registerConsumers, type Consumer } from '#core/consumers'
import { runConsumers } from '#core/run-consumers'
import { AppError } from '#core/errors'
import { defineEvent, emit } from '#core/events'
import { defineModule } from '#core/module'
import { calendar } from '#modules/calendar'
import { units } from '#modules/units'
import { testContext, type TestContext } from '#test/context'
import { upkeep } from './index.ts'
import { listParked, retryParked } from './operations.ts'

const rang = defineEvent('bells.rang', { v: 1, payload: z.strictObject({}) })
let broken = true
const fragile: Consumer = {
  name: 'bells.count',
  types: ['bells.rang'],
  async handle(db, events) {
    for (const { record } of events) await sql`insert into public.heard (record) values (${record})`.execute(db)
    if (broken) throw new Error('the clapper is broken')
  },
}
const swept: Consumer = {
  name: 'bells.sweep',
  types: ['bells.rang'],
  async sweep(db, stretch) {
    if (broken) throw new Error('the rope is broken')
    await sql`insert into public.heard (record) values (${`swept ${stretch.upTo.seq}`})`.execute(db)
  },
}
const bells = defineModule({ name: 'bells', consumers: [fragile, swept] })

const operator: Actor = {
  kind: 'official',
  id: 'operator',
  name: 'Vận hành',
  posts: [{ unit: '99', role: 'system-operator' }],
  locale: 'vi',
}
const chair: Actor = { ...operator, id: 'chair', posts: [{ unit: '99', role: 'chair' }] }
const refused = (code: string) => (error: unknown) => error instanceof AppError && error.code === code

describe('parked events', { timeout: 120_000 }, () => {
  let t: TestContext
  let seq = 0
  before(async () => {
    t = await testContext({ modules: [units, calendar, upkeep, bells] })
    await sql`create table public.heard (record text)`.execute(t.ctx.db)
    await registerConsumers(t.ctx.db, [fragile, swept])
  })
  after(() => t.close())

  /** Rings once; what cannot be taken is parked as a running platform parks it, without its waits. */
  beforeEach(async () => {
    broken = true
    await sql`truncate public.heard, core.parked`.execute(t.ctx.db)
    await transact(t.ctx, system, {}, (db) =>
      emit(db, rang, { record: 'tower', version: ++seq, unit: '99', occurredAt: t.now, payload: {} }),
    )
    const { rows } = await sql<{ seq: number }>`select max(seq)::int as seq from core.event`.execute(t.ctx.db)
    for (const { name } of [fragile, swept])
      await sql`
        insert into core.parked (consumer, seq, type, error, attempts)
        values (${name}, ${rows[0]?.seq ?? 0}, 'bells.rang', 'the clapper is broken', 4)`.execute(t.ctx.db)
  })
  const heard = async () =>
    (await sql<{ n: number }>`select count(*)::int as n from public.heard`.execute(t.ctx.db)).rows[0]?.n
  const open = async () => (await t.call(listParked, {}, operator)).items.filter((item) => !item.solvedAt)

  test('upkeep.retry-parked has the consumer take the event again, marks it solved, and states it', async () => {
    broken = false
    for (const { consumer, seq: at } of await open())
      assert.deepEqual(await t.call(retryParked, { consumer, seq: at }, operator), { solved: true })
    assert.equal(await heard(), 2, 'one that handles, one that sweeps')
    assert.deepEqual(await open(), [])
    const { rows } = await sql<{ actor: string }>`
      select actor from core.event where type = 'upkeep.parked-retried' order by seq desc limit 1`.execute(t.ctx.db)
    assert.equal(rows[0]?.actor, 'operator')
  })

  test('what fails again leaves nothing of its work, and says why', async () => {
    for (const { consumer, seq: at } of await open()) {
      const answer = await t.call(retryParked, { consumer, seq: at }, operator)
      assert.equal(answer.solved, false)
      assert.match(answer.error ?? '', /is broken/)
    }
    assert.equal(await heard(), 0)
    assert.deepEqual(
      (await open()).map((item) => item.attempts),
      [5, 5],
    )
  })

  test('upkeep.retry-parked refuses what is not parked, and what is solved already', async () => {
    broken = false
    const [first] = await open()
    assert.ok(first)
    const { consumer, seq: at } = first
    await assert.rejects(t.call(retryParked, { consumer, seq: at + 1000 }, operator), refused('not-parked'))
    await assert.rejects(t.call(retryParked, { consumer: 'nobody', seq: at }, operator), refused('not-parked'))
    await t.call(retryParked, { consumer, seq: at }, operator)
    await assert.rejects(t.call(retryParked, { consumer, seq: at }, operator), refused('solved-already'))
    assert.equal(await heard(), 1)
  })

  test('upkeep.list-parked and upkeep.retry-parked refuse whoever does not run the platform', async () => {
    const [first] = await open()
    assert.ok(first)
    for (const actor of [chair, { ...chair, kind: 'citizen' as const }, anonymous()]) {
      await assert.rejects(t.call(listParked, {}, actor))
      await assert.rejects(t.call(retryParked, { consumer: first.consumer, seq: first.seq }, actor))
    }
    assert.equal((await open()).length, 2)
  })

  test('an event that a running consumer could not take shows here', async () => {
    await sql`truncate core.parked`.execute(t.ctx.db)
    const running = runConsumers(t.ctx, [fragile], 20)
    for (let tries = 0; tries < 400 && (await open()).length === 0; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 50))
    await running.stop()
    assert.equal((await open())[0]?.error, 'the clapper is broken')
  })
})
