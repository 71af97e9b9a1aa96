import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { logStart, readLog, type StoredEvent } from '#core/events'
import { calendar } from '#modules/calendar'
import { procedureKind } from '#modules/procedures'
import { testContext, type TestContext } from '#test/context'
import { sharedFile } from '#test/shared'
import { importCases, parseMapping, processes, viewProcess, type ImportReport } from './index.ts'

let t: TestContext
let folder = ''
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tinhso-import-'))
  t = await testContext({ modules: [calendar, processes, { name: 'catalogue', kinds: [procedureKind] }] })
})
after(async () => {
  await t.close()
  rmSync(folder, { recursive: true, force: true })
})

function importText(content: string, options: { procedure: string; mapping?: string }): Promise<ImportReport> {
  const path = join(folder, 'log.csv')
  writeFileSync(path, content)
  const { procedure, mapping } = options
  return importCases(t.ctx, path, { procedure, ...(mapping === undefined ? {} : { mapping: parseMapping(mapping) }) })
}

const view = (procedure: string, wanted: { from?: string; to?: string; unit?: string } = {}) =>
  viewProcess(t.ctx, { procedure, ...wanted }, { now: t.now, variants: null })

const counts = ({ read, added, changed, unchanged, rejected }: ImportReport) => [
  read,
  added,
  changed,
  unchanged,
  rejected,
]

async function factsOf(record: string): Promise<StoredEvent[]> {
  const all = await readLog(t.ctx.db, logStart, 100_000)
  return all.filter((event) => event.record === record)
}

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

test('placeholder', () => {
  assert.ok(factsOf && importText)
})
