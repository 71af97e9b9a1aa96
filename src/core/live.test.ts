import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import fastify from 'fastify'
import { z } from 'zod'
import { testContext, type TestContext } from '#test/context'
import { anonymous, system, type Actor } from './actor.ts'
import { transact } from './call.ts'
import { defineEvent, emit } from './events.ts'
import { liveRoute } from './http/stream.ts'
import type { Message } from './live.ts'
import { defineModule } from './module.ts'

const knocked = defineEvent('doors.knocked', { v: 1, payload: z.strictObject({}) })
const owners = new Map([
  ['front', 'lan'],
  ['back', 'minh'],
])
const asked: string[][] = []
const doors = defineModule({
  name: 'doors',
  topics: [
    {
      name: 'doors',
      types: ['doors.*'],
      of: () => [{ topic: 'doors', id: 'all' }],
      visible: (actor) => actor.kind === 'official',
    },
  ],
  ownership: {
    types: ['doors.*'],
    owners: async (_, records) => {
      asked.push([...records])
      return records.flatMap((record) => {
        const account = owners.get(record)
        return account ? [{ record, account }] : []
      })
    },
  },
})
const actor = (kind: Actor['kind'], id: string): Actor => ({ kind, id, name: id, posts: [], locale: 'vi' })

let t: TestContext
before(async () => {
  t = await testContext({ modules: [doors] })
  t.ctx.live.start(t.ctx)
})
after(() => t.close())

let version = 0
const knock = (...records: string[]) =>
  transact(t.ctx, system, {}, async (db) => {
    for (const record of records)
      await emit(db, knocked, { record, version: ++version, unit: 'u1', occurredAt: t.now, payload: {} })
  })

/** Follows topics until `until` messages came. */
function listen(topics: readonly string[], until: number): { heard: Promise<Message[]>; leave(): void } {
  const heard: Message[] = []
  const { promise, resolve } = Promise.withResolvers<Message[]>()
  const leave = t.ctx.live.subscribe({
    topics: new Set(topics),
    send: (_, messages) => {
      heard.push(...messages)
      if (heard.length >= until) resolve(heard)
    },
    reset: () => undefined,
  })
  return { heard: promise, leave }
}

/** The first look at the log only notes where it ends. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 400))

test('an account hears of its own records, each once however many facts touched them, and of no others', async () => {
  const lan = listen(['account:lan'], 1)
  const minh = listen(['account:minh'], 1)
  await settled()
  await knock('front', 'front', 'nobody-s')
  assert.deepEqual(await lan.heard, [{ topic: 'account:lan', id: 'front' }])
  assert.deepEqual(asked.at(-1), ['front', 'nobody-s'], 'asked once for all records of the batch')
  await knock('back')
  assert.deepEqual(await minh.heard, [{ topic: 'account:minh', id: 'back' }])
  assert.equal((await lan.heard).length, 1)
  lan.leave()
  minh.leave()
})

test('only the account itself may follow its topic', () => {
  const { live } = t.ctx
  assert.equal(live.visible(actor('citizen', 'lan'), 'account:lan'), true)
  assert.equal(live.visible(actor('official', 'an'), 'account:an'), true)
  assert.equal(live.visible(actor('citizen', 'lan'), 'account:minh'), false)
  assert.equal(live.visible(actor('official', 'an'), 'account:lan'), false)
  assert.equal(live.visible(anonymous(), 'account:anonymous'), false)
  assert.equal(live.visible(actor('citizen', 'lan'), 'doors'), false)
  assert.equal(live.visible(actor('official', 'an'), 'doors'), true)
})

test('a reader who left while their rights were asked is kept nowhere', async () => {
  const app = fastify()
  const gone = Promise.withResolvers<void>()
  const met = Promise.withResolvers<void>()
  liveRoute(app, t.ctx, async (request) => {
    request.raw.socket.once('close', () => gone.resolve())
    met.resolve()
    await gone.promise
    return actor('official', 'lan')
  })
  const leaving = new AbortController()
  const asking = fetch(`${await app.listen({ port: 0, host: '127.0.0.1' })}/api/live?topics=account:lan`, {
    signal: leaving.signal,
  })
  await met.promise
  leaving.abort()
  await assert.rejects(asking)
  await gone.promise
  await setImmediate()
  const open = (await t.ctx.metrics.liveConnections.get()).values[0]?.value ?? 0
  await app.close()
  assert.equal(open, 0)
})
