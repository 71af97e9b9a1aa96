import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { anonymous, type Actor } from '#core/actor'
import { logStart, readLog, type StoredEvent } from '#core/events'
import { calendar } from '#modules/calendar'
import { caseAccepted, caseClosed } from '#modules/cases'
import { procedures } from '#modules/procedures'
import { units } from '#modules/units'
import { testContext, type TestContext } from '#test/context'
import { markOverdueImports } from './jobs.ts'
import { getCase } from './operations.ts'
import { importCases, parseMapping, processes, viewProcess, type ImportReport } from './index.ts'

const official: Actor = {
  kind: 'official',
  id: 'lan',
  name: 'Lan',
  posts: [{ unit: '99', role: 'leader' }],
  locale: 'vi',
}

let t: TestContext
let folder = ''
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tinhso-import-'))
  t = await testContext({ modules: [units, calendar, procedures, processes] })
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

const head =
  'case:concept:name,concept:name,time:timestamp,org:resource,case:enddate,case:deadline,case:channel,case:group\n'
const day = (date: string) => `2024-03-${date}T02:00:00Z`

test('a case counts as submitted, accepted, overdue and closed, at its unit, as an import', async () => {
  const mapping = 'units: { Phòng 1: "99001" }\notherwise: "99"\n'
  const report = await importText(
    `${head}1,Nhận,${day('04')},An,${day('06')},${day('08')},Internet,Phòng 1\n2,Nhận,${day('04')},An,${day('12')},${day('08')},Desk,Phòng 9\n` +
      `3,Nhận,${day('04')},An,,${day('08')},bưu chính,\n4,Nhận,${day('04')},An,,,,\n`,
    { procedure: 'facts', mapping },
  )
  assert.deepEqual(counts(report), [4, 4, 0, 0, 0])
  const shape = async (code: string) =>
    (await factsOf(`facts/${code}`)).map((each) => [
      each.version,
      each.type,
      each.unit,
      each.origin,
      each.occurredAt.toISOString().slice(0, 10),
    ])
  const at = (version: number, type: string, unit: string, on: string) => [
    version,
    type,
    unit,
    'import',
    `2024-03-${on}`,
  ]
  assert.deepEqual(await shape('1'), [
    at(1, 'cases.submitted', '99001', '04'),
    at(2, 'cases.accepted', '99001', '04'),
    at(3, 'cases.closed', '99001', '06'),
  ])
  assert.deepEqual(await shape('2'), [
    at(1, 'cases.submitted', '99', '04'),
    at(2, 'cases.accepted', '99', '04'),
    at(3, 'cases.overdue', '99', '08'),
    at(4, 'cases.closed', '99', '12'),
  ])
  assert.deepEqual(
    (await shape('3')).map((each) => each[1]),
    ['cases.submitted', 'cases.accepted', 'cases.overdue'],
  )
  assert.deepEqual(
    (await shape('4')).map((each) => each[1]),
    ['cases.submitted', 'cases.accepted'],
  )
  const [closed] = (await factsOf('facts/2')).slice(-1)
  assert.deepEqual(caseClosed.payload.parse(closed?.payload), {
    procedure: 'facts',
    channel: 'counter',
    outcome: 'granted',
    onTime: false,
    early: false,
    overdue: true,
    workingMinutes: 6 * 450, // 07:30–11:30 and 13:30–17:00
    electronicResult: false,
    digitised: false,
    supplements: 0,
  })
  const [accepted] = (await factsOf('facts/3')).slice(1)
  assert.equal(caseAccepted.payload.parse(accepted?.payload).channel, 'post')
  const { onTime } = await view('facts')
  assert.deepEqual(onTime, { promised: 2, onTime: 1, share: 0.5, open: 2, overdueNow: 1 })
})

test('a later log adds what is new, closes what was open, and undoes a closing that it moves', async () => {
  const row = (activity: string, on: string, closed: string, resource = 'An') =>
    `1,${activity},${day(on)},${resource},${closed},,,\n`
  await importText(head + row('a', '04', ''), { procedure: 'later' })
  const second = await importText(head + row('a', '04', day('05')) + row('b', '05', day('05')), { procedure: 'later' })
  assert.deepEqual([counts(second), second.cases.changed], [[2, 1, 0, 1, 0], 1])
  const third = await importText(head + row('a', '04', day('07'), 'Bình'), { procedure: 'later' })
  assert.deepEqual(counts(third), [1, 0, 1, 0, 0])
  const facts = await factsOf('later/1')
  assert.deepEqual(
    facts.map((each) => each.type),
    ['cases.submitted', 'cases.accepted', 'cases.closed', 'cases.recalled', 'cases.closed'],
  )
  assert.equal(facts[3]?.undoes, facts[2]?.seq)
  assert.equal(facts[4]?.occurredAt.toISOString(), '2024-03-07T02:00:00.000Z')
  assert.equal((await view('later')).events, 2)
})

test('equal events of one file are all kept, and a repeat of the file adds none of them', async () => {
  const rows = `${head}1,b,${day('04')},,,,,\n1,a,${day('04')},,,,,\n1,b,${day('04')},,,,,\n`
  assert.deepEqual(counts(await importText(rows, { procedure: 'equal' })), [3, 3, 0, 0, 0])
  assert.deepEqual(counts(await importText(rows, { procedure: 'equal' })), [3, 0, 0, 3, 0])
  assert.deepEqual(
    (await view('equal')).variants.map((each) => each.path),
    [['b', 'a', 'b']],
  )
})

test('a log that says nothing of closing holds finished cases, unless the mapping names what closes one', async () => {
  const rows =
    'case:concept:name,concept:name,time:timestamp\n' + `1,a,${day('04')}\n1,b,${day('05')}\n2,a,${day('04')}\n`
  await importText(rows, { procedure: 'ends' })
  await importText(rows, { procedure: 'closed-by', mapping: 'closedBy: [b]' })
  assert.deepEqual([(await view('ends')).onTime.open, (await view('closed-by')).onTime.open], [0, 1])
})

test('a register makes two acts a case; figures of a period count the cases that began in it', async () => {
  const mapping = 'case: Mã\naccepted: Nhận\nclosed: Trả\ndeadline: Hẹn\n'
  const rows =
    'Mã,Nhận,Trả,Hẹn\n1,01/03/2024 08:00,02/03/2024 08:00,05/03/2024\n2,31/03/2024 23:30,20/04/2024 08:00,10/04/2024\n'
  await importText(rows, { procedure: 'register', mapping })
  const march = await view('register', { from: '2024-03-01', to: '2024-03-31' })
  assert.deepEqual(
    [march.cases, march.follows],
    [2, [{ from: '@accepted', to: '@closed', count: 2, medianHours: 244.25 }]],
  )
  assert.deepEqual(
    march.nodes.map((node) => [node.name.vi, node.starts, node.ends]),
    [
      ['Tiếp nhận', 2, 0],
      ['Có kết quả', 0, 2],
    ],
  )
  const april = await view('register', { from: '2024-04-01' })
  assert.deepEqual([april.cases, april.first, april.onTime.share, april.throughput.medianDays], [0, null, null, null])
  assert.equal((await view('register', { to: '2024-03-30' })).onTime.share, 1)
})

test('a broken file changes nothing and says where it broke; a missing one is not found', async () => {
  const before = (await readLog(t.ctx.db, logStart, 100_000)).length
  const path = join(folder, 'broken.xes')
  const good = `<trace><string key="concept:name" value="1"/><event><string key="concept:name" value="a"/><date key="time:timestamp" value="${day('04')}"/></event></trace>`
  writeFileSync(path, `<log>\n${good}\n<trace>`)
  const report = await importCases(t.ctx, path, { procedure: 'broken' })
  assert.deepEqual([counts(report), report.complete, report.problems[0]?.line], [[0, 0, 0, 0, 0], false, 3])
  await assert.rejects(view('broken'), /has no cases yet/)
  assert.equal((await readLog(t.ctx.db, logStart, 100_000)).length, before)
  await assert.rejects(importCases(t.ctx, join(folder, 'none')), /There is no file/)
})

test('hostile texts are texts', async () => {
  const nasty = `'; drop table processes.trace; --{"}\\<script>`
  const quoted = `"${nasty.replaceAll('"', '""')}"`
  await importText(`${head}${quoted},${quoted},${day('04')},${quoted},,,${quoted},${quoted}\n`, {
    procedure: 'hostile',
  })
  assert.deepEqual((await view('hostile')).variants[0]?.path, [nasty])
})

test('an imported case that is still open becomes overdue once, at the time it was due', async () => {
  await importText(`${head}1,a,2026-11-17T02:00:00Z,,,2026-11-19T02:00:00Z,Internet,\n`, { procedure: 'open' })
  await markOverdueImports.run(t.ctx)
  assert.equal((await factsOf('open/1')).length, 2)
  const before = t.now
  t.now = new Date('2026-11-20T02:00:00Z')
  await markOverdueImports.run(t.ctx)
  await markOverdueImports.run(t.ctx)
  t.now = before
  const facts = await factsOf('open/1')
  assert.deepEqual(
    facts.slice(2).map((each) => [each.type, each.version, each.origin, each.occurredAt.toISOString()]),
    [['cases.overdue', 3, 'import', '2026-11-19T02:00:00.000Z']],
  )
})

test('processes.get-case opens an imported case act by act; an applicant may not', async () => {
  await importText(`${head}x/1,a,${day('04')},An,,,,Phòng 1\n`, {
    procedure: 'opened',
    mapping: 'units: { Phòng 1: "99001" }',
  })
  const found = await t.call(getCase, { record: 'opened/x/1' }, official)
  assert.deepEqual([found.code, found.unit, found.imported, found.closedAt], ['x/1', '99001', true, null])
  assert.deepEqual(found.acts, [
    { activity: 'a', name: { vi: 'a' }, at: '2024-03-04T02:00:00.000Z', resource: 'An', group: '' },
  ])
  await assert.rejects(t.call(getCase, { record: 'opened/9' }, official), { code: 'no-imported-case' })
  await assert.rejects(t.call(getCase, { record: 'opened/x/1' }, anonymous()), { code: 'sign-in-needed' })
})

test('units: by the mapping, by the name in the log, and what is not clear goes to the province with a note', async () => {
  const rows = ['Phòng 1', 'phường một', 'H99.002', 'Xã Không Có', ''].map(
    (unit, n) => `${n},a,${day('04')},,${day('05')},,,${unit}\n`,
  )
  const mapping = 'units: { Phòng 1: department/things }'
  const report = await importText(head + rows.join(''), { procedure: 'units', mapping })
  const { workload } = await view('units')
  assert.deepEqual(
    workload.units.map((each) => [each.name, each.cases]),
    [
      ['99', 2],
      ['99001', 1],
      ['H99.001', 1],
      ['H99.002', 1],
    ],
  )
  assert.match(report.notes[0]?.en ?? '', /^2 cases were put down to Test Province.*Xã Không Có \(1\); – \(1\)/)
  assert.equal((await view('units', { unit: '99' })).cases, 5, 'the province, with all below it')
  assert.equal((await view('units', { unit: '99001' })).cases, 1)
  const wrong = importText(head + rows[0], {
    procedure: 'wrong',
    mapping: 'units: { Phòng 1: "99999" }\notherwise: nowhere',
  })
  await assert.rejects(wrong, { code: 'unknown-unit', details: { units: ['99999', 'nowhere'] } })
})

test('cases of a procedure of the catalogue join it, by its code or id', async () => {
  const report = await importText(`${head}1,a,${day('04')},,,,,\n`, { procedure: '9.000001' })
  assert.equal(report.procedure, 'thing-permit')
  const process = await view('9.000001')
  assert.deepEqual([process.procedure, process.name.en, process.cases], ['thing-permit', 'Thing permit', 1])
})

test('two imports of one log at once make each case once; who was second is told', async () => {
  const rows = Array.from(
    { length: 1500 },
    (_, n) => `${n},a,${day('04')},,${day('05')},,,\n${n},b,${day('05')},,${day('05')},,,\n`,
  )
  const path = join(folder, 'twice.csv')
  writeFileSync(path, head + rows.join(''))
  const import1 = () => importCases(t.ctx, path, { procedure: 'twice' })
  for (const each of await Promise.allSettled([import1(), import1()])) {
    if (each.status === 'rejected') assert.equal(each.reason.code, 'import-running')
  }
  const after = await import1()
  assert.equal(after.added + after.unchanged, 3000)
  assert.deepEqual(counts(await import1()), [3000, 0, 0, 3000, 0])
  assert.equal((await factsOf('twice/700')).length, 3)
})

test('an import that is cut off is finished by the next one, with nothing twice', async () => {
  const rows = Array.from({ length: 5000 }, (_, n) => `${n},a,${day('04')},,${day('05')},,,\n`)
  const path = join(folder, 'cut.csv')
  writeFileSync(path, head + rows.join(''))
  const cut = importCases(t.ctx, path, {
    procedure: 'cut',
    onProgress: (_done, _of, what) => {
      if (what === 'events written') throw new Error('the power is gone')
    },
  })
  await assert.rejects(cut, /the power is gone/)
  const rest = await importCases(t.ctx, path, { procedure: 'cut' })
  assert.equal(rest.added + rest.unchanged, 5000)
  assert.ok(rest.added > 0 && rest.unchanged > 0, 'a part had been written, and stays')
  assert.equal((await view('cut')).cases, 5000)
  const facts = (await readLog(t.ctx.db, logStart, 100_000)).filter((event) => event.record.startsWith('cut/'))
  assert.equal(facts.length, 3 * 5000)
})
