import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkPack, problemLine } from '#core/definitions'
import { provinceKind, unitsKind, type UnitRow } from './definition.ts'
import { formerUnitsKind } from './former.ts'
import { rolesKind } from './roles.ts'
import { placesOf, staffKind } from './staff.ts'

const kinds = [provinceKind, unitsKind, formerUnitsKind, rolesKind, staffKind]
const header = 'code,agencyCode,kind,type,id,name,nameEn,parent,since,lat,lon,areaKm2'
const good = {
  'province.yaml': 'name: Tỉnh Thử\ncode: "99"\nagencyCode: H99\nmap: { centre: [106, 17], zoom: 8 }\n',
  'units.csv': [
    header,
    '99,H99,province,,,Tỉnh Thử,,,2025-07-01,,,',
    'H99.001,,department,,water,"Sở Nước, Đất",Water,99,2025-07-01,,,',
    '99001,H99.101,commune,ward,,Phường Một,,99,2025-07-01,17.1,106.7,100',
    'H99.101.01,,centre,,,Trung tâm,,99001,2025-07-01,,,',
  ].join('\n'),
  'roles.yaml': 'chair: { name: Chủ tịch, at: [commune] }\n',
}

/** The problems of a pack that differs from a good one by some files. */
function problems(files: Record<string, string>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'tinhso-pack-'))
  try {
    for (const [name, text] of Object.entries({ ...good, ...files })) writeFileSync(join(folder, name), text)
    return checkPack(folder, kinds).map(problemLine)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const withRows = (...rows: string[]) => ({ 'units.csv': [good['units.csv'], ...rows].join('\n') })

test('the packs of the project are right', () => {
  for (const pack of ['province/quang-tri', 'test/pack']) assert.deepEqual(checkPack(pack, kinds).map(problemLine), [])
  assert.deepEqual(problems({}), [])
})

test('a wrong cell is told with its line, its column and what may stand there', () => {
  assert.deepEqual(problems(withRows('99002,H99.102,comune,ward,,Xã Hai,,99,2025-13-01,97.1,x,-1')), [
    'units.csv:6:15 4.kind: no value "comune"; did you mean "commune"?',
    'units.csv:6:39 4.since: Invalid ISO date',
    'units.csv:6:50 4.lat: a latitude in degrees',
    'units.csv:6:55 4.lon: must be a number, not a text',
    'units.csv:6:57 4.areaKm2: an area in km²',
  ])
})

test('what holds between rows is checked: parents, centres, doubles', () => {
  assert.deepEqual(
    problems(
      withRows(
        '99001,H99.103,commune,commune,,Xã Ba,,H99.001,2025-07-01,17.2,106.8,100',
        'H99.002,,office,,,Phòng,,98,2025-07-01,,,',
        '99,H99.001,province,,,Tỉnh Hai,,,2025-07-01,,,',
      ),
    ).map((line) => line.replace(/^units.csv:/, '')),
    [
      '6:1 4.code: 99001 stands twice',
      '6:39 4.parent: must be a province',
      '7:18 5.id: is empty: procedures name it by its id',
      '7:26 5.parent: no unit "98"; did you mean "99"?',
      '8:1 6.code: 99 stands twice',
      '8:4 6.agencyCode: H99.001 stands twice',
      '8:12 6.kind: the province stands twice',
    ],
  )
  assert.deepEqual(problems(withRows('99002,H99.102,commune,commune,,Xã Hai,,99,2025-07-01,17.2,106.8,100')), [
    'units.csv:6:1 4: Xã Hai has no public administration service centre (NĐ 118/2025/NĐ-CP)',
  ])
})

test('a broken file is told where it breaks', () => {
  assert.deepEqual(problems(withRows('99002,"H99')), ['units.csv:6:7 a quote is out of place'])
  assert.deepEqual(problems(withRows('99002,H99.102')), ['units.csv:6:1 has 2 cells, needs 12'])
})

test('former units: what they became must be there', () => {
  const former = (row: string) => ({ 'former-units.csv': `code,name,kind,parent,since,ended,becomes,basis\n${row}\n` })
  assert.deepEqual(problems(former('98,Tỉnh Cũ,province,,,2025-07-01,99,NQ 1')), [])
  assert.deepEqual(problems(former('98,Tỉnh Cũ,province,,,2025-07-01,,NQ 1')), [
    'former-units.csv:2:34 0.becomes: what it became is not written, and no unit stood below it',
  ])
  assert.deepEqual(problems(former('98001,Xã Cũ,commune,97,2025-08-01,2025-07-01,99002,NQ 1')), [
    'former-units.csv:2:21 0.parent: no former unit "97"',
    'former-units.csv:2:35 0.ended: ended before it began, 2025-08-01',
    'former-units.csv:2:46 0.becomes: no unit "99002"; did you mean "99001"?',
  ])
})

test('roles and staff name what exists', () => {
  assert.deepEqual(
    problems({
      'roles.yaml': 'chair: { name: A, at: [commune] }\nvice: { name: B, at: [comune], standsInFor: [chiar] }\n',
    }),
    ['roles.yaml:2:23 vice.at.0: no value "comune"; did you mean "commune"?'],
  )
  assert.deepEqual(
    problems({ 'staff.yaml': 'rules:\n  - at: department\n    units: [department/watr]\n    posts: { chiar: 1 }\n' }),
    [
      'staff.yaml:3:13 rules.0.units.0: no agency "department/watr"; did you mean "department/water"?',
      'staff.yaml:4:21 rules.0.posts.chiar: no role "chiar"; did you mean "chair"?',
    ],
  )
})

test('the first rule that fits a unit makes its places', () => {
  const unit = (code: string, kind: UnitRow['kind'], agency?: string): UnitRow => ({
    code,
    kind,
    agency,
    agencyCode: code,
    name: { vi: code },
    since: '2025-07-01',
    position: undefined,
  })
  const rules = [
    { at: 'department', units: ['department/water'], posts: { director: 1, specialist: 9 } },
    { at: 'department', posts: { director: 1 } },
  ] satisfies Parameters<typeof placesOf>[1]
  const units = [
    unit('a', 'department', 'department/water'),
    unit('b', 'department', 'department/land'),
    unit('c', 'office'),
  ]
  assert.deepEqual(
    placesOf(units, rules).map(({ unit: at, role, count }) => `${at} ${role} ${count}`),
    ['a director 1', 'a specialist 9', 'b director 1'],
  )
})
