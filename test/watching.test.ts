/** A screen in an office: an account whose only post watches. Its session lasts; it sees sums, and no case and no name. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { anonymous, type Actor } from '#core/actor'
import { dayOf } from '#core/days'
import { modules } from '../src/modules.ts'
import { testContext, type TestContext } from '#test/context'
import { Browser, refusedWith } from '#test/people'
import { list } from '../src/modules/indicators/operations.ts'
import { inbox, search } from '../src/modules/cases/operations/lists.ts'
import { changePassword } from '../src/modules/people/operations/change-password.ts'
import { createOfficial, endSessionsOf, listSessions } from '../src/modules/people/operations/managing.ts'
import { endSession, getSecurity } from '../src/modules/people/operations/security.ts'
import { me } from '../src/modules/people/operations/session.ts'
import { signIn } from '../src/modules/people/operations/sign-in.ts'
import { listStaff, setAway } from '../src/modules/people/operations/staff.ts'

const day = 86_400_000
const password = 'Mật-khẩu-mới-2'
const operator: Actor = {
  kind: 'official',
  id: 'op',
  name: 'Vận hành',
  posts: [{ unit: '99', role: 'system-operator' }],
  locale: 'vi',
}

describe('a screen on a wall', { timeout: 120_000 }, () => {
  let t: TestContext
  let screen: string
  before(async () => {
    t = await testContext({ modules, now: '2026-11-18T02:00:00Z' })
    screen = await account('man-hinh', [{ unit: '99', role: 'screen' }])
  })
  after(() => t.close())

  async function account(login: string, posts: { unit: string; role: string }[]): Promise<string> {
    const made = await t.call(createOfficial, { login, name: 'Màn hình hội trường', posts }, operator)
    const browser = await enter(login, made.password)
    await t.call(changePassword, { current: made.password, password }, await browser.actor())
    return made.id
  }
  async function enter(login: string, word = password): Promise<Browser> {
    const browser = new Browser(t)
    await t.call(signIn, { login, password: word }, anonymous(), browser.options)
    return browser
  }
  const later = (milliseconds: number) => void (t.now = new Date(t.now.getTime() + milliseconds))
  const isIn = async (browser: Browser) => (await browser.actor()).kind === 'official'

  test('stays signed in while it is used, for 400 days at most, and not after seven days in the dark', async () => {
    const wall = await enter('man-hinh')
    for (let days = 0; days < 396; days += 6) {
      assert.ok(await isIn(wall), `after ${days} days`)
      later(6 * day)
    }
    later(5 * day)
    assert.ok(!(await isIn(wall)))
    const dark = await enter('man-hinh')
    later(7 * day)
    assert.ok(!(await isIn(dark)))
  })

  test('sees the boards; no case, nobody’s name', async () => {
    const actor = await (await enter('man-hinh')).actor()
    assert.deepEqual(actor.posts, [])
    assert.equal((await t.call(me, {}, actor)).secondFactorNeeded, false)
    await t.call(list, {}, actor)
    assert.deepEqual((await t.call(inbox, { view: 'all' }, actor)).items, [])
    assert.deepEqual((await t.call(search, { q: 'Nguyễn' }, actor)).items, [])
    await assert.rejects(t.call(listStaff, { unit: '99' }, actor), refusedWith('not-allowed'))
  })

  test('with another post beside it is an official like any other, whose session ends', async () => {
    await account('nv200', [
      { unit: '99', role: 'screen' },
      { unit: '99', role: 'chair' },
    ])
    const browser = await enter('nv200')
    assert.deepEqual((await browser.actor()).posts, [{ unit: '99', role: 'chair' }])
    later(15 * 60_000)
    assert.ok(!(await isIn(browser)))
  })

  test('is nobody’s substitute', async () => {
    await account('nv201', [{ unit: '99', role: 'chair' }])
    const chair = await (await enter('nv201')).actor()
    const days = { from: dayOf(t.now), to: dayOf(t.now) }
    await assert.rejects(t.call(setAway, { ...days, substitute: screen }, chair), refusedWith('not-a-colleague'))
  })

  test('is listed to its holder hours later, and ended by them', async () => {
    await t.call(endSessionsOf, { account: screen }, operator)
    const [wall, desk] = [await enter('man-hinh'), await enter('man-hinh')]
    later(3 * 3_600_000)
    const shown = (await t.call(getSecurity, {}, await desk.actor())).sessions
    assert.equal(shown.length, 2)
    const other = shown.find(({ current }) => !current)
    await t.call(endSession, { id: other?.id ?? '' }, await desk.actor())
    assert.ok(!(await isIn(wall)))
  })

  test('people.list-sessions and people.end-sessions: an operator takes a screen down, and the event tells so', async () => {
    const wall = await enter('man-hinh')
    const { items } = await t.call(listSessions, { account: screen }, operator)
    assert.ok(items.length > 0)
    assert.deepEqual(await t.call(endSessionsOf, { account: screen }, operator), { ended: items.length })
    assert.ok(!(await isIn(wall)))
    assert.deepEqual((await t.call(listSessions, { account: screen }, operator)).items, [])
  })

  test('people.list-sessions and people.end-sessions are refused to who is no operator, and for nobody’s account', async () => {
    const wall = await enter('man-hinh')
    for (const [actor, code] of [
      [anonymous(), 'sign-in-needed'],
      [await wall.actor(), 'not-allowed'],
    ] as const) {
      await assert.rejects(t.call(listSessions, { account: screen }, actor), refusedWith(code))
      await assert.rejects(t.call(endSessionsOf, { account: screen }, actor), refusedWith(code))
    }
    await assert.rejects(t.call(endSessionsOf, { account: 'nobody' }, operator), refusedWith('account-not-found'))
    assert.ok(await isIn(wall))
  })
})
