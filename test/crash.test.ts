/** SIGKILL in the middle of a load: what was acknowledged is there, nothing is there by half, and consumers neither skip nor repeat. */
import assert from 'node:assert/strict'
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { readLock } from '#core/db/folder-lock'
import { testDatabase } from '#test/database'
import { openBeacons } from './support/crash-platform.ts'

const rounds = 20
const platform = join(import.meta.dirname, 'support/crash-platform.ts')

/** Starts the platform, lets it work for a while, has it killed, and says what it acknowledged. */
async function round(dataDir: string, url: string, number: number, kill: (child: ChildProcess) => Promise<void>) {
  const child = fork(platform, [dataDir, url, String(number)], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const acknowledged: string[] = []
  child.on('message', (id) => {
    if (typeof id === 'string') acknowledged.push(id)
  })
  await heard(child)
  await delay(50 + ((number * 83) % 350))
  await kill(child)
  if (child.exitCode === null && child.signalCode === null) {
    const before = acknowledged.length
    while (acknowledged.length === before) await heard(child)
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  return acknowledged
}

/** The next acknowledgement; a platform that ends by itself has failed. */
async function heard(child: ChildProcess): Promise<void> {
  const [what] = await Promise.race([once(child, 'message'), once(child, 'exit').then(() => ['ended'])])
  assert.notEqual(what, 'ended', 'the platform goes on')
}

async function endPlatform(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

async function verify(dataDir: string, url: string, acknowledged: readonly string[]): Promise<void> {
  const { ctx, runner, close } = await openBeacons(dataDir, url)
  await runner.drain()
  const list = async (text: ReturnType<typeof sql<{ id: string }>>) =>
    (await text.execute(ctx.db)).rows.map((row) => row.id).sort()
  const beacons = await list(sql`select id from beacons.beacon`)
  const events = await list(sql`select record as id from core.event where type = 'beacons.lit'`)
  const flames = await list(sql`select beacon as id from beacons.flame`)
  const tally = await list(sql`select record as id from beacons.tally`)
  await close()
  const there = new Set(beacons)
  assert.deepEqual(
    acknowledged.filter((id) => !there.has(id)),
    [],
    'every acknowledged command is there',
  )
  assert.deepEqual(flames, beacons, 'nothing is there by half')
  assert.deepEqual(events, beacons, 'each has its event')
  assert.deepEqual(tally, events, 'the consumer took each event once')
}

/** Each run of the suite has one kind of database; both kinds are shown. */
const onServer = process.env['TEST_DATABASE_URL'] !== undefined
const patience = { timeout: 400_000 }

test(
  `on ${onServer ? 'a server' : 'the embedded database'}, what was acknowledged outlives SIGKILL`,
  patience,
  async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'tinhso-crash-'))
    const database = onServer ? await testDatabase() : undefined
    const url = database?.url ?? ''
    const killDatabase = async (): Promise<void> => {
      process.kill(readLock(join(dataDir, 'database.lock'))?.pid ?? 0, 'SIGKILL')
    }
    const killBoth = (child: ChildProcess): Promise<void> => killDatabase().then(() => endPlatform(child))
    const kills = onServer ? [endPlatform] : [endPlatform, killDatabase, killBoth]
    const acknowledged: string[] = []
    for (let number = 0; number < rounds; number++)
      acknowledged.push(...(await round(dataDir, url, number, kills[number % kills.length] ?? endPlatform)))
    await verify(dataDir, url, acknowledged)
    await database?.drop()
    rmSync(dataDir, { recursive: true, force: true })
    assert.ok(acknowledged.length >= rounds)
  },
)
