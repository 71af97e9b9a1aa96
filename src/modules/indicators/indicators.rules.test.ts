import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays } from '#core/days'
import { caseClosed } from '#modules/cases'
import { Indicator } from './definition.ts'
import { medianOf } from './measures.ts'
import { periodOf, pieces, previousPeriod } from './periods.ts'
import { bandOf, rankUnits, shadeOf } from './rules.ts'

const higher = Indicator.parse({
  name: 'Đúng hạn',
  source: 'nội bộ',
  unit: 'percent',
  better: 'higher',
  of: { count: caseClosed.type, where: 'onTime' },
  over: { count: caseClosed.type },
  bands: { good: 95, watch: 90 },
})
const lower = { ...higher, better: 'lower' as const, bands: { good: 0, watch: 5 } }

describe('the definition of an indicator', () => {
  test('counts no fact that nobody states: a mistyped one would count nothing, in silence', () => {
    const { error } = Indicator.safeParse({ ...higher, of: [{ count: 'cases.closd' }] })
    assert.match(error?.message ?? '', /no module states cases\.closd/)
  })
})

describe('bandOf', () => {
  for (const [value, band] of [
    [95, 'good'],
    [94.99, 'watch'],
    [90, 'watch'],
    [89.9, 'bad'],
    [undefined, 'unknown'],
  ] as const)
    test(`${value} is ${band} where higher is better`, () => assert.equal(bandOf(higher, value), band))
  for (const [value, band] of [
    [0, 'good'],
    [3, 'watch'],
    [6, 'bad'],
  ] as const)
    test(`${value} is ${band} where lower is better`, () => assert.equal(bandOf(lower, value), band))
})

describe('shadeOf', () => {
  const table: [string, (number | undefined)[], string][] = [
    ['begins with its band', [96], 'good'],
    ['stays while a bound is passed by less than the margin', [96, 94.5], 'good'],
    ['changes at once when passed by the margin', [96, 94], 'watch'],
    ['changes after two days beyond the bound', [96, 94.5, 94.6, 94.7], 'watch'],
    ['forgets days beyond once it is back', [96, 94.5, 95.2, 94.5, 94.6], 'good'],
    ['improves only past the bound and margin', [80, 90.4], 'bad'],
    ['improves past the margin', [80, 91], 'watch'],
    ['is unknown where figures end', [96, undefined], 'unknown'],
  ]
  for (const [name, values, shade] of table) test(name, () => assert.equal(shadeOf(higher, values), shade))
})

describe('periods', () => {
  test('know their first and last day', () => {
    assert.deepEqual(periodOf('week', '2027-01-01'), {
      kind: 'week',
      id: '2026-W53',
      from: '2026-12-28',
      to: '2027-01-03',
    })
    assert.deepEqual(periodOf('quarter', '2026-11-22'), {
      kind: 'quarter',
      id: '2026-Q4',
      from: '2026-10-01',
      to: '2026-12-31',
    })
    assert.equal(periodOf('month', '2028-02-10').to, '2028-02-29')
    assert.equal(previousPeriod(periodOf('half', '2026-03-01')).id, '2025-H2')
  })
  test('a stretch falls into whole years, months and edge days that cover each day once', () => {
    const day = fc.integer({ min: 0, max: 1500 }).map((n) => addDays('2025-01-01', n))
    fc.assert(
      fc.property(day, day, (a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a]
        const covered = pieces(from, to).flatMap((piece) => {
          const last = piece.to
          if (piece.grain === 'm') assert.ok(piece.from.endsWith('-01') && last === periodOf('month', last).to)
          if (piece.grain === 'y') assert.ok(piece.from.endsWith('-01-01') && last.endsWith('-12-31'))
          const days = []
          for (let d = piece.from; d <= last; d = addDays(d, 1)) days.push(d)
          return days
        })
        const expected = []
        for (let d = from; d <= to; d = addDays(d, 1)) expected.push(d)
        assert.deepEqual(covered.toSorted(), expected)
      }),
    )
  })
})

describe('rankUnits', () => {
  test('ranks like a competition: 1, 2, 2, 4', () => {
    const of = (unit: string, value: number) => ({ unit, figure: { value, part: 1, whole: 100 } })
    const ranks = rankUnits(higher, [of('a', 99), of('b', 97), of('c', 97), of('d', 90)])
    assert.deepEqual([...ranks.values()], [1, 2, 2, 4])
  })
})

describe('medianOf', () => {
  test('lies inside the bin that holds the middle case', () => {
    const counts = [0, 0, 10, 0]
    assert.equal(medianOf(counts), 45)
    assert.equal(medianOf([]), undefined)
  })
})
