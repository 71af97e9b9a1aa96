import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Actor } from '#core/actor'
import { AppError } from '#core/errors'
import { accepted, appraised, env, plan, submitted } from '#test/case-rules'
import { actionsOf } from './actions.ts'
import { chooseOfficer } from './assignment.ts'
import { type Case, type Change } from './case.ts'
import { readCode, tidyCode, writeCode } from './code.ts'
import * as ending from './ending.ts'
import * as handling from './handling.ts'
import { isOwed, moves, stateNames, states } from './lifecycle.ts'
import * as rules from './rules.ts'
import type { Env } from './rules.ts'
import * as watching from './watching.ts'

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
  const found = (one: Case) => ({ case: one, plan, owners: ['lan'], leads: () => false, standIns: [], mandates: [] })
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
      'pay',
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
    const standing = actionsOf(env('2026-06-02 10:00'), actor, { ...found(given), standIns: ['an'], mandates: [] })
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
