import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { AppError } from '#core/errors'
import type { Actor } from '#core/actor'
import { findDuration, type Duration } from '#core/duration'
import { buildCalendars, HolidaysWords, ProvinceTime } from '#modules/calendar'
import { actionsOf } from './actions.ts'
import { chooseOfficer } from './assignment.ts'
import { currentVisit, type Case, type Change, type Plan } from './case.ts'
import { readCode, tidyCode, writeCode } from './code.ts'
import * as ending from './ending.ts'
import * as handling from './handling.ts'
import { isOwed, moves, stateNames, states } from './lifecycle.ts'
import * as rules from './rules.ts'
import type { Env } from './rules.ts'
import * as watching from './watching.ts'

const calendar = buildCalendars(ProvinceTime.parse({}), HolidaysWords.parse({ years: {} })).of()
const limitOf = (words: string): Duration => findDuration(words) ?? assert.fail(words)
const at = (local: string) => new Date(`${local.replace(' ', 'T')}:00+07:00`)
const show = (moment: Date | undefined) =>
  moment && new Date(moment.getTime() + 7 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

const plan: Plan = {
  steps: [
    { id: 'receive', role: 'receptionist', unit: 'centre', may: [], signs: false },
    {
      id: 'appraise',
      role: 'civil-status-officer',
      unit: 'commune',
      within: limitOf('2 working days'),
      may: ['ask-supplement', 'refuse', 'consult', 'ask-payment', 'stop'],
      signs: false,
    },
    { id: 'approve', role: 'chair', unit: 'commune', may: [], signs: true },
    { id: 'return', role: 'receptionist', unit: 'centre', may: [], signs: false },
  ],
  limit: limitOf('5 working days'),
  supplement: 'resume',
}
const env = (now: string | Date, more: Partial<Env> = {}): Env => ({
  calendar,
  plan,
  by: { id: 'an', unit: 'commune' },
  now: typeof now === 'string' ? at(now) : now,
  ...more,
})
const submission = {
  code: 'H50.19-260601-0001',
  unit: 'commune',
  receptionUnit: 'centre',
  procedure: '1.001193',
  channel: 'online' as const,
}

const submitted = (now = '2026-06-01 08:00') => rules.submit(env(now), submission).case
const accepted = () => rules.accept(env('2026-06-01 09:00'), submitted(), false).case
const appraised = () => handling.completeStep(env('2026-06-02 09:00'), accepted()).case
const approved = () => ending.approve(env('2026-06-03 09:00'), appraised(), true).case
const refusal = (code: string) => (error: unknown) => error instanceof AppError && error.code === code
const types = (change: Change) => change.facts.map((fact) => fact.type)

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
})

describe('case codes (handbook 3.4)', () => {
  test('TT 03/2025: the real example', () => {
    const parts = readCode('H15.50.05.13-261008-0975', 'tt03-2025')
    assert.deepEqual(parts, { agency: 'H15.50.05.13', on: '2026-10-08', serial: 975 })
    assert.equal(parts && writeCode(parts), 'H15.50.05.13-261008-0975')
  })
  test('TT 01/2018 and TT 04/2025 by their own scheme', () => {
    assert.deepEqual(readCode('000.00.01.H26-260930-0012', 'tt01-2018'), {
      agency: '000.00.01.H26',
      on: '2026-09-30',
      serial: 12,
    })
    assert.deepEqual(readCode('H50.19.01-260930-150012', 'tt04-2025'), {
      agency: 'H50.19.01',
      on: '2026-09-30',
      serial: 12,
      system: '15',
    })
    assert.equal(
      writeCode({ agency: 'H50.19.01', on: '2026-09-30', serial: 12, system: '15' }),
      'H50.19.01-260930-150012',
    )
  })
  test('five digits on a busy day; no code is none', () => {
    assert.equal(writeCode({ agency: 'H50', on: '2026-11-18', serial: 12_345 }), 'H50-261118-12345')
    for (const text of ['', 'H50-261332-0001', 'H50-26111-0001', 'H50-261118-001', "H50'; drop table-261118-0001"])
      assert.equal(readCode(text, 'tt03-2025'), undefined, text)
    assert.equal(tidyCode(' h50.19–261118–0001 '), 'H50.19-261118-0001')
  })
})

describe('who may, and why not', () => {
  const official = (unit: string, role: string): Actor => ({
    kind: 'official',
    id: 'an',
    name: 'An',
    posts: [{ unit, role }],
    locale: 'vi',
  })
  const found = (one: Case) => ({ case: one, plan, owners: ['lan'], leads: () => false, standIns: [] })
  const allowed = (actor: Actor, one: Case) =>
    actionsOf(env('2026-06-02 10:00'), actor, found(one)).flatMap((possible) =>
      possible.allowed ? [possible.action] : [],
    )
  test('each at their place', () => {
    assert.deepEqual(allowed(official('centre', 'receptionist'), submitted()), [
      'accept',
      'refuse-intake',
      'ask-supplement',
      'withdraw',
      'claim',
      'add-note',
    ])
    assert.deepEqual(allowed(official('commune', 'civil-status-officer'), accepted()), [
      'ask-supplement',
      'complete-step',
      'consult',
      'propose-refusal',
      'stop',
      'claim',
      'ask-payment',
      'add-note',
    ])
    assert.deepEqual(allowed(official('commune', 'chair'), appraised()), [
      'approve',
      'refuse',
      'send-back',
      'stop',
      'recall',
      'claim',
      'apologise',
      'add-note',
    ])
    assert.deepEqual(allowed(official('elsewhere', 'chair'), accepted()), [])
    const citizen: Actor = { kind: 'citizen', id: 'lan', name: 'Lan', posts: [], locale: 'vi' }
    assert.deepEqual(allowed(citizen, accepted()), ['withdraw'])
    assert.deepEqual(allowed({ ...citizen, id: 'other' }, accepted()), [])
  })
  test('a reason stands beside what is not possible', () => {
    const waiting = rules.askSupplement(env('2026-06-02 09:00'), accepted()).case
    const possible = actionsOf(env('2026-06-02 10:00'), official('commune', 'civil-status-officer'), found(waiting))
    assert.match(possible.find((one) => one.action === 'complete-step')?.because?.vi ?? '', /tạm dừng/)
  })
  test('a step that was given to one person is not another’s, but their stand-in’s', () => {
    const given = handling.assign(env('2026-06-01 10:00'), accepted(), 'binh').case
    const actor = official('commune', 'civil-status-officer')
    assert.equal(allowed(actor, given).includes('complete-step'), false)
    const standing = actionsOf(env('2026-06-02 10:00'), actor, { ...found(given), standIns: ['an'] })
    assert.equal(standing.find((one) => one.action === 'complete-step')?.allowed, true)
  })
  test('balanced assignment', () => {
    const people = [
      { id: 'c', open: 3, away: false },
      { id: 'b', open: 2, away: true },
      { id: 'a', open: 3, away: false },
    ]
    assert.equal(chooseOfficer(people), 'a')
    assert.equal(chooseOfficer([]), undefined)
  })
})

describe('random histories', () => {
  const acts: readonly ((one: Env, found: Case) => Change)[] = [
    (one, found) => rules.accept(one, found, true),
    rules.refuseAtIntake,
    rules.askSupplement,
    rules.supplement,
    (one, found) => handling.completeStep(one, found),
    handling.proposeRefusal,
    (one, found) => handling.sendBack(one, found),
    (one, found) =>
      handling.consult(one, found, [
        { unit: 'police', agency: 'department/police', dueAt: new Date(one.now.getTime() + 8.64e7) },
      ]),
    (one, found) => handling.answerConsultation(one, found, found.consultations.length, 'department/police'),
    (one, found) => handling.askPayment(one, found, 1000),
    (one, found) => handling.pay(one, found, { amount: 1000, receiptNumber: '1' }),
    (one, found) => ending.approve(one, found, true),
    ending.refuse,
    (one, found) => ending.returnResult(one, found, 'counter'),
    ending.withdraw,
    (one, found) => ending.stop(one, found, 'agency'),
    (one, found) => ending.recall(one, found, 1),
    watching.warn,
    watching.markOverdue,
    (one, found) => watching.apologise(one, found, new Date((found.dueAt ?? one.now).getTime() + 2 * 8.64e7)),
    handling.note,
  ]
  const history = fc.array(fc.record({ act: fc.nat(acts.length - 1), minutes: fc.integer({ min: 1, max: 3_000 }) }), {
    maxLength: 40,
  })
  test('never reach an illegal state; versions and deadlines only rise', () =>
    fc.assert(
      fc.property(history, fc.boolean(), (steps, restart) => {
        let found = submitted()
        let now = found.submittedAt
        for (const { act, minutes } of steps) {
          now = new Date(now.getTime() + minutes * 60_000)
          const before = found
          try {
            const change = acts[act]?.(
              env(now, { plan: { ...plan, supplement: restart ? 'restart' : 'resume' } }),
              found,
            )
            if (!change) continue
            found = change.case
            assert.deepEqual(
              change.facts.map((fact) => fact.version),
              change.facts.map((_, index) => before.version + index + 1),
            )
          } catch (error) {
            if (!(error instanceof AppError)) throw error
            continue
          }
          assertSound(before, found)
        }
      }),
      { numRuns: 500 },
    ))

  function assertSound(before: Case, found: Case) {
    const reachable = moves[before.state].flatMap((next) => [next, ...moves[next]])
    assert.ok(before.state === found.state || reachable.includes(found.state), `${before.state} → ${found.state}`)
    assert.ok((found.dueAt?.getTime() ?? 0) >= (before.dueAt?.getTime() ?? 0), 'a deadline never comes forward')
    assert.ok(found.supplements.length <= 1, 'one supplement request')
    assert.equal(
      found.pausedAt !== undefined,
      found.state === 'awaiting-supplement' || found.state === 'awaiting-payment',
    )
    const open = found.visits.filter((visit) => !visit.endedAt).length
    assert.equal(open, found.endedAt ? 0 : 1, 'a case is at one step, or has ended')
    assert.ok(!isOwed(found.state) || found.acceptedAt)
    assert.deepEqual(
      found.visits.map((visit) => visit.no),
      found.visits.map((_, index) => index + 1),
    )
  }
  test('every state has a national code and a way', () => {
    assert.deepEqual(
      new Set(stateNames.map((name) => Object.entries(states).find(([key]) => key === name)?.[1].national)),
      new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
    )
    for (const [state, next] of Object.entries(moves))
      for (const to of next) assert.ok(stateNames.includes(to), `${state} → ${to}`)
  })
})
