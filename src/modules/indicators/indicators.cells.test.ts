import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, cpSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { testContext, type TestContext } from '#test/context'
import { anonymous, system, type Actor } from '#core/actor'
import { transact } from '#core/call'
import { emitHistory, type LooseFact } from '#core/events'
import { indicators, rebuildCells } from './index.ts'
import { freezeClosedPeriods } from './jobs.ts'
import * as operations from './operations.ts'

let t: TestContext
let pack: string
const leader: Actor = {
  kind: 'official',
  id: 'chu-tich',
  name: 'Chủ tịch',
  posts: [{ unit: 'tinh', role: 'chair' }],
  locale: 'vi',
}

before(async () => {
  pack = mkdtempSync(join(tmpdir(), 'tinhso-pack-'))
  mkdirSync(join(pack, 'indicators'))
  cpSync('province/quang-tri/indicators', join(pack, 'indicators'), { recursive: true })
  t = await testContext({ modules: [indicators], pack, now: '2026-11-18T02:00:00Z' })
})
after(async () => {
  await t.close()
  rmSync(pack, { recursive: true, force: true })
})
beforeEach(async () => {
  await sql`truncate core.event, indicators.cell, indicators.cell_procedure, indicators.cell_channel, indicators.snapshot`.execute(
    t.ctx.db,
  )
  await sql`update core.cursor set epoch = 0, written_in = '0', seq = 0`.execute(t.ctx.db)
})

let serial = 0
const common = { procedure: 'birth', channel: 'online' }
function fact(type: string, unit: string, at: string, payload: Record<string, unknown> = {}): LooseFact {
  serial += 1
  return {
    type,
    v: 1,
    record: `h${serial}`,
    version: 1,
    unit,
    occurredAt: new Date(at),
    payload: { ...common, ...payload },
  }
}
const closed = (unit: string, at: string, onTime: boolean, more: Record<string, unknown> = {}) =>
  fact('cases.closed', unit, at, {
    onTime,
    early: false,
    overdue: false,
    outcome: 'granted',
    workingMinutes: 900,
    electronicResult: true,
    digitised: true,
    supplements: 0,
    ...more,
  })

const state = (facts: readonly LooseFact[]) =>
  transact(t.ctx, system, { origin: 'demo' }, (db) => emitHistory(db, facts))
const seqOf = async (record: string): Promise<number> =>
  (await sql<{ seq: number }>`select seq from core.event where record = ${record}`.execute(t.ctx.db)).rows[0]?.seq ?? 0
const board = (indicator: string, period: 'day' | 'month' | 'quarter' = 'month', on?: string) =>
  t.call(operations.map, { indicator, period, ...(on ? { on } : {}) }, leader)

describe('cells', () => {
  test('indicators.map reckons a ratio by unit, with part and whole, and ranks', async () => {
    await state([
      ...Array.from({ length: 19 }, () => closed('a', '2026-11-03T03:00:00Z', true)),
      closed('a', '2026-11-04T03:00:00Z', false),
      ...Array.from({ length: 10 }, () => closed('b', '2026-11-04T03:00:00Z', true)),
      closed('c', '2026-11-04T03:00:00Z', false),
    ])
    await t.drain()
    const answer = await board('returned-on-time')
    const of = (unit: string) => answer.units.find((row) => row.unit === unit)
    assert.deepEqual([of('a')?.value, of('a')?.part, of('a')?.whole, of('a')?.rank], [95, 19, 20, 2])
    assert.deepEqual([of('b')?.value, of('b')?.rank], [100, 1])
    assert.deepEqual([of('c')?.value, of('c')?.rank, of('c')?.few], [0, null, true], 'too few cases to be ranked')
    assert.equal(answer.total.whole, 31)
  })
  test('indicators.map refuses somebody who is not signed in', async () => {
    await assert.rejects(t.call(operations.map, { indicator: 'backlog' }, anonymous()), /sign in/)
  })
  test('a day is the date in the province: 18:00 UTC on the 31st is the 1st', async () => {
    await state([closed('a', '2026-10-31T18:00:00Z', true)])
    await t.drain()
    assert.equal((await board('closed', 'month', '2026-11-18')).units[0]?.value, 1)
    assert.equal((await board('closed', 'month', '2026-10-15')).units.length, 0)
  })
  test('a stock is carried forward from before the period', async () => {
    await state([
      fact('cases.accepted', 'a', '2025-03-01T03:00:00Z', { onTime: true, workingMinutes: 5 }),
      fact('cases.accepted', 'a', '2026-11-02T03:00:00Z', { onTime: true, workingMinutes: 5 }),
      closed('a', '2026-11-05T03:00:00Z', true),
      fact('cases.withdrawn', 'a', '2026-11-05T03:00:00Z', { accepted: false, overdue: false }),
    ])
    await t.drain()
    assert.equal((await board('backlog')).units[0]?.value, 1)
    assert.equal((await board('backlog', 'month', '2026-10-20')).units[0]?.value, 1)
  })
  test('QĐ 766 mục 2.1: a case withdrawn or stopped after its acceptance counts as ended, in time or not', async () => {
    const accept = () => fact('cases.accepted', 'a', '2026-11-02T03:00:00Z', { onTime: true, workingMinutes: 5 })
    const end = (type: string, accepted: boolean, overdue: boolean) =>
      fact(type, 'a', '2026-11-04T03:00:00Z', { accepted, overdue, reason: 'agency' })
    await state([
      ...[accept(), accept(), accept()],
      fact('cases.overdue', 'a', '2026-11-03T03:00:00Z', { step: null }),
      end('cases.withdrawn', true, true),
      end('cases.stopped', true, false),
      end('cases.withdrawn', false, false),
    ])
    await t.drain()
    const row = (await board('qd766-progress')).units[0]
    assert.deepEqual(
      [row?.part, row?.whole],
      [2, 3],
      'one stopped in time and one open, of these and one withdrawn late',
    )
  })
  test('a fact that is undone counts no more, on its own day', async () => {
    const wrong = closed('a', '2026-11-03T03:00:00Z', true)
    await state([wrong, closed('a', '2026-11-03T03:00:00Z', true)])
    await t.drain()
    await state([
      {
        ...fact('cases.recalled', 'a', '2026-11-09T03:00:00Z', { undone: 'cases.closed' }),
        record: wrong.record,
        version: 2,
        undoes: await seqOf(wrong.record),
      },
    ])
    await t.drain()
    assert.equal((await board('closed', 'day', '2026-11-03')).units[0]?.value, 1)
    const behind = await t.call(operations.cases, { indicator: 'closed', unit: 'a' }, leader)
    assert.equal(behind.total, 1)
  })
  test('indicators.cases opens a figure down to its cases: counted, missed', async () => {
    await state([
      closed('a', '2026-11-03T03:00:00Z', true),
      closed('a', '2026-11-03T03:00:00Z', false),
      closed('b', '2026-11-03T03:00:00Z', false),
    ])
    const ask = (which: 'all' | 'counted' | 'missed') =>
      t.call(operations.cases, { indicator: 'returned-on-time', unit: 'a', which }, leader)
    assert.deepEqual([(await ask('all')).total, (await ask('counted')).total, (await ask('missed')).total], [2, 1, 1])
    const through = (step: string) =>
      t.call(operations.cases, { indicator: 'returned-on-time', unit: 'a', step }, leader)
    const one = (await ask('all')).items[0]?.code ?? ''
    const step = {
      ...fact('cases.step-completed', 'a', '2026-11-03T02:00:00Z', { step: 'appraise' }),
      record: one,
      version: 2,
    }
    await state([step])
    assert.deepEqual([(await through('appraise')).total, (await through('verify')).total], [1, 0])
  })
  test('indicators.cases opens a figure of reports down to its reports, with what they are about', async () => {
    await state([fact('reports.submitted', 'a', '2026-11-03T03:00:00Z', { category: 'hole', procedure: undefined })])
    const { items } = await t.call(operations.cases, { indicator: 'reports-received', unit: 'a' }, leader)
    assert.deepEqual(
      items.map(({ category, procedure }) => [category, procedure]),
      [['hole', '']],
    )
  })
  test('indicators.breakdown, indicators.unit, indicators.trend and indicators.stream tell the same story', async () => {
    await state([
      closed('a', '2026-10-03T03:00:00Z', false),
      closed('a', '2026-11-03T03:00:00Z', true),
      closed('a', '2026-11-03T03:00:00Z', true, { procedure: 'death' }),
    ])
    await t.drain()
    const parts = await t.call(operations.breakdown, { indicator: 'closed', unit: 'a', by: 'procedure' }, leader)
    assert.deepEqual(
      parts.items.map((item) => [item.key, item.value]).toSorted((a, b) => String(a[0]).localeCompare(String(b[0]))),
      [
        ['birth', 1],
        ['death', 1],
      ],
    )
    const all = await t.call(operations.unit, { unit: 'a' }, leader)
    assert.equal(all.items.find((item) => item.indicator === 'returned-on-time')?.value, 100)
    assert.equal(all.items.find((item) => item.indicator === 'satisfaction')?.value, null, 'missing is not zero')
    const months = await t.call(operations.trend, { indicator: 'closed', unit: 'a', count: 3 }, leader)
    assert.deepEqual(
      months.points.map((point) => point.value),
      [null, 1, 2],
    )
    const each = await t.call(operations.trend, { indicator: 'closed', count: 3, each: 'unit' }, leader)
    assert.deepEqual(each.units, [{ unit: 'a', values: [null, 1, 2] }], 'the small trends beside a ranking')
    assert.equal((await t.call(operations.stream, {}, leader)).items.length, 3)
  })
  test('indicators.list names the source of every indicator; indicators.list, indicators.unit, indicators.breakdown, indicators.trend, indicators.cases and indicators.stream refuse a citizen', async () => {
    const listed = await t.call(operations.list, {}, leader)
    assert.ok(listed.items.length >= 10 && listed.items.every((item) => item.source.length > 3))
    const citizen: Actor = { kind: 'citizen', id: 'x', name: 'X', posts: [], locale: 'vi' }
    await assert.rejects(t.call(operations.list, {}, citizen))
    await assert.rejects(t.call(operations.unit, {}, citizen))
    await assert.rejects(t.call(operations.breakdown, { indicator: 'closed', unit: 'a', by: 'channel' }, citizen))
    await assert.rejects(t.call(operations.trend, { indicator: 'closed' }, citizen))
    await assert.rejects(t.call(operations.cases, { indicator: 'closed', unit: 'a' }, citizen))
    await assert.rejects(t.call(operations.stream, {}, citizen))
  })
  test('indicators.evaluation scores the nine indices of a unit, and refuses a citizen', async () => {
    await state([
      closed('a', '2026-11-03T03:00:00Z', true, { early: true }),
      closed('a', '2026-11-03T03:00:00Z', false),
    ])
    const answer = await t.call(operations.evaluation, { unit: 'a' }, leader)
    assert.deepEqual([answer.cases, answer.indices[0]?.score, answer.indices[7]?.score], [2, 1, null])
    assert.equal((await t.call(operations.evaluation, { unit: 'b' }, leader)).total, null)
    const citizen: Actor = { kind: 'citizen', id: 'x', name: 'X', posts: [], locale: 'vi' }
    await assert.rejects(t.call(operations.evaluation, { unit: 'a' }, citizen))
  })
  test('a closed period is frozen, and a late event restates it with the difference shown', async () => {
    await state([closed('a', '2026-10-03T03:00:00Z', true)])
    await t.drain()
    assert.ok((await freezeClosedPeriods(t.ctx)) > 0)
    await state([closed('a', '2026-10-04T03:00:00Z', false)])
    await t.drain()
    const row = (await board('returned-on-time', 'month', '2026-10-10')).units[0]
    assert.deepEqual([row?.value, row?.frozen], [50, 100])
  })
  test('made anew, the cells equal the live ones exactly, undone facts included', async () => {
    const at = fc
      .date({ min: new Date('2026-08-01'), max: new Date('2026-11-17'), noInvalidDate: true })
      .map((date) => date.toISOString())
    const unit = fc.constantFrom('a', 'b', 'c')
    const one = fc.oneof(
      fc
        .tuple(unit, at, fc.boolean(), fc.nat(40_000))
        .map(([u, when, onTime, workingMinutes]) => closed(u, when, onTime, { workingMinutes })),
      fc
        .tuple(unit, at, fc.integer({ min: 1, max: 5 }))
        .map(([u, when, score]) => fact('cases.rated', u, when, { score })),
      fc.tuple(unit, at).map(([u, when]) => fact('cases.accepted', u, when, { onTime: true, workingMinutes: 9 })),
    )
    const cells = async () =>
      JSON.stringify(
        (
          await sql`
          select 'u' as t, unit, grain::text, start_on, '' as key, n from indicators.cell
          union all select 'p', unit, grain::text, start_on, procedure, n from indicators.cell_procedure
          union all select 'c', unit, grain::text, start_on, channel, n from indicators.cell_channel
          order by 1, 2, 3, 4, 5`.execute(t.ctx.db)
        ).rows.filter((row) => JSON.stringify(row).match(/"n":\[.*[1-9]/)),
      )
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(one, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 4 }),
        fc.nat(),
        async (batches, pick) => {
          for (const batch of batches) {
            await state(batch)
            await t.drain()
            const undone = batch[pick % batch.length]
            if (undone && pick % 2 === 0)
              await state([
                {
                  ...fact('cases.recalled', undone.unit, '2026-11-17T00:00:00Z', { undone: undone.type }),
                  record: undone.record,
                  version: 2,
                  undoes: await seqOf(undone.record),
                },
              ])
          }
          await t.drain()
          const live = await cells()
          await rebuildCells(t.ctx)
          assert.equal(await cells(), live)
        },
      ),
      { numRuns: 12 },
    )
  })
})
