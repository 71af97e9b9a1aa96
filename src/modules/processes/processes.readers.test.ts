import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { AppError } from '#core/errors'
import { sharedFile } from '#test/shared'
import { readCsvLog } from './csv-log.ts'
import { BrokenLog, type LogCase, type LogPart } from './log.ts'
import { MappingSchema, parseMapping, type Mapping } from './mapping.ts'
import { lensOf } from './row.ts'
import { mergeTrace } from './rules.ts'
import { openLog } from './source.ts'
import { microsToIso } from './times.ts'
import { readXes } from './xes.ts'

let folder = ''
before(() => (folder = mkdtempSync(join(tmpdir(), 'tinhso-log-'))))
after(() => rmSync(folder, { recursive: true, force: true }))

type Result = { format: string; name: string | undefined; cases: LogCase[]; problems: string[]; rejected: number }

async function readPath(path: string, mapping: Mapping = {}): Promise<Result> {
  const lens = lensOf(mapping, { zone: 'Asia/Ho_Chi_Minh', now: new Date('2026-11-18T02:00:00Z') })
  const { format, text } = await openLog(path, mapping.encoding)
  const result: Result = { format, name: undefined, cases: [], problems: [], rejected: 0 }
  for await (const part of format === 'xes' ? readXes(text, lens) : readCsvLog(text, lens)) take(part, result)
  return result
}

function take(part: LogPart, result: Result): void {
  if (part.kind === 'case') result.cases.push(mergeTrace(undefined, part.case).trace)
  else if (part.kind === 'end') result.name = part.name
  else {
    const { line, field, reason } = part.problem
    result.problems.push(`${line} ${field ?? '-'} ${reason.en}`)
    result.rejected += part.rejected
  }
}

function read(content: string | Uint8Array, mapping?: string): Promise<Result> {
  const path = join(folder, 'log')
  writeFileSync(path, content)
  return readPath(path, mapping === undefined ? {} : parseMapping(mapping))
}

const event = (activity: string, time: string, more = '') =>
  `<event><string key="concept:name" value="${activity}"/><date key="time:timestamp" value="${time}"/>${more}</event>`
const trace = (name: string, events: string) => `<trace><string key="concept:name" value="${name}"/>${events}</trace>`
const xes = (body: string) => `<?xml version="1.0" encoding="UTF-8"?>\n<log>\n${body}\n</log>`
const path = (each: LogCase | undefined) => each?.events.map((one) => one.activity).join(' > ')
const broken = (line: number, about: RegExp) => (error: unknown) =>
  error instanceof BrokenLog && error.line === line && about.test(error.message)

test('XES: nested attributes, lists, globals and prefixes are no attributes of the event', async () => {
  const { cases, name, problems } = await read(
    xes(`<string key="concept:name" value="Cấp phép"><string key="concept:name" value="inner"/></string>
      <global scope="event"><string key="concept:name" value="UNKNOWN"/></global>
      <trace>
        <string key="concept:name" value="1"><string key="concept:name" value="nested"/></string>
        <x:event xmlns:x="u">
          <list key="concept:name"><values><string key="concept:name" value="no"/></values></list>
          <container key="c"><date key="time:timestamp" value="1999-01-01T00:00:00Z"/></container>
          <string key="concept:name" value="Tiếp nhận"><int key="n" value="1"/></string>
          <date key="time:timestamp" value="2024-01-02T10:00:00.5+07:00"/>
          <string key="org:resource" value="Lan"/>
        </x:event>
      </trace>`),
  )
  assert.deepEqual(problems, [])
  assert.equal(name, 'Cấp phép')
  assert.equal(cases[0]?.code, '1')
  assert.deepEqual(cases[0]?.events, [
    { activity: 'Tiếp nhận', at: Date.UTC(2024, 0, 2, 3, 0, 0, 500) * 1000, lifecycle: '', resource: 'Lan', group: '' },
  ])
})

test('XES: events are in order of time, equal times in the order of the file', async () => {
  const at = '2024-01-02T10:00:00Z'
  const { cases } = await read(xes(trace('1', event('late', '2024-01-03T10:00:00Z') + event('b', at) + event('a', at))))
  assert.equal(path(cases[0]), 'b > a > late')
})

test('XES: missing and wrong fields are reported with line and field, the good rows stay', async () => {
  const { cases, problems, rejected } = await read(
    xes(
      [
        trace('1', event('a', '2024-01-01T00:00:00Z')),
        trace('1b', event('a', '2024-02-30T00:00:00Z')),
        trace('2', '<event><string key="concept:name" value="a"/></event>'),
        `<trace>${event('a', '2024-01-01T00:00:00Z')}</trace>`,
        trace('3', ''),
        trace('4', event('', 'yesterday')),
        trace('5', event('a', '2030-01-01T00:00:00Z')),
        event('a', '2024-01-01T00:00:00Z'),
      ].join('\n'),
    ),
  )
  assert.deepEqual(problems, [
    '4 time is not a time: 2024-02-30T00:00:00Z',
    '5 time is missing',
    '6 case is missing',
    '7 - The case has no events',
    '8 activity is missing',
    '8 time is not a time: yesterday',
    '9 time lies in the future: 2030-01-01T00:00:00Z',
    '10 - The event stands outside a trace',
  ])
  assert.equal(rejected, 6)
  assert.equal(cases.length, 1)
})

test('XES: broken XML stops with its line', async () => {
  const good = trace('1', event('a', '2024-01-01T00:00:00Z'))
  await assert.rejects(read(`<log>\n${good}\n<trace>\n<event>\n</trace>\n</log>`), broken(5, /unexpected close tag/i))
  await assert.rejects(read(`<log>\n${good}\n<trace>`), broken(3, /unclosed tag: trace/i))
  await assert.rejects(read('<html>\n</html>'), broken(1, /not an XES log/))
  await assert.rejects(read('<log><string key="a" value="&bomb;"/></log>'), broken(1, /entity/i))
  await assert.rejects(read(''), broken(1, /empty/))
})

test('XES: an attribute of five million characters is refused before it fills the memory', async () => {
  const huge = 'x'.repeat(5_000_000)
  await assert.rejects(read(xes(trace('1', event(huge, '2024-01-01T00:00:00Z')))), broken(3, /longer than/))
  const long = await read(xes(trace('1', event('x'.repeat(501), '2024-01-01T00:00:00Z'))))
  assert.deepEqual(long.problems, ['3 activity is longer than 500 characters'])
})

test('gzip is opened by itself, a torn one is refused, and encodings are told apart', async () => {
  const log = xes(trace('hồ sơ 1', event('Tiếp nhận', '2024-01-01T00:00:00Z')))
  assert.equal((await read(gzipSync(log))).cases[0]?.code, 'hồ sơ 1')
  await assert.rejects(read(gzipSync(log).subarray(0, -20)), broken(0, /gzip/))
  assert.equal(
    (await read(Buffer.from(`\ufeff${log.replace('UTF-8', 'UTF-16')}`, 'utf16le'))).cases[0]?.code,
    'hồ sơ 1',
  )
  await assert.rejects(read(Buffer.from(log, 'latin1')), broken(1, /not utf-8/))
})

test('CSV: rows of a case may be anywhere, cells may hold line breaks, separators are found', async () => {
  const { cases, problems } = await read(
    'case:concept:name;concept:name;time:timestamp;note\r\n1;b;2024-01-02 10:00:00;x\r\n2;a;2024-01-01;"two\nlines"\r\n\r\n' +
      '1;a;2024-01-01 10:00:00+00:00;\r\n1;;2024-01-01;y\r\n1;a;2024-01-01\r\n1;"a"x";2024-01-01;\r\n',
  )
  assert.deepEqual(
    cases.map((each) => [each.code, path(each)]),
    [
      ['1', 'a > b'],
      ['2', 'a'],
    ],
  )
  assert.equal(microsToIso(cases[1]?.events[0]?.at ?? 0), '2023-12-31T17:00:00.000Z', 'midnight in Viet Nam')
  assert.deepEqual(problems, ['7 activity is missing', '8 - has 3 cells, needs 4', '9 - A quote is out of place'])
})

test('CSV: columns by mapping, Vietnamese times, texts that mean nothing', async () => {
  const { cases, problems } = await read(
    'Mã hồ sơ,Bước,Lúc,Đơn vị,Hẹn trả\nH50-1,Tiếp nhận,08:05 05/11/2024,Phường A,10/11/2024\nH50-1,Trả,5/11/2024 9:00:30,-,31/02/2024\n',
    'case: Mã hồ sơ\nactivity: Bước\ntime: Lúc\ngroup: Đơn vị\nunit: [Đơn vị]\ndeadline: Hẹn trả\nempty: ["-"]\n',
  )
  assert.equal(path(cases[0]), 'Tiếp nhận > Trả')
  assert.deepEqual(
    cases[0]?.events.map((each) => microsToIso(each.at)),
    ['2024-11-05T01:05:00.000Z', '2024-11-05T02:00:30.000Z'],
  )
  assert.deepEqual(
    cases[0]?.events.map((each) => each.group),
    ['Phường A', ''],
  )
  assert.equal(microsToIso(cases[0]?.due ?? 0), '2024-11-10T16:59:59.999999Z', 'a day as deadline holds to its end')
  assert.deepEqual(problems, ['3 deadline is not a time: 31/02/2024'])
})

test('CSV: a register without activities has one case a row', async () => {
  const { cases, problems, rejected } = await read(
    'Mã,Nhận,Trả\n1,01/11/2024 08:00,02/11/2024 08:00\n2,03/11/2024 08:00,\n3,,04/11/2024\n',
    'case: Mã\naccepted: Nhận\nclosed: Trả\n',
  )
  assert.deepEqual(
    cases.map((each) => [each.code, each.closed !== undefined]),
    [
      ['1', true],
      ['2', false],
    ],
  )
  assert.deepEqual([problems, rejected], [['4 accepted is missing'], 1])
})

test('CSV: what makes the whole file unreadable', async () => {
  await assert.rejects(
    read('a,b\n1,2\n'),
    broken(1, /no column case:concept:name, concept:name, time:timestamp; the file has: a, b/),
  )
  await assert.rejects(read('a,a,t\n1,2,3\n', 'case: a\nactivity: t\ntime: t\n'), broken(1, /Two columns/))
  const head = 'case:concept:name,concept:name,time:timestamp\n'
  await assert.rejects(read(`${head}1,a,2024-01-01\n1,"b,2024-01-02\n3,c,2024-01-03\n`), broken(3, /never closed/))
  await assert.rejects(read(`${head}1,"${'x'.repeat(4_100_000)}`), broken(2, /never closed/))
})

test('a mapping with mistakes names all of them, with their lines', () => {
  const problems = (yaml: string) => {
    try {
      parseMapping(yaml)
      return []
    } catch (error) {
      assert.ok(error instanceof AppError && error.code === 'wrong-mapping')
      return JSON.parse(JSON.stringify(error.details['problems'])).map(
        (each: { line: number; field?: string; reason: { vi: string } }) =>
          `${each.line} ${each.field ?? ''} ${each.reason.vi}`,
      )
    }
  }
  assert.deepEqual(problems('case: a\nactivty: b\ntime: c\ntimeZone: Asia/Hanoi\ntimeFormat: dd/MM\n'), [
    '2 activty không có mục activty; có: activity',
    '3 time activity và time đi cùng nhau · activity and time go together',
    '4 timeZone không có múi giờ này · no such time zone',
    '5 timeFormat cần yyyy, MM và dd · needs yyyy, MM and dd',
  ])
  assert.match(problems('case: a\nactivity: b\n')[0], /^2 activity activity và time/)
  assert.match(problems('activity: b\ntime: c\n')[0], /case thiếu/)
  assert.match(problems('case: [a\n')[0], /^\d+ {2}YAML sai/)
  assert.deepEqual(problems(''), [])
  assert.deepEqual(problems('units: { Nhóm 1: 19333 }'), [])
})

test('the municipal log is read whole, the same from XES and from CSV', async (t) => {
  const [xesPath, csvPath] = [sharedFile('eventlogs/08_receipt.xes.gz'), sharedFile('eventlogs/receipt.csv')]
  if (!xesPath || !csvPath) return t.skip('the real event logs are not here')
  const fromXes = await readPath(xesPath)
  const fromCsv = await readPath(csvPath)
  assert.deepEqual(
    [fromXes.cases.length, fromXes.cases.reduce((sum, each) => sum + each.events.length, 0)],
    [1434, 8577],
  )
  assert.deepEqual([fromXes.problems, fromCsv.problems], [[], []])
  const byCode = (cases: LogCase[]) => new Map(cases.map((each) => [each.code, each]))
  assert.deepEqual(byCode(fromCsv.cases), byCode(fromXes.cases))
})

test('the mapping that the how-to shows is a right one', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/how-to/import-cases.md'), 'utf8')
  const [, yaml = ''] = /```yaml\n(.*?)```/s.exec(page) ?? []
  const mapping = parseMapping(yaml)
  assert.deepEqual(mapping.deadline, ['Hẹn trả lại', 'Hẹn trả'])
  assert.deepEqual(
    Object.keys(MappingSchema.shape).filter((field) => !(field in mapping)),
    ['lifecycle', 'closedBy', 'name'],
  )
})
