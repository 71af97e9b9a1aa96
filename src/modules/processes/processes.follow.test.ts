import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { system, type Actor } from '#core/actor'
import { transact } from '#core/call'
import { emitHistory, type LooseFact } from '#core/events'
import { calendar } from '#modules/calendar'
import { procedures } from '#modules/procedures'
import { units } from '#modules/units'
import { testContext, type TestContext } from '#test/context'
import { processTopic } from './consumers.ts'
import { processes, refollow } from './index.ts'
import { get, list } from './operations.ts'

const official: Actor = {
  kind: 'official',
  id: 'lan',
  name: 'Lan',
  posts: [{ unit: '99', role: 'leader' }],
  locale: 'vi',
}
const citizen: Actor = { kind: 'citizen', id: 'an', name: 'An', posts: [], locale: 'vi' }

let t: TestContext
before(async () => {
  t = await testContext({ modules: [units, calendar, procedures, processes] })
})
after(() => t.close())

const fact = (record: string, version: number, type: string, hour: number, more: object = {}): LooseFact => ({
  type: `cases.${type}`,
  v: 1,
  record,
  version,
  unit: 'H99.001',
  occurredAt: new Date(Date.UTC(2026, 10, 2, hour)),
  payload: { procedure: 'thing-permit', channel: 'online', ...more },
})

const state = (facts: LooseFact[]) => transact(t.ctx, system, {}, (db) => emitHistory(db, facts))

test('the process of our own procedure follows its cases live, step by step', async () => {
  const dueAt = new Date(Date.UTC(2026, 10, 5)).toISOString()
  await state([
    fact('H99-1', 1, 'submitted', 1),
    fact('H99-1', 2, 'accepted', 2, { dueAt }),
    fact('H99-1', 3, 'step-completed', 4, { step: 'appraise' }),
    fact('H99-1', 4, 'noted', 5),
    fact('H99-2', 1, 'submitted', 1),
  ])
  await t.drain()
  await state([
    fact('H99-1', 5, 'approved', 8, { step: 'approve' }),
    fact('H99-1', 6, 'closed', 8, { onTime: true }),
    fact('H99-2', 2, 'accepted', 9, { dueAt }),
  ])
  await t.drain()
  const view = await t.call(get, { procedure: 'thing-permit' }, official)
  assert.equal(view.name.en, 'Thing permit')
  assert.deepEqual(
    new Set(view.variants.map((each) => each.path.join(' '))),
    new Set(['@submitted @accepted', '@submitted @accepted appraise approve']),
  )
  assert.deepEqual(
    view.nodes.map((node) => [node.name.vi, node.events, node.layer]),
    [
      ['Tiếp nhận', 2, 1],
      ['Nộp hồ sơ', 2, 0],
      ['Thẩm định hồ sơ', 1, 2],
      ['Phê duyệt', 1, 3],
    ],
  )
  assert.deepEqual(view.onTime, { promised: 1, onTime: 1, share: 1, open: 1, overdueNow: 1 })
  assert.deepEqual(view.workload.units, [{ name: 'H99.001', events: 6, cases: 2, resources: 0 }])
  assert.equal((await t.call(get, { procedure: '9.000001' }, official)).cases, 2, 'found by its code too')
})

test('the view made anew from the events is the live one', async () => {
  const live = await t.call(get, { procedure: 'thing-permit' }, official)
  await refollow(t.ctx)
  assert.deepEqual(await t.call(get, { procedure: 'thing-permit' }, official), live)
})

test('a recall opens the case again', async () => {
  await state([fact('H99-1', 7, 'recalled', 9, { undone: 'cases.closed', step: 'approve' })])
  await t.drain()
  const view = await t.call(get, { procedure: 'thing-permit' }, official)
  assert.deepEqual([view.onTime.open, view.throughput.closed], [2, 0])
})

test('processes.list names each process; a citizen may not see it', async () => {
  const { items } = await t.call(list, {}, official)
  assert.deepEqual(
    items.map((item) => [item.procedure, item.name.vi, item.imported, item.cases]),
    [['thing-permit', 'Cấp phép đồ vật', false, 2]],
  )
  await assert.rejects(t.call(list, {}, citizen), { code: 'not-allowed' })
})

test('a procedure of the catalogue that has no cases yet has an empty view', async () => {
  const view = await t.call(get, { procedure: 'note-copy' }, official)
  assert.deepEqual([view.cases, view.first, view.nodes, view.onTime.share], [0, null, [], null])
})

test('processes.get refuses a citizen, a wrong day and a process that nobody knows', async () => {
  await assert.rejects(t.call(get, { procedure: 'thing-permit' }, citizen), { code: 'not-allowed' })
  await assert.rejects(t.call(get, { procedure: 'thing-permit', from: '2026-02-30' }, official), {
    code: 'invalid-input',
  })
  await assert.rejects(t.call(get, { procedure: 'nothing' }, official), { code: 'no-process' })
})

test('the live topic of a process tells its procedure, to officials only', () => {
  const [event] = [
    {
      ...fact('H99-3', 1, 'submitted', 1),
      epoch: 1,
      writtenIn: '1',
      seq: 1,
      actor: 'an',
      actorUnit: null,
      recordedAt: new Date(),
      origin: 'live' as const,
      undoes: null,
    },
  ]
  assert.deepEqual(processTopic.of(event), [{ topic: 'process:thing-permit', id: 'thing-permit' }])
  assert.deepEqual(
    [official, citizen].map((actor) => processTopic.visible(actor, 'process:thing-permit')),
    [true, false],
  )
})
