import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { AppError } from '#core/errors'
import { caseAt, elsewhere, lan, noteSubmission, officer, official, receptionist } from '#test/cases'
import { testContext, type TestContext } from '#test/context'
import { claim } from './operations/handling.ts'
import { inbox, listProceduresAtWork, searchInbox } from './operations/lists.ts'
import { register } from './operations/submit.ts'

const chair = official('chair', '99001', 'chair')
const minh = { name: 'Lê Quang Minh', personalId: '044085001111' }

describe('filters of the inbox look at the whole list, not at the page', { timeout: 120_000 }, () => {
  let t: TestContext
  /** the last of the list by time left, and so on no first page */
  let last: string
  before(async () => {
    t = await testContext()
    for (let n = 0; n < 3; n += 1) await caseAt(t, 'accepted')
    t.now = new Date(t.now.getTime() + 60_000)
    const filed = { ...noteSubmission, applicant: minh, channel: 'counter' as const, receptionUnit: 'H99.101.01' }
    last = (await t.call(register, filed, receptionist)).code
  })
  after(() => t.close())

  const wide = { view: 'all' as const, limit: 1 }
  const found = async (q: string, more: { limit?: number } = {}) =>
    (await t.call(searchInbox, { ...wide, ...more, q }, chair)).items.map((item) => item.code)

  test('cases.search-inbox finds by name, identity number, code and a piece of it; it refuses an empty text', async () => {
    assert.notEqual((await t.call(inbox, wide, chair)).items[0]?.code, last)
    for (const q of ['le quang mi', 'Minh', minh.personalId, last, last.slice(-4), last.slice(0, 8).toLowerCase()])
      assert.ok((await found(q, { limit: 50 })).includes(last), q)
    for (const q of ['le quang mi', minh.personalId, last.slice(-4)]) assert.deepEqual(await found(q), [last], q)
    assert.deepEqual(await found('không ai tên thế này'), [])
    await assert.rejects(found(' '), (error) => error instanceof AppError && error.code === 'invalid-input')
  })

  test('cases.search-inbox keeps to the person’s own reach, and refuses a citizen', async () => {
    assert.deepEqual((await t.call(searchInbox, { ...wide, q: 'Minh' }, elsewhere)).items, [])
    await assert.rejects(
      t.call(searchInbox, { q: 'Minh' }, lan),
      (error) => error instanceof AppError && error.code === 'not-allowed',
    )
  })

  test('cases.list-procedures-at-work counts the whole view, keeps to the person’s reach, and refuses a citizen', async () => {
    const counted = async (input: object, actor = chair) =>
      (await t.call(listProceduresAtWork, input, actor)).items.map(({ procedure, open }) => [procedure.id, open])
    const shown = (await t.call(inbox, { view: 'all', limit: 100 }, chair)).items.length
    assert.deepEqual(await counted({ view: 'all' }), [['note-copy', shown]])
    assert.deepEqual(await counted({ view: 'queue' }, officer), [['note-copy', shown]])
    assert.deepEqual(await counted({ view: 'queue' }, receptionist), [], 'all are past the reception')
    assert.deepEqual(await counted({ view: 'all' }, elsewhere), [])
    assert.deepEqual(await counted({ view: 'all', unit: '99002' }), [], 'a unit outside their reach')
    assert.deepEqual(await counted({ view: 'mine' }, officer), [])
    await assert.rejects(
      t.call(listProceduresAtWork, {}, lan),
      (error) => error instanceof AppError && error.code === 'not-allowed',
    )
  })

  test('the one who has the work is looked for in the whole list', async () => {
    await t.call(claim, { code: last }, officer)
    const { items } = await t.call(inbox, { ...wide, assignee: officer.id }, chair)
    assert.deepEqual(
      items.map((item) => item.code),
      [last],
    )
    assert.deepEqual((await t.call(inbox, { ...wide, assignee: 'nobody' }, chair)).items, [])
  })
})
