import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testDatabase, type TestDatabase } from '#test/database'
import { type Migration, migrate, MigrationError, readMigrations } from './migrate.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.drop())

const extra = (sql: string, digest = sql): Migration[] => [
  ...readMigrations(),
  { number: 9999, name: 'extra', sql, digest },
]

test('a migrated database needs nothing more', async () => {
  assert.deepEqual(await migrate(database.url), [])
})

test('a failing migration names its file and line, and changes nothing', async () => {
  const sql = 'create table core.half (id int);\n\nselect wrong from core.half;'
  await assert.rejects(migrate(database.url, extra(sql)), (error) => {
    assert.ok(error instanceof MigrationError)
    assert.match(error.message, /^migrations\/9999-extra\.sql:3: .*wrong/)
    return true
  })
  assert.deepEqual(await migrate(database.url, extra('create table core.half (id int)')), ['9999-extra.sql'])
})

test('a migration that changed after it was applied is an error', async () => {
  await assert.rejects(migrate(database.url, extra('select 2')), /9999-extra\.sql was applied .* with another text/)
})
