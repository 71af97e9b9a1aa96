import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { anonymous } from '#core/actor'
import { testContext, type TestContext } from '#test/context'
import * as scene from '#test/halls'
import { at, bookAt, centre, clerk, hoa, kiosk, minh, serveNext, sit, stranger, takeNumber, today } from '#test/halls'
import { tellOfTurns } from './jobs.ts'
import { checkIn } from './operations/coming.ts'
import { callNext } from './operations/counter.ts'
import { follow, ticket } from './operations/following.ts'
import { listWaiting } from './waiting.ts'

let t: TestContext
before(async () => void (t = await testContext()))
after(() => t.close())
beforeEach(() => scene.clearHalls(t))

const nobody = anonymous()
const nothingWritten = (attempt: () => Promise<unknown>, code: string) => scene.refusedAndNothing(t, attempt, code)

const told = async () => {
  await t.drain()
  const { rows } = await sql<{ account: string; subject: string; body: string }>`
    select account, subject, body from notices.message where template = 'turn-near' and channel = 'app' order by id`.execute(
    t.ctx.db,
  )
  return rows
}

describe('following a number', { timeout: 120_000 }, () => {
  test('appointments.follow-ticket makes a slip’s number one’s own, and states it; it refuses who has no account', async () => {
    const { id } = await takeNumber(t)
    assert.equal((await t.call(ticket, { id }, hoa)).followedBy, 'nobody')
    await nothingWritten(() => t.call(follow, { id }, nobody), 'sign-in-needed')
    await nothingWritten(() => t.call(follow, { id }, stranger), 'not-allowed')
    await nothingWritten(() => t.call(follow, { id: 'guessed' }, hoa), 'ticket-not-found')
    assert.equal((await t.call(follow, { id }, hoa)).followedBy, 'me')
    await t.call(follow, { id }, hoa)
    assert.deepEqual(await scene.typesOf(t, id), ['ticket-taken', 'ticket-followed'])
    assert.deepEqual(
      (await listWaiting(t.ctx, hoa)).map(({ path }) => path),
      [`/so-thu-tu/${id}`],
    )
    await nothingWritten(() => t.call(follow, { id }, minh), 'ticket-followed')
    assert.equal((await t.call(ticket, { id }, minh)).followedBy, 'another')
  })

  test('appointments.follow-ticket refuses a number that is over', async () => {
    const { id } = await takeNumber(t)
    await sit(t)
    await serveNext(t, 3)
    await nothingWritten(() => t.call(follow, { id }, hoa), 'ticket-over')
  })
})

describe('telling that a turn is near', { timeout: 120_000 }, () => {
  test('once, when as few are before as the centre says, and nobody else', async () => {
    await sit(t)
    for (let no = 0; no < 4; no += 1) await takeNumber(t)
    const { id } = await takeNumber(t)
    await takeNumber(t)
    await t.call(follow, { id }, hoa)
    assert.deepEqual(await told(), [], 'four are before it')
    await serveNext(t, 2)
    assert.deepEqual(await told(), [], 'three are before it')
    await serveNext(t, 2)
    const [first, ...more] = await told()
    assert.deepEqual([first?.account, first?.subject, more], ['hoa', 'Số A005 sắp đến lượt', []])
    assert.match(first?.body ?? '', /trước bạn: 2\./)
    assert.match(first?.body ?? '', new RegExp(`/so-thu-tu/${id}`))
    await serveNext(t, 2)
    await tellOfTurns.run(t.ctx)
    assert.equal((await told()).length, 1)
  })

  test('nobody is told while no counter serves the group, and all who are near once one opens', async () => {
    const { id } = await takeNumber(t)
    await t.call(follow, { id }, hoa)
    assert.deepEqual(await told(), [])
    await sit(t)
    assert.equal((await told()).length, 1)
  })

  test('by the estimate: many are before, and each takes a minute', async () => {
    await sit(t)
    for (let no = 0; no < 5; no += 1) await takeNumber(t)
    for (let no = 0; no < 5; no += 1) await serveNext(t, 1)
    for (let no = 0; no < 6; no += 1) await takeNumber(t)
    const { id, ahead } = await takeNumber(t)
    assert.equal(ahead, 6)
    await t.call(follow, { id }, hoa)
    assert.equal((await told()).length, 1)
  })

  test('by time alone: a service that goes on brings the turn near, without any event', async () => {
    await sit(t)
    for (let no = 0; no < 5; no += 1) await takeNumber(t)
    for (let no = 0; no < 5; no += 1) await serveNext(t, 3)
    for (let no = 0; no < 4; no += 1) await takeNumber(t)
    await t.call(callNext, { centre, counter: 1 }, clerk)
    const { id } = await takeNumber(t)
    await t.call(follow, { id }, hoa)
    await tellOfTurns.run(t.ctx)
    assert.deepEqual(await told(), [], 'one at the counter and three before it, of three minutes each: twelve')
    t.now = new Date(t.now.getTime() + 2 * 60_000)
    await tellOfTurns.run(t.ctx)
    assert.equal((await told()).length, 1, 'ten minutes are left')
  })

  test('an appointment that waits for its time is not near while others go before it', async () => {
    const { code } = await bookAt(t, at(today, '10:30'))
    await sit(t)
    for (let no = 0; no < 4; no += 1) await takeNumber(t)
    t.now = at(today, '09:40')
    await t.call(checkIn, { ...kiosk(t), code }, nobody)
    assert.deepEqual(await told(), [])
    t.now = at(today, '10:30')
    await tellOfTurns.run(t.ctx)
    const [one] = await told()
    assert.match(one?.body ?? '', /sắp được gọi/)
    assert.doesNotMatch(one?.body ?? '', /trước bạn/, 'nobody is before it now')
  })
})
