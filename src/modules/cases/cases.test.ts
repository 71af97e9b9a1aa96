import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { anonymous } from '#core/actor'
import { AppError } from '#core/errors'
import { listEventsOf, openScope } from '#core/events'
import { calendar } from '#modules/calendar'
import { documents } from '#modules/documents'
import { notices } from '#modules/notices'
import { addPeople, people } from '#modules/people'
import { procedures } from '#modules/procedures'
import { units } from '#modules/units'
import {
  applicant,
  caseAt,
  chair,
  citizen,
  elsewhere,
  fileNote,
  lan,
  noteSubmission,
  officer,
  official,
  receptionist,
} from '#test/cases'
import { testContext, type TestContext } from '#test/context'
import { refusedWith } from '#test/people'
import { cases } from './index.ts'
import * as deciding from './operations/deciding.ts'
import * as drafts from './operations/drafts.ts'
import * as handling from './operations/handling.ts'
import * as intake from './operations/intake.ts'
import * as lists from './operations/lists.ts'
import * as paying from './operations/paying.ts'
import * as reading from './operations/reading.ts'
import { register, submit } from './operations/submit.ts'

const modules = [units, calendar, notices, people, documents, procedures, cases]
const refused = (code: string) => (error: unknown) => {
  if (error instanceof AppError && error.code === code) return true
  throw error
}

describe('cases', { timeout: 240_000 }, () => {
  let t: TestContext
  before(async () => {
    t = await testContext({ modules, now: '2026-11-18T02:00:00Z' })
  })
  after(() => t.close())
  const typesOf = async (code: string) => (await listEventsOf(t.ctx.db, code)).map((event) => event.type)

  test('cases.submit: one case, its code of that day, its fee; the identity number stands nowhere in clear', async () => {
    const filed = await fileNote(t)
    assert.match(filed.code, /^H99\.101-261118-\d{4}$/)
    assert.equal(filed.state.name, 'submitted')
    assert.deepEqual(
      filed.fees.map(({ id, amount }) => ({ id, amount })),
      [{ id: 'copy', amount: 16000 }],
    )
    assert.deepEqual(await typesOf(filed.code), ['cases.submitted'])
    const { rows } = await sql<{
      row: string
    }>`select c::text as row from cases.case c where code = ${filed.code}`.execute(t.ctx.db)
    assert.equal(rows[0]?.row.includes(applicant.personalId), false)
    const { rows: events } = await sql<{
      row: string
    }>`select e::text as row from core.event e where record = ${filed.code}`.execute(t.ctx.db)
    assert.equal(
      events.some(({ row }) => row.includes(applicant.personalId) || row.includes('Lan')),
      false,
    )
  })

  test('cases.submit refuses wrong answers all at once, and writes nothing', async () => {
    const count = async () =>
      (await sql<{ n: number }>`select count(*) as n from cases.case`.execute(t.ctx.db)).rows[0]?.n
    const before = await count()
    const answers = { applicant: { fullName: '', birthDate: '2990-01-01', copies: 99, evil: 1 } }
    await assert.rejects(t.call(submit, { ...noteSubmission, answers }, lan), (error) => {
      assert.ok(error instanceof AppError && error.code === 'answers-wrong')
      assert.ok(Array.isArray(error.details['problems']) && error.details['problems'].length >= 4)
      return true
    })
    await assert.rejects(
      t.call(submit, { ...noteSubmission, applicant: { name: 'A', personalId: '123' } }, lan),
      refused('answers-wrong'),
    )
    await assert.rejects(t.call(submit, { ...noteSubmission, procedure: 'nothing' }, lan), refused('no-definition'))
    await assert.rejects(t.call(submit, { ...noteSubmission, competentUnit: '00000' }, lan), AppError)
    await assert.rejects(t.call(submit, { ...noteSubmission, papers: [{ id: 'other' }] }, lan), refused('papers-wrong'))
    assert.equal(await count(), before)
  })

  test('cases.submit and cases.register: not without sign-in, not by an official at another counter', async () => {
    await assert.rejects(t.call(submit, noteSubmission, anonymous()), refused('sign-in-needed'))
    await assert.rejects(t.call(submit, noteSubmission, officer), refused('not-allowed'))
    const registration = { ...noteSubmission, channel: 'counter' as const, receptionUnit: 'H99.101.01' }
    await assert.rejects(t.call(register, registration, lan), refused('not-allowed'))
    await assert.rejects(
      t.call(register, { ...registration, receptionUnit: 'H99.102.01' }, receptionist),
      refused('not-allowed'),
    )
  })

  test('cases.submit repeated with its key gives the first answer', async () => {
    const options = { idempotencyKey: 'again-1' }
    const first = await t.call(submit, noteSubmission, lan, options)
    const second = await t.call(submit, noteSubmission, lan, options)
    assert.equal(second.code, first.code)
    const together = await Promise.all(
      Array.from({ length: 4 }, () => t.call(submit, noteSubmission, lan, { idempotencyKey: 'again-2' })),
    )
    assert.equal(new Set(together.map(({ code }) => code)).size, 1)
    // A repeat that would now be refused, for the case has gone on, gets the first answer too.
    const accepting = { idempotencyKey: 'again-3' }
    const accepted = await t.call(intake.accept, { code: first.code }, receptionist, accepting)
    assert.deepEqual(await t.call(intake.accept, { code: first.code }, receptionist, accepting), accepted)
    assert.equal((await typesOf(first.code)).filter((type) => type === 'cases.accepted').length, 1)
    await assert.rejects(
      t.call(submit, { ...noteSubmission, competentUnit: '99002' }, lan, options),
      refused('idempotency-key-reused'),
    )
  })

  test('cases.register at any counter for any agency, accepted at once, with a receipt', async () => {
    const far = official('far', 'H99.103.01', 'receptionist')
    const filed = await t.call(register, { ...noteSubmission, channel: 'counter', receptionUnit: 'H99.103.01' }, far)
    assert.equal(filed.state.name, 'accepted')
    assert.deepEqual(
      filed.documents.map((document) => document.kind),
      ['receipt'],
    )
    assert.deepEqual(await typesOf(filed.code), ['cases.submitted', 'cases.accepted'])
    const seen = await t.call(reading.get, { code: filed.code }, far)
    assert.equal(seen.unit.code, '99001')
    assert.equal(seen.receptionUnit.code, 'H99.103.01')
    assert.equal(seen.times.handOverBy, '2026-11-18T10:00:00.000Z')
  })

  test('the whole way: cases.accept, cases.complete-step, cases.approve, cases.return, cases.rate', async () => {
    const { code, secret } = await fileNote(t)
    const accepted = await t.call(intake.accept, { code }, receptionist)
    assert.equal(accepted.dueAt, '2026-11-19T02:00:00.000Z')
    await t.call(handling.completeStep, { code, note: 'Đủ điều kiện' }, officer)
    const approved = await t.call(deciding.approve, { code }, chair)
    assert.deepEqual(
      approved.documents.map((document) => document.kind),
      ['result'],
    )
    await t.call(deciding.returnResult, { code, how: 'online' }, receptionist)
    await t.call(paying.rate, { code, score: 5, reasons: ['fast'] }, lan)
    await assert.rejects(t.call(paying.rate, { code, score: 1 }, lan), refused('rated-already'))
    assert.deepEqual(await typesOf(code), [
      'cases.submitted',
      'cases.accepted',
      'cases.step-completed',
      'cases.approved',
      'cases.closed',
      'cases.returned',
      'cases.rated',
    ])
    const tracked = await t.call(reading.track, { code, secret }, anonymous())
    assert.equal(tracked.state.national, 10)
    assert.equal(
      tracked.steps.every((step) => step.status === 'done'),
      true,
    )
    assert.equal(JSON.stringify(tracked).includes('Lan'), false)
    const mine = await t.call(reading.get, { code }, lan)
    assert.deepEqual(mine.notes, [])
    assert.equal(mine.rating?.score, 5)
    assert.equal(mine.applicant.maskedPersonalId, '0451****1234')
  })

  test('cases.track: a wrong secret and a wrong code have the same answer', async () => {
    const { code, secret } = await fileNote(t)
    await assert.rejects(t.call(reading.track, { code, secret: 'aaaaaaaaaa' }, anonymous()), refused('case-not-found'))
    await assert.rejects(
      t.call(reading.track, { code: 'H99.101-261118-9999', secret }, anonymous()),
      refused('case-not-found'),
    )
    assert.equal((await t.call(reading.track, { code: code.toLowerCase(), secret }, anonymous())).code, code)
  })

  test('cases.get: not for strangers; cases.list-mine: mine only', async () => {
    const code = await caseAt(t, 'accepted')
    for (const actor of [citizen('stranger'), elsewhere])
      await assert.rejects(t.call(reading.get, { code }, actor), refused('not-allowed'))
    await assert.rejects(t.call(reading.get, { code }, anonymous()), refused('sign-in-needed'))
    assert.equal((await t.call(lists.listMine, {}, citizen('stranger'))).items.length, 0)
    assert.ok((await t.call(lists.listMine, {}, lan)).items.some((item) => item.code === code))
  })

  test('cases.inbox, cases.counts, cases.search, cases.load, cases.find-related: for officials, within their reach', async () => {
    const code = await caseAt(t, 'accepted')
    await assert.rejects(t.call(lists.inbox, {}, lan), refused('not-allowed'))
    await assert.rejects(t.call(lists.counts, {}, lan), refused('not-allowed'))
    await assert.rejects(t.call(lists.search, {}, lan), refused('not-allowed'))
    const page = await t.call(lists.inbox, { limit: 2 }, officer)
    assert.equal(page.items.length, 2)
    const rest = await t.call(lists.inbox, { limit: 100, after: page.next }, officer)
    assert.ok(rest.items.some((item) => item.code === code))
    assert.equal(
      rest.items.some((item) => page.items.some((one) => one.code === item.code)),
      false,
    )
    assert.equal((await t.call(lists.inbox, { view: 'all' }, elsewhere)).items.length, 0)
    const counted = await t.call(lists.counts, {}, officer)
    const all = await t.call(lists.inbox, { view: 'all', limit: 100 }, officer)
    const waiting = all.items.filter((item) => item.state.national === 5 || item.state.national === 6).length
    assert.equal(counted.open + counted.waiting, all.items.length)
    assert.equal(counted.waiting, waiting)
    assert.deepEqual(
      counted.units.map(({ unit, open }) => [unit.code, open]),
      [[officer.posts[0]?.unit, counted.open]],
    )
    assert.ok(counted.queues.length > 0)
    for (const { unit, role } of counted.queues)
      assert.ok(officer.posts.some((post) => post.unit === unit.code && post.role === role))
    for (const q of [code, applicant.personalId, 'tran thi la'])
      assert.ok(
        (await t.call(lists.search, { q, limit: 100 }, officer)).items.some((item) => item.code === code),
        q,
      )
    assert.equal((await t.call(lists.search, { q: code }, elsewhere)).items.length, 0)
    await assert.rejects(t.call(lists.load, { unit: '99001' }, officer), refused('not-allowed'))
    assert.ok((await t.call(lists.load, { unit: '99001' }, chair)).unassigned > 0)
    await assert.rejects(t.call(lists.findRelated, { code }, lan), refused('not-allowed'))
    assert.ok((await t.call(lists.findRelated, { code }, officer)).items.length > 0)
  })

  test('cases.save-draft, cases.get-draft, cases.list-drafts, cases.discard-draft: mine alone, and gone when filed', async () => {
    await assert.rejects(t.call(drafts.saveDraft, { procedure: 'note-copy' }, officer), refused('not-allowed'))
    const draft = await t.call(
      drafts.saveDraft,
      { procedure: 'note-copy', answers: { applicant: { fullName: 'L' } } },
      lan,
    )
    const saved = await t.call(
      drafts.saveDraft,
      { procedure: 'note-copy', id: draft.id, answers: noteSubmission.answers },
      lan,
    )
    assert.equal(saved.id, draft.id)
    const stranger = citizen('stranger')
    await assert.rejects(
      t.call(drafts.saveDraft, { procedure: 'note-copy', id: draft.id }, stranger),
      refused('not-allowed'),
    )
    await assert.rejects(t.call(drafts.getDraft, { id: draft.id }, stranger), refused('draft-not-found'))
    await assert.rejects(t.call(drafts.discardDraft, { id: draft.id }, stranger), refused('draft-not-found'))
    assert.deepEqual((await t.call(drafts.getDraft, { id: draft.id }, lan)).answers, noteSubmission.answers)
    await fileNote(t, lan, { draft: draft.id })
    assert.equal((await t.call(drafts.listDrafts, {}, lan)).items.length, 0)
    const other = await t.call(drafts.saveDraft, { procedure: 'note-copy' }, lan)
    await t.call(drafts.discardDraft, { id: other.id }, lan)
  })

  test('cases.submit refuses a sign-in below the level that the procedure needs, and writes nothing', async () => {
    const count = async () =>
      (await sql<{ n: number }>`select count(*)::int as n from cases.case`.execute(t.ctx.db)).rows[0]?.n
    const before = await count()
    for (const assurance of [1, undefined])
      await assert.rejects(fileNote(t, { ...lan, assurance }), refusedWith('level-needed'))
    assert.equal(await count(), before)
  })

  test('an account files for its own person', async () => {
    const mai = {
      id: 'mai',
      kind: 'citizen' as const,
      name: 'Lê Thị Mai',
      phone: '+84912000333',
      personalId: '045190005678',
      login: 'mai',
    }
    await t.ctx.db.transaction().execute((db) => {
      openScope(db, { epoch: t.ctx.epoch, actor: 'test', origin: 'live' })
      return addPeople(db, t.ctx, [mai], t.now)
    })
    const { applicant: _, ...submission } = noteSubmission
    const { code } = await t.call(submit, submission, citizen('mai'))
    const seen = await t.call(reading.get, { code }, citizen('mai'))
    assert.equal(seen.applicant.name, 'Lê Thị Mai')
    assert.equal(seen.applicant.maskedPersonalId, '0451****5678')
  })

  test('hostile text is text', async () => {
    const fullName = 'Lan'
    const reason = `'); drop table cases.case; -- <script>alert(1)</script>`
    const { code } = await fileNote(t, lan, {
      answers: { applicant: { ...noteSubmission.answers.applicant, fullName, reason } },
    })
    const seen = await t.call(reading.get, { code }, lan)
    assert.ok(JSON.stringify(seen.answers).includes('drop table'))
    for (const q of [`a' | b:* & !`, '&&&', ':*', '<->', '\\', '%']) await t.call(lists.search, { q }, officer)
    for (const after of ['x', 'e30', Buffer.from('["\'; drop","x"]').toString('base64url')])
      await t.call(lists.inbox, { after }, officer)
  })
})
