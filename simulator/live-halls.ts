import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Client } from './client.ts'
import { playedHalls } from './halls.ts'
import type { Random } from './random.ts'

/** The halls of the demo as they go on: people come, clerks serve and call, through the public interface. */

export type Players = { random: Random; as(account: string): Promise<Client> }

const Hall = z.object({
  counters: z.array(z.object({ no: z.int(), open: z.boolean(), serving: z.object({ label: z.string() }).optional() })),
  groups: z.array(z.object({ letter: z.string(), waiting: z.int(), counters: z.array(z.int()) })),
})
const Desk = z.object({
  counters: z.array(z.object({ no: z.int(), open: z.boolean(), mine: z.boolean() })),
  serving: z.object({ id: z.string() }).optional(),
})

/** So many wait in a lively hall; beyond that nobody comes for a while. */
const crowd = 9

/** One thing in one hall: somebody takes a number, or a clerk goes on to the next. @returns whether anything happened */
export async function moveHall({ random, as }: Players): Promise<boolean> {
  const centre = random.pick(playedHalls)
  const clerk = await as(`demo-${centre}-receptionist-1`)
  const { groups } = Hall.parse(await clerk.query('appointments.hall', { centre }))
  const waiting = groups.reduce((sum, group) => sum + group.waiting, 0)
  const open = groups.filter(({ counters }) => counters.length > 0)
  if (open.length > 0 && waiting < crowd && random.chance(0.5)) {
    const { letter } = random.pick(open)
    await clerk.command('appointments.take-ticket', { centre, letter }, randomUUID())
    return true
  }
  return serve({ random, as }, centre)
}

async function serve({ random, as }: Players, centre: string): Promise<boolean> {
  const names =
    centre === 'H50.001.01'
      ? [1, 2, 3, 4, 5, 6, 7, 8].map((no) => `receptionist-${no}`)
      : ['receptionist-1', 'cashier-0', 'head-0']
  const clerk = await as(`demo-${centre}-${random.pick(names)}`)
  const { counters, serving } = Desk.parse(await clerk.query('appointments.desk', { centre }))
  const counter = counters.find(({ mine }) => mine)?.no
  if (counter === undefined) return sit(clerk, centre, counters)
  if (serving) await clerk.command('appointments.finish', { centre, counter, ticket: serving.id }, randomUUID())
  await clerk.command('appointments.call-next', { centre, counter }, randomUUID())
  return true
}

/** On a new day clerks open their counters again; the first one is left to visitors of the demo. */
async function sit(clerk: Client, centre: string, counters: z.output<typeof Desk>['counters']): Promise<boolean> {
  const free = counters.find(({ no, open }) => !open && no > 1)
  if (!free) return false
  await clerk.command('appointments.open-counter', { centre, counter: free.no }, randomUUID())
  return true
}
