import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { startAhead, startEmbedded } from './embedded.ts'
import { readLock } from './folder-lock.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'tinhso-embedded-'))
after(() => rmSync(dataDir, { recursive: true, force: true }))

async function ask(url: string, sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql, values)).rows
  } finally {
    await client.end()
  }
}

test('an embedded database serves plain clients, and keeps its rows over a restart', { timeout: 60_000 }, async () => {
  const first = await startEmbedded(dataDir)
  await ask(first.url, 'create table kept (id int primary key)')
  await ask(first.url, 'insert into kept values ($1)', [7])
  await first.stop()
  const second = await startEmbedded(dataDir)
  assert.deepEqual(await ask(second.url, 'select id from kept'), [{ id: 7 }])
  await second.stop()
})

test(
  'a second owner of the folder is refused by a sentence, and may join as a guest',
  { timeout: 60_000 },
  async () => {
    const owner = await startEmbedded(dataDir)
    await assert.rejects(startEmbedded(dataDir), /in use by process \d+/)
    const guest = await startEmbedded(dataDir, { join: true })
    assert.equal(guest.joined, true)
    assert.deepEqual(await ask(guest.url, 'select count(*)::int as n from kept'), [{ n: 1 }])
    await guest.stop()
    assert.deepEqual(await ask(owner.url, 'select 1 as one'), [{ one: 1 }])
    await owner.stop()
  },
)

test('one that was begun ahead is given to who asks; one that nobody asked for ends', { timeout: 60_000 }, async () => {
  const lock = join(dataDir, 'database.lock')
  const endUnused = startAhead(dataDir)
  const asked = await startEmbedded(dataDir)
  const holder = readLock(lock)?.pid
  await endUnused()
  assert.deepEqual(await ask(asked.url, 'select 1 as one'), [{ one: 1 }], 'it is in use, and goes on')
  assert.equal(readLock(lock)?.pid, holder)
  await asked.stop()
  const end = startAhead(dataDir)
  await end()
  assert.equal(readLock(lock), undefined)
})

test('a stale lock, of another boot or of a process that ended, is taken over', { timeout: 60_000 }, async () => {
  const lock = join(dataDir, 'database.lock')
  writeFileSync(
    lock,
    JSON.stringify({ pid: process.pid, bootId: 'x', startedAt: '1', parent: 1, url: 'postgres://gone' }),
  )
  const started = await startEmbedded(dataDir)
  assert.notEqual(readLock(lock)?.pid, process.pid)
  await started.stop()
  assert.equal(readLock(lock), undefined)
})

test('a killed database process is started again at the same address', { timeout: 60_000 }, async () => {
  const reasons: string[] = []
  const embedded = await startEmbedded(dataDir, { onRestart: (reason) => reasons.push(reason) })
  process.kill(readLock(join(dataDir, 'database.lock'))?.pid ?? 0, 'SIGKILL')
  await delay(100)
  for (let tries = 0; ; tries++) {
    const rows = await ask(embedded.url, 'select id from kept').catch(() => undefined)
    if (rows) {
      assert.deepEqual(rows, [{ id: 7 }])
      break
    }
    assert.ok(tries < 100, 'the database came back')
    await delay(100)
  }
  assert.deepEqual(reasons, ['the embedded database ended (SIGKILL)'])
  await embedded.stop()
})

test('the database ends when its parent is killed', { timeout: 60_000 }, async () => {
  const script = join(dataDir, 'parent.mts')
  writeFileSync(
    script,
    `import { startEmbedded } from ${JSON.stringify(join(import.meta.dirname, 'embedded.ts'))}
     await startEmbedded(${JSON.stringify(dataDir)})
     process.send('started')
     setInterval(() => {}, 1000)`,
  )
  const parent = fork(script, { execArgv: [] })
  await new Promise((resolve) => parent.once('message', resolve))
  parent.kill('SIGKILL')
  await new Promise((resolve) => parent.once('exit', resolve))
  const next = await startEmbedded(dataDir)
  assert.deepEqual(await ask(next.url, 'select id from kept'), [{ id: 7 }])
  await next.stop()
})

test('statements of two sessions do not mix, even when one arrives in pieces', { timeout: 60_000 }, async () => {
  const embedded = await startEmbedded(dataDir)
  const pool = new pg.Pool({ connectionString: embedded.url, max: embedded.poolSize })
  const long = 'x'.repeat(400_000)
  await Promise.all(
    [0, 1, 2, 3].map(async (session) => {
      for (let round = 0; round < 20; round++) {
        const text = `${session}-${round}-${session % 2 ? long : ''}`
        const sql = session % 2 ? 'select $1::text as text, 1 as kind' : 'select $1::text as text, 0 as kind, 2 as more'
        const { rows } = await pool.query<{ text: string; kind: number }>(sql, [text])
        assert.equal(rows[0]?.text, text)
        assert.equal(rows[0]?.kind, session % 2)
      }
    }),
  )
  await pool.end()
  await embedded.stop()
})
