import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { listEventsOf } from '#core/events'
import { testContext, type TestContext } from '#test/context'
import { refusedWith } from '#test/people'
import { desk, hole, mai, nobody, reportAt, uploadPicture } from '#test/reports'
import { alike } from './operations/alike.ts'
import { get, track } from './operations/reading.ts'
import { submit } from './operations/sending.ts'
import { show, split } from './operations/triage.ts'

describe('two problems in one report', { timeout: 120_000 }, () => {
  let t: TestContext
  before(async () => {
    t = await testContext()
  })
  after(() => t.close())

  const part = { category: 'water', text: 'Vòi nước công cộng cạnh đó vỡ, chảy tràn.' }
  const sender = { ...mai, name: 'Mai' }

  test('reports.split makes the second a report of the same sender, place and picture, whose time runs since the first was sent', async () => {
    const photos = [await uploadPicture(t), await uploadPicture(t)]
    const code = await reportAt(t, 'shown', { photos })
    const sentAt = t.now
    t.now = new Date(t.now.getTime() + 86_400_000)
    const { into, version } = await t.call(split, { code, ...part, photos: [2] }, desk)
    const [first, second] = [await t.call(get, { code }, sender), await t.call(get, { code: into }, sender)]
    assert.deepEqual([first.splits.map((one) => one.code), second.splitFrom, first.version], [[into], code, version])
    assert.deepEqual(
      [second.text, second.category.id, second.unit.code, second.commune.code, second.place, second.state.name],
      [part.text, 'water', 'H99.002', '99001', hole.place, 'submitted'],
    )
    assert.deepEqual([first.photos.length, second.photos.length, second.photos[0]?.shown], [2, 1, false])
    assert.equal(second.mine, true)
    const untouched = await t.call(submit, { ...hole, category: 'water' }, mai)
    assert.ok((second.dueAt ?? '') < (untouched.dueAt ?? ''), `waits since ${sentAt.toISOString()}`)
    assert.deepEqual(
      [(await listEventsOf(t.ctx.db, code)).at(-1)?.type, (await listEventsOf(t.ctx.db, into))[0]?.type],
      ['reports.split', 'reports.submitted'],
    )
    assert.deepEqual((await t.call(alike, { code }, desk)).items, [])
  })

  test('whoever sent without a name follows the part too; everybody else sees no tie', async () => {
    const sent = await t.call(submit, { ...hole, anonymous: true }, nobody)
    const { into } = await t.call(split, { code: sent.code, ...part, category: 'noise' }, desk)
    const first = await t.call(track, { code: sent.code, secret: sent.secret ?? '' }, nobody)
    assert.deepEqual(
      first.splits.map(({ code }) => code),
      [into],
    )
    const second = await t.call(track, { code: into, secret: first.splits[0]?.secret ?? '' }, nobody)
    assert.equal(second.text, part.text)
    await t.call(show, { code: into, text: 'Vòi nước vỡ.' }, desk)
    const open = await t.call(get, { code: into }, { ...mai, id: 'stranger' })
    assert.deepEqual([open.splitFrom, open.splits], [undefined, []])
  })

  test('reports.split refuses an answered report, an unknown picture and a short text, and writes nothing', async () => {
    const code = await reportAt(t, 'answered')
    const before = (await listEventsOf(t.ctx.db, code)).length
    await assert.rejects(t.call(split, { code, ...part }, desk), refusedWith('report-not-in-hand'))
    await assert.rejects(t.call(split, { code, ...part, text: 'Vỡ' }, desk), refusedWith('invalid-input'))
    const open = await reportAt(t, 'accepted')
    await assert.rejects(t.call(split, { code: open, ...part, photos: [7] }, desk), refusedWith('no-photo'))
    assert.deepEqual((await t.call(get, { code: open }, desk)).splits, [])
    assert.equal((await listEventsOf(t.ctx.db, code)).length, before)
  })
})
