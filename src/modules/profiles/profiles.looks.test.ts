import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { anonymous } from '#core/actor'
import { addPeople } from '#modules/people'
import { applicant, caseAt, citizen, elsewhere, lan, officer } from '#test/cases'
import { testContext, type TestContext } from '#test/context'
import { findRelated, search } from '../cases/operations/lists.ts'
import { get } from '../cases/operations/reading.ts'
import { listLooks } from './operations/looks.ts'

describe('profiles: who looked', { timeout: 240_000 }, () => {
  let t: TestContext
  let code = ''
  before(async () => {
    t = await testContext({ now: '2026-11-18T02:00:00Z' })
    const person = { kind: 'citizen' as const, assurance: 2, name: 'Trần Thị Lan' }
    await addPeople(
      t.ctx.db,
      t.ctx,
      [
        { ...person, id: 'lan', personalId: applicant.personalId },
        { kind: 'official', id: officer.id, name: 'Phạm Quang Nguyên', posts: [] },
      ],
      t.now,
    )
    code = await caseAt(t, 'accepted')
  })
  after(() => t.close())
  const looks = async (actor = lan) => (await t.call(listLooks, {}, actor)).items

  test('profiles.list-looks tells who opened a case of mine, at which unit, and when; own reads stay out', async () => {
    await t.call(get, { code }, lan)
    const before = (await looks()).length
    await t.call(get, { code }, officer, { purpose: 'giải quyết hồ sơ' })
    const [newest, ...others] = await looks()
    assert.equal(others.length, before)
    assert.deepEqual(
      [newest?.name, newest?.act.vi, newest?.record.subject, newest?.purpose?.vi, newest?.refused, newest?.by],
      ['Phạm Quang Nguyên', 'Mở hồ sơ', `case/${code}`, 'giải quyết hồ sơ', false, 'person'],
    )
    assert.equal(newest?.unit?.code, officer.posts[0]?.unit)
  })

  test('a search that finds my case leaves a line for it, one that finds nothing of mine does not', async () => {
    const before = (await looks()).length
    await t.call(search, { q: 'Trần Thị Lan' }, officer)
    await t.call(search, { q: 'không ai tên thế này' }, officer)
    const after = await looks()
    assert.equal(after.length, before + 1)
    assert.equal(after[0]?.act.vi, 'Xem thông tin')
    await t.call(findRelated, { code }, officer)
    assert.equal((await looks()).length, before + 2)
  })

  test('a refused attempt shows as refused', async () => {
    await assert.rejects(t.call(get, { code }, elsewhere))
    assert.equal((await looks())[0]?.refused, true)
  })

  test('a read under a purpose that the law keeps back shows after its days', async () => {
    const before = (await looks()).length
    await t.call(get, { code }, officer, { purpose: 'inquiry' })
    assert.equal((await looks()).length, before)
    const now = t.now
    t.now = new Date(now.getTime() + 30 * 86_400_000)
    assert.equal((await looks()).length, before + 1)
    t.now = now
  })

  test('pages follow on without gap or double', async () => {
    const all = (await t.call(listLooks, { limit: 100 }, lan)).items.map(({ id }) => id)
    const first = await t.call(listLooks, { limit: 2 }, lan)
    const rest = await t.call(listLooks, { limit: 100, before: first.next }, lan)
    assert.deepEqual(
      [...first.items, ...rest.items].map(({ id }) => id),
      all,
    )
  })

  test('profiles.list-looks shows nobody the lines of others, and refuses officials and strangers', async () => {
    assert.deepEqual(await looks(citizen('minh')), [])
    await assert.rejects(looks(officer))
    await assert.rejects(looks(anonymous()))
  })
})
