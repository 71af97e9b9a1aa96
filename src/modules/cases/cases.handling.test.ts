import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { AppError } from '#core/errors'
import { listEventsOf } from '#core/events'
import { calendar } from '#modules/calendar'
import { documents } from '#modules/documents'
import { notices } from '#modules/notices'
import { people } from '#modules/people'
import { procedures } from '#modules/procedures'
import { units } from '#modules/units'
import { caseAt, chair, citizen, elsewhere, lan, officer, official, receptionist } from '#test/cases'
import { testContext, type TestContext } from '#test/context'
import { cases } from './index.ts'
import * as deciding from './operations/deciding.ts'
import * as handling from './operations/handling.ts'
import * as intake from './operations/intake.ts'
import * as lists from './operations/lists.ts'
import * as paying from './operations/paying.ts'
import * as reading from './operations/reading.ts'
import { issueRegister } from './operations/registers.ts'

const modules = [units, calendar, notices, people, documents, procedures, cases]
const refused = (code: string) => (error: unknown) => {
  if (error instanceof AppError && error.code === code) return true
  throw error
}

describe('handling cases', { timeout: 240_000 }, () => {
  let t: TestContext
  before(async () => {
    t = await testContext({ modules, now: '2026-11-18T02:00:00Z' })
  })
  after(() => t.close())
  const stateOf = async (code: string) => (await t.call(reading.get, { code }, receptionist)).state.name

  test('cases.ask-supplement and cases.supplement, before acceptance and after; once only', async () => {
    const early = await caseAt(t, 'submitted')
    await t.call(intake.askSupplement, { code: early, items: ['Bản sao'], reason: 'Thiếu' }, receptionist)
    assert.equal(await stateOf(early), 'incomplete')
    await t.call(intake.supplement, { code: early }, lan)
    assert.equal(await stateOf(early), 'submitted')
    const code = await caseAt(t, 'accepted')
    await assert.rejects(
      t.call(intake.askSupplement, { code, items: ['x'], reason: 'y' }, receptionist),
      refused('not-allowed'),
    )
    const asked = await t.call(intake.askSupplement, { code, items: ['Bản sao', 'Ảnh'], reason: 'Thiếu' }, officer)
    assert.deepEqual(
      asked.documents.map((document) => document.kind),
      ['supplement-request'],
    )
    await assert.rejects(t.call(intake.supplement, { code }, citizen('stranger')), refused('not-allowed'))
    await assert.rejects(t.call(handling.completeStep, { code }, officer), refused('case-not-in-handling'))
    const seen = await t.call(reading.get, { code }, lan)
    assert.deepEqual(seen.supplement?.items, ['Bản sao', 'Ảnh'])
    const answers = { applicant: { fullName: 'Trần Thị Lan', birthDate: '1990-02-03', copies: 3 } }
    const wrong = { applicant: { ...answers.applicant, birthDate: '2090-02-03' } }
    await assert.rejects(t.call(intake.supplement, { code, answers: wrong }, lan), refused('answers-wrong'))
    await t.call(intake.supplement, { code, answers }, lan)
    assert.equal(await stateOf(code), 'processing')
    assert.deepEqual((await t.call(reading.get, { code }, lan)).answers, answers)
    const told = (await t.call(reading.get, { code }, officer)).notes.find(({ text }) => text.includes('Đã sửa'))
    assert.match(told?.text ?? '', /^Đã sửa tờ khai: [^:]+: [^:,;\n]+\.$/m, 'one field of one section, by its label')
    await assert.rejects(
      t.call(intake.askSupplement, { code, items: ['x'], reason: 'y' }, officer),
      refused('supplement-asked'),
    )
  })

  test('two officials at once: the second is told what has changed', async () => {
    const code = await caseAt(t, 'accepted')
    const { version } = await t.call(reading.get, { code }, officer)
    const acts = [
      t.call(handling.completeStep, { code, version }, officer),
      t.call(intake.askSupplement, { code, version, items: ['x'], reason: 'y' }, officer),
    ]
    const outcomes = await Promise.allSettled(acts)
    assert.deepEqual(outcomes.map((outcome) => outcome.status).toSorted(), ['fulfilled', 'rejected'])
    const failed = outcomes.find((outcome) => outcome.status === 'rejected')
    assert.ok(failed?.reason instanceof AppError && ['case-changed', 'not-allowed'].includes(failed.reason.code))
    await assert.rejects(t.call(deciding.withdraw, { code, version }, lan), (error) => {
      assert.ok(error instanceof AppError && error.code === 'case-changed')
      assert.ok(JSON.stringify(error.details['since']).includes('cases.'))
      return true
    })
  })

  test('cases.refuse-intake, cases.propose-refusal, cases.refuse, cases.send-back, cases.stop, cases.withdraw: each by whom it belongs to', async () => {
    const reason = 'Không đủ điều kiện'
    const early = await caseAt(t, 'submitted')
    await assert.rejects(t.call(intake.refuseIntake, { code: early, reason }, officer), refused('not-allowed'))
    await t.call(intake.refuseIntake, { code: early, reason }, receptionist)
    const code = await caseAt(t, 'accepted')
    await assert.rejects(t.call(handling.proposeRefusal, { code, reason }, chair), refused('not-allowed'))
    await t.call(handling.proposeRefusal, { code, reason }, officer)
    await assert.rejects(t.call(deciding.refuse, { code, reason }, officer), refused('not-allowed'))
    await assert.rejects(t.call(deciding.approve, { code }, chair), refused('refusal-proposed'))
    await t.call(handling.sendBack, { code, reason: 'Xem lại' }, chair)
    await assert.rejects(t.call(handling.sendBack, { code, reason }, chair), refused('not-allowed'))
    await t.call(handling.completeStep, { code }, officer)
    await t.call(deciding.refuse, { code, reason }, chair)
    assert.equal(await stateOf(code), 'refused')
    const other = await caseAt(t, 'accepted')
    await assert.rejects(t.call(deciding.stop, { code: other, reason }, officer), refused('not-allowed'))
    await t.call(deciding.stop, { code: other, reason }, chair)
    const last = await caseAt(t, 'accepted')
    await assert.rejects(t.call(deciding.withdraw, { code: last }, citizen('stranger')), refused('not-allowed'))
    await t.call(deciding.withdraw, { code: last, reason: 'Không cần nữa' }, lan)
    assert.equal(await stateOf(last), 'withdrawn')
    await assert.rejects(t.call(deciding.returnResult, { code: last }, officer), refused('not-allowed'))
  })

  test('cases.recall undoes the closing while nobody later has acted; not by others', async () => {
    const code = await caseAt(t, 'resolved')
    await assert.rejects(t.call(deciding.recall, { code }, officer), refused('not-allowed'))
    await t.call(deciding.recall, { code }, chair)
    const events = await listEventsOf(t.ctx.db, code)
    const closing = events.find((event) => event.type === 'cases.closed')
    assert.equal(events.at(-1)?.undoes, closing?.seq)
    assert.equal(await stateOf(code), 'processing')
    await t.call(deciding.approve, { code }, chair)
    await t.call(deciding.returnResult, { code }, receptionist)
    await assert.rejects(t.call(deciding.recall, { code }, receptionist), refused('nothing-to-recall'))
  })

  test('cases.consult and cases.answer-consultation; the definition’s own questions are asked at once', async () => {
    const code = await caseAt(t, 'accepted')
    await assert.rejects(
      t.call(handling.consult, { code, questions: [{ unit: 'H99.002', question: 'Có được không?' }] }, chair),
      refused('not-allowed'),
    )
    await t.call(
      handling.consult,
      { code, questions: [{ unit: 'H99.002', question: 'Có được không?', workingDays: 1 }] },
      officer,
    )
    const water = official('water', 'H99.002', 'officer')
    assert.ok((await t.call(lists.inbox, {}, water)).items.some((item) => item.code === code))
    await assert.rejects(t.call(handling.completeStep, { code }, officer), refused('opinions-awaited'))
    await assert.rejects(
      t.call(handling.answerConsultation, { code, no: 1, answer: 'Được' }, elsewhere),
      refused('not-allowed'),
    )
    await t.call(handling.answerConsultation, { code, no: 1, answer: 'Được', agrees: true }, water)
    await t.call(handling.completeStep, { code }, officer)
    const seen = await t.call(reading.get, { code }, water)
    assert.equal(seen.consultations[0]?.agrees, true)
  })

  test('cases.assign, cases.claim, cases.hand-over, cases.add-note: in the step, by its people', async () => {
    const code = await caseAt(t, 'accepted')
    await assert.rejects(t.call(handling.claim, { code }, elsewhere), refused('not-allowed'))
    await t.call(handling.claim, { code }, officer)
    const colleague = official('colleague', '99001', 'officer')
    await assert.rejects(t.call(handling.completeStep, { code }, colleague), refused('not-allowed'))
    await assert.rejects(t.call(handling.handOver, { code, to: 'nobody' }, officer), refused('not-a-holder'))
    await assert.rejects(t.call(handling.handOver, { code, to: 'officer' }, colleague), refused('not-allowed'))
    await assert.rejects(t.call(handling.assign, { code, to: 'colleague' }, officer), refused('not-allowed'))
    await assert.rejects(t.call(handling.assign, { code, to: 'nobody' }, chair), refused('not-a-holder'))
    await t.call(handling.addNote, { code, text: 'Gọi lại người dân' }, officer)
    await assert.rejects(t.call(handling.addNote, { code, text: 'x' }, lan), refused('not-allowed'))
    assert.equal((await t.call(reading.get, { code }, officer)).notes.at(-1)?.text, 'Gọi lại người dân')
  })

  test('cases.issue-register: a reception’s own, of three months at most; nobody else may', async () => {
    const span = { unit: 'H99.101.01', from: '2026-11-01', to: '2026-11-30' }
    await assert.rejects(t.call(issueRegister, span, officer), refused('not-allowed'))
    await assert.rejects(t.call(issueRegister, { ...span, to: '2027-11-30' }, receptionist), refused('register-span'))
    assert.ok((await t.call(issueRegister, span, receptionist)).cases > 0)
  })

  test('cases.ask-payment and cases.pay; cases.apologise; cases.issue-control-slip: not by others', async () => {
    const code = await caseAt(t, 'accepted')
    await assert.rejects(
      t.call(paying.askPayment, { code, amount: 1000, reason: 'Thuế' }, officer),
      refused('not-allowed'),
    )
    await assert.rejects(t.call(paying.pay, { code, receiptNumber: 'BL1' }, lan), refused('not-allowed'))
    await t.call(paying.pay, { code, receiptNumber: 'BL1' }, receptionist)
    await assert.rejects(t.call(paying.pay, { code, receiptNumber: 'BL2' }, receptionist), refused('nothing-to-pay'))
    assert.equal((await t.call(reading.get, { code }, lan)).fees[0]?.receiptNumber, 'BL1')
    await assert.rejects(
      t.call(deciding.apologise, { code, reason: 'x', newDueAt: '2026-11-23T02:00:00Z' }, officer),
      refused('not-allowed'),
    )
    const apology = await t.call(
      deciding.apologise,
      { code, reason: 'Chờ xác minh', newDueAt: '2026-11-23T02:00:00Z' },
      chair,
    )
    assert.equal(apology.dueAt, '2026-11-23T02:00:00.000Z')
    await assert.rejects(t.call(deciding.issueControlSlip, { code }, lan), refused('not-allowed'))
    assert.deepEqual(
      (await t.call(deciding.issueControlSlip, { code }, officer)).documents.map(({ kind }) => kind),
      ['control-slip'],
    )
  })
})
