import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { addPeople } from '#modules/people'
import { citizen, lan, official } from '#test/cases'
import { testContext, type TestContext } from '#test/context'
import { noteChanges } from './jobs.ts'
import { publishNews } from './operations/news.ts'
import { subscribe, unsubscribe } from './operations/subscribing.ts'

const hung = citizen('hung')
const editor = official('editor', '99001', 'news-editor')

describe('who subscribed is told', { timeout: 120_000 }, () => {
  let t: TestContext
  before(async () => {
    t = await testContext({ now: '2026-11-18T02:00:00Z' })
    const people = ['lan', 'hung'].map((id) => ({ id, kind: 'citizen' as const, name: id }))
    await addPeople(t.ctx.db, t.ctx, people, t.now)
  })
  after(() => t.close())

  const told = async (template: string) => {
    await t.drain()
    const { rows } = await sql<{ account: string; subject: string }>`
      select account, subject from notices.message where template = ${template} and channel = 'app' order by id`.execute(
      t.ctx.db,
    )
    return rows.map(({ account, subject }) => `${account}: ${subject}`)
  }
  const words = { title: 'Lịch ghi chép', summary: 'Từ tháng 12', body: 'Từ ngày 01/12/2026.' }

  test('of news of the field, and of no other; not once they no longer want it', async () => {
    await t.call(subscribe, { topic: 'field-news/notes' }, lan)
    await t.call(publishNews, { ...words, field: 'notes' }, editor)
    await t.call(publishNews, { ...words, title: 'Không lĩnh vực' }, editor)
    const [first, ...more] = await told('subscribed-news')
    assert.match(first ?? '', /^lan: .*Lịch ghi chép$/)
    assert.deepEqual(more, [])
    await t.call(unsubscribe, { topic: 'field-news/notes' }, lan)
    await t.call(publishNews, { ...words, field: 'notes' }, editor)
    assert.equal((await told('subscribed-news')).length, 1)
  })

  test('of a procedure whose rules change on a day, once; what stood there from the beginning is no change', async () => {
    await t.call(subscribe, { topic: 'procedure-changes/note-copy' }, hung)
    assert.deepEqual(await noteChanges(t.ctx), [], 'the first look tells nobody')
    t.now = new Date('2027-03-01T02:00:00Z')
    assert.deepEqual(await noteChanges(t.ctx), ['note-copy'])
    assert.deepEqual(await noteChanges(t.ctx), [])
    assert.deepEqual((await told('procedure-changed')).length, 1)
    assert.match((await told('procedure-changed'))[0] ?? '', /^hung: .*Sao ghi chép/)
  })
})
