import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { anonymous } from '#core/actor'
import { listEventsOf } from '#core/events'
import { addPeople } from '#modules/people'
import { testContext, type TestContext } from '#test/context'
import * as scene from '#test/halls'
import { at, bookAt, centre, clerk, hoa, kiosk, second, serveNext, sit, stranger, takeNumber, today } from '#test/halls'
import { refusedWith } from '#test/people'
import { checkIn } from './operations/coming.ts'
import * as counter from './operations/counter.ts'
import { hall } from './operations/finding.ts'
import { ticket } from './operations/following.ts'

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
const one = { centre, counter: 1 }
const later = (minutes: number) => void (t.now = new Date(t.now.getTime() + minutes * 60_000))
const labels = async () => (await t.call(counter.desk, { centre }, clerk)).waiting.map(({ label }) => label)
const next = async (no = 1, who = clerk) => (await t.call(counter.callNext, { centre, counter: no }, who)).ticket

describe('a counter', { timeout: 120_000 }, () => {
  test('appointments.open-counter and appointments.close-counter: one clerk, one counter; both refuse others', async () => {
    await sit(t)
    await sit(t)
    assert.deepEqual(await typesOf(`counter/${centre}/1`), ['counter-opened'])
    await nothingWritten(() => sit(t, 1, second), 'counter-taken')
    await nothingWritten(() => sit(t, 2), 'counter-elsewhere')
    await nothingWritten(() => sit(t, 9), 'counter-not-found')
    await nothingWritten(() => sit(t, 2, stranger), 'not-allowed')
    await nothingWritten(() => sit(t, 2, hoa), 'not-allowed')
    await nothingWritten(() => t.call(counter.closeCounter, one, second), 'not-allowed')
    await takeNumber(t)
    await next()
    await nothingWritten(() => t.call(counter.closeCounter, one, clerk), 'counter-busy')
    const { serving } = await t.call(counter.desk, { centre }, clerk)
    await t.call(counter.finish, { ...one, ticket: serving?.id ?? '' }, clerk)
    await t.call(counter.closeCounter, one, clerk)
    await sit(t, 1, second)
  })

  test('appointments.call-next calls by the order of the hall, tells the wait, and refuses who does not sit there', async () => {
    const { id } = await takeNumber(t)
    await takeNumber(t, 'B')
    await nothingWritten(() => next(), 'not-allowed')
    await sit(t)
    await nothingWritten(() => next(1, second), 'not-allowed')
    later(7)
    assert.equal((await next())?.label, 'A001')
    const called = (await listEventsOf(t.ctx.db, id)).at(-1)
    assert.deepEqual(called?.payload, { centre, letter: 'A', counter: 1, booked: false, waitMinutes: 7 })
    await nothingWritten(() => next(), 'counter-busy')
    const seen = await t.call(ticket, { id }, nobody)
    assert.deepEqual([seen.state, seen.counter], ['serving', 1])
    await t.call(counter.finish, { ...one, ticket: id }, clerk)
    assert.equal(await next(), undefined, 'counter 1 does not serve group B')
  })

  test('a booked person is called before those who came earlier without, once their time has come', async () => {
    const { code } = await bookAt(t, at(today, '10:00'))
    t.now = at(today, '09:30')
    await t.call(checkIn, { ...kiosk(t), code }, nobody)
    await takeNumber(t)
    await sit(t)
    assert.deepEqual(await labels(), ['A002', 'A001'])
    t.now = at(today, '10:00')
    assert.deepEqual(await labels(), ['A001', 'A002'])
    const line = await next()
    assert.deepEqual([line?.label, line?.booked, line?.procedure?.vi], ['A001', true, 'Cấp phép đồ vật'])
    const called = (await listEventsOf(t.ctx.db, line?.id ?? '')).at(-1)
    assert.match(JSON.stringify(called?.payload), /"waitMinutes":0/, 'who comes before their time does not wait')
  })

  test('appointments.finish states how long the wait and the service were; it refuses another number and another clerk', async () => {
    const { id } = await takeNumber(t)
    await sit(t)
    later(4)
    await next()
    await nothingWritten(() => t.call(counter.finish, { ...one, ticket: 'another' }, clerk), 'number-gone')
    await nothingWritten(() => t.call(counter.finish, { ...one, ticket: id }, second), 'not-allowed')
    later(6)
    await t.call(counter.finish, { ...one, ticket: id }, clerk)
    const served = (await listEventsOf(t.ctx.db, id)).at(-1)
    assert.deepEqual(served?.payload, {
      centre,
      letter: 'A',
      counter: 1,
      booked: false,
      waitMinutes: 4,
      serviceMinutes: 6,
    })
    await nothingWritten(() => t.call(counter.finish, { ...one, ticket: id }, clerk), 'number-gone')
  })

  test('appointments.call-again, appointments.mark-absent and appointments.take-back; all refuse who does not sit there', async () => {
    const { id } = await takeNumber(t)
    await takeNumber(t)
    await sit(t)
    await next()
    const input = { ...one, ticket: id }
    for (const act of [counter.callAgain, counter.markAbsent, counter.takeBack])
      await nothingWritten(() => t.call(act, input, second), 'not-allowed')
    assert.equal((await t.call(counter.callAgain, input, clerk)).ticket?.calls, 2)
    await nothingWritten(() => t.call(counter.takeBack, input, clerk), 'ticket-not-absent')
    await t.call(counter.markAbsent, input, clerk)
    assert.deepEqual(
      (await t.call(counter.desk, { centre }, clerk)).absent.map(({ label }) => label),
      ['A001'],
    )
    await nothingWritten(() => t.call(counter.markAbsent, input, clerk), 'number-gone')
    await nothingWritten(() => t.call(counter.takeBack, { ...one, ticket: 'unknown' }, clerk), 'ticket-not-found')
    await t.call(counter.takeBack, input, clerk)
    assert.deepEqual(await labels(), ['A001', 'A002'], 'who comes back is next')
    assert.deepEqual(await typesOf(id), ['ticket-taken', 'called', 'called-again', 'absent', 'taken-back'])
  })

  test('appointments.hand-over sends a number on, where it is next; it refuses its own group and others’ counters', async () => {
    const { id } = await takeNumber(t)
    later(1)
    await takeNumber(t, 'B')
    await sit(t)
    await sit(t, 2, second)
    await next()
    const input = { ...one, ticket: id }
    await nothingWritten(() => t.call(counter.handOver, { ...input, to: 'A' }, clerk), 'same-group')
    await nothingWritten(() => t.call(counter.handOver, { ...input, to: 'Z' }, clerk), 'no-such-group')
    await nothingWritten(() => t.call(counter.handOver, { ...input, to: 'B' }, second), 'not-allowed')
    later(3)
    await t.call(counter.handOver, { ...input, to: 'B' }, clerk)
    const line = await next(2, second)
    assert.deepEqual([line?.label, line?.letter], ['A001', 'B'])
    assert.deepEqual(await typesOf(id), ['ticket-taken', 'called', 'handed-over', 'called'])
  })

  test('appointments.desk shows the hall to who works there, and refuses everybody else', async () => {
    await takeNumber(t)
    await sit(t)
    const found = await t.call(counter.desk, { centre }, clerk)
    assert.deepEqual(
      found.counters.map(({ no, open, mine }) => [no, open, mine]),
      [
        [1, true, true],
        [2, false, false],
      ],
    )
    assert.ok(!JSON.stringify(found).includes('hoa'))
    for (const who of [stranger, hoa])
      await assert.rejects(t.call(counter.desk, { centre }, who), refusedWith('not-allowed'))
  })
})

describe('calling at once', { timeout: 120_000 }, () => {
  test('two clerks never get the same number, and no number is lost', async () => {
    const count = 20
    for (let no = 0; no < count; no += 1) {
      if (no % 10 === 0) later(2)
      await takeNumber(t)
    }
    await sit(t)
    await sit(t, 2, second)
    const called: string[] = []
    for (let round = 0; round < count / 2; round += 1) {
      const both = await Promise.all([next(1, clerk), next(2, second)])
      for (const [place, line] of both.entries()) {
        assert.ok(line)
        called.push(line.label)
        const who = place === 0 ? clerk : second
        await t.call(counter.finish, { centre, counter: place + 1, ticket: line.id }, who)
      }
    }
    assert.equal(new Set(called).size, count)
    assert.deepEqual(await labels(), [])
  })

  test('many kiosks at once give no number twice', async () => {
    const tickets = await Promise.all(Array.from({ length: 12 }, () => takeNumber(t)))
    assert.deepEqual(
      tickets.map(({ label }) => label).toSorted(),
      Array.from({ length: 12 }, (_, no) => `A${String(no + 1).padStart(3, '0')}`),
    )
  })

  test('a call whose answer was lost is the same call when it is sent again', async () => {
    await takeNumber(t)
    await takeNumber(t)
    await sit(t)
    const options = { idempotencyKey: 'call-1' }
    const first = await t.call(counter.callNext, one, clerk, options)
    const again = await t.call(counter.callNext, one, clerk, options)
    assert.equal(again.ticket?.id, first.ticket?.id)
    assert.deepEqual(await labels(), ['A002'])
  })
})

describe('the screens of the hall', { timeout: 120_000 }, () => {
  test('appointments.hall and appointments.ticket are open to anyone, name nobody, and follow what happens', async () => {
    await sit(t)
    for (let no = 0; no < 5; no += 1) await takeNumber(t)
    const mine = await takeNumber(t)
    const unknown = await t.call(ticket, { id: mine.id }, nobody)
    assert.deepEqual([unknown.ahead, unknown.estimate], [5, undefined], 'nothing is measured yet')
    for (const minutes of [3, 4, 5, 6, 7]) await serveNext(t, minutes)
    for (let no = 0; no < 2; no += 1) await takeNumber(t)
    const found = await t.call(hall, { centre }, nobody)
    const group = found.groups.find(({ letter }) => letter === 'A')
    assert.deepEqual([group?.waiting, group?.next, group?.counters], [3, ['A006', 'A007', 'A008'], [1]])
    assert.deepEqual(group?.estimate, { low: 12, high: 18 }, 'three before, of four to six minutes each')
    assert.deepEqual((await t.call(ticket, { id: mine.id }, nobody)).estimate, { low: 0, high: 1 })
    assert.equal(found.groups.find(({ letter }) => letter === 'B')?.estimate, undefined)
    assert.ok(!JSON.stringify(found).includes(mine.id), 'who looks at the screen learns no number’s id')
    await assert.rejects(t.call(ticket, { id: 'guessed' }, nobody), refusedWith('ticket-not-found'))
    await assert.rejects(t.call(hall, { centre: '99001' }, nobody), refusedWith('centre-not-found'))
  })

  test('the topic of a hall is open to anyone and tells no number; a booked person hears of their own', async () => {
    assert.equal(t.ctx.live.visible(nobody, `hall:${centre}`), true)
    const { code } = await bookAt(t, at(today, '10:30'))
    t.now = at(today, '10:20')
    const { id } = await t.call(checkIn, { ...kiosk(t), code }, nobody)
    const { hallTopic } = await import('./consumers.ts')
    const [event] = await listEventsOf(t.ctx.db, id)
    assert.ok(event)
    assert.deepEqual(hallTopic.of(event), [{ topic: `hall:${centre}`, id: centre }])
    const { listOwners } = await import('./store/ticket.ts')
    assert.deepEqual(await listOwners(t.ctx.db, [code, id]), [
      { record: code, account: 'hoa' },
      { record: id, account: 'hoa' },
    ])
    assert.deepEqual(await listOwners(t.ctx.db, [(await takeNumber(t)).id]), [])
  })
})
