/** SIGKILL while a notice is queued for many people: in the end each has it, and nobody twice. */
import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { call } from '#core/call'
import type { Actor } from '#core/actor'
import { testDatabase } from '#test/database'
import { broadcast } from '../src/modules/notices/operations/broadcasting.ts'
import { openNotices } from './support/crash-notices.ts'

/** Two whole stretches and a part of one. */
const people = 5_000
const program = join(import.meta.dirname, 'support/crash-notices.ts')
const chair: Actor = {
  kind: 'official',
  id: 'chair',
  name: 'Chair',
  posts: [{ unit: '99', role: 'chair' }],
  locale: 'vi',
}
const warning = {
  kind: 'warning' as const,
  area: { communes: ['99001'] },
  title: { vi: 'Ngập' },
  text: { vi: 'Nước lên.' },
}

/** Lets the program work for a moment after it has begun, then kills it. @returns whether it was done before */
async function round(dataDir: string, url: string, milliseconds: number): Promise<boolean> {
  const child = fork(program, [dataDir, url], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const heard: unknown[] = []
  child.on('message', (what) => heard.push(what))
  const [first] = await Promise.race([once(child, 'message'), once(child, 'exit').then(() => ['ended'])])
  assert.match(String(first), /^began/)
  await Promise.race([delay(milliseconds), once(child, 'message')])
  const done = heard.includes('done')
  child.kill('SIGKILL')
  await once(child, 'exit')
  return done
}

test('a notice to thousands of people outlives SIGKILL: none is lost, none doubled', { timeout: 400_000 }, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tinhso-notices-'))
  const server = process.env['TEST_DATABASE_URL'] === undefined ? undefined : await testDatabase()
  const url = server?.url ?? ''
  const before = await openNotices(dataDir, url)
  await sql`
    insert into people.account (id, kind, name, sort_key, search_key, phone, commune)
    select 'p' || n, 'citizen', 'p', 'p', 'p', '+849' || lpad(n::text, 8, '0'), '99001' from generate_series(1, ${people}::int) n`.execute(
    before.ctx.db,
  )
  await call(before.ctx, broadcast, warning, chair)
  await before.close()

  let killed = 0
  for (let wait = 20; ; wait = Math.min(wait * 2, 60_000)) {
    if (await round(dataDir, url, wait)) break
    killed += 1
  }
  const after = await openNotices(dataDir, url)
  const { rows } = await sql<{ channel: string; messages: number; accounts: number }>`
    select channel, count(*) as messages, count(distinct account) as accounts from notices.message group by channel order by channel`.execute(
    after.ctx.db,
  )
  const told = await sql<{ people: number; facts: number }>`
    select people, (select count(*) from core.event where type = 'notices.broadcast-spread') as facts from notices.broadcast`.execute(
    after.ctx.db,
  )
  await after.close()
  await server?.drop()
  rmSync(dataDir, { recursive: true, force: true })
  assert.ok(killed > 0, 'it was killed half way')
  assert.deepEqual(rows, [
    { channel: 'app', messages: people, accounts: people },
    { channel: 'sms', messages: people, accounts: people },
  ])
  assert.deepEqual(told.rows, [{ people, facts: 1 }])
})
