import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { testContext, type TestContext } from '#test/context'
import { system } from './actor.ts'
import { backup, digestTables, restore } from './backup.ts'
import { transact } from './call.ts'
import { emitHistory, logStart, readLog } from './events.ts'
import { collect } from './files.ts'
import { schemaDigest } from './migrate.ts'
import { sealLogs, verifySeals } from './seal.ts'

let from: TestContext
let to: TestContext
const folder = mkdtempSync(join(tmpdir(), 'tinhso-backup-'))
const target = join(folder, 'b')
before(async () => {
  from = await testContext({ modules: [] })
  to = await testContext({ modules: [] })
})
after(async () => {
  await from.close()
  await to.close()
  rmSync(folder, { recursive: true, force: true })
})

const filesOf = (t: TestContext) => join(t.dataDir, 'files')
const state = (t: TestContext, record: string) =>
  transact(t.ctx, system, {}, (db) =>
    emitHistory(db, [
      { type: 'lamps.lit', v: 1, record, version: 1, unit: 'u1', occurredAt: t.now, payload: { văn: 'bản "1" \\' } },
    ]),
  )

describe('backup and restore', () => {
  test('give the same digests, files, and a log that goes on', async () => {
    for (let i = 0; i < 1200; i += 1) if (i % 100 === 0 || i > 1190) await state(from, `h${i}`)
    const { digest } = await from.ctx.files.put(Buffer.from('kết quả'))
    await sealLogs(from.ctx)
    const made = await backup(from.ctx.db, {
      folder: target,
      filesFolder: filesOf(from),
      schema: schemaDigest(),
      now: from.now,
    })
    assert.deepEqual(made, await digestTables(from.ctx.db), 'the backup is what the database holds')
    const restored = await restore(to.ctx.db, { folder: target, filesFolder: filesOf(to), schema: schemaDigest() })
    assert.deepEqual(restored, made)
    assert.equal((await collect(await to.ctx.files.read(digest))).toString(), 'kết quả')
    assert.deepEqual(await verifySeals(to.ctx.db), [])
    to.ctx.epoch = from.ctx.epoch + 1
    await state(to, 'after')
    const log = await readLog(to.ctx.db, logStart, 100)
    assert.equal(log.at(-1)?.record, 'after')
    assert.equal(log.length, (made.find((table) => table.table === 'core.event')?.rows ?? 0) + 1)
  })
  test('refuse a database that holds events, a folder in use, and a backup of another schema', async () => {
    const source = { folder: target, filesFolder: filesOf(to), schema: schemaDigest() }
    await assert.rejects(restore(to.ctx.db, source), /holds data/)
    await assert.rejects(backup(from.ctx.db, { ...source, now: from.now }), /holds a backup already/)
    await sql`truncate core.event`.execute(to.ctx.db)
    const before = await digestTables(to.ctx.db)
    await assert.rejects(restore(to.ctx.db, { ...source, schema: 'other' }), /another version/)
    assert.deepEqual(await digestTables(to.ctx.db), before, 'nothing is half done')
  })
})
