import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type Actor, anonymous } from '#core/actor'
import { notices } from '#modules/notices'
import { units } from '#modules/units'
import { testContext, type TestContext } from '#test/context'
import { refusedWith } from '#test/people'
import { consentKind, shownWords } from './consents.ts'
import { addPeople, endConsent, listConsenting, people, recordConsent } from './index.ts'
import { giveConsent, listConsents, withdrawConsent } from './operations/consents.ts'

const purpose = 'improve-report-suggestions'
const citizen = (id: string): Actor => ({ kind: 'citizen', id, name: id, posts: [], locale: 'vi', assurance: 1 })

describe('the ledger of consents', { timeout: 120_000 }, () => {
  let t: TestContext
  const lan = citizen('lan')
  before(async () => {
    t = await testContext({ modules: [units, notices, people] })
    const made = ['lan', 'ba'].map((id) => ({ id, kind: 'citizen' as const, name: id }))
    await addPeople(t.ctx.db, t.ctx, made, t.now)
  })
  after(() => t.close())
  const events = async () =>
    (await sql<{ type: string; payload: unknown }>`select type, payload from core.event order by seq`.execute(t.ctx.db))
      .rows
  const offered = async (actor = lan) => {
    const [found] = (await t.call(listConsents, {}, actor)).purposes
    assert.ok(found)
    return found
  }
  const agreed = async () => [...(await listConsenting(t.ctx.db, t.ctx, ['lan', 'ba'], purpose))]

  test('people.list-consents: nothing is agreed to beforehand, and the words are there to be read', async () => {
    const found = await offered()
    assert.deepEqual([found.id, found.state, found.version, found.at], [purpose, 'none', 1, undefined])
    assert.match(found.text.vi, /học từ phản ánh/)
    assert.deepEqual(await agreed(), [])
  })

  test('people.give-consent and people.withdraw-consent: each with its time and version, and only for oneself', async () => {
    const { shown } = await offered()
    await t.call(giveConsent, { purpose, shown }, lan)
    await t.call(giveConsent, { purpose, shown }, lan)
    assert.deepEqual(await agreed(), ['lan'], 'given twice is given once')
    assert.equal((await offered()).state, 'given')
    assert.equal((await offered(citizen('ba'))).state, 'none')
    t.now = new Date(t.now.getTime() + 60_000)
    await t.call(withdrawConsent, { purpose }, lan)
    assert.deepEqual(await agreed(), [])
    const { purposes, ledger } = await t.call(listConsents, {}, lan)
    assert.equal(purposes[0]?.state, 'withdrawn')
    assert.deepEqual(
      ledger.map(({ version, title, withdrawnAt }) => [version, title.vi, withdrawnAt]),
      [[1, 'Gợi ý loại phản ánh', t.now.toISOString()]],
      'what was withdrawn stays in the ledger',
    )
    assert.deepEqual(await events(), [
      { type: 'people.consent-given', payload: { purpose, version: 1 } },
      { type: 'people.consent-withdrawn', payload: { purpose, version: 1 } },
    ])
  })

  test('a new version of the words asks again, and until then nothing may be done', async () => {
    await t.call(giveConsent, { purpose, shown: (await offered()).shown }, lan)
    const { body } = t.ctx.definitions.get(consentKind, purpose)
    await sql`update people.consent set shown = ${shownWords({ ...body, version: 0 })}, version = 0 where withdrawn_at is null`.execute(
      t.ctx.db,
    )
    assert.equal((await offered()).state, 'ask-again')
    assert.deepEqual(await agreed(), [])
    await t.call(giveConsent, { purpose, shown: (await offered()).shown }, lan)
    assert.equal((await offered()).state, 'given')
    assert.deepEqual(await agreed(), ['lan'])
  })

  test('people.give-consent and people.list-consents refuse a stranger, other words than those of today, an unknown purpose', async () => {
    const before = await events()
    const { shown } = await offered()
    await assert.rejects(t.call(giveConsent, { purpose, shown: 'khác' }, lan), refusedWith('consent-words-changed'))
    await assert.rejects(t.call(giveConsent, { purpose: 'none', shown }, lan))
    await assert.rejects(t.call(giveConsent, { purpose, shown }, anonymous()), refusedWith('sign-in-needed'))
    await assert.rejects(t.call(listConsents, {}, anonymous()), refusedWith('sign-in-needed'))
    assert.deepEqual(await events(), before)
  })

  test('people.withdraw-consent refuses what was not given, what ends elsewhere, and a stranger', async () => {
    await assert.rejects(t.call(withdrawConsent, { purpose }, citizen('ba')), refusedWith('no-consent'))
    await recordConsent(t.ctx.db, { account: 'ba', purpose: 'proposal/x', title: { vi: 'Nộp thay' }, at: t.now })
    await assert.rejects(t.call(withdrawConsent, { purpose: 'proposal/x' }, citizen('ba')), refusedWith('no-consent'))
    await assert.rejects(t.call(withdrawConsent, { purpose }, anonymous()), refusedWith('sign-in-needed'))
    assert.deepEqual(
      (await t.call(listConsents, {}, citizen('ba'))).ledger.map((line) => [line.title.vi, line.withdrawnAt]),
      [['Nộp thay', undefined]],
      'another module writes into the same ledger',
    )
    assert.equal(await endConsent(t.ctx.db, 'ba', 'proposal/x', t.now), true)
    assert.equal(await endConsent(t.ctx.db, 'ba', 'proposal/x', t.now), false)
  })
})
