import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { anonymous } from '#core/actor'
import { caseAt, citizen, lan, noteAnswers, officer, receptionist } from '#test/cases'
import { testContext, type TestContext } from '#test/context'
import { saveDraft } from './operations/drafts.ts'
import { askSupplement } from './operations/intake.ts'

describe('what cases ask of their person', { timeout: 120_000 }, () => {
  let t: TestContext
  before(async () => {
    t = await testContext({ now: '2026-11-18T02:00:00Z' })
  })
  after(() => t.close())

  test('a supplement comes first, by its due time; then results, payments and drafts', async () => {
    const supplement = await caseAt(t, 'submitted')
    await t.call(askSupplement, { code: supplement, items: ['Bản ghi chép'], reason: 'Thiếu.' }, receptionist)
    const result = await caseAt(t, 'resolved')
    const unpaid = await caseAt(t, 'accepted')
    const draft = await t.call(saveDraft, { procedure: 'note-copy', answers: noteAnswers }, lan)
    const waiting = await t.ctx.waiting.of(t.ctx, lan)
    assert.equal(waiting[0]?.record, supplement)
    assert.ok(waiting[0]?.dueAt && waiting[0].dueAt > t.now)
    assert.equal(waiting[0]?.path, `/ho-so-cua-toi/${supplement}/bo-sung`)
    const kinds = new Map(waiting.map(({ record, kind }) => [record, kind]))
    assert.deepEqual(
      [result, unpaid, draft.id].map((record) => kinds.get(record)),
      ['result', 'payment', 'draft'],
    )
    assert.match(waiting.find(({ record }) => record === unpaid)?.detail ?? '', /Còn phải nộp 16\.000 ₫/)
  })

  test('each sees only their own; officials and nobody see nothing', async () => {
    for (const actor of [citizen('hung'), officer, anonymous()])
      assert.deepEqual(await t.ctx.waiting.of(t.ctx, actor), [])
  })

  test('it is said in the language of the person', async () => {
    const [first] = await t.ctx.waiting.of(t.ctx, { ...lan, locale: 'en' })
    assert.equal(first?.title, 'Copy of a note')
  })
})
