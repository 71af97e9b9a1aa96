import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { startOfDay } from '#core/days'
import type { CallOptions } from '#core/call'
import { listEventsOf } from '#core/events'
import { citizen, official } from './cases.ts'
import type { TestContext } from './context.ts'
import { refusedWith } from './people.ts'
import { book } from '../../src/modules/appointments/operations/booking.ts'
import { takeTicket } from '../../src/modules/appointments/operations/coming.ts'
import { callNext, finish, openCounter } from '../../src/modules/appointments/operations/counter.ts'
import { kioskKeyOf } from '../../src/modules/appointments/hall.ts'

/** The people around the hall of the test pack's ward: group A things, B the rest, K results; counter 1 serves A and K, 2 A and B. */
export const centre = 'H99.101.01'
export const otherCentre = 'H99.102.01'
export const hoa = citizen('hoa')
export const minh = citizen('minh')
export const clerk = official('clerk', centre, 'receptionist')
export const second = official('second', centre, 'receptionist')
export const stranger = official('stranger', otherCentre, 'receptionist')

/** An instant of the province: a day and a time of day. */
export const at = (day: string, clock: string): Date => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return new Date(startOfDay(day).getTime() + (hours * 60 + minutes) * 60_000)
}

/** Wednesday. The clock of a test context stands at 09:00 of it. */
export const today = '2026-11-18'
export const tomorrow = '2026-11-19'

export const kiosk = (t: TestContext) => ({ centre, key: kioskKeyOf(t.ctx, centre) })

export const bookAt = (t: TestContext, startsAt: Date, who = hoa, more: object = {}) =>
  t.call(book, { centre, about: { procedure: 'thing-permit' }, startsAt: startsAt.toISOString(), ...more }, who)

export const takeNumber = (t: TestContext, letter = 'A', options: CallOptions = {}) =>
  t.call(takeTicket, { centre, letter }, clerk, options)

/** Calls the next number at a counter and says after some minutes that it was served. */
export async function serveNext(
  t: TestContext,
  minutes: number,
  counter = 1,
  who = clerk,
): Promise<string | undefined> {
  const { ticket } = await t.call(callNext, { centre, counter }, who)
  if (!ticket) return undefined
  t.now = new Date(t.now.getTime() + minutes * 60_000)
  await t.call(finish, { centre, counter, ticket: ticket.id }, who)
  return ticket.label
}

export const sit = (t: TestContext, counter = 1, who = clerk) => t.call(openCounter, { centre, counter }, who)

/** An empty hall on the morning of the test's day. */
export async function clearHalls(t: TestContext): Promise<void> {
  t.now = at(today, '09:00')
  await sql`truncate appointments.booking, appointments.ticket, appointments.service, appointments.counter, core.event, core.idempotency,
    notices.message cascade`.execute(t.ctx.db)
}

/** What was stated of a record, in order. */
export const typesOf = async (t: TestContext, record: string): Promise<string[]> =>
  (await listEventsOf(t.ctx.db, record)).map(({ type }) => type.replace('appointments.', ''))

async function countEvents(t: TestContext): Promise<number | undefined> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from core.event`.execute(t.ctx.db)
  return rows[0]?.n
}

/** The attempt is refused with this code, and no fact came of it. */
export async function refusedAndNothing(t: TestContext, attempt: () => Promise<unknown>, code: string): Promise<void> {
  const before = await countEvents(t)
  await assert.rejects(attempt, refusedWith(code))
  assert.equal(await countEvents(t), before)
}
