import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { AppError } from '#core/errors'
import { lan, noteAnswers } from '#test/cases'
import { testContext, type TestContext } from '#test/context'
import { continues } from './draft-body.ts'
import { getDraft, saveDraft } from './operations/drafts.ts'

test('a save goes on from what is kept, from nothing known, or from itself sent twice', () => {
  assert.ok(continues({ mark: 'a' }, { mark: 'b', after: ['a'] }))
  assert.ok(continues({ mark: 'b' }, { mark: 'b', after: ['a'] }), 'a repeat')
  assert.ok(continues({}, { mark: 'b', after: [] }), 'kept before there were marks')
  assert.ok(continues({ mark: 'a' }, { after: [] }), 'from a page without marks')
  assert.ok(!continues({ mark: 'c' }, { mark: 'b', after: ['a'] }))
})

describe('a form in two places', { timeout: 120_000 }, () => {
  let t: TestContext
  before(async () => {
    t = await testContext({ now: '2026-11-18T02:00:00Z' })
  })
  after(() => t.close())
  const markOf = (n: number) => `00000000-0000-4000-8000-00000000000${n}`

  test('cases.save-draft refuses content that does not go on from what is kept, and keeps that', async () => {
    const { id } = await t.call(saveDraft, { procedure: 'note-copy', mark: markOf(1) }, lan)
    const save = (mark: string, base: string[]) =>
      t.call(saveDraft, { procedure: 'note-copy', id, answers: noteAnswers, mark, after: base }, lan)
    const elsewhere = await save(markOf(2), [markOf(1)])
    assert.equal(elsewhere.mark, markOf(2))
    t.now = new Date(t.now.getTime() + 60_000)
    await assert.rejects(
      save(markOf(3), [markOf(1)]),
      (error) => error instanceof AppError && error.code === 'draft-newer' && error.status === 409,
    )
    assert.deepEqual(await t.call(getDraft, { id }, lan), elsewhere)
    assert.equal((await save(markOf(3), [markOf(1), markOf(2)])).mark, markOf(3), 'knowingly')
  })
})
