import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findServer } from '#test/server'
import { measureAll, measures } from './run.ts'
import { tableOf } from './table.ts'

/** Tiny sizes, and no claim about speed: that every row can be measured, and that nothing is refused on the way. */
const apart = ['home', 'embedded'] // a browser's and a demo's start take longer than all the others together
const named = process.env['TEST_DATABASE_URL'] ?? process.env['DATABASE_URL']

test('every row of the bench is measured', { skip: named ? false : 'needs a PostgreSQL server' }, async () => {
  const server = await findServer()
  assert.ok(typeof server !== 'string')
  const only = Object.keys(measures).filter((name) => !apart.includes(name))
  const rows = await measureAll(server.url, { cases: 1_500, fewer: 300, seconds: 0.2, say: () => undefined }, only)
  for (const row of rows) assert.doesNotMatch(row.measured, /NaN|undefined|Infinity|could not/, row.what)
  assert.match(tableOf(rows), /cases\.submit/)
})
