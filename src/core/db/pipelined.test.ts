import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { testDatabase, type TestDatabase } from '#test/database'
import { openDatabase, type Database, type Db } from '../db.ts'
import { unread } from './pipelined.ts'

/** Holds on a server, where statements go out without a wait, and on the embedded database, where each is waited for. */
describe('statements whose answer nobody reads', () => {
  let made: TestDatabase
  let database: Database
  const add = (db: Db, n: number) => unread(sql`insert into numbers (n) values (${n})`).execute(db)
  const inTransaction = (work: (db: Db) => Promise<unknown>) => database.db.transaction().execute(work)
  const listed = async () =>
    (await sql<{ n: number }>`select n from numbers order by n`.execute(database.db)).rows.map(({ n }) => n)

  before(async () => {
    made = await testDatabase()
    database = openDatabase(made.url, made.embedded, made.poolSize)
    await sql`create table numbers (n int primary key)`.execute(database.db)
    await add(database.db, 1)
  })
  after(async () => {
    await database.close()
    await made.drop()
  })

  test('are there for the next question of the transaction, and after it', async () => {
    const seen = await inTransaction(async (db) => {
      await add(db, 2)
      await add(db, 3)
      return (await sql`select n from numbers`.execute(db)).rows.length
    })
    assert.equal(seen, 3)
    assert.deepEqual(await listed(), [1, 2, 3])
  })

  test('that fail take the whole transaction with them, and say why', async () => {
    const work = inTransaction(async (db) => {
      await add(db, 4)
      await add(db, 1)
      await add(db, 5)
    })
    await assert.rejects(work, { code: '23505' })
    assert.deepEqual(await listed(), [1, 2, 3])
  })

  test('that fail before a question are its reason to fail', async () => {
    const work = inTransaction(async (db) => {
      await add(db, 1)
      await sql`select n from numbers`.execute(db)
    })
    await assert.rejects(work, { code: '23505' })
  })

  test('are undone with a transaction that is given up, whose own error is told', async () => {
    const work = inTransaction(async (db) => {
      await add(db, 6)
      throw new Error('given up')
    })
    await assert.rejects(work, /given up/)
    assert.deepEqual(await listed(), [1, 2, 3])
    await inTransaction((db) => add(db, 7))
    assert.deepEqual(await listed(), [1, 2, 3, 7])
  })
})
