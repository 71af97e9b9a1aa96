/**
 * A platform under load, made to be killed: `node crash-platform.ts <data folder> <database URL or ''> <round>`. Four callers
 * light beacons through `call`, a consumer tallies the events; what was acknowledged is told to the parent process.
 */
import { sql } from 'kysely'
import { z } from 'zod'
import { openContext } from '../../src/context.ts'
import type { Actor } from '../../src/core/actor.ts'
import { call } from '../../src/core/call.ts'
import { registerConsumers, type Consumer } from '../../src/core/consumers.ts'
import { runConsumers } from '../../src/core/run-consumers.ts'
import { defineEvent, emit } from '../../src/core/events.ts'
import { defineModule } from '../../src/core/module.ts'
import { command } from '../../src/core/operation.ts'
import { testConfig } from './context.ts'

const lit = defineEvent('beacons.lit', { v: 1, payload: z.object({ on: z.string() }) })

const light = command('beacons.light', {
  summary: 'Light a beacon: two rows in two tables, and an event.',
  input: z.strictObject({ id: z.string() }),
  output: z.strictObject({ id: z.string() }),
  allow: () => true,
  async run({ input, db, now }) {
    await sql`insert into beacons.beacon (id) values (${input.id})`.execute(db)
    await emit(db, lit, { record: input.id, version: 1, unit: 'u', occurredAt: now, payload: { on: input.id } })
    await sql`insert into beacons.flame (beacon) values (${input.id})`.execute(db)
    return { id: input.id }
  },
})

const tally: Consumer = {
  name: 'beacons.tally',
  types: ['beacons.lit'],
  async handle(db, events) {
    await sql`insert into beacons.tally (record) select unnest(${events.map((event) => event.record)}::text[])`.execute(
      db,
    )
  },
}

export const beacons = defineModule({ name: 'beacons', operations: [light], consumers: [tally] })

/** The platform, opened on that folder or server, with its consumer at work. */
export async function openBeacons(dataDir: string, databaseUrl: string) {
  const opened = await openContext(testConfig(dataDir, databaseUrl || undefined), [beacons])
  const { ctx } = opened
  await sql`create schema if not exists beacons`.execute(ctx.db)
  await sql`create table if not exists beacons.beacon (id text primary key)`.execute(ctx.db)
  await sql`create table if not exists beacons.flame (beacon text primary key references beacons.beacon)`.execute(
    ctx.db,
  )
  await sql`create table if not exists beacons.tally (n int generated always as identity, record text not null)`.execute(
    ctx.db,
  )
  await registerConsumers(ctx.db, [tally])
  const runner = runConsumers(ctx, [tally])
  opened.onWake(() => runner.wake())
  return { ctx, runner, close: () => runner.stop().then(() => opened.close()) }
}

const keeper: Actor = {
  kind: 'official',
  id: 'keeper',
  name: 'Keeper',
  posts: [{ unit: 'u', role: 'keeper' }],
  locale: 'vi',
}

async function burn(dataDir: string, databaseUrl: string, round: string): Promise<void> {
  const { ctx } = await openBeacons(dataDir, databaseUrl)
  let number = 0
  const caller = async (): Promise<never> => {
    for (;;) {
      const id = `${round}-${(number += 1)}`
      // While its database is away, a call fails: that is no acknowledgement.
      const answer = await call(ctx, light, { id }, keeper).catch(() => undefined)
      if (answer) process.send?.(answer.id)
      else await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  await Promise.all([caller(), caller(), caller(), caller()])
}

if (process.send && import.meta.main) await burn(process.argv[2] ?? '', process.argv[3] ?? '', process.argv[4] ?? '')
