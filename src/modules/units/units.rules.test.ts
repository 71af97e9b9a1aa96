import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cellsOf } from './cells.ts'
import { contains, pointsOf, signedArea, type MultiPolygon, type Point } from './geometry.ts'
import { outlinesOf } from './outlines.ts'
import { findCompetent, isWithin, naturalAgencyCode, serviceCentreOf, treeOf, withinOf, type Unit } from './rules.ts'

const unit = (code: string, kind: Unit['kind'], parent?: string, agency?: string): Unit => ({
  code,
  kind,
  parent,
  agency,
  agencyCode: code,
  name: { vi: code },
  since: '2025-07-01',
  position: undefined,
})

const tree = treeOf([
  unit('44', 'province'),
  unit('office', 'department', '44', 'department/general-office'),
  unit('province-centre', 'centre', 'office'),
  unit('agriculture', 'department', '44', 'department/agriculture'),
  unit('land', 'office', 'agriculture', 'office/land-registration'),
  unit('c1', 'commune', '44'),
  unit('c1-centre', 'centre', 'c1'),
])

test('a unit stands within itself and those above it', () => {
  assert.ok(isWithin(tree, 'c1-centre', 'c1'))
  assert.ok(isWithin(tree, 'land', '44'))
  assert.ok(isWithin(tree, 'c1', 'c1'))
  assert.ok(!isWithin(tree, 'c1', 'c1-centre'))
  assert.ok(!isWithin(tree, 'unknown', '44'))
  assert.deepEqual(
    withinOf(tree, 'agriculture').map(({ code }) => code),
    ['agriculture', 'land'],
  )
})

test('papers are handed in at the own centre, those for departments at that of the province', () => {
  assert.equal(serviceCentreOf(tree, 'c1')?.code, 'c1-centre')
  assert.equal(serviceCentreOf(tree, 'c1-centre')?.code, 'c1-centre')
  assert.equal(serviceCentreOf(tree, 'land')?.code, 'province-centre')
  assert.equal(serviceCentreOf(tree, 'office')?.code, 'province-centre')
})

test('who decides: the commune of the place, the province, or the agency named', () => {
  assert.equal(findCompetent(tree, 'commune', 'c1-centre')?.code, 'c1')
  assert.equal(findCompetent(tree, 'commune', 'province-centre'), undefined)
  assert.equal(findCompetent(tree, 'province', 'c1')?.code, '44')
  assert.equal(findCompetent(tree, 'office/land-registration', 'c1')?.code, 'land')
})

test('an agency code is the same in either notation', () => {
  for (const written of ['H50', '000.00.00.H50', 'h50.00', ' H50 ']) assert.equal(naturalAgencyCode(written), 'H50')
  assert.equal(naturalAgencyCode('000.02.01.H50'), 'H50.01.02')
  assert.equal(naturalAgencyCode('H50.106.01'), 'H50.106.01')
})

const areaOf = (shape: MultiPolygon): number =>
  shape.reduce(
    (sum, rings) => sum + rings.reduce((part, ring, at) => part + (at ? -1 : 1) * Math.abs(signedArea(ring)), 0),
    0,
  )

const degrees = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 }))
const positions = fc
  .uniqueArray(degrees, { minLength: 1, maxLength: 40, selector: ([x, y]) => `${x} ${y}` })
  .map((list) => list.map(([x, y]): Point => [105 + x / 200, 16 + y / 200]))

test('cells: each holds its own position and no other, and they do not overlap', () => {
  fc.assert(
    fc.property(positions, (list) => {
      const cells = cellsOf(list)
      for (const [at, cell] of cells.entries())
        for (const [other, position] of list.entries())
          assert.equal(contains(cell, position), at === other, `cell ${at}, position ${other}`)
      const whole = cellsOf([list[0] ?? [0, 0]])
      assert.ok(cells.every((cell) => cell[0]?.[0]?.[0]?.join() === cell[0]?.[0]?.at(-1)?.join()))
      assert.equal(whole.length, 1)
    }),
    { numRuns: 60 },
  )
})

test('cells: two units at one place share nothing; the second has none', () => {
  const [first, second] = cellsOf([
    [106, 17],
    [106, 17],
    [107, 17],
  ])
  assert.equal([first, second].filter((cell) => cell?.length === 1).length, 1)
})

/** Squares of a grid whose borders wander alike on both sides. */
function grid(size: number, detail: number): MultiPolygon[] {
  const wander = (x: number, y: number): Point => [
    x + 0.02 * Math.sin(37 * y + 5 * x),
    y + 0.02 * Math.cos(41 * x + 3 * y),
  ]
  const side = (from: Point, to: Point): Point[] =>
    Array.from({ length: detail + 1 }, (_, at) =>
      wander(from[0] + ((to[0] - from[0]) * at) / detail, from[1] + ((to[1] - from[1]) * at) / detail),
    )
  // Both neighbours reckon a border from its lesser end, so that they have the very same numbers.
  const border = (from: Point, to: Point): Point[] =>
    from[0] + from[1] < to[0] + to[1] ? side(from, to) : side(to, from).toReversed()
  return Array.from({ length: size * size }, (_, at): MultiPolygon => {
    const [x, y] = [at % size, Math.floor(at / size)]
    const corners: Point[] = [
      [x, y],
      [x + 1, y],
      [x + 1, y + 1],
      [x, y + 1],
    ]
    const open = corners.flatMap((corner, index) => border(corner, corners[(index + 1) % 4] ?? corner).slice(0, -1))
    return [[[...open, open[0] ?? [0, 0]]]]
  })
}

test('outlines: few points, whole area kept, no gap between neighbours', () => {
  const shapes = grid(4, 200)
  const before = shapes.map(pointsOf).flat().length
  const outlines = outlinesOf(shapes, 600)
  const after = outlines.map(pointsOf).flat().length
  assert.ok(after <= 700 && before > 10_000, `${before} → ${after}`)
  const sum = (list: readonly MultiPolygon[]): number => list.reduce((total, shape) => total + areaOf(shape), 0)
  assert.ok(Math.abs(sum(outlines) - sum(shapes)) / sum(shapes) < 0.01)
  // Each edge inside the grid is there twice, once in each direction.
  const edges = new Map<string, number>()
  for (const ring of outlines.flat(2))
    for (const [at, point] of ring.slice(1).entries()) {
      const [one, other] = [ring[at]?.join() ?? '', point.join()]
      const ends = one < other ? `${one} ${other}` : `${other} ${one}`
      edges.set(ends, (edges.get(ends) ?? 0) + 1)
    }
  assert.ok([...edges.values()].every((times) => times <= 2))
  assert.ok([...edges.values()].filter((times) => times === 2).length > edges.size / 2)
})

test('outlines: an island and the hole around it stay the same line; no shape disappears', () => {
  const circle = (radius: number, points: number): Point[] =>
    Array.from({ length: points + 1 }, (_, at) => {
      const angle = (2 * Math.PI * (at % points)) / points
      return [106 + radius * Math.cos(angle), 17 + radius * Math.sin(angle)]
    })
  const [outer, inner] = [circle(1, 400), circle(0.3, 200)]
  const [ring, island] = outlinesOf([[[outer, inner]], [[inner.toReversed()]]], 60)
  const same = (list: readonly Point[] | undefined): string[] => (list ?? []).map((point) => point.join()).sort()
  assert.deepEqual(new Set(same(ring?.[0]?.[1])), new Set(same(island?.[0]?.[0])))
  const [tiny] = outlinesOf([[[circle(0.001, 30)]]], 1)
  assert.ok((tiny?.[0]?.[0]?.length ?? 0) >= 4)
})
