import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { anonymous } from '#core/actor'
import { notices } from '#modules/notices'
import { units } from '#modules/units'
import { testContext, type TestContext } from '#test/context'
import { Browser, password, refusedWith, settlePeople } from '#test/people'
import { people } from './index.ts'
import { me } from './operations/session.ts'
import { signIn } from './operations/sign-in.ts'
import { endAway, listStaff, setAway } from './operations/staff.ts'

const modules = [units, notices, people]

describe('staff and substitutes', { timeout: 120_000 }, () => {
  let t: TestContext
  before(async () => {
    t = await testContext({ modules, now: '2026-11-18T02:00:00Z' })
  })
  after(() => t.close())
  beforeEach(async () => {
    t.now = new Date('2026-11-18T02:00:00Z')
    await settlePeople(t)
  })
  const enter = async (login: string, word = password, browser = new Browser(t)) => {
    await t.call(signIn, { login, password: word }, await browser.actor(), browser.options)
    return browser
  }

  test('people.list-staff and people.end-away refuse citizens; people.set-away refuses them and strangers to the unit', async () => {
    const citizen = await (await enter('0912000009')).actor()
    const official = await (await enter('nv001')).actor()
    await assert.rejects(t.call(listStaff, { unit: 'u1' }, citizen), refusedWith('not-allowed'))
    await assert.rejects(t.call(listStaff, { unit: 'u1' }, anonymous()), refusedWith('sign-in-needed'))
    const days = { from: '2026-11-18', to: '2026-11-20' }
    await assert.rejects(t.call(setAway, { ...days, substitute: 'an' }, citizen), refusedWith('not-allowed'))
    await assert.rejects(t.call(setAway, { ...days, substitute: 'chi' }, official), refusedWith('not-a-colleague'))
    await assert.rejects(t.call(setAway, { ...days, substitute: 'an' }, official), refusedWith('not-a-colleague'))
    await assert.rejects(
      t.call(setAway, { from: '2026-11-20', to: '2026-11-18', substitute: 'binh' }, official),
      refusedWith('wrong-days'),
    )
    await assert.rejects(t.call(endAway, {}, citizen), refusedWith('not-allowed'))
  })

  test('people.set-away: the substitute holds the posts on those days; people.end-away gives them back', async () => {
    const [an, binh] = [await enter('nv001'), await enter('nv002')]
    const held = async () => (await binh.actor()).posts.map((post) => `${post.unit} ${post.role}`).sort()
    assert.deepEqual(await held(), ['u1 chair'])
    await t.call(setAway, { from: '2026-11-18', to: '2026-11-20', substitute: 'binh' }, await an.actor())
    assert.deepEqual(await held(), ['u1 chair', 'u1 receptionist'])
    await assert.rejects(
      t.call(setAway, { from: '2026-11-20', to: '2026-11-22', substitute: 'binh' }, await an.actor()),
      refusedWith('away-already'),
    )
    const staff = await t.call(listStaff, { unit: 'u1' }, await an.actor())
    assert.deepEqual(
      staff.map((one) => [one.id, one.role, one.away, one.substituteFor]),
      [
        ['an', 'receptionist', true, undefined],
        ['binh', 'chair', false, undefined],
        ['binh', 'receptionist', false, 'an'],
      ],
    )
    assert.equal((await t.call(me, {}, await an.actor())).away?.substitute, 'binh')
    t.now = new Date('2026-11-19T02:00:00Z')
    await enter('nv001', password, an)
    await enter('nv002', password, binh)
    assert.equal((await t.call(endAway, {}, await an.actor())).ended, 1)
    assert.deepEqual(await held(), ['u1 chair'])
  })
})
