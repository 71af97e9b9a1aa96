import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { anonymous } from '#core/actor'
import { AppError } from '#core/errors'
import { calendar } from '#modules/calendar'
import { documents } from '#modules/documents'
import { notices } from '#modules/notices'
import { people } from '#modules/people'
import { procedures } from '#modules/procedures'
import { units } from '#modules/units'
import { caseAt, citizen, elsewhere, noteSubmission } from '#test/cases'
import { testContext, type TestContext } from '#test/context'
import { cases } from './index.ts'

const modules = [units, calendar, notices, people, documents, procedures, cases]
const reason = 'vì một lý do'
const unknown = '00000000-0000-4000-8000-000000000000'

/** What a stranger tries: one who is not signed in, a citizen who did not file the case, an officer of another ward. */
const attempts: Record<string, object> = {
  'cases.accept': {},
  'cases.refuse-intake': { reason },
  'cases.ask-supplement': { reason, items: ['giấy khai sinh'] },
  'cases.supplement': {},
  'cases.quote-supplement': { answers: {} },
  'cases.complete-step': {},
  'cases.consult': { questions: [{ unit: '99002', question: 'Có ý kiến gì?' }] },
  'cases.answer-consultation': { no: 1, answer: 'Không' },
  'cases.propose-refusal': { reason },
  'cases.send-back': { reason },
  'cases.assign': { to: 'elsewhere' },
  'cases.claim': {},
  'cases.hand-over': { to: 'elsewhere' },
  'cases.add-note': { text: 'xem' },
  'cases.approve': {},
  'cases.refuse': { reason },
  'cases.return': {},
  'cases.withdraw': {},
  'cases.stop': { reason },
  'cases.recall': {},
  'cases.apologise': { reason, newDueAt: '2026-12-01T02:00:00Z' },
  'cases.issue-control-slip': {},
  'cases.ask-payment': { amount: 1000, reason },
  'cases.pay': { receiptNumber: 'BL1' },
  'cases.rate': { score: 1 },
  'cases.get': {},
  'cases.find-related': {},
}

/** What belongs to officials, of whichever unit: the answer then holds only what is in their reach. */
const officials: Record<string, object> = {
  'cases.inbox': {},
  'cases.search-inbox': { q: 'lan' },
  'cases.counts': {},
  'cases.list-procedures-at-work': {},
  'cases.search': {},
  'cases.load': { unit: '99001' },
  'cases.issue-register': { unit: 'H99.101.01', from: '2026-11-01', to: '2026-11-30' },
}

/** What belongs to citizens: each sees only their own. */
const citizens: Record<string, object> = {
  'cases.save-draft': { procedure: 'note-copy' },
  'cases.get-draft': { id: unknown },
  'cases.list-drafts': {},
  'cases.discard-draft': { id: unknown },
  'cases.list-mine': {},
  'cases.submit': noteSubmission,
}

describe('rights over cases', { timeout: 240_000 }, () => {
  let t: TestContext
  const at: Record<string, string> = {}
  before(async () => {
    t = await testContext({ modules, now: '2026-11-18T02:00:00Z' })
    for (const place of ['submitted', 'accepted', 'at-decision', 'resolved'] as const)
      at[place] = await caseAt(t, place)
  })
  after(() => t.close())

  const operationOf = (name: string) => {
    const found = cases.operations?.find((operation) => operation.name === name)
    assert.ok(found, `${name} is an operation`)
    return found
  }
  const countEvents = async () =>
    (await sql<{ n: number }>`select count(*) as n from core.event`.execute(t.ctx.db)).rows[0]?.n
  const isRefused = (error: unknown): boolean =>
    error instanceof AppError && (error.status === 401 || error.status === 403)

  for (const [name, input] of Object.entries(attempts))
    test(`${name} refuses strangers, wherever the case stands, and writes nothing`, async () => {
      const before = await countEvents()
      for (const [place, code] of Object.entries(at))
        for (const stranger of [anonymous(), citizen('minh'), elsewhere])
          await assert.rejects(
            t.call(operationOf(name), { code, ...input }, stranger),
            isRefused,
            `${stranger.kind} ${stranger.id} at ${place}`,
          )
      assert.equal(await countEvents(), before)
    })

  for (const [name, input] of Object.entries(officials))
    test(`${name} is only for officials`, async () => {
      for (const stranger of [anonymous(), citizen('minh')])
        await assert.rejects(t.call(operationOf(name), input, stranger), isRefused)
    })

  for (const [name, input] of Object.entries(citizens))
    test(`${name} is only for a citizen who is signed in`, async () => {
      for (const stranger of [anonymous(), elsewhere])
        await assert.rejects(t.call(operationOf(name), input, stranger), isRefused)
    })

  test('every operation of the module stands in one of these tables, but for cases.track, open to anyone with its secret, and cases.register', () => {
    const shown = new Set([...Object.keys(attempts), ...Object.keys(officials), ...Object.keys(citizens)])
    const left = cases.operations?.map((operation) => operation.name).filter((name) => !shown.has(name))
    assert.deepEqual(left, ['cases.register', 'cases.track'])
  })
})
