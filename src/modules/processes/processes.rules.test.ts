import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { placeNodes } from './layout.ts'
import type { LogCase, LogEvent } from './log.ts'
import { bottlenecksOf } from './mining.ts'
import { mergeTrace, procedureIdOf } from './rules.ts'
import { microsToIso, timePattern, timeReader } from './times.ts'

const read = timeReader('Asia/Ho_Chi_Minh')
const iso = (text: string) => {
  const moment = read(text)
  return moment && microsToIso(moment.at)
}

test('times: offsets, fractions, the zone of the province, and dates that do not exist', () => {
  const vectors: [string, string | undefined][] = [
    ['2011-10-11T13:45:40.276+02:00', '2011-10-11T11:45:40.276Z'],
    ['2011-10-11 13:45:40.276000+02:00', '2011-10-11T11:45:40.276Z'],
    ['2011-10-11 13:45:40.276123Z', '2011-10-11T13:45:40.276123Z'],
    ['2011-10-11T13:45:40,5-0330', '2011-10-11T17:15:40.500Z'],
    ['2024-03-01 08:00', '2024-03-01T01:00:00.000Z'],
    ['2024-03-01', '2024-02-29T17:00:00.000Z'],
    ['1/3/2024 8:05', '2024-03-01T01:05:00.000Z'],
    ['8g05 1/3/2024', '2024-03-01T01:05:00.000Z'],
    ['1969-12-31T23:59:59.999999Z', '1969-12-31T23:59:59.999999Z'],
    ['2023-02-29', undefined],
    ['2024-03-01 24:00', undefined],
    ['2024-03-01T08:00+25:00', undefined],
    ['13/13/2024', undefined],
    ['1.5', undefined],
    ['', undefined],
    ['1800-01-01', undefined],
  ]
  for (const [text, expected] of vectors) assert.equal(iso(text), expected, text)
})

test('times: summer time of a zone that has it, and a pattern that decides between day and month', () => {
  const amsterdam = timeReader('Europe/Amsterdam')
  assert.equal(microsToIso(amsterdam('2011-07-01 12:00')?.at ?? 0), '2011-07-01T10:00:00.000Z')
  assert.equal(microsToIso(amsterdam('2011-12-01 12:00')?.at ?? 0), '2011-12-01T11:00:00.000Z')
  const american = timeReader('UTC', timePattern('MM/dd/yyyy HH:mm'))
  assert.equal(microsToIso(american('03/01/2024 08:00')?.at ?? 0), '2024-03-01T08:00:00.000Z')
  assert.equal(american('2024-03-01'), undefined)
})

const event = fc.record<LogEvent>({
  activity: fc.constantFrom('a', 'b', 'c'),
  at: fc.integer({ min: 0, max: 5 }),
  lifecycle: fc.constantFrom('', 'complete'),
  resource: fc.constantFrom('', 'An', 'Bình'),
  group: fc.constant(''),
})
const says = { code: '1', accepted: undefined, closed: undefined, due: undefined, channel: '', unit: '' }
const piece = fc.array(event, { minLength: 1, maxLength: 20 }).map((events): LogCase => ({ ...says, events }))

test('merging: nothing of a log is lost, order is by time, a repeat changes nothing', () => {
  fc.assert(
    fc.property(piece, (log) => {
      const first = mergeTrace(undefined, log)
      assert.equal(first.added, log.events.length)
      assert.deepEqual(
        first.trace.events,
        log.events.toSorted((a, b) => a.at - b.at),
      )
      const again = mergeTrace(first.trace, log)
      assert.deepEqual(again.trace, first.trace)
      assert.deepEqual([again.added, again.changed, again.caseChanged], [0, 0, false])
    }),
  )
})

test('merging: a log that has grown adds what has grown', () => {
  fc.assert(
    fc.property(piece, piece, (log, more) => {
      const before = mergeTrace(undefined, log).trace
      const grown = mergeTrace(before, { ...log, events: [...log.events, ...more.events] })
      assert.deepEqual([grown.added, grown.unchanged], [more.events.length, log.events.length])
    }),
  )
})

test('merging: the newer log wins where it says something', () => {
  const before: LogCase = { ...says, due: 5, channel: 'web', events: [] }
  const { trace, caseChanged } = mergeTrace(before, { ...says, due: 7, closed: 6, events: [] })
  assert.deepEqual([trace.due, trace.closed, trace.channel, caseChanged], [7, 6, 'web', true])
})

test('a log without a procedure gets an id that a file could have', () => {
  assert.equal(procedureIdOf('Cấp phép môi trường (‘WABO’), Đông Hà'), 'cap-phep-moi-truong-wabo-dong-ha')
  assert.equal(procedureIdOf('***'), 'log')
  assert.equal(procedureIdOf('x'.repeat(80)).length, 60)
})

test('layout: an activity stands below those before it, and rework does not turn the drawing round', () => {
  const nodes = ['receive', 'check', 'approve', 'repair'].map((activity, n) => ({
    activity,
    starts: 0,
    events: 10 - n,
  }))
  const follows = [
    { from: 'receive', to: 'check', count: 9 },
    { from: 'check', to: 'approve', count: 8 },
    { from: 'check', to: 'repair', count: 3 },
    { from: 'repair', to: 'check', count: 2 },
    { from: 'approve', to: 'receive', count: 1 },
    { from: 'check', to: 'check', count: 5 },
  ]
  const places = placeNodes(nodes, follows)
  assert.deepEqual(Object.fromEntries(places), {
    receive: { layer: 0, order: 0 },
    check: { layer: 1, order: 0 },
    approve: { layer: 2, order: 0 },
    repair: { layer: 2, order: 1 },
  })
  assert.deepEqual(placeNodes(nodes, follows.toReversed()), places)
})

test('bottlenecks are the passages with the most waiting in all', () => {
  const row = (from: string, count: number, medianHours: number) => ({
    from,
    to: 'x',
    count,
    medianHours,
    totalHours: count * medianHours,
  })
  const found = bottlenecksOf([row('often', 100, 1), row('long', 3, 100), row('seldom', 1, 1)])
  assert.deepEqual(
    found.map((each) => each.from),
    ['long', 'often'],
  )
  assert.deepEqual(bottlenecksOf([]), [])
})
