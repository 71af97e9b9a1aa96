import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { buildCalendars, HolidaysWords, ProvinceTime } from '#modules/calendar'
import { accepted, appraised, approved, at, env, plan, refusal, show, submitted, types } from '#test/case-rules'
import { currentVisit } from './case.ts'
import * as ending from './ending.ts'
import * as handling from './handling.ts'
import { states } from './lifecycle.ts'
import * as rules from './rules.ts'
import * as watching from './watching.ts'

describe('the way of a case', () => {
  test('submitted → accepted → processing → resolved → returned', () => {
    assert.equal(submitted().state, 'submitted')
    assert.equal(accepted().state, 'accepted')
    assert.equal(show(accepted().dueAt), '2026-06-08 09:00')
    assert.equal(show(accepted().handOverBy), '2026-06-01 17:00')
    assert.equal(currentVisit(accepted())?.step, 'appraise')
    assert.equal(show(currentVisit(accepted())?.dueAt), '2026-06-03 09:00')
    assert.equal(appraised().state, 'processing')
    const change = ending.approve(env('2026-06-03 09:00'), appraised(), true)
    assert.deepEqual(types(change), ['cases.approved', 'cases.closed'])
    assert.deepEqual(
      change.facts.map((fact) => fact.version),
      [4, 5],
    )
    assert.deepEqual(change.facts[1]?.payload, {
      procedure: '1.001193',
      channel: 'online',
      overdue: false,
      outcome: 'granted',
      onTime: true,
      early: true,
      workingMinutes: 900,
      electronicResult: true,
      digitised: true,
      supplements: 0,
    })
    const returned = ending.returnResult(env('2026-06-03 10:00'), approved(), 'online').case
    assert.equal(returned.state, 'returned')
    assert.equal(currentVisit(returned), undefined)
  })
  test('a decision is taken at its step only', () => {
    assert.throws(() => ending.approve(env('2026-06-01 10:00'), accepted(), true), refusal('not-at-decision'))
    assert.throws(() => handling.completeStep(env('2026-06-03 09:00'), appraised()), refusal('step-needs-decision'))
    assert.throws(() => ending.returnResult(env('2026-06-03 09:00'), appraised(), 'counter'), refusal('case-state'))
  })
  test('a supplement before acceptance takes the case back to waiting for it', () => {
    const incomplete = rules.askSupplement(env('2026-06-01 09:00'), submitted()).case
    assert.equal(incomplete.state, 'incomplete')
    assert.equal(states[incomplete.state].national, 5)
    const again = rules.supplement(env('2026-06-03 09:00'), incomplete).case
    assert.equal(again.state, 'submitted')
    assert.equal(show(again.intakeDueAt), '2026-06-04 09:30')
    assert.equal(show(rules.accept(env('2026-06-03 10:00'), again, false).case.dueAt), '2026-06-10 10:00')
  })
  test('one request only, and the clock waits for it', () => {
    const waiting = rules.askSupplement(env('2026-06-02 09:00'), accepted()).case
    assert.equal(waiting.state, 'awaiting-supplement')
    assert.equal(show(waiting.supplements[0]?.dueAt), '2026-06-23 17:00')
    const going = rules.supplement(env('2026-06-04 10:00'), waiting).case
    assert.equal(going.state, 'processing')
    assert.equal(show(going.dueAt), '2026-06-11 09:00')
    assert.equal(show(currentVisit(going)?.dueAt), '2026-06-08 09:00')
    assert.equal(show(going.promisedAt), '2026-06-08 09:00')
    assert.throws(() => rules.askSupplement(env('2026-06-04 11:00'), going), refusal('supplement-asked'))
  })
  test('a procedure may begin its clock anew with the supplement', () => {
    const waiting = rules.askSupplement(env('2026-06-02 09:00'), accepted()).case
    const anew = rules.supplement(env('2026-06-04 10:00', { plan: { ...plan, supplement: 'restart' } }), waiting).case
    assert.equal(show(anew.dueAt), '2026-06-11 10:00')
    assert.deepEqual(anew.clock?.pauses, [])
  })
  test('a refusal is proposed, then decided or sent back', () => {
    const proposed = handling.proposeRefusal(env('2026-06-02 09:00'), accepted()).case
    assert.equal(currentVisit(proposed)?.step, 'approve')
    assert.throws(() => ending.approve(env('2026-06-02 10:00'), proposed, true), refusal('refusal-proposed'))
    const refused = ending.refuse(env('2026-06-02 10:00'), proposed)
    assert.deepEqual(types(refused), ['cases.refused', 'cases.closed'])
    assert.equal(refused.case.state, 'refused')
    const back = handling.sendBack(env('2026-06-02 10:00'), proposed).case
    assert.equal(back.refusalProposed, false)
    assert.equal(currentVisit(back)?.assignee, 'an')
  })
  test('agencies are asked at once, and waited for until their time is over', () => {
    const dueAt = at('2026-06-04 09:00')
    const questions = [
      { unit: 'police', agency: 'department/police', dueAt },
      { unit: 'land', agency: 'office/land', dueAt },
    ]
    const asked = handling.consult(env('2026-06-02 09:00'), accepted(), questions).case
    assert.throws(() => handling.completeStep(env('2026-06-03 09:00'), asked), refusal('opinions-awaited'))
    const one = handling.answerConsultation(env('2026-06-03 09:00'), asked, 1, 'department/police').case
    assert.throws(() => handling.completeStep(env('2026-06-03 09:00'), one), refusal('opinions-awaited'))
    assert.equal(handling.completeStep(env('2026-06-04 09:00'), one).case.state, 'processing')
    const late = handling.answerConsultation(env('2026-06-05 09:00'), one, 2, 'office/land')
    assert.equal(JSON.stringify(late.facts[0]?.payload).includes('"onTime":false'), true)
    assert.throws(() => handling.consult(env('2026-06-02 10:00'), asked, questions), refusal('consulted-already'))
  })
  test('a payment is waited for, and its days are not counted', () => {
    const waiting = handling.askPayment(env('2026-06-02 09:00'), accepted(), 500_000).case
    assert.equal(waiting.state, 'awaiting-payment')
    const paid = handling.pay(env('2026-06-03 09:00'), waiting, { amount: 500_000, receiptNumber: 'BL-1' }).case
    assert.equal(paid.state, 'processing')
    assert.equal(show(paid.dueAt), '2026-06-10 09:00')
  })
})

describe('recall', () => {
  test('one step back while nobody later has acted', () => {
    const back = ending.recall(env('2026-06-02 10:00'), appraised(), 17)
    assert.deepEqual(types(back), ['cases.recalled'])
    assert.equal(back.facts[0]?.undoes, 17)
    assert.equal(currentVisit(back.case)?.step, 'appraise')
    assert.equal(currentVisit(back.case)?.assignee, 'an')
    const touched = handling.note(env('2026-06-02 10:00'), appraised()).case
    assert.throws(() => ending.recall(env('2026-06-02 11:00'), touched, 17), refusal('nothing-to-recall'))
  })
  test('an approval that was not yet returned, and a refusal', () => {
    assert.equal(ending.recall(env('2026-06-03 10:00'), approved(), 17).case.state, 'processing')
    const refused = ending.refuse(env('2026-06-03 10:00'), appraised()).case
    const back = ending.recall(env('2026-06-03 11:00'), refused, 18).case
    assert.equal(back.state, 'processing')
    assert.equal(back.endedAt, undefined)
    assert.equal(currentVisit(back)?.step, 'approve')
  })
  test('never an acceptance, a return, or twice', () => {
    assert.throws(() => ending.recall(env('2026-06-01 10:00'), accepted(), 1), refusal('nothing-to-recall'))
    const returned = ending.returnResult(env('2026-06-03 10:00'), approved(), 'online').case
    assert.throws(() => ending.recall(env('2026-06-03 11:00'), returned, 1), refusal('nothing-to-recall'))
    const back = ending.recall(env('2026-06-02 10:00'), appraised(), 17).case
    assert.throws(() => ending.recall(env('2026-06-02 11:00'), back, 17), refusal('nothing-to-recall'))
  })
})

describe('time', () => {
  test('50, 75 and 90 % warn once each', () => {
    let found = accepted()
    const percents: unknown[] = []
    for (let hour = 0; hour < 24 * 9; hour++) {
      const change = watching.warn(env(new Date(at('2026-06-01 09:00').getTime() + hour * 3_600_000)), found)
      percents.push(...change.facts.map((fact) => JSON.stringify(fact.payload).match(/\d+(?=})/)?.[0]))
      found = change.case
    }
    assert.deepEqual(percents, ['50', '75', '90'])
  })
  test('the passed deadline is stated once, as of the due time', () => {
    const change = watching.markOverdue(env('2026-06-09 09:00'), accepted())
    assert.equal(show(change.facts[0]?.occurredAt), '2026-06-08 09:00')
    assert.deepEqual(watching.markOverdue(env('2026-06-10 09:00'), change.case).facts, [])
    assert.deepEqual(watching.markOverdue(env('2026-06-08 09:00'), accepted()).facts, [])
  })
  test('an apology at least one day before moves the appointment, once; a later one only informs', () => {
    const newDue = at('2026-06-12 09:00')
    const moved = watching.apologise(env('2026-06-05 16:59'), accepted(), newDue)
    assert.deepEqual(types(moved), ['cases.apologised', 'cases.deadline-changed'])
    assert.equal(show(moved.case.dueAt), '2026-06-12 09:00')
    assert.throws(
      () => watching.apologise(env('2026-06-05 17:00'), moved.case, at('2026-06-19 09:00')),
      refusal('reappointed-already'),
    )
    const late = watching.apologise(env('2026-06-08 08:00'), accepted(), newDue)
    assert.deepEqual(types(late), ['cases.apologised'])
    assert.equal(show(late.case.dueAt), '2026-06-08 09:00')
    assert.throws(
      () => watching.apologise(env('2026-06-05 09:00'), accepted(), at('2026-06-08 08:00')),
      refusal('appointment-not-later'),
    )
  })
  test('a new holiday moves open deadlines later; one taken away never brings them forward', () => {
    const more = buildCalendars(
      ProvinceTime.parse({}),
      HolidaysWords.parse({ years: { 2026: { decided: true, basis: ['x'], off: [{ on: '2026-06-04', name: 'x' }] } } }),
    ).of()
    const change = watching.recompute(env('2026-06-02 09:00', { calendar: more }), accepted())
    assert.equal(show(change.case.dueAt), '2026-06-09 09:00')
    assert.deepEqual(types(change), ['cases.deadline-changed'])
    assert.deepEqual(watching.recompute(env('2026-06-02 10:00'), change.case).facts, [])
  })
  test('a changed calendar brings no appointment forward after a pause, and takes a new appointment off a day off', () => {
    const off = (on: string) =>
      buildCalendars(
        ProvinceTime.parse({}),
        HolidaysWords.parse({ years: { 2026: { decided: true, basis: ['x'], off: [{ on, name: 'x' }] } } }),
      ).of()
    const later = watching.recompute(env('2026-06-02 09:00', { calendar: off('2026-06-04') }), accepted()).case
    assert.equal(show(later.dueAt), '2026-06-09 09:00')
    const waiting = rules.askSupplement(env('2026-06-08 10:00'), later).case
    assert.equal(show(rules.supplement(env('2026-06-08 11:00'), waiting).case.dueAt), '2026-06-09 09:00')
    const moved = watching.apologise(env('2026-06-05 10:00'), accepted(), at('2026-06-12 09:00')).case
    const onDayOff = watching.recompute(env('2026-06-05 11:00', { calendar: off('2026-06-12') }), moved).case
    assert.equal(show(onDayOff.dueAt), '2026-06-15 09:00')
    assert.equal(show(onDayOff.reappointedAt), '2026-06-15 09:00')
  })
  test('NĐ 61/2018 Đ19.4: a clock that begins anew leaves the new appointment of an apology behind', () => {
    const anew = { plan: { ...plan, supplement: 'restart' as const } }
    const moved = watching.apologise(env('2026-06-05 10:00'), accepted(), at('2026-06-30 09:00')).case
    const waiting = rules.askSupplement(env('2026-06-08 09:00'), moved).case
    const again = rules.supplement(env('2026-06-09 09:00', anew), waiting).case
    assert.equal(show(again.dueAt), '2026-06-16 09:00')
    assert.equal(again.reappointedAt, undefined)
  })
})
