import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { openDatabase, type Database } from '#core/db'
import { compileNumber, compileWhere } from '#core/feel-sql'
import { evaluateFeel } from '#core/forms'
import { testDatabase, type TestDatabase } from '#test/database'

let home: TestDatabase
let database: Database
before(async () => {
  home = await testDatabase()
  database = openDatabase(home.url, home.embedded, home.poolSize)
})
after(async () => {
  await database.close()
  await home.drop()
})

type Payload = Record<string, unknown>
const unit = 'H99.001'

/** Which of the payloads a condition takes, by SQL. */
async function taken(expression: string, payloads: readonly Payload[]): Promise<boolean[]> {
  const compiled = compileWhere(expression)
  assert.ok('where' in compiled, JSON.stringify(compiled))
  const { rows } = await sql<{ fits: boolean | null }>`
    select ${compiled.where} as fits
    from (select ord, ${unit}::text as unit, null::text as actor_unit, payload
      from unnest(${payloads.map((one) => JSON.stringify(one))}::jsonb[]) with ordinality as given (payload, ord)) as event
    order by ord`.execute(database.db)
  return rows.map((row) => row.fits === true)
}

const rows: readonly Payload[] = [
  { onTime: true, channel: 'online', score: 5, due: '2026-03-01', step: { role: 'chair' } },
  { onTime: false, channel: 'post', score: 2.5, due: '2025-12-31', step: {} },
  { onTime: null, score: null },
  {},
  { onTime: 'yes', channel: 7, score: '5', due: 3, step: 'x' },
]

const table: readonly (readonly [expression: string, fits: string])[] = [
  ['onTime', '1....'],
  ['not(onTime)', '.1...'],
  ['onTime = false', '.1...'],
  ['onTime = null', '..11.'],
  ['onTime != null', '11..1'],
  ['channel = "online"', '1....'],
  ['"online" = channel', '1....'],
  ['channel in ("online", "post")', '11...'],
  ['channel in ["counter", "post"]', '.1...'],
  ['channel in ("post")', '.1...'],
  ['score >= 2.5', '11...'],
  ['score between 3 and 5', '1....'],
  ['score in [2.5..5)', '.1...'],
  ['score in (2.5..5]', '1....'],
  ['score = 5', '1....'],
  ['due < date("2026-01-01")', '.1...'],
  ['step.role = "chair"', '1....'],
  ['step.role = null', '.1111'],
  ['onTime and channel = "online" or score = 2.5', '11...'],
  ['onTime and (channel = "online" or score = 2.5)', '1....'],
  ['unit = "H99.001" and onTime', '1....'],
  ['actorUnit = null and onTime', '1....'],
  ['channel = "it\'s; drop table core.event --"', '.....'],
]

test('the SQL of a condition takes what the expression says, row by row', async () => {
  for (const [expression, fits] of table)
    assert.equal((await taken(expression, rows)).map((fit) => (fit ? '1' : '.')).join(''), fits, expression)
})

test('what is outside the subset is refused with its place', () => {
  for (const [expression, at] of [
    ['sum(scores) > 1', 0],
    ['onTime and today() > due', 11],
    ['score + 1 > 2', 0],
    ['if onTime then true else false', 0],
    ['some s in steps satisfies s', 0],
    ['steps[1].role = "chair"', 0],
    ['onTime and', 10],
    ['1 = 2', 2],
    ['due > date(other)', 6],
    ['not(onTime, score)', 0],
    ['score between 5 and 3', 14],
    ['score in [5..3]', 10],
    ['due > duration("P1D")', 6],
  ] as const) {
    const compiled = compileWhere(expression)
    assert.ok('fault' in compiled, expression)
    assert.equal(compiled.at, at, `${expression}: ${compiled.fault}`)
  }
})

test('a number of the payload is a number or unknown', async () => {
  const compiled = compileNumber('score')
  assert.ok('number' in compiled)
  const found = await sql<{ score: string | null }>`
    select ${compiled.number} as score from unnest(${rows.map((row) => JSON.stringify(row))}::jsonb[]) as event (payload)`.execute(
    database.db,
  )
  assert.deepEqual(
    found.rows.map((row) => row.score),
    ['5', '2.5', null, null, null],
  )
})

const name = fc.constantFrom('a', 'b', 'flag', 'deep.n')
const number = fc.integer({ min: -3, max: 3 }).map(String)
const text = fc.constantFrom('"x"', '"y"', '""')
const leaf = fc.oneof(
  fc
    .tuple(fc.constantFrom('a', 'deep.n'), fc.constantFrom('=', '!=', '<', '<=', '>', '>='), number)
    .map((parts) => parts.join(' ')),
  fc.tuple(fc.constantFrom('=', '!=', '<', '>='), text).map(([operator, value]) => `b ${operator} ${value}`),
  fc.tuple(name, fc.constantFrom('=', '!=')).map(([path, operator]) => `${path} ${operator} null`),
  fc.tuple(number, fc.nat(3)).map(([low, more]) => `a between ${low} and ${Number(low) + more}`),
  fc.tuple(text, text).map((values) => `b in (${values.join(', ')})`),
  fc.constantFrom('flag', 'not(flag)', 'flag = true', 'flag != false', 'a = deep.n', '(a in [-1..2))'),
)
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc
      .tuple(tie('expression'), fc.constantFrom('and', 'or'), tie('expression'))
      .map(([a, operator, b]) => `(${a} ${operator} ${b})`),
    tie('expression').map((inner) => `not(${inner})`),
  ),
}))
const missing = { nil: null, freq: 3 }
const payload = fc.record({
  a: fc.option(fc.integer({ min: -3, max: 3 }), missing),
  b: fc.option(fc.constantFrom('x', 'y', ''), missing),
  flag: fc.option(fc.boolean(), missing),
  deep: fc.record({ n: fc.option(fc.integer({ min: -3, max: 3 }), missing) }),
})

test('SQL and FEEL agree on random conditions over random events', async () => {
  await fc.assert(
    fc.asyncProperty(expression, fc.array(payload, { minLength: 1, maxLength: 20 }), async (condition, events) => {
      const expected = events.map((event) => evaluateFeel(condition, event) === true)
      assert.deepEqual(await taken(condition, events), expected)
    }),
    { numRuns: 150 },
  )
})
