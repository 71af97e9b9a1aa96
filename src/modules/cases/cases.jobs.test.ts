import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#core/actor'
import { transact } from '#core/call'
import { listEventsOf } from '#core/events'
import { caseAt, chair, fileNote, lan, officer, receptionist } from '#test/cases'
import { testContext, type TestContext } from '#test/context'
import * as jobs from './jobs.ts'
import { askSupplement } from './operations/intake.ts'
import { apologise } from './operations/deciding.ts'
import { counts, inbox } from './operations/lists.ts'
import { get } from './operations/reading.ts'

describe('what time does to cases', { timeout: 240_000 }, () => {
  let t: TestContext
  before(async () => {
    t = await testContext({ now: '2026-11-18T02:00:00Z' })
  })
  after(() => t.close())
  const typesOf = async (code: string) => (await listEventsOf(t.ctx.db, code)).map((event) => event.type)

  test('warnings come once each, the passed deadline once and as of the due time', async () => {
    t.now = new Date('2026-11-18T02:00:00Z')
    const code = await caseAt(t, 'accepted')
    for (const at of ['2026-11-18T09:00:00Z', '2026-11-19T01:00:00Z', '2026-11-19T02:30:00Z', '2026-11-19T03:00:00Z']) {
      t.now = new Date(at)
      await jobs.warnOfDeadlines.run(t.ctx)
      await jobs.markOverdueCases.run(t.ctx)
    }
    const events = await listEventsOf(t.ctx.db, code)
    assert.equal(events.filter((event) => event.type === 'cases.warned').length, 3)
    const overdue = events.filter((event) => event.type === 'cases.overdue')
    assert.deepEqual(
      overdue.map((event) => event.occurredAt.toISOString()),
      ['2026-11-19T02:00:00.000Z'],
    )
    const late = await t.call(inbox, { state: 'overdue' }, officer)
    assert.ok(late.items.some((item) => item.code === code && item.times.overdue))
    assert.ok((await t.call(counts, {}, officer)).overdue >= 1)
  })

  test('a supplement that nobody brings closes the case after 15 working days, with its notice', async () => {
    t.now = new Date('2026-11-18T02:00:00Z')
    const code = await caseAt(t, 'accepted')
    await t.call(askSupplement, { code, items: ['Bản sao'], reason: 'Thiếu' }, officer)
    t.now = new Date('2026-12-10T09:59:00Z')
    await jobs.closeUnanswered.run(t.ctx)
    assert.equal((await t.call(get, { code }, lan)).state.name, 'awaiting-supplement')
    t.now = new Date('2026-12-10T10:01:00Z')
    await jobs.closeUnanswered.run(t.ctx)
    const seen = await t.call(get, { code }, lan)
    assert.equal(seen.state.name, 'stopped')
    assert.ok(seen.documents.some((document) => document.kind === 'stop-notice'))
  })

  test('another calendar moves open deadlines later, as events, and never twice', async () => {
    t.now = new Date('2026-11-18T02:00:00Z')
    const code = await caseAt(t, 'accepted')
    await sql`update cases.case set due_at = due_at - interval '1 hour', calendar = 'another' where code = ${code}`.execute(
      t.ctx.db,
    )
    await sql`delete from cases.mark`.execute(t.ctx.db)
    await jobs.recomputeDeadlines.run(t.ctx)
    await jobs.recomputeDeadlines.run(t.ctx)
    assert.deepEqual((await typesOf(code)).filter((type) => type === 'cases.deadline-changed').length, 1)
    assert.equal((await t.call(get, { code }, lan)).times.dueAt, '2026-11-19T02:00:00.000Z')
  })

  test('folding the counters changes no count', async () => {
    const before = await t.call(counts, {}, officer)
    const reception = await t.call(counts, {}, receptionist)
    await jobs.foldCounters.run(t.ctx)
    await fileNote(t)
    await jobs.foldCounters.run(t.ctx)
    assert.deepEqual(await t.call(counts, {}, officer), before)
    assert.equal((await t.call(counts, {}, receptionist)).open, reception.open + 1)
    assert.equal((await t.call(counts, { procedure: 'note-copy' }, receptionist)).open, reception.open + 1)
  })

  test('an apology is drafted for a case that falls due, once', async () => {
    t.now = new Date('2026-11-18T02:00:00Z')
    const code = await caseAt(t, 'accepted')
    await jobs.draftApologies.run(t.ctx)
    await jobs.draftApologies.run(t.ctx)
    const notes = (await t.call(get, { code }, officer)).notes
    assert.equal(notes.filter((note) => note.act === 'apology-draft').length, 1)
  })

  test('the letter of apology lies ready for officials with a reason and a day, until it is sent', async () => {
    t.now = new Date('2026-11-18T02:00:00Z')
    const code = await caseAt(t, 'accepted')
    const seen = await t.call(get, { code }, chair)
    assert.ok(seen.apology)
    assert.match(seen.apology.reason, /cần thêm thời gian/)
    assert.ok(seen.apology.newDueAt > (seen.times.dueAt ?? ''))
    assert.equal(seen.apology.inTime, new Date(seen.apology.by) >= t.now)
    assert.equal((await t.call(get, { code }, lan)).apology, undefined, 'the applicant reads no drafts')
    const { reason, newDueAt } = seen.apology
    const sent = await t.call(apologise, { code, reason, newDueAt }, chair)
    assert.deepEqual(
      sent.documents.map(({ kind }) => kind),
      ['apology'],
    )
    assert.equal((await t.call(get, { code }, chair)).apology, undefined)
  })

  test('only live cases are told of', async () => {
    t.now = new Date('2026-11-18T02:00:00Z')
    await t.drain()
    await caseAt(t, 'accepted')
    await t.drain()
    const told = async () =>
      (await sql<{ template: string }>`select template from notices.message order by id`.execute(t.ctx.db)).rows.map(
        ({ template }) => template,
      )
    assert.ok((await told()).includes('accepted'))
    const before = (await told()).length
    await transact(t.ctx, system, { origin: 'demo' }, async () => undefined)
    await t.drain()
    assert.equal((await told()).length, before)
  })
})
