import assert from 'node:assert/strict'
import { test } from 'node:test'
import { evaluateFeel, feelDate, holds, todayOf } from './feel.ts'
import { checkExpression, type Names } from './names.ts'

const names: Names = {
  child: { birthDate: 'date', noNotice: 'value' },
  rows: { weight: 'value', on: 'date' },
  home: { line: 'value', commune: 'value' },
  channel: 'value',
}

const right = [
  'today() - child.birthDate > duration("P60D")',
  'not(child.noNotice)',
  'child.birthDate in [date("2020-01-01")..today()]',
  'some row in rows satisfies row.weight > 100 and row.on.year = 2026',
  'sum(for row in rows return row.weight) > 3',
  'count(rows[weight > 2 and on < today()]) >= 1',
  'if channel = "online" then 1 else 2',
  'years and months duration(child.birthDate, today()).years >= 18',
  '{ total: sum(rows.weight) }.total > 3',
]

const wrong: readonly (readonly [expression: string, at: number, message: RegExp])[] = [
  ['chidl.birthDate > today()', 0, /no name "chidl"/],
  ['child.birhtDate > today()', 6, /no name "birhtDate"/],
  ['child.birthDate.yeer = 2026', 16, /no name "yeer"/],
  ['channel.name = 1', 8, /no name "name"/],
  ['some row in rows satisfies row.wieght > 1', 31, /no name "wieght"/],
  ['row.weight > 1', 0, /no name "row"/],
  ['rows[wieght > 2]', 5, /no name "wieght"/],
  ['summ(rows.weight)', 0, /no function "summ"/],
  ['now() > today()', 0, /no function "now"/],
  ['duration("60 days") > duration("P1D")', 0, /is none/],
  ['date("2026-02-30") > today()', 0, /is none/],
  ['channel in [1..3] and child.noNotice', 11, /parentheses/],
  ['child.birthDate >', 17, /Incomplete/],
  ['toString(channel)', 0, /no function/],
  ['constructor.name = 1', 0, /no name "constructor"/],
]

test('an expression may use what is declared, and what it binds itself', () => {
  for (const expression of right) assert.deepEqual(checkExpression(expression, names), [], expression)
})

test('a wrong name, function or literal is found with its place', () => {
  for (const [expression, at, message] of wrong) {
    const [fault] = checkExpression(expression, names)
    assert.match(fault?.message ?? '', message, expression)
    assert.equal(fault?.at, at, expression)
  }
})

test('a field named as a function hides it, which is a mistake where the function is meant', () => {
  assert.deepEqual(checkExpression('date <= today()', { date: 'date' }), [])
  assert.match(checkExpression('date <= date("2026-01-01")', { date: 'date' })[0]?.message ?? '', /field here/)
})

test('today is the day that is given; dates and durations come back as ISO texts', () => {
  const scope = { born: feelDate('2026-09-01'), none: null, today: todayOf('2026-11-18') }
  for (const [expression, value] of [
    ['today()', '2026-11-18'],
    ['today() - born', 'P78D'],
    ['today() - born > duration("P60D")', true],
    ['born + duration("P2M")', '2026-11-01'],
    ['none > today()', null],
    ['none = null', true],
    ['born.month', 9],
  ] as const)
    assert.equal(evaluateFeel(expression, scope), value, expression)
  assert.equal(holds('none > today()', scope), false, 'what is unknown does not hold')
  assert.equal(feelDate('2026-02-30'), null)
})

test('the same expression gives each scope its own value', () => {
  const at = (day: string) => evaluateFeel('today() >= limit', { limit: feelDate('2026-06-01'), today: todayOf(day) })
  assert.deepEqual([at('2026-05-31'), at('2026-06-01'), at('2026-05-31')], [false, true, false])
})
