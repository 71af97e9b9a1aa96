import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { calendar } from '#modules/calendar'
import { procedures } from '#modules/procedures'
import { units } from '#modules/units'
import { testContext, type TestContext } from '#test/context'
import { sharedFile } from '#test/shared'
import { importCases, processes, viewProcess, type ImportReport } from './index.ts'
import type { LogCase } from './log.ts'
import { readLog } from './read.ts'
import { mergeTrace } from './rules.ts'

let t: TestContext
before(async () => {
  t = await testContext({ modules: [units, calendar, procedures, processes] })
})
after(() => t.close())

const view = (procedure: string) => viewProcess(t.ctx, { procedure }, { now: t.now, variants: null })
const counts = ({ read, added, changed, unchanged, rejected }: ImportReport) => [
  read,
  added,
  changed,
  unchanged,
  rejected,
]

/** The figures beside the log, as another tool has reckoned them. */
function expected(path: string): Map<string, number> {
  const [head = '', ...lines] = readFileSync(path, 'utf8').trim().split('\n')
  const rows = lines.map((line) => line.trim().split(','))
  return head.startsWith('from')
    ? new Map(rows.map(([from, to, count]) => [`${from} → ${to}`, Number(count)]))
    : new Map(rows.map(([cases, ...variant]) => [variant.join(','), Number(cases)]))
}

describe('the municipal log', () => {
  const files = [
    '08_receipt.xes.gz',
    'receipt.csv',
    'receipt_expected_directly_follows.csv',
    'receipt_expected_variants.csv',
  ]
  const [xes, csv, pairs, ways] = files.map((name) => sharedFile(`eventlogs/${name}`))
  const skip = xes && csv && pairs && ways ? false : 'the real event logs are not here'

  test(
    'goes in whole: counts, times, directly-follows and variants equal the figures beside it',
    { skip },
    async () => {
      const report = await importCases(t.ctx, xes ?? '', { procedure: 'receipt' })
      assert.deepEqual(counts(report), [8577, 8577, 0, 0, 0])
      assert.deepEqual(report.problems, [])
      assert.deepEqual(report.cases, { read: 1434, added: 1434, changed: 0, unchanged: 0 })
      const process = await view('receipt')
      assert.deepEqual([process.cases, process.events, process.activities], [1434, 8577, 27])
      assert.equal(process.first, '2010-10-02T07:20:39.266Z')
      assert.equal(process.last, '2012-01-23T14:42:54.644Z')
      assert.deepEqual(
        new Map(process.follows.map((each) => [`${each.from} → ${each.to}`, each.count])),
        expected(pairs ?? ''),
      )
      assert.deepEqual(
        new Map(process.variants.map((each) => [each.path.join(' > '), each.cases])),
        expected(ways ?? ''),
      )
      assert.equal(process.variantCount, 116)
    },
  )

  test('a second import adds nothing, as XES or as CSV', { skip }, async () => {
    for (const path of [xes ?? '', csv ?? '']) {
      const again = await importCases(t.ctx, path, { procedure: 'receipt' })
      assert.deepEqual(counts(again), [8577, 0, 0, 8577, 0])
      assert.deepEqual(again.cases, { read: 1434, added: 0, changed: 0, unchanged: 1434 })
    }
  })
})

/** The same figures by the simplest program that can be right. */
function minedPlainly(cases: readonly LogCase[]) {
  const gaps = new Map<string, number[]>()
  const ways = new Map<string, number>()
  for (const { events } of cases) {
    const path = events.map((event) => event.activity).join(' > ')
    ways.set(path, (ways.get(path) ?? 0) + 1)
    for (const [place, event] of events.slice(1).entries()) {
      const before = events[place]
      if (!before) continue
      const pair = `${before.activity} → ${event.activity}`
      const known = gaps.get(pair) ?? []
      known.push((event.at - before.at) / 3_600_000_000)
      gaps.set(pair, known)
    }
  }
  return { gaps, ways }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2
}

const realLogs = [
  ['running-example.xes', 6, 42],
  ['helpdesk.xes.gz', 4580, 21_348],
  ['08_receipt.xes.gz', 1434, 8577],
] as const
for (const [name, cases, events] of realLogs) {
  const path = sharedFile(`eventlogs/${name}`)
  test(
    `${name}: what the database reckons is what plain counting gives`,
    { skip: path ? false : 'not here' },
    async () => {
      const report = await importCases(t.ctx, path ?? '', { procedure: `plain ${name}` })
      assert.deepEqual(counts(report), [events, events, 0, 0, 0])
      const log = await readLog(path ?? '', { mapping: {}, zone: 'UTC', now: t.now })
      const { gaps, ways } = minedPlainly(log.cases.map((each) => mergeTrace(undefined, each).trace))
      const process = await view(report.procedure)
      assert.deepEqual([process.cases, process.events], [cases, events])
      assert.deepEqual(new Map(process.variants.map((each) => [each.path.join(' > '), each.cases])), ways)
      assert.equal(process.follows.length, gaps.size)
      for (const { from, to, count, medianHours } of process.follows) {
        const found = gaps.get(`${from} → ${to}`) ?? []
        assert.equal(count, found.length)
        assert.ok(Math.abs(medianHours - median(found)) < 1e-6, `${from} → ${to}: ${medianHours}`)
      }
    },
  )
}
