import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { testDatabase } from '#test/database'
import { answerByCallback } from './by-callback.ts'

test('a client asked by callback answers each way of asking as before', async () => {
  const made = await testDatabase()
  try {
    const client = new pg.Client(made.url)
    const named = 'select $1::int as two'
    answerByCallback(client, (text) => (text === named ? 'by-callback-test' : undefined))
    await client.connect()
    assert.deepEqual((await client.query('select 1 as one')).rows, [{ one: 1 }])
    for (const two of [2, 22]) assert.deepEqual((await client.query(named, [two])).rows, [{ two }])
    const prepared = await client.query('select name from pg_prepared_statements')
    assert.deepEqual(prepared.rows, [{ name: 'by-callback-test' }])
    assert.deepEqual((await client.query({ text: 'select $1::int as three', values: [3] })).rows, [{ three: 3 }])
    const called = new Promise((resolve) => client.query('select 4 as four', (_, result) => resolve(result.rows)))
    assert.deepEqual(await called, [{ four: 4 }])
    const submitted = client.query(new pg.Query('select 5 as five'))
    const rows: unknown[] = []
    submitted.on('row', (row) => rows.push(row))
    await new Promise((resolve) => submitted.on('end', resolve))
    assert.deepEqual(rows, [{ five: 5 }])
    await assert.rejects(client.query('select 1 / 0'), /division by zero/)
    assert.deepEqual((await client.query('select 6 as six')).rows, [{ six: 6 }], 'an error ends nothing')
    await client.end()
  } finally {
    await made.drop()
  }
})
