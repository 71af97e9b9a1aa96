import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import Papa from 'papaparse'
import { unitsKind } from './definition.ts'
import { formerUnitsKind } from './former.ts'
import { resolveUnits, type Asked } from './resolving.ts'
import { treeOf } from './rules.ts'
import { sharedFile } from '#test/shared'

type Row = Record<string, string>
const readCsv = (path: string): Row[] =>
  Papa.parse<Row>(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''), { header: true, skipEmptyLines: true }).data

const packOf = (folder: string) => ({
  tree: treeOf(unitsKind.schema.parse(readCsv(`${folder}/units.csv`))),
  former: formerUnitsKind.schema.parse(readCsv(`${folder}/former-units.csv`)),
})

const made = packOf('test/pack')
const real = packOf('province/quang-tri')
const codes = ({ tree, former }: typeof made, asked: Asked): string[] =>
  resolveUnits(tree, former, asked).map(({ unit }) => unit.code)

test('the day decides what an old code means that another unit has today', () => {
  assert.deepEqual(codes(made, { code: '99001', on: '2026-01-01' }), ['99001'])
  assert.deepEqual(codes(made, { code: '99001', on: '2025-06-30' }), ['99003'])
  assert.deepEqual(codes(made, { code: '99001', on: '2025-07-01' }), ['99001'])
})

test('without a day both meanings are offered, today first', () => {
  assert.deepEqual(codes(made, { code: '99001' }), ['99001', '99003'])
})

test('a divided unit offers all its parts, also through a reform before', () => {
  assert.deepEqual(codes(made, { code: '99005' }), ['99001', '99002'])
  assert.deepEqual(codes(made, { name: 'Xã Xưa' }), ['99001', '99002'])
  assert.deepEqual(codes(made, { name: 'xã xưa', on: '2019-12-31' }), ['99001', '99002'])
  assert.deepEqual(codes(made, { name: 'Xã Xưa', on: '2020-01-01' }), [])
})

test('a unit that did not exist on the day is not found', () => {
  assert.deepEqual(codes(made, { code: '99005', on: '2019-06-01' }), [])
  assert.deepEqual(codes(made, { code: '99002', on: '2020-06-01' }), [])
})

test('the real province: codes and names of before the reform find the units of today', () => {
  assert.deepEqual(codes(real, { code: '45' }), ['44'])
  assert.deepEqual(codes(real, { name: 'tỉnh Quảng Bình' }), ['44'])
  assert.deepEqual(codes(real, { code: '18859', on: '2024-03-01' }), ['18859'])
  assert.deepEqual(codes(real, { name: 'Phường Bắc Lý' }), ['18859'])
  assert.deepEqual(codes(real, { name: 'huyện Cồn Cỏ' }), ['19742'])
  assert.deepEqual(codes(real, { name: 'thanh pho dong ha' }), ['19333', '19351'])
  // Divided in 2020; both parts are in one commune today.
  assert.deepEqual(codes(real, { name: 'Xã Gio Thành' }), ['19496'])
})

test('a name that several had is a choice, until the unit above or the day tells', () => {
  assert.deepEqual(codes(real, { name: 'Phường 1' }).sort(), ['19333', '19360'])
  assert.deepEqual(codes(real, { name: 'Phường 1, thành phố Đông Hà' }), ['19333'])
  assert.deepEqual(codes(real, { name: 'phuong 1, thi xa quang tri, tinh quang tri' }), ['19360'])
  assert.deepEqual(codes(real, { name: 'Xã Tân Thành', on: '2026-02-01' }), ['18919'])
  assert.equal(codes(real, { name: 'Xã Tân Thành', on: '2024-02-01' }).length, 2)
})

test('what is asked for in any spelling is found; what does not exist is not', () => {
  for (const name of ['Xã Minh Hóa', 'xã Minh Hoá', 'MINH HOA', 'Minh Hoá'.normalize('NFD')])
    assert.ok(codes(real, { name, on: '2026-01-01' }).includes('18901'), name)
  for (const name of ['', ' ', 'Xã Không Có', "'; drop table units.unit; --"])
    assert.deepEqual(codes(real, { name }), [])
})

test('every former commune of both provinces finds a unit of today, through every reform', () => {
  for (const row of real.former) {
    const day = new Date(Date.parse(row.ended) - 86_400_000).toISOString().slice(0, 10)
    const found = codes(real, { name: row.name, ...(row.code && { code: row.code }), on: day })
    assert.ok(found.length > 0, `${row.code ?? ''} ${row.name}`)
  }
})

const mapping = sharedFile('units/old_to_new_2025_mapping.csv')
test(
  'the published mapping agrees for all 264 former communes',
  { skip: mapping ? false : 'the real data is not here' },
  () => {
    const rows = readCsv(mapping ?? '').filter(
      (row) => row['new_province_code'] === '44' && row['old_ward_code'] !== '',
    )
    assert.equal(rows.length, 262)
    for (const row of rows)
      assert.deepEqual(
        codes(real, { code: row['old_ward_code'], on: '2025-06-30' }),
        [row['new_commune_code']],
        row['old_ward'],
      )
  },
)

const communes = sharedFile('units/communes_2026-04-30.csv')
test('the pack has exactly the published communes', { skip: communes ? false : 'the real data is not here' }, () => {
  const published = readCsv(communes ?? '').filter((row) => row['province_code']?.trim() === '44')
  const ours = real.tree.units.filter((unit) => unit.kind === 'commune')
  assert.deepEqual(
    ours.map((unit) => `${unit.code} ${unit.name.vi}`).sort(),
    published.map((row) => `${row['code']} ${row['full_name']?.normalize('NFC')}`).sort(),
  )
})
