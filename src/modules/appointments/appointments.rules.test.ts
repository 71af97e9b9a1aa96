import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { buildCalendars, HolidaysWords, ProvinceTime } from '#modules/calendar'
import { refusedWith } from '#test/people'
import { at } from '#test/halls'
import type { Booking } from './booking.ts'
import { CentreWords, type Centre } from './definition.ts'
import { estimate, type OpenCounter, type Served } from './estimate.ts'
import { inOrder, nextFor } from './queue.ts'
import * as rules from './rules.ts'
import { bookableDays, isOpenAt, slotsOf } from './slots.ts'
import { labelOf, type Ticket } from './ticket.ts'

const calendar = buildCalendars(
  ProvinceTime.parse({}),
  HolidaysWords.parse({
    years: {
      2026: {
        decided: true,
        basis: ['a law'],
        off: [{ on: '2026-11-24', name: 'Ngày Văn hóa' }],
        swaps: [{ off: '2026-11-20', worked: '2026-11-21', basis: 'a letter' }],
      },
    },
  }),
).of()

const centre: Centre = CentreWords.parse({
  groups: {
    A: { name: 'Sự vật', fields: ['things'], places: 2 },
    B: { name: 'Khác', rest: true },
    K: { name: 'Kết quả', results: true },
  },
  counters: { 1: ['A', 'K'], 2: ['A', 'B'] },
})

describe('slots', () => {
  const clock = (date: Date) => new Date(date.getTime() + 7 * 3_600_000).toISOString().slice(11, 16)

  it('are as many whole ones as the hours of the day hold, and none over noon', () => {
    const slots = slotsOf(calendar, '2026-11-18', 30).map(clock)
    assert.equal(slots.length, 8 + 7)
    assert.deepEqual([slots[0], slots[7], slots[8], slots.at(-1)], ['07:30', '11:00', '13:30', '16:30'])
    assert.equal(slotsOf(calendar, '2026-11-18', 50).length, 4 + 4)
  })

  for (const [day, slots, why] of [
    ['2026-11-22', 0, 'a Sunday'],
    ['2026-11-24', 0, 'a holiday'],
    ['2026-11-20', 0, 'a Friday that is exchanged'],
    ['2026-11-21', 15, 'the Saturday worked in its place'],
  ] as const)
    it(`are ${slots} on ${why}`, () => assert.equal(slotsOf(calendar, day, 30).length, slots))

  it('reach as many days ahead as the centre says', () => {
    const days = bookableDays(centre, at('2026-11-18', '09:00'))
    assert.deepEqual([days[0], days.at(-1), days.length], ['2026-11-18', '2026-12-02', 15])
  })

  it('know when the hall is open, and half an hour before', () => {
    assert.equal(isOpenAt(calendar, at('2026-11-18', '11:30')), false)
    assert.equal(isOpenAt(calendar, at('2026-11-18', '07:05')), false)
    assert.equal(isOpenAt(calendar, at('2026-11-18', '07:05'), 30), true)
    assert.equal(isOpenAt(calendar, at('2026-11-22', '09:00'), 30), false)
  })
})

describe('the group', () => {
  for (const [asked, letter] of [
    [{ field: 'things', result: false }, 'A'],
    [{ field: 'stars', result: false }, 'B'],
    [{ result: false }, 'B'],
    [{ field: 'things', result: true }, 'K'],
  ] as const)
    it(`${letter} serves ${JSON.stringify(asked)}`, () => assert.equal(rules.letterFor(centre, asked), letter))
})

describe('an appointment', () => {
  const now = at('2026-11-18', '09:00')
  const env = { now, answerable: '99001' }
  const startsAt = at('2026-11-19', '09:00')
  const one: Booking = {
    code: 'LH-261118-AAAAAA',
    version: 1,
    state: 'booked',
    origin: 'live',
    owner: 'hoa',
    centre: 'H99.101.01',
    letter: 'A',
    startsAt,
    minutes: 30,
    bookedAt: now,
  }
  const standing = { centre, calendar, open: [], missedAt: [], taken: 0 }
  const other = (more: Partial<Booking>): Booking => ({ ...one, code: 'LH-261118-BBBBBB', ...more })

  for (const [title, more, code] of [
    ['at a time that is past', { startsAt: at('2026-11-18', '08:00') }, 'slot-not-bookable'],
    ['within the hour', { startsAt: at('2026-11-18', '09:30') }, 'slot-not-bookable'],
    ['between two slots', { startsAt: at('2026-11-19', '09:10') }, 'slot-not-bookable'],
    ['on a holiday', { startsAt: at('2026-11-24', '09:00') }, 'slot-not-bookable'],
    ['too far ahead', { startsAt: at('2026-12-03', '09:00') }, 'slot-not-bookable'],
  ] as const)
    it(`is not booked ${title}`, () =>
      assert.throws(() => rules.book(env, standing, { ...one, ...more }), refusedWith(code)))

  it('is not booked where the last place is taken', () =>
    assert.throws(() => rules.book(env, { ...standing, taken: 2 }, one), refusedWith('slot-full')))

  it('is not booked beside another at the same time', () =>
    assert.throws(() => rules.book(env, { ...standing, open: [other({})] }, one), refusedWith('appointment-same-time')))

  it('is not booked beside three that are still to come', () => {
    const open = ['09:30', '10:00', '10:30'].map((clock) => other({ startsAt: at('2026-11-19', clock) }))
    assert.throws(() => rules.book(env, { ...standing, open }, one), refusedWith('too-many-appointments'))
  })

  it('is not booked for a while by who missed two, and is again after that', () => {
    const missedAt = [at('2026-11-10', '09:00'), at('2026-10-20', '09:00')]
    assert.throws(() => rules.book(env, { ...standing, missedAt }, one), refusedWith('booking-paused'))
    assert.deepEqual(rules.pausedUntil(centre, missedAt, now), at('2026-11-24', '09:00'))
    assert.equal(rules.pausedUntil(centre, missedAt, at('2026-11-24', '09:01')), undefined)
    assert.equal(rules.pausedUntil(centre, [at('2026-11-10', '09:00'), at('2026-07-01', '09:00')], now), undefined)
  })

  const to = (clock: string, where: string = one.centre) => ({
    centre: where,
    letter: 'A',
    startsAt: at('2026-11-19', clock),
    leaving: centre,
  })

  it('is moved to another centre in one act, and says which one it left', () => {
    const { booking, facts } = rules.change(env, { ...standing, open: [one] }, one, to('09:00', 'H99.102.01'))
    assert.deepEqual([booking.centre, booking.startsAt], ['H99.102.01', one.startsAt])
    assert.match(JSON.stringify(facts[0]?.payload), new RegExp(`"left":"${one.centre}"`))
  })

  it('is moved while there is time, and no more an hour before', () => {
    const moved = rules.change(env, { ...standing, open: [one] }, one, to('14:00'))
    assert.deepEqual([moved.booking.version, moved.booking.startsAt], [2, at('2026-11-19', '14:00')])
    const late = { ...env, now: at('2026-11-19', '08:10') }
    assert.throws(() => rules.change(late, standing, one, to('14:00')), refusedWith('appointment-too-near'))
  })

  for (const [clock, code] of [
    ['07:59', 'check-in-too-early'],
    ['09:16', 'appointment-over'],
  ] as const)
    it(`is not checked in at ${clock}`, () =>
      assert.throws(() => rules.checkIn({ ...env, now: at('2026-11-19', clock) }, centre, one), refusedWith(code)))

  for (const clock of ['08:00', '09:00', '09:15'])
    it(`is checked in at ${clock}`, () => {
      const { booking, facts } = rules.checkIn({ ...env, now: at('2026-11-19', clock) }, centre, one)
      assert.equal(booking.state, 'checked-in')
      assert.equal(facts[0]?.type, 'appointments.checked-in')
    })

  it('is missed once, a quarter of an hour after its start', () => {
    const soon = rules.miss({ ...env, now: at('2026-11-19', '09:14') }, centre, one)
    assert.equal(soon.facts.length, 0)
    const { booking, facts } = rules.miss({ ...env, now: at('2026-11-19', '11:00') }, centre, one)
    assert.deepEqual([booking.state, facts[0]?.occurredAt], ['missed', at('2026-11-19', '09:15')])
    assert.equal(rules.miss({ ...env, now: at('2026-11-19', '12:00') }, centre, booking).facts.length, 0)
  })
})

const ticket = (letter: string, no: number, clock: string, more: Partial<Ticket> = {}): Ticket => ({
  id: `${letter}${no}`,
  version: 1,
  state: 'waiting',
  origin: 'live',
  centre: 'H99.101.01',
  day: '2026-11-18',
  letter,
  no,
  queue: letter,
  takenAt: at('2026-11-18', clock),
  waitingSince: at('2026-11-18', clock),
  calls: 0,
  ...more,
})

describe('the queue', () => {
  const now = at('2026-11-18', '09:00')
  const early = ticket('A', 1, '08:00')
  const later = ticket('A', 2, '08:10')
  const booked = ticket('A', 3, '08:40', { aheadFrom: at('2026-11-18', '09:00') })
  const bookedLater = ticket('A', 4, '08:20', { aheadFrom: at('2026-11-18', '09:30') })
  const elder = ticket('B', 1, '08:50', { aheadFrom: at('2026-11-18', '08:50') })
  const all = [later, bookedLater, early, booked, elder]

  it('calls an appointment whose time has come before those who have only a number, and no earlier', () => {
    assert.deepEqual(inOrder(all, now).map(labelOf), ['B001', 'A003', 'A001', 'A002', 'A004'])
    assert.deepEqual(inOrder(all, at('2026-11-18', '08:59')).map(labelOf), ['B001', 'A001', 'A002', 'A003', 'A004'])
    assert.deepEqual(inOrder(all, at('2026-11-18', '09:30')).map(labelOf), ['B001', 'A003', 'A004', 'A001', 'A002'])
  })

  it('gives a counter the first of those whom it serves', () => {
    assert.equal(nextFor(all, { letters: ['A', 'K'], now })?.no, 3)
    assert.equal(nextFor(all, { letters: ['B'], now }), elder)
    assert.equal(nextFor(all, { letters: ['K'], now }), undefined)
    assert.equal(nextFor([{ ...early, state: 'serving' }], { letters: ['A'], now }), undefined)
  })
})

describe('the estimate', () => {
  const now = at('2026-11-18', '09:00')
  const measured: Served[] = [{ letter: 'A', count: 9, low: 4, high: 8 }]
  const waiting = [ticket('A', 1, '08:00'), ticket('A', 2, '08:10'), ticket('A', 3, '08:20')]
  const play = (tickets: readonly Ticket[], counters: readonly OpenCounter[], known = measured) =>
    [...estimate(tickets, counters, { measured: known, now })].map(([id, { low, high }]) => `${id} ${low}-${high}`)
  const one: OpenCounter = { letters: ['A'] }

  it('plays one counter forward', () => {
    assert.deepEqual(play(waiting, [one]), ['A1 0-1', 'A2 4-8', 'A3 8-16'])
  })

  it('halves the wait with a second counter, and counts what is left of whoever is served', () => {
    const busy = { ...one, serving: { letter: 'A', since: at('2026-11-18', '08:58') } }
    assert.deepEqual(play(waiting, [busy, one]), ['A1 0-1', 'A2 2-6', 'A3 4-8'])
  })

  it('lets an appointment go first from its time on, and not earlier', () => {
    const booked = ticket('A', 4, '08:50', { aheadFrom: at('2026-11-18', '09:05') })
    assert.deepEqual(play([...waiting, booked], [one]), ['A1 0-1', 'A2 4-16', 'A3 12-24', 'A4 8-8'])
  })

  it('says nothing for a group of which fewer than five were measured, or that no open counter serves', () => {
    assert.deepEqual(play(waiting, [one], [{ letter: 'A', count: 4, low: 4, high: 8 }]), [])
    assert.deepEqual(play(waiting, [{ letters: ['B'] }]), [])
    assert.deepEqual(play(waiting, []), [])
  })
})
