import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { testContext, type TestContext } from '#test/context'
import { system } from './actor.ts'
import { backup, databaseFile, digestTables, restore } from './backup.ts'
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
  test('refuse what is no backup, and leave the database as it was', async () => {
    const empty = await testContext({ modules: [] })
    try {
      const before = await digestTables(empty.ctx.db)
      const whole = gzipSync(
        `${JSON.stringify({ format: 'tinhso-backup-1', schema: schemaDigest(), madeAt: '', demo: false })}\n`,
      )
      const texts = {
        nothing: undefined,
        blank: gzipSync(''),
        words: gzipSync('not JSON\n'),
        plain: Buffer.from('x'),
        cut: whole.subarray(0, 60),
      }
      for (const [name, bytes] of Object.entries(texts)) {
        const bad = join(folder, name)
        mkdirSync(bad)
        if (bytes) writeFileSync(join(bad, databaseFile), bytes)
        const source = { folder: bad, filesFolder: filesOf(empty), schema: schemaDigest() }
        await assert.rejects(restore(empty.ctx.db, source), { code: 'not-a-backup' }, name)
      }
      assert.deepEqual(await digestTables(empty.ctx.db), before)
    } finally {
      await empty.close()
    }
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
