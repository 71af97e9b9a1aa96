import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Actor } from '#core/actor'
import { addPeople } from '#modules/people'
import { testContext, type TestContext } from '#test/context'
import { refusedWith } from '#test/people'
import { anna, dan, spreadAll, stranger } from '#test/telling'
import { broadcast, broadcastChannels } from './operations/broadcasting.ts'
import { countAudience } from './operations/previewing.ts'
import { list, markRead } from './operations/reading.ts'
import { subscribe } from '../services/operations/subscribing.ts'

const em: Actor = { ...dan, id: 'em' }
const chairman: Actor = { ...dan, kind: 'official', id: 'chair', posts: [{ unit: '99', role: 'chair' }] }
const warning = {
  kind: 'warning' as const,
  area: { communes: ['99001'] },
  title: { vi: 'Ngập lụt', en: 'Flood' },
  text: { vi: 'Nước lên nhanh.', en: 'The water is rising.' },
}

describe('whom an announcement reaches', { timeout: 120_000 }, () => {
  let t: TestContext
  before(async () => {
    t = await testContext()
    const people = [
      { id: 'anna', commune: '99001', email: 'anna@example.vn', phone: '+84912000001' },
      { id: 'dan', commune: '99001', phone: '+84912000002' },
      { id: 'em', commune: '99002', phone: '+84912000003' },
    ].map((one) => ({ ...one, kind: 'citizen' as const, name: one.id }))
    await t.ctx.db.transaction().execute((db) => addPeople(db, t.ctx, people, t.now))
  })
  after(() => t.close())

  test('a warning also reaches who subscribed to the commune’s warnings, as it was counted beforehand; news do not', async () => {
    await t.call(subscribe, { topic: 'commune-warnings/99001' }, em)
    await t.call(broadcast, warning, chairman)
    await t.call(broadcast, { ...warning, kind: 'news', title: { vi: 'Hội làng' } }, chairman)
    await spreadAll(t)
    const subjects = async (actor: Actor) => (await t.call(list, {}, actor)).map(({ subject }) => subject)
    assert.deepEqual(await subjects(em), ['Ngập lụt'])
    assert.equal((await subjects(dan)).length, 2)
    const counted = async (kind: 'warning' | 'news') =>
      (await t.call(countAudience, { kind, area: warning.area }, chairman)).people
    assert.deepEqual([await counted('warning'), await counted('news')], [3, 2])
  })

  test('notices.broadcast-channels counts people by each way, and refuses citizens and other officials', async () => {
    const { id } = await t.call(broadcast, { ...warning, area: 'province' }, chairman)
    await spreadAll(t)
    const [notice] = await t.call(list, {}, anna)
    await t.call(markRead, { id: notice?.id ?? 0 }, anna)
    const rows = await t.call(broadcastChannels, { id }, chairman)
    assert.deepEqual(
      rows.map(({ channel, people, out, read }) => [channel, people, out, read]),
      [
        ['app', 3, 3, 1],
        ['email', 1, 0, 0],
        ['sms', 2, 0, 0],
      ],
      'by e-mail and SMS it is kept: no provider is set',
    )
    for (const wrong of [dan, { ...chairman, posts: [{ unit: '99001', role: 'officer' }] }])
      await assert.rejects(t.call(broadcastChannels, { id }, wrong), refusedWith('not-allowed'))
    await assert.rejects(t.call(broadcastChannels, { id }, stranger), refusedWith('sign-in-needed'))
  })
})
