import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { anonymous } from '#core/actor'
import { calendar } from '#modules/calendar'
import { documents } from '#modules/documents'
import { notices } from '#modules/notices'
import { people } from '#modules/people'
import { procedureKind, procedures } from '#modules/procedures'
import { units } from '#modules/units'
import { caseAt, citizen, lan, noteAnswers, officer, receptionist } from '#test/cases'
import { testContext, type TestContext } from '#test/context'
import { refusedWith } from '#test/people'
import { chargeAnew, type FeeKept, type FeeSet } from './charging.ts'
import { cases } from './index.ts'
import * as intake from './operations/intake.ts'
import { pay } from './operations/paying.ts'
import { quoteSupplement } from './operations/quoting.ts'
import { get } from './operations/reading.ts'

const modules = [units, calendar, notices, people, documents, procedures, cases]

describe('corrected answers charge anew', { timeout: 240_000 }, () => {
  let t: TestContext
  before(async () => {
    t = await testContext({ modules, now: '2026-11-18T02:00:00Z' })
  })
  after(() => t.close())

  const copies = (count: number) => ({ applicant: { ...noteAnswers.applicant, copies: count } })
  const procedure = () => t.ctx.definitions.get(procedureKind, 'note-copy').body
  const due = (amount: number): FeeSet => ({
    id: 'copy',
    kind: 'lệ phí',
    name: { vi: 'Lệ phí' },
    basis: { vi: 'x' },
    because: undefined,
    amount,
  })
  const line = (fee: string, amount: number, paid: boolean): FeeKept => ({ fee, amount, paid })

  test('the rule, by table', () => {
    const table: [FeeKept[], FeeSet[], { drop: string[]; put: [string, number][]; overpaid: number }][] = [
      [[line('copy', 16, false)], [due(24)], { drop: ['copy'], put: [['copy', 24]], overpaid: 0 }],
      [[line('copy', 16, true)], [due(24)], { drop: [], put: [['copy:2', 8]], overpaid: 0 }],
      [[line('copy', 16, true)], [due(16)], { drop: [], put: [], overpaid: 0 }],
      [[line('copy', 16, true)], [due(8)], { drop: [], put: [], overpaid: 8 }],
      [[line('copy', 16, true), line('copy:2', 8, false)], [due(16)], { drop: ['copy:2'], put: [], overpaid: 0 }],
      [[line('copy', 16, true), line('copy:2', 8, true)], [due(40)], { drop: [], put: [['copy:3', 16]], overpaid: 0 }],
      [[line('copy', 16, false)], [], { drop: ['copy'], put: [], overpaid: 0 }],
      [[line('obligation', 900, false)], [due(0)], { drop: [], put: [['copy', 0]], overpaid: 0 }],
    ]
    for (const [kept, now, expected] of table) {
      const anew = chargeAnew(procedure(), kept, now)
      assert.deepEqual({ ...anew, put: anew.put.map(({ fee, amount }) => [fee, amount]) }, expected)
    }
  })

  async function asked(paid: boolean): Promise<string> {
    const code = await caseAt(t, 'accepted')
    if (paid) await t.call(pay, { code, receiptNumber: 'BL7' }, receptionist)
    await t.call(intake.askSupplement, { code, items: ['Số bản'], reason: 'Sai số bản' }, officer)
    return code
  }
  const feesIn = async (code: string) =>
    (await t.call(get, { code }, lan)).fees.map(({ amount, paidAt, receiptNumber }) => [
      amount,
      paidAt !== undefined,
      receiptNumber,
    ])

  test('cases.supplement with more copies: the open fee becomes the new one, and the history tells it', async () => {
    const code = await asked(false)
    await t.call(intake.supplement, { code, answers: copies(3) }, lan)
    assert.deepEqual(await feesIn(code), [[24_000, false, undefined]])
    const { notes } = await t.call(get, { code }, officer)
    assert.match(notes.map(({ text }) => text).join('\n'), /tính lại theo tờ khai đã sửa: 16\.000.+ thành 24\.000/)
  })

  test('cases.quote-supplement tells the fees before they change, writes nothing, and refuses who may not supplement', async () => {
    const code = await asked(true)
    const before = await t.call(get, { code }, lan)
    const quoted = (count: number) => t.call(quoteSupplement, { code, answers: copies(count) }, lan)
    assert.deepEqual(await quoted(3), { was: 16_000, is: 24_000, toPay: 8_000, overpaid: 0 })
    assert.deepEqual(await quoted(2), { was: 16_000, is: 16_000, toPay: 0, overpaid: 0 })
    assert.deepEqual(await quoted(1), { was: 16_000, is: 16_000, toPay: 0, overpaid: 8_000 })
    assert.deepEqual(await t.call(get, { code }, lan), before)
    for (const who of [citizen('stranger'), anonymous()])
      await assert.rejects(t.call(quoteSupplement, { code, answers: copies(3) }, who))
    await assert.rejects(
      t.call(quoteSupplement, { code: 'H99-x', answers: copies(3) }, lan),
      refusedWith('case-not-found'),
    )
    await assert.rejects(
      t.call(quoteSupplement, { code: 'x'.repeat(61), answers: {} }, lan),
      refusedWith('invalid-input'),
    )
  })

  test('what was paid keeps its receipt, and the rest is asked for as a line of its own', async () => {
    const code = await asked(true)
    await t.call(intake.supplement, { code, answers: copies(3) }, lan)
    assert.deepEqual(await feesIn(code), [
      [16_000, true, 'BL7'],
      [8_000, false, undefined],
    ])
  })

  test('an excess is told to the officer; nothing paid disappears', async () => {
    const code = await asked(true)
    await t.call(intake.supplement, { code, answers: copies(1) }, lan)
    assert.deepEqual(await feesIn(code), [[16_000, true, 'BL7']])
    const { notes } = await t.call(get, { code }, officer)
    assert.match(notes.map(({ text }) => text).join('\n'), /Đã nộp dư 8\.000/)
  })

  test('papers without corrected answers leave the fees alone', async () => {
    const code = await asked(false)
    await t.call(intake.supplement, { code, note: 'Đã nộp bản gốc' }, lan)
    assert.deepEqual(await feesIn(code), [[16_000, false, undefined]])
  })
})
