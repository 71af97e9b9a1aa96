/** Several web processes by one command: they answer in turns, one that dies is replaced, and none outlives the command. */
import assert from 'node:assert/strict'
import { get } from 'node:http'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { prepareProgram, type Program } from './support/crash-program.ts'

const skip =
  process.env['TEST_DATABASE_URL'] === undefined && 'needs a server: the embedded database serves one process'
const patience = 30_000

let program: Program

before(async () => {
  if (skip) return
  program = await prepareProgram({ WEB_PROCESSES: '2' })
  await program.start()
})
after(() => program?.remove())

/** Over a connection of its own: the processes take connections in turns. */
const ask = (path: string): Promise<string> =>
  new Promise((resolve, reject) => {
    get(`${program.url}${path}`, { agent: false }, (response) => {
      let body = ''
      response.on('data', (bytes: Buffer) => (body += bytes.toString()))
      response.once('end', () => (response.statusCode === 200 ? resolve(body) : reject(new Error(body))))
    }).once('error', reject)
  })

async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const deadline = Date.now() + patience; Date.now() < deadline; await delay(100)) if (await holds()) return
  assert.fail(`it did not come about: ${what}`)
}

/** All that were ever started. */
const pids = (): number[] => [...program.printed().matchAll(/ process (\d+) started/g)].map((found) => Number(found[1]))

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('they answer in turns, and their figures are told together', { skip }, async () => {
  const calls = 7
  for (let no = 0; no < calls; no += 1) await ask('/api/procedures.search?q=khai%20sinh')
  for (let no = 0; no < 2; no += 1) {
    const counted = /tinhso_call_seconds_count\{operation="procedures.search",outcome="ok"\} (\d+)/.exec(
      await ask('/metrics'),
    )
    assert.equal(Number(counted?.[1]), calls)
  }
  assert.match(await ask('/metrics'), /tinhso_consumer_lag_events/)
})

test('one that is killed is replaced, and the others go on answering', { skip }, async () => {
  const [victim = 0, ...others] = pids()
  assert.equal(others.length, 2, 'two that answer and one that works')
  process.kill(victim, 'SIGKILL')
  await until(() => program.printed().includes(`process ${victim} ended (SIGKILL)`), 'the loss was told')
  for (let no = 0; no < 4; no += 1) await ask('/readyz')
  await until(() => pids().length === 4, 'another came')
  assert.equal(pids().filter(isAlive).length, 3)
})

test('on SIGTERM all end, and when the first is killed the others do not outlive it', { skip }, async () => {
  await program.stop()
  assert.deepEqual(pids().filter(isAlive), [])
  await program.start()
  assert.equal(pids().filter(isAlive).length, 3)
  await program.kill()
  await until(() => pids().filter(isAlive).length === 0, 'all ended')
})
