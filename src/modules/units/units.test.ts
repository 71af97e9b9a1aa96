import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { anonymous, type Actor } from '#core/actor'
import { testContext, type TestContext } from '#test/context'
import { sharedFile } from '#test/shared'
import { boundsOf, contains, pointsOf, type MultiPolygon } from './geometry.ts'
import { loadUnits } from './ground.ts'
import {
  competentUnit,
  importBoundaries as importFile,
  leadsUnit,
  orgCode,
  serviceCentreOf,
  units,
  unitOf,
} from './index.ts'
import { importBoundaries, list, resolve, shapes } from './operations.ts'

const citizen: Actor = { kind: 'citizen', id: 'lan', name: 'Lan', posts: [], locale: 'vi' }
const operator: Actor = {
  kind: 'official',
  id: 'minh',
  name: 'Minh',
  posts: [{ unit: '99', role: 'system-operator' }],
  locale: 'vi',
}

let t: TestContext
before(async () => {
  t = await testContext({ modules: [units] })
})
after(() => t.close())

const square = (lon: number, lat: number, half = 0.04): [number, number][] => [
  [lon - half, lat - half],
  [lon + half, lat - half],
  [lon + half, lat + half],
  [lon - half, lat + half],
  [lon - half, lat - half],
]
const feature = (code: string, ring: unknown, more: Record<string, unknown> = {}) => ({
  type: 'Feature',
  properties: { code, ...more },
  geometry: { type: 'Polygon', coordinates: [ring] },
})
const collection = (...features: unknown[]) => ({ type: 'FeatureCollection', features })
const count = async (table: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(t.ctx.db)
  return rows[0]?.n ?? -1
}

test('the start loads the units of the pack, and a second start writes nothing', async () => {
  assert.equal(await count('units.unit'), 10)
  assert.equal(await count('units.former_unit'), 7)
  const written = async () =>
    (await sql<{ x: string }>`select max(xmin::text) as x from units.unit`.execute(t.ctx.db)).rows[0]?.x
  const first = await written()
  await loadUnits(t.ctx)
  assert.equal(await written(), first)
  assert.equal(unitOf(t.ctx, 'H99.001').agency, 'department/things')
  assert.throws(() => unitOf(t.ctx, '12345'), { code: 'unit-not-found' })
})

test('a leader leads the own unit and those below it, an officer none', () => {
  const at = (unit: string, role: string): Actor => ({ ...operator, posts: [{ unit, role }] })
  assert.ok(leadsUnit(t.ctx, at('99', 'chair'), 'H99.101.01'))
  assert.ok(leadsUnit(t.ctx, at('99001', 'chair'), 'H99.101.01'))
  assert.ok(!leadsUnit(t.ctx, at('99001', 'chair'), '99002'))
  assert.ok(!leadsUnit(t.ctx, at('99001', 'officer'), '99001'))
  assert.ok(!leadsUnit(t.ctx, { ...at('99', 'chair'), kind: 'citizen' }, '99'))
})

test('a case goes to the commune of its place, which must be chosen where papers are handed in elsewhere', () => {
  assert.equal(competentUnit(t.ctx, 'commune', 'H99.101.01').code, '99001')
  assert.equal(competentUnit(t.ctx, 'department/water', 'H99.101.01').code, 'H99.002')
  assert.throws(() => competentUnit(t.ctx, 'commune', 'H99.003'), { code: 'commune-needed' })
  assert.throws(() => competentUnit(t.ctx, 'department/none', '99001'), { code: 'unit-not-found' })
  assert.equal(serviceCentreOf(t.ctx, '99001').code, 'H99.101.01')
  assert.equal(serviceCentreOf(t.ctx, 'H99.002').code, 'H99.003')
  assert.equal(orgCode(t.ctx, '99001'), 'H99.101')
})

test('units.list: anyone sees the units, in the order of the alphabet', async () => {
  const { items } = await t.call(list, { kind: 'commune' }, anonymous())
  assert.deepEqual(
    items.map((item) => item.name.vi),
    ['Phường Một', 'Xã Ba', 'Xã Hai'],
  )
  const below = await t.call(list, { parent: '99001' }, citizen)
  assert.deepEqual(
    below.items.map((item) => item.kind),
    ['centre'],
  )
})

test('units.resolve: anyone finds units, and a code or name is needed', async () => {
  const found = await t.call(resolve, { code: '99005', on: '2024-01-01' }, anonymous())
  assert.ok(found.choice)
  assert.deepEqual(
    found.items.map((item) => [item.unit.code, item.was?.name, item.was?.within, item.was?.endedOn]),
    [
      ['99001', 'Xã Chia', 'Huyện Cũ, Tỉnh Cũ', '2025-07-01'],
      ['99002', 'Xã Chia', 'Huyện Cũ, Tỉnh Cũ', '2025-07-01'],
    ],
  )
  await assert.rejects(t.call(resolve, { on: '2024-01-01' }, anonymous()), { code: 'invalid-input' })
  await assert.rejects(t.call(resolve, { code: '99005', on: '2024-02-30' }, anonymous()), { code: 'invalid-input' })
})

test('units.shapes: without boundaries anyone sees cells that say they are schematic', async () => {
  const map = await t.call(shapes, {}, anonymous())
  assert.ok(map.schematic)
  assert.equal(map.features.length, 3)
  for (const one of map.features)
    assert.ok(contains(one.geometry.coordinates, unitOf(t.ctx, one.id).position ?? [0, 0]), one.id)
})

test('units.import-boundaries: a citizen may not, and nothing changes', async () => {
  const content = collection(feature('99001', square(106.7, 17.1)))
  await assert.rejects(t.call(importBoundaries, { content }, citizen), { code: 'not-allowed' })
  await assert.rejects(t.call(importBoundaries, { content }, anonymous()), { code: 'sign-in-needed' })
  assert.equal(await count('units.shape'), 0)
})

test('units.import-boundaries: good features go in, bad ones are told with their place and reason', async () => {
  const open = square(106.8, 17.2).slice(0, 4)
  const answer = await t.call(
    importBoundaries,
    {
      content: collection(
        feature('99001', square(106.7, 17.1), { name: 'phường một' }),
        feature('99002', [...open, [106.1, 17.1]]),
        feature('99002', square(17.2, 106.8)),
        feature('99003', square(106.6, 17.15), { ten: 'Xã Khác' }),
        feature('12345', square(106.6, 17.15)),
        feature('H99.001', square(106.6, 17.15)),
        feature('99003', square(108.9, 12.2)),
        feature('99001', square(106.7, 17.1)),
        { type: 'Feature', properties: { code: '99003' }, geometry: { type: 'Point', coordinates: [106.6, 17.15] } },
        'hostile',
      ),
    },
    operator,
  )
  const { problems, ...counts } = answer
  assert.deepEqual(counts, { read: 10, added: 1, changed: 0, unchanged: 0, rejected: 9 })
  assert.deepEqual(
    problems.map(({ line, field }) => `${line} ${field}`),
    ['2 geometry', '3 geometry', '4 name', '5 code', '6 code', '7 geometry', '8 code', '9 geometry.type', '10 feature'],
  )
  assert.ok(problems.every(({ reason }) => reason.vi && reason.en))
  assert.ok((await t.call(shapes, {}, anonymous())).schematic, 'until every commune has a boundary')
})

test('units.import-boundaries: what is no collection is refused whole', async () => {
  for (const content of [undefined, null, {}, [], 'x', collection(), { type: 'FeatureCollection', features: {} }])
    await assert.rejects(t.call(importBoundaries, { content }, operator), { code: 'boundaries-unreadable' })
})

test('units.import-boundaries: with all communes the map shows boundaries; the same again changes nothing', async () => {
  const content = collection(
    feature('99001', square(106.7, 17.1)),
    { ...feature('', square(106.8, 17.2), { code: null, TEN_XA: 'Xã Hai' }) },
    { ...feature('', square(106.6, 17.15), { code: undefined }), id: 99003 },
  )
  const first = await t.call(importBoundaries, { content }, operator)
  assert.deepEqual(first, { read: 3, added: 2, changed: 0, unchanged: 1, rejected: 0, problems: [] })
  const events = await sql<{ version: number; payload: { added: string[] } }>`
    select version, payload from core.event where type = 'units.boundaries-imported' order by version`.execute(t.ctx.db)
  assert.deepEqual(
    events.rows.map(({ payload }) => payload.added),
    [['99001'], ['99002', '99003']],
  )
  const map = await t.call(shapes, {}, anonymous())
  assert.ok(!map.schematic)
  assert.deepEqual(map.bbox, boundsOf(pointsOf(map.features.flatMap((one) => one.geometry.coordinates))))
  const again = await t.call(importBoundaries, { content }, operator)
  assert.deepEqual(again, { read: 3, added: 0, changed: 0, unchanged: 3, rejected: 0, problems: [] })
  assert.equal((await t.call(shapes, {}, anonymous())).version, map.version)
  const moved = await t.call(
    importBoundaries,
    { content: collection(feature('99001', square(106.7, 17.1, 0.03))) },
    operator,
  )
  assert.deepEqual([moved.changed, (await t.call(shapes, {}, anonymous())).version], [1, map.version + 1])
})

test('a file: gzip is undone, a broken or missing one is refused', async () => {
  const path = join(t.dataDir, 'communes.geojson.gz')
  writeFileSync(path, gzipSync(JSON.stringify(collection(feature('99002', square(106.8, 17.2))))))
  assert.equal((await importFile(t.ctx, path)).unchanged, 1)
  writeFileSync(path, '{"type":')
  await assert.rejects(importFile(t.ctx, path), { code: 'boundaries-unreadable' })
  await assert.rejects(importFile(t.ctx, join(t.dataDir, 'none')), { code: 'boundaries-unreadable' })
})

const real = sharedFile('units/quang_tri_78_communes_full.geojson')
test(
  'the real boundaries of 78 communes go in whole, and the map stays light',
  { skip: real ? false : 'the real data is not here' },
  async () => {
    const other = await testContext({ modules: [units], pack: 'province/quang-tri' })
    try {
      const first = await importFile(other.ctx, real ?? '')
      assert.deepEqual(first, { read: 78, added: 78, changed: 0, unchanged: 0, rejected: 0, problems: [] })
      assert.equal((await importFile(other.ctx, real ?? '')).unchanged, 78)
      const map = await other.call(shapes, {}, anonymous())
      assert.ok(!map.schematic)
      const size = JSON.stringify(map).length
      assert.ok(size < 300_000, `${size} bytes`)
      const full: { features: { id: string }[] } = JSON.parse(readFileSync(real ?? '', 'utf8'))
      assert.deepEqual(map.features.map((one) => one.id).sort(), full.features.map((one) => one.id).sort())
      const inside = map.features.filter((one) => {
        const shape: MultiPolygon = one.geometry.coordinates
        return contains(shape, unitOf(other.ctx, one.id).position ?? [0, 0])
      })
      assert.equal(inside.length, 78)
    } finally {
      await other.close()
    }
  },
)
