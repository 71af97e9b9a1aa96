import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { anonymous } from '#core/actor'
import { listEventsOf } from '#core/events'
import { caseAt, lan } from '#test/cases'
import { testContext, type TestContext } from '#test/context'
import * as scene from '#test/halls'
import { at, bookAt, centre, clerk, hoa, kiosk, minh, otherCentre, stranger, today, tomorrow } from '#test/halls'
import { refusedWith } from '#test/people'
import { hallTopic } from './consumers.ts'
import { closeDays, markMissed, remind } from './jobs.ts'
import { book, cancel, change, getOne, listMine } from './operations/booking.ts'
import { checkIn, takeTicket } from './operations/coming.ts'
import { openCounter } from './operations/counter.ts'
import { free, hall, list } from './operations/finding.ts'
import { listWaiting } from './waiting.ts'

let t: TestContext
before(async () => void (t = await testContext()))
after(() => t.close())
beforeEach(() => scene.clearHalls(t))

const nobody = anonymous()
const typesOf = (record: string) => scene.typesOf(t, record)
const nothingWritten = (attempt: () => Promise<unknown>, code: string) => scene.refusedAndNothing(t, attempt, code)

const toldOf = async (template: string) => {
  const { rows } = await sql<{ account: string; body: string }>`
    select account, body from notices.message where template = ${template} and channel = 'app'`.execute(t.ctx.db)
  return rows
}

describe('finding a time', { timeout: 120_000 }, () => {
  test('appointments.list-centres is open to anyone', async () => {
    const { items } = await t.call(list, {}, nobody)
    assert.deepEqual(
      items.map(({ code, commune }) => [code, commune?.code]),
      [
        ['H99.003', undefined],
        [centre, '99001'],
        [otherCentre, '99002'],
        ['H99.103.01', '99003'],
      ],
    )
    assert.deepEqual(items[1]?.position, [106.7, 17.1])
  })

  test('appointments.list-free is open to anyone: the places left of the group of a procedure, and why a day is closed', async () => {
    await bookAt(t, at(tomorrow, '09:00'))
    const found = await t.call(free, { centre, procedure: 'thing-permit' }, nobody)
    assert.equal(found.group.letter, 'A')
    const day = (on: string) => found.days.find((one) => one.on === on)
    const places = (on: string, clock: string) =>
      day(on)?.slots.find((slot) => slot.at === at(on, clock).toISOString())?.free
    assert.equal(places(tomorrow, '09:00'), 1)
    assert.equal(places(tomorrow, '09:30'), 2)
    assert.equal(places(today, '09:30'), undefined, 'within the hour nothing is booked')
    assert.equal(day('2026-11-22')?.working, false)
    assert.equal(found.days.at(-1)?.on, '2026-12-02')
    const results = await t.call(free, { centre, result: 'true' }, nobody)
    assert.equal(results.group.letter, 'K')
    await assert.rejects(t.call(free, { centre: '99001' }, nobody), refusedWith('centre-not-found'))
    await assert.rejects(t.call(free, { centre, procedure: 'no-such' }, nobody), refusedWith('no-definition'))
  })
})

describe('an appointment', { timeout: 120_000 }, () => {
  test('appointments.book writes it, states the fact under the commune, and tells its person', async () => {
    const made = await bookAt(t, at(tomorrow, '09:00'))
    assert.match(made.code, /^LH-261118-[A-Z2-9]{6}$/)
    assert.equal(made.procedure?.name.vi, 'Cấp phép đồ vật')
    const [fact] = await listEventsOf(t.ctx.db, made.code)
    assert.deepEqual([fact?.type, fact?.unit, fact?.version], ['appointments.booked', '99001', 1])
    assert.ok(!JSON.stringify(fact?.payload).includes('hoa'), 'a fact names no person')
    await t.drain()
    const [told] = await toldOf('appointment-booked')
    assert.equal(told?.account, 'hoa')
    assert.match(told?.body ?? '', /Cấp phép đồ vật/)
    const waiting = await listWaiting(t.ctx, hoa)
    assert.deepEqual(
      waiting.map(({ kind, path, dueAt }) => [kind, path, dueAt]),
      [['appointment', `/lich-hen/${made.code}`, at(tomorrow, '09:00')]],
    )
    assert.deepEqual(await listWaiting(t.ctx, minh), [])
  })

  test('appointments.book refuses officials and whoever has not signed in', async () => {
    for (const who of [clerk, nobody])
      await assert.rejects(
        bookAt(t, at(tomorrow, '09:00'), who),
        refusedWith(who === nobody ? 'sign-in-needed' : 'not-allowed'),
      )
  })

  for (const [title, startsAt, code] of [
    ['a slot that is past', at(today, '08:00'), 'slot-not-bookable'],
    ['a Sunday', at('2026-11-22', '09:00'), 'slot-not-bookable'],
    ['no beginning of a slot', at(tomorrow, '09:07'), 'slot-not-bookable'],
    ['a year ahead', at('2027-11-18', '09:00'), 'slot-not-bookable'],
  ] as const)
    test(`appointments.book refuses ${title}, and writes nothing`, () =>
      nothingWritten(() => bookAt(t, startsAt), code))

  test('appointments.book refuses what is no centre, no procedure or no instant', async () => {
    const startsAt = at(tomorrow, '09:00').toISOString()
    await nothingWritten(() => t.call(book, { centre: '99001', startsAt }, hoa), 'centre-not-found')
    await nothingWritten(
      () => t.call(book, { centre, about: { procedure: 'no-such' }, startsAt }, hoa),
      'no-definition',
    )
    await nothingWritten(() => t.call(book, { centre, startsAt: 'morgen' }, hoa), 'invalid-input')
  })

  test('of two who want the last place at once one gets it', async () => {
    const startsAt = at(tomorrow, '09:00')
    const tries = await Promise.allSettled([hoa, minh].map((who) => bookAt(t, startsAt, who, { about: {} })))
    assert.deepEqual(tries.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
    const lost = tries.find((one) => one.status === 'rejected')
    assert.ok(refusedWith('slot-full')(lost?.reason))
  })

  test('one person who books from two windows at once has no more than three', async () => {
    const clocks = ['08:00', '08:30', '09:00', '09:30', '10:00']
    const tries = await Promise.allSettled(clocks.map((clock) => bookAt(t, at(tomorrow, clock))))
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 3)
  })

  test('a result is booked for by its own applicant, while it waits', async () => {
    const code = await caseAt(t, 'resolved')
    const open = await caseAt(t, 'accepted')
    const about = { caseCode: code }
    await assert.rejects(bookAt(t, at(tomorrow, '09:00'), hoa, { about }), refusedWith('no-result-to-collect'))
    await assert.rejects(
      bookAt(t, at(tomorrow, '09:00'), lan, { about: { caseCode: open } }),
      refusedWith('no-result-to-collect'),
    )
    const made = await bookAt(t, at(tomorrow, '09:00'), lan, { about })
    assert.deepEqual([made.group.letter, made.caseCode], ['K', code])
  })

  test('appointments.change moves it, frees its place, and refuses others, old versions and full slots', async () => {
    const one = await bookAt(t, at(tomorrow, '09:00'), hoa, { about: {} })
    const other = await bookAt(t, at(tomorrow, '10:00'), minh, { about: {} })
    const to = (clock: string) => ({
      code: one.code,
      version: one.version,
      startsAt: at(tomorrow, clock).toISOString(),
    })
    await nothingWritten(() => t.call(change, to('11:00'), minh), 'not-allowed')
    await nothingWritten(() => t.call(change, { ...to('11:00'), version: 7 }, hoa), 'appointment-changed')
    await nothingWritten(() => t.call(change, to('10:00'), hoa), 'slot-full')
    const moved = await t.call(change, to('11:00'), hoa)
    assert.equal(moved.startsAt, at(tomorrow, '11:00').toISOString())
    assert.deepEqual(await typesOf(one.code), ['booked', 'changed'])
    await t.call(change, { code: other.code, version: 1, startsAt: at(tomorrow, '09:00').toISOString() }, minh)
  })

  test('appointments.change takes it to another centre, and refuses one that is full without losing the place', async () => {
    const startsAt = at(tomorrow, '09:00').toISOString()
    const one = await bookAt(t, at(tomorrow, '09:00'), hoa, { about: {} })
    const there = await bookAt(t, at(tomorrow, '09:00'), minh, { about: {}, centre: otherCentre })
    const to = { code: one.code, version: 1, centre: otherCentre, startsAt }
    await nothingWritten(() => t.call(change, to, hoa), 'slot-full')
    await nothingWritten(() => t.call(change, { ...to, centre: '99001' }, hoa), 'centre-not-found')
    await nothingWritten(() => bookAt(t, at(tomorrow, '09:00'), lan, { about: {} }), 'slot-full')
    await t.call(cancel, { code: there.code, version: 1 }, minh)
    const moved = await t.call(change, to, hoa)
    assert.deepEqual([moved.centre.code, moved.startsAt], [otherCentre, startsAt])
    const fact = (await listEventsOf(t.ctx.db, one.code)).at(-1)
    assert.deepEqual(
      [fact?.type, fact?.unit, fact?.payload],
      ['appointments.changed', '99002', { centre: otherCentre, letter: 'B', startsAt, was: startsAt, left: centre }],
    )
    assert.ok(fact)
    assert.deepEqual(
      hallTopic.of(fact).map(({ topic }) => topic),
      [`hall:${otherCentre}`, `hall:${centre}`],
    )
    await bookAt(t, at(tomorrow, '09:00'), lan, { about: {} })
  })

  test('appointments.change of two people into each other’s centre at once waits for nobody for ever', async () => {
    const clocks = ['10:00', '10:30'] as const
    const mine = await bookAt(t, at(tomorrow, clocks[0]), hoa, { about: {} })
    const theirs = await bookAt(t, at(tomorrow, clocks[1]), minh, { about: {}, centre: otherCentre })
    const moved = await Promise.all([
      t.call(change, { code: mine.code, version: 1, centre: otherCentre, startsAt: mine.startsAt }, hoa),
      t.call(change, { code: theirs.code, version: 1, centre, startsAt: theirs.startsAt }, minh),
    ])
    assert.deepEqual(
      moved.map((one) => one.centre.code),
      [otherCentre, centre],
    )
  })

  test('appointments.cancel frees the place, once, and refuses others', async () => {
    const one = await bookAt(t, at(tomorrow, '09:00'), hoa, { about: {} })
    const input = { code: one.code, version: 1 }
    await nothingWritten(() => t.call(cancel, input, minh), 'not-allowed')
    assert.equal((await t.call(cancel, input, hoa)).state, 'cancelled')
    await nothingWritten(() => t.call(cancel, { ...input, version: 2 }, hoa), 'appointment-over')
    await bookAt(t, at(tomorrow, '09:00'), minh, { about: {} })
    assert.deepEqual(await typesOf(one.code), ['booked', 'cancelled'])
  })

  test('appointments.get and appointments.list-mine show a person their own only, and refuse others', async () => {
    const { code } = await bookAt(t, at(tomorrow, '09:00'))
    assert.equal((await t.call(getOne, { code: code.toLowerCase() }, hoa)).code, code)
    await assert.rejects(t.call(getOne, { code }, minh), refusedWith('not-allowed'))
    await assert.rejects(t.call(getOne, { code }, clerk), refusedWith('not-allowed'))
    await assert.rejects(t.call(getOne, { code: 'LH-261118-ZZZZZZ' }, hoa), refusedWith('appointment-not-found'))
    assert.equal((await t.call(listMine, {}, hoa)).items.length, 1)
    assert.deepEqual((await t.call(listMine, {}, minh)).items, [])
    await assert.rejects(t.call(listMine, {}, clerk), refusedWith('not-allowed'))
  })
})

describe('time', { timeout: 120_000 }, () => {
  test('a person is reminded the day before, once, and anew of another time', async () => {
    const startsAt = at('2026-11-20', '09:00')
    const { code } = await bookAt(t, startsAt)
    await remind.run(t.ctx)
    assert.equal((await toldOf('appointment-soon')).length, 0)
    t.now = at(tomorrow, '09:30')
    await remind.run(t.ctx)
    await remind.run(t.ctx)
    assert.deepEqual(
      (await toldOf('appointment-soon')).map(({ account }) => account),
      ['hoa'],
    )
    await t.call(change, { code, version: 1, startsAt: at('2026-11-20', '15:00').toISOString() }, hoa)
    t.now = at(tomorrow, '16:00')
    await remind.run(t.ctx)
    assert.equal((await toldOf('appointment-soon')).length, 2)
  })

  test('whoever does not come is told; two of them, and booking rests while the kiosk stays open', async () => {
    const missed = await bookAt(t, at(tomorrow, '09:00'))
    await bookAt(t, at(tomorrow, '10:00'))
    t.now = at(tomorrow, '10:30')
    await markMissed.run(t.ctx)
    await markMissed.run(t.ctx)
    assert.deepEqual(await typesOf(missed.code), ['booked', 'missed'])
    await t.drain()
    assert.equal((await toldOf('appointment-missed')).length, 2)
    await nothingWritten(() => bookAt(t, at(tomorrow, '15:00')), 'booking-paused')
    assert.equal((await t.call(takeTicket, { ...kiosk(t), letter: 'A' }, nobody)).label, 'A001')
  })

  test('what a day leaves behind is closed by the next: numbers, and counters that nobody closed', async () => {
    await t.call(openCounter, { centre, counter: 1 }, clerk)
    const { id } = await t.call(takeTicket, { ...kiosk(t), letter: 'A' }, nobody)
    t.now = at(tomorrow, '09:00')
    const { counters, groups } = await t.call(hall, { centre }, nobody)
    assert.ok(counters.every(({ open }) => !open))
    assert.ok(groups.every(({ waiting }) => waiting === 0))
    await closeDays.run(t.ctx)
    assert.deepEqual(await typesOf(id), ['ticket-taken', 'absent'])
    assert.deepEqual(await typesOf(`counter/${centre}/1`), ['counter-opened', 'counter-closed'])
  })
})

describe('coming', { timeout: 120_000 }, () => {
  test('appointments.check-in makes a number of an appointment, at the kiosk and by who works there', async () => {
    const { code } = await bookAt(t, at(today, '10:30'))
    t.now = at(today, '10:10')
    const ticket = await t.call(checkIn, { ...kiosk(t), code }, nobody)
    assert.deepEqual([ticket.label, ticket.booked, ticket.state], ['A001', true, 'waiting'])
    assert.deepEqual(await typesOf(code), ['booked', 'checked-in'])
    assert.deepEqual((await t.call(getOne, { code }, hoa)).ticket, { id: ticket.id, label: 'A001', state: 'waiting' })
    const waiting = await listWaiting(t.ctx, hoa)
    assert.deepEqual(
      waiting.map(({ path }) => path),
      [`/so-thu-tu/${ticket.id}`],
    )
    await nothingWritten(() => t.call(checkIn, { centre, code }, clerk), 'checked-in-already')
  })

  test('appointments.check-in refuses whoever is not in the hall, and what is not for it', async () => {
    const { code } = await bookAt(t, at(today, '10:30'))
    t.now = at(today, '10:10')
    for (const [who, input] of [
      [nobody, { centre, code }],
      [nobody, { centre, code, key: 'guessed-key' }],
      [hoa, { centre, code }],
      [stranger, { centre, code }],
    ] as const)
      await nothingWritten(() => t.call(checkIn, input, who), who === nobody ? 'sign-in-needed' : 'not-allowed')
    await nothingWritten(() => t.call(checkIn, { centre: otherCentre, code }, stranger), 'no-appointment-here')
    await nothingWritten(() => t.call(checkIn, { centre, code: 'LH-261118-ZZZZZZ' }, clerk), 'no-appointment-here')
    await nothingWritten(() => t.call(checkIn, { centre, code: 'anything' }, clerk), 'personal-qr-wrong')
    t.now = at(today, '09:00')
    await nothingWritten(() => t.call(checkIn, { centre, code }, clerk), 'check-in-too-early')
  })
})
