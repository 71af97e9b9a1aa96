/**
 * A service centre's hall on the real program, killed again and again while kiosks give numbers and clerks call them: every number
 * that somebody holds is there once, none is there twice, and the queue goes on to its end.
 */
import assert from 'node:assert/strict'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Context } from '../src/core/context.ts'
import { HallLoad, settleClerks } from './support/crash-hall.ts'
import { prepareProgram, type Program } from './support/crash-program.ts'

const rounds = Number(process.env['CRASH_ROUNDS'] ?? 4)

/** The program, its embedded database, or both; after a kill of the database alone the program goes on by itself. */
async function killIn(one: Program, number: number): Promise<'program' | 'database' | 'both'> {
  const what = one.databaseUrl === undefined ? (['program', 'database', 'both'] as const)[number % 3] : 'program'
  if (what === 'database' || what === 'both') one.killDatabase()
  if (what !== 'database') await one.kill()
  return what ?? 'program'
}

async function round(one: Program, load: HallLoad, number: number): Promise<string> {
  load.begin(number)
  await load.happened({ given: 10, called: 4 })
  await delay(50 + ((number * 83) % 400))
  const killed = await killIn(one, number)
  if (killed === 'database') await load.happened({ given: 3, called: 2 })
  await load.end()
  if (killed !== 'database') await one.start()
  assert.deepEqual(await load.repeat(), [], `round ${number} (${killed}): asked again, a kiosk gives the first number`)
  return killed
}

async function verify(ctx: Context, load: HallLoad): Promise<void> {
  const { rows: tickets } = await sql<{ id: string; label: string; state: string; version: number }>`
    select id, letter || lpad(no::text, 3, '0') as label, state, version from appointments.ticket order by id`.execute(
    ctx.db,
  )
  const told = [...load.asked.values()].map(({ id, label }) => `${id} ${label}`)
  assert.deepEqual(
    tickets.map(({ id, label }) => `${id} ${label}`).sort(),
    told.sort(),
    'each number that was given is there, once, and no other',
  )
  assert.equal(new Set(tickets.map(({ label }) => label)).size, tickets.length, 'no number stands on two slips')
  for (const letter of ['A', 'B', 'K']) {
    const numbers = tickets.filter(({ label }) => label.startsWith(letter)).map(({ label }) => Number(label.slice(1)))
    assert.deepEqual(
      numbers.toSorted((a, b) => a - b),
      numbers.map((_, n) => n + 1),
      `${letter}: numbers without gap`,
    )
  }
  assert.deepEqual(
    tickets.filter(({ state }) => state !== 'served'),
    [],
    'the queue went on to its end',
  )
  assert.deepEqual(load.calledAfter, [], 'what a clerk was told is done stays done')
  assert.equal(load.called.size, tickets.length, 'each was called')
  await verifyFacts(ctx, tickets)
}

/** Each number was taken, called and served once, by facts without gap; each service was measured once. */
async function verifyFacts(ctx: Context, tickets: readonly { id: string; version: number }[]): Promise<void> {
  const { rows } = await sql<{ record: string; facts: string }>`
    select record, string_agg(type || ' ' || version, ', ' order by version) as facts from core.event
    where record in (select id from appointments.ticket) group by record`.execute(ctx.db)
  const factsOf = new Map(rows.map(({ record, facts }) => [record, facts]))
  for (const { id } of tickets)
    assert.equal(
      factsOf.get(id),
      'appointments.ticket-taken 1, appointments.called 2, appointments.served 3',
      `${id}: its facts`,
    )
  const { rows: services } = await sql<{ ticket: string }>`
    select ticket from appointments.service order by ticket`.execute(ctx.db)
  assert.deepEqual(
    services.map(({ ticket }) => ticket),
    tickets.map(({ id }) => id).sort(),
    'each service is measured once',
  )
}

const where = process.env['TEST_DATABASE_URL'] === undefined ? 'the embedded database' : 'a server'

test(
  `on ${where}, every number of a hall outlives SIGKILL, and its queue goes on`,
  { timeout: 60_000 + rounds * 60_000 },
  async (t) => {
    const one = await prepareProgram()
    t.after(() => one.remove())
    appendFileSync(
      join(one.dataDir, 'pack/centres/usual.yaml'),
      '\nkiosk: { perMinute: 100000, longestQueue: 100000 }\n',
    )
    const prepared = await one.open()
    await settleClerks(prepared)
    await prepared.close()
    await one.start()
    const load = new HallLoad(one.url)
    await load.openCounters()
    for (let number = 0; number < rounds; number++) {
      const killed = await round(one, load, number)
      t.diagnostic(`round ${number + 1}: ${killed} killed; ${load.asked.size} numbers, ${load.called.size} called`)
    }
    await load.empty()
    await one.stop()
    const opened = await one.open()
    await verify(opened.ctx, load)
    await opened.close()
  },
)
