import assert from 'node:assert/strict'
import { createCipheriv, createSecretKey, hkdfSync, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { testContext, type TestContext } from '#test/context'
import { testDatabase, type TestDatabase } from '#test/database'
import { backup, restore } from './backup.ts'
import { openDatabase, type Database } from './db.ts'
import { openKeys, type Keys } from './keys.ts'
import { schemaDigest } from './migrate.ts'
import { headOf, keyOf } from './vault.ts'

const secret = 'a secret for tests only, 32 characters long'
const another = 'another secret for tests, 32 characters long'
const fail = (error: unknown) => assert.fail(String(error))

describe('the keys of a new database', () => {
  let test1: TestDatabase
  let database: Database
  const opened: Keys[] = []
  const open = async (with_ = secret): Promise<Keys> => {
    const keys = await openKeys(database.db, with_, fail)
    opened.push(keys)
    return keys
  }
  before(async () => {
    test1 = await testDatabase()
    database = openDatabase(test1.url, test1.embedded, 2)
  })
  after(async () => {
    for (const keys of opened) keys.stop()
    await database.close()
    await test1.drop()
  })

  test('are drawn once, by two processes that start at once', async () => {
    const [one, other] = await Promise.all([open(), open()])
    const sealed = one.vault.seal('045190001234')
    assert.equal(other.vault.open(sealed), '045190001234')
    assert.deepEqual(other.vault.digest('045190001234'), one.vault.digest('045190001234'))
    assert.equal(keyOf(sealed), 1)
    assert.equal(sealed.includes('045190001234'), false)
  })
  test('are refused to another secret, which changes nothing', async () => {
    await assert.rejects(open(another), { code: 'secret-key-wrong' })
    const { rows } = await sql<{ n: number }>`select count(*) as n from core.key`.execute(database.db)
    assert.equal(rows[0]?.n, 3)
  })
  test('open nothing that was changed, or put in the place of another key', async () => {
    const { vault } = await open()
    const sealed = vault.seal('một người')
    for (const at of [6, 20, sealed.length - 1]) {
      const changed = Buffer.from(sealed)
      changed[at] = (changed[at] ?? 0) ^ 1
      assert.throws(() => vault.open(changed))
    }
    assert.throws(() => vault.open(Buffer.concat([headOf(77), sealed.subarray(6)])), { code: 'data-key-not-known' })
    await sql`update core.key set wrapped = (select wrapped from core.key where use = 'code') where use = 'digest'`.execute(
      await copyOfKeys(database),
    )
    await assert.rejects(open(), { code: 'secret-key-wrong' })
    await putBackKeys(database)
  })
  test('let a fresh data key seal beside the old one; digests and codes stay', async () => {
    const keys = await open()
    const before = keys.vault.seal('trước')
    const digest = keys.vault.digest('trước')
    const { number, isNew } = await keys.begin(0)
    await keys.refresh()
    assert.deepEqual([number, isNew, keys.current()], [2, true, 2])
    assert.equal(keyOf(keys.vault.seal('sau')), 2)
    assert.equal(keys.vault.open(before), 'trước')
    assert.deepEqual(keys.vault.digest('trước'), digest)
    assert.deepEqual(await keys.begin(0), { number: 2, isNew: false }, 'what was begun goes on')
    await keys.retireBefore(2)
    assert.equal((await keys.begin(60_000)).number, 3)
    await keys.refresh()
    assert.equal(keys.current(), 2, 'a key seals only when every process knows it')
    assert.equal(keys.vault.open(before), 'trước', 'a retired key still opens')
  })
  test('are wrapped anew by another master secret, and only it opens them then', async () => {
    const keys = await open()
    const sealed = keys.vault.seal('vẫn đọc được')
    const digest = keys.vault.digest('vẫn đọc được')
    await assert.rejects(keys.changeMaster(secret), { code: 'secret-key-same' })
    await keys.changeMaster(another)
    await keys.refresh()
    assert.equal(keys.vault.open(sealed), 'vẫn đọc được', 'a running process goes on')
    await assert.rejects(open(), { code: 'secret-key-wrong' })
    const next = await open(another)
    assert.equal(next.vault.open(sealed), 'vẫn đọc được')
    assert.deepEqual(next.vault.digest('vẫn đọc được'), digest)
    await next.changeMaster(secret)
  })
})

const copyOfKeys = async ({ db }: Database) => {
  await sql`create table core.key_copy as select * from core.key`.execute(db)
  return db
}
async function putBackKeys({ db }: Database): Promise<void> {
  await sql`delete from core.key`.execute(db)
  await sql`insert into core.key select * from core.key_copy`.execute(db)
  await sql`drop table core.key_copy`.execute(db)
}

/** As values were sealed before they named their key: straight by what follows from the secret. */
function sealedBefore(text: string, iv = randomBytes(12)): Buffer {
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, 'tinhso', 'seal', 32)))
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body])
}

test('a database that was sealed straight by the secret stays readable, under another master too', async () => {
  const made = await testDatabase()
  const database = openDatabase(made.url, made.embedded, 2)
  await sql`insert into core.mark (name, value) values ('sealed-by-secret', 'yes')`.execute(database.db)
  const keys = await openKeys(database.db, secret, fail)
  const old = sealedBefore('045190001234')
  assert.equal(keys.vault.open(old), '045190001234')
  const looksNew = sealedBefore('trùng hợp', Buffer.concat([headOf(1), randomBytes(6)]))
  assert.equal(keys.vault.open(looksNew), 'trùng hợp', 'whose random vector begins by chance as new values do')
  const looksUnknown = sealedBefore('trùng hợp', Buffer.concat([headOf(9), randomBytes(6)]))
  assert.equal(keys.vault.open(looksUnknown), 'trùng hợp')
  assert.equal(keyOf(keys.vault.seal('mới')), 1)
  await keys.changeMaster(another)
  keys.stop()
  const next = await openKeys(database.db, another, fail)
  assert.equal(next.vault.open(old), '045190001234')
  next.stop()
  await database.close()
  await made.drop()
})

test('a backup holds its keys wrapped: with the secret it opens elsewhere, without it nothing does', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tinhso-keys-'))
  const [from, to]: TestContext[] = [await testContext({ modules: [] }), await testContext({ modules: [] })]
  if (!from || !to) return
  const sealed = from.ctx.vault.seal('045190001234')
  const digest = from.ctx.vault.digest('045190001234')
  await assert.rejects(async () => to.ctx.vault.open(sealed))
  const paths = { folder: join(folder, 'b'), filesFolder: join(folder, 'none'), schema: schemaDigest() }
  await backup(from.ctx.db, { ...paths, now: from.now })
  await restore(to.ctx.db, paths)
  await assert.rejects(openKeys(to.ctx.db, another, fail), { code: 'secret-key-wrong' })
  const keys = await openKeys(to.ctx.db, secret, fail)
  assert.equal(keys.vault.open(sealed), '045190001234')
  assert.deepEqual(keys.vault.digest('045190001234'), digest)
  keys.stop()
  await from.close()
  await to.close()
  rmSync(folder, { recursive: true, force: true })
})
