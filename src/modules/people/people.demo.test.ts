import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anonymous } from '#core/actor'
import { findPersonalId, findPhone } from '#core/forms/identifiers'
import { notices } from '#modules/notices'
import { placesIn, units } from '#modules/units'
import { testContext } from '#test/context'
import { sql } from 'kysely'
import { loadDemoPeople } from './demo.ts'
import { makeName, makePersonalId, makePhone, people, seeded } from './index.ts'
import { demoAccounts, signInDemo } from './operations/session.ts'

test(
  'people.demo-accounts: a demo of Quảng Trị fills every place once, and offers a walk through the hands of a case',
  { timeout: 120_000 },
  async (t) => {
    const began = performance.now()
    const platform = await testContext({
      modules: [units, notices, people],
      pack: 'province/quang-tri',
      config: { demo: true },
    })
    try {
      t.diagnostic(`opened with its people in ${Math.round(performance.now() - began)} ms`)
      const places = placesIn(platform.ctx).reduce((sum, place) => sum + place.count, 0)
      const count = async () =>
        (
          await sql<{ n: number; held: number }>`
        select count(*)::int as n, (select count(*)::int from people.post) as held from people.account`.execute(
            platform.ctx.db,
          )
        ).rows[0]
      assert.deepEqual(await count(), { n: places + 5, held: places })
      await loadDemoPeople(platform.ctx)
      assert.deepEqual(await count(), { n: places + 5, held: places })
      const offered = await platform.call(demoAccounts, {}, anonymous())
      const roles = offered.map((person) => person.posts[0]?.role ?? 'citizen')
      assert.deepEqual(roles, [
        'citizen',
        'citizen',
        'citizen',
        'citizen',
        'citizen',
        'receptionist',
        'civil-status-officer',
        'land-officer',
        'division-head',
        'chair',
        'specialist',
        'director',
        'leader',
        'system-operator',
      ])
      for (const person of offered) await platform.call(signInDemo, { account: person.id }, anonymous())
      const chair = offered.find((person) => person.posts[0]?.role === 'chair')
      assert.match(chair?.posts[0]?.unitName?.vi ?? '', /^Phường /)
      assert.equal(chair?.posts[0]?.roleName?.vi, 'Chủ tịch Ủy ban nhân dân')
      t.diagnostic(offered.map((person) => person.name).join(', '))
    } finally {
      await platform.close()
    }
  },
)

test('made-up people have names, numbers and phones of the right form, and come out the same again', () => {
  const [one, again] = [seeded(7), seeded(7)]
  for (let turn = 0; turn < 500; turn += 1) {
    const sex = turn % 2 === 0 ? 'male' : 'female'
    const name = makeName(one, sex)
    assert.equal(makeName(again, sex), name)
    assert.match(name, /^\p{Lu}\p{Ll}*( \p{Lu}\p{Ll}*){1,4}$/u)
    assert.ok(findPersonalId(makePersonalId(one, sex, 1950 + (turn % 70)), 2026))
    makePersonalId(again, sex, 1950)
    assert.equal(makePhone(one), findPhone(makePhone(again)))
  }
})
