import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { anonymous, type Actor } from '#core/actor'
import { listEventsOf } from '#core/events'
import { addPeople } from '#modules/people'
import { testContext, type TestContext } from '#test/context'
import * as scene from '#test/halls'
import { at, bookAt, centre, clerk, hoa, kiosk, otherCentre, sit, stranger, takeNumber, today } from '#test/halls'
import { refusedWith } from '#test/people'
import { showPersonalQr } from '../people/operations/personal-qr.ts'
import { checkIn, kioskKey, takeTicket } from './operations/coming.ts'
import * as counter from './operations/counter.ts'

let t: TestContext
before(async () => {
  t = await testContext()
  await addPeople(t.ctx.db, t.ctx, [{ kind: 'citizen', id: 'hoa', name: 'Trần Thị Hoa' }], t.now)
})
after(() => t.close())
beforeEach(() => scene.clearHalls(t))

const nobody = anonymous()
const typesOf = (record: string) => scene.typesOf(t, record)
const nothingWritten = (attempt: () => Promise<unknown>, code: string) => scene.refusedAndNothing(t, attempt, code)
const later = (minutes: number) => void (t.now = new Date(t.now.getTime() + minutes * 60_000))
const labels = async () => (await t.call(counter.desk, { centre }, clerk)).waiting.map(({ label }) => label)

describe('the kiosk', { timeout: 120_000 }, () => {
  test('appointments.take-ticket gives the next number of each group, and states it', async () => {
    const first = await t.call(takeTicket, { ...kiosk(t), letter: 'A' }, nobody)
    const other = await t.call(takeTicket, { ...kiosk(t), letter: 'B' }, nobody)
    const third = await takeNumber(t)
    assert.deepEqual([first.label, other.label, third.label], ['A001', 'B001', 'A002'])
    assert.equal(third.ahead, 1)
    const [fact] = await listEventsOf(t.ctx.db, first.id)
    assert.deepEqual(
      [fact?.type, fact?.unit, fact?.payload],
      ['appointments.ticket-taken', '99001', { centre, letter: 'A', booked: false, priority: false }],
    )
  })

  test('appointments.take-ticket refuses who is not in the hall, unknown groups and closed hours', async () => {
    await nothingWritten(() => t.call(takeTicket, { centre, letter: 'A' }, nobody), 'sign-in-needed')
    const elsewhere = { centre: otherCentre, letter: 'A', key: kiosk(t).key }
    await nothingWritten(() => t.call(takeTicket, elsewhere, nobody), 'sign-in-needed')
    await nothingWritten(() => t.call(takeTicket, { centre, letter: 'A' }, hoa), 'not-allowed')
    await nothingWritten(() => t.call(takeTicket, { centre, letter: 'A' }, stranger), 'not-allowed')
    await nothingWritten(() => takeNumber(t, 'Z'), 'no-such-group')
    await nothingWritten(() => takeNumber(t, 'a'), 'invalid-input')
    t.now = at(today, '18:00')
    await nothingWritten(() => takeNumber(t), 'hall-closed')
    await sit(t)
    assert.equal((await takeNumber(t)).label, 'A001', 'while a clerk still receives people, numbers are given')
  })

  test('a flood of numbers is stopped: so many a minute, so many in a queue', async () => {
    for (let no = 0; no < 12; no += 1) await takeNumber(t)
    await nothingWritten(() => takeNumber(t), 'kiosk-too-fast')
    for (let minute = 0; minute < 6; minute += 1) {
      later(2)
      for (let no = 0; no < 12 && (await labels()).length < 80; no += 1) await takeNumber(t)
    }
    later(2)
    await nothingWritten(() => takeNumber(t), 'queue-full')
    assert.equal((await takeNumber(t, 'B')).label, 'B001')
  })

  test('appointments.kiosk-key is given to who works there, and refuses everybody else', async () => {
    assert.equal((await t.call(kioskKey, { centre }, clerk)).key, kiosk(t).key)
    assert.notEqual((await t.call(kioskKey, { centre: otherCentre }, stranger)).key, kiosk(t).key)
    await assert.rejects(t.call(kioskKey, { centre }, stranger), refusedWith('not-allowed'))
    await assert.rejects(t.call(kioskKey, { centre }, hoa), refusedWith('not-allowed'))
  })

  test('a personal code checks its person in, once, and they see who read it and why', async () => {
    await bookAt(t, at(today, '10:30'))
    t.now = at(today, '10:20')
    const show = async (who: Actor) => (await t.call(showPersonalQr, {}, who)).token
    await nothingWritten(async () => t.call(checkIn, { ...kiosk(t), code: 'a.b.c' }, nobody), 'personal-qr-wrong')
    const ticket = await t.call(checkIn, { ...kiosk(t), code: await show(hoa) }, nobody)
    assert.deepEqual([ticket.label, ticket.booked], ['A001', true])
    assert.deepEqual(await typesOf('account/hoa'), ['people.personal-qr-read'])
    const { rows } = await sql<{ purpose: string }>`
      select purpose from core.access where operation = 'appointments.check-in' and subject = 'account/hoa'`.execute(
      t.ctx.db,
    )
    assert.deepEqual(rows, [{ purpose: 'check-in' }])
    await nothingWritten(
      async () => t.call(checkIn, { ...kiosk(t), code: await show(hoa) }, nobody),
      'no-appointment-here',
    )
  })
})
