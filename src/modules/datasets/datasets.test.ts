import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { anonymous } from '#core/actor'
import { official } from '#test/cases'
import { testContext, type TestContext } from '#test/context'
import { DatasetWords } from './definition.ts'
import { loadDatasets, readRows } from './load.ts'
import { lookUp } from './look-up.ts'

describe('datasets', { timeout: 120_000 }, () => {
  let t: TestContext
  before(async () => {
    t = await testContext()
  })
  after(() => t.close())
  const ask = (asked: Record<string, string>, actor = anonymous()) =>
    lookUp({ ctx: t.ctx, db: t.ctx.db, actor }, 'lines', asked, ['number', 'name', 'unit', 'inside'])

  test('are found by words without marks, and a unit is shown by its name', async () => {
    const { rows, columns } = await ask({ name: 'cong an' })
    assert.deepEqual(
      columns.map(({ id }) => id),
      ['number', 'name', 'unit'],
    )
    assert.deepEqual(rows, [['113', 'Công an', 'Phường Một']])
    assert.equal((await ask({ unit: 'phuong mot' })).rows.length, 1)
    assert.equal((await ask({})).rows.length, 2)
  })

  test('show internal fields to officials only, and are not searched by them for anybody else', async () => {
    assert.equal((await ask({ inside: 'kenh kin' })).rows.length, 2, 'the question is left out')
    const inside = await ask({ inside: 'kenh kin' }, official('an', '99001', 'officer'))
    assert.deepEqual(inside.rows, [['113', 'Công an', 'Phường Một', 'kênh kín']])
  })

  test('are loaded once for each content', async () => {
    await loadDatasets(t.ctx)
    assert.equal((await ask({})).rows.length, 2)
  })

  test('a wrong row is told with its place', () => {
    const dataset = DatasetWords.parse({
      name: 'Số',
      source: 'Thử',
      asOf: '2026-11-01',
      fields: { day: { type: 'date', label: 'Ngày', required: true } },
      classes: {},
    })
    assert.throws(
      () => readRows('datasets/x.csv', 'day\n2026-11-01\n31/11\n', dataset),
      /x\.csv:3:1 "31\/11" is no date/,
    )
    assert.throws(() => readRows('datasets/x.csv', 'other\na\n', dataset), /has no column day/)
  })
})
