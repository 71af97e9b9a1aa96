import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { anonymous } from '#core/actor'
import { AppError } from '#core/errors'
import { addPeople } from '#modules/people'
import { applicant, chair, citizen, fileNote, lan, noteAnswers, officer, receptionist } from '#test/cases'
import { testContext, type TestContext } from '#test/context'
import { approve, recall } from '../cases/operations/deciding.ts'
import { getDraft } from '../cases/operations/drafts.ts'
import { completeStep } from '../cases/operations/handling.ts'
import { accept } from '../cases/operations/intake.ts'
import { get } from '../cases/operations/reading.ts'
import { submit } from '../cases/operations/submit.ts'
import { listConsents } from '../people/operations/consents.ts'
import { prefill } from '../procedures/prefill.ts'
import { carryOutProposals } from './jobs.ts'
import { acceptProposal, choose, listChoices, proposals, refuseProposal, undoProposal } from './operations/proposals.ts'
import { proposeNext } from './proposing.ts'

const refused = (code: string) => (error: unknown) => {
  if (error instanceof AppError && error.code === code) return true
  throw error
}

describe('profiles: proposals', { timeout: 240_000 }, () => {
  let t: TestContext
  const minh = citizen('minh')
  before(async () => {
    t = await testContext({ now: '2026-11-18T02:00:00Z' })
    const person = { kind: 'citizen' as const, assurance: 2, name: 'Trần Thị Lan', birthOn: '1990-02-03' }
    await addPeople(t.ctx.db, t.ctx, [{ ...person, id: 'lan', personalId: applicant.personalId }], t.now)
  })
  after(() => t.close())

  const mine = async (actor = lan) => (await t.call(proposals, {}, actor)).items
  async function granted(copies: number, origin: 'live' | 'demo' = 'live'): Promise<string> {
    const { code } = await t.call(
      submit,
      {
        procedure: 'note-copy',
        competentUnit: '99001',
        applicant,
        answers: { applicant: { ...noteAnswers.applicant, copies } },
      },
      lan,
      { origin },
    )
    await t.call(accept, { code }, receptionist, { origin })
    await t.call(completeStep, { code }, officer, { origin })
    await t.call(approve, { code }, chair, { origin })
    await t.drain()
    return code
  }
  const inLedger = async () =>
    (await t.call(listConsents, {}, lan)).ledger.map((line) => [line.purpose, line.withdrawnAt !== undefined])
  const of = async (code: string, definition: string) =>
    (await mine()).find((one) => one.caseCode === code && one.definition === definition)
  const factsOf = async (id: string) =>
    (
      await sql<{ type: string }>`
        select type from core.event where record = ${`proposal/${id}`} order by version`.execute(t.ctx.db)
    ).rows.map(({ type }) => type)

  test('a granted case gives rise to what fits it, once, however often its closing is read', async () => {
    const code = await granted(3)
    const made = (await mine()).filter(({ caseCode }) => caseCode === code)
    assert.deepEqual(made.map(({ definition, level }) => [definition, level]).sort(), [
      ['second-copy', 2],
      ['stamp-or-permit', 3],
    ])
    await sql`update core.cursor set epoch = 0, written_in = '0', seq = 0 where consumer = ${proposeNext.name}`.execute(
      t.ctx.db,
    )
    await t.drain()
    assert.equal((await mine()).filter(({ caseCode }) => caseCode === code).length, 2)
    assert.deepEqual(await factsOf(made[0]?.id ?? ''), ['profiles.proposal-made'])
  })

  const toldOf = async (code: string) =>
    (
      await sql<{ template: string; body: string }>`
        select template, body from notices.message where account = 'lan' and channel = 'app' and template like 'proposal-%'
          and body like ${`%${code}%`}`.execute(t.ctx.db)
    ).rows

  const toldAbout = async (id: string) =>
    (
      await sql<{ template: string; body: string }>`
        select template, body from notices.message
        where account = 'lan' and channel = 'app' and record = ${`proposal/${id}`} order by id`.execute(t.ctx.db)
    ).rows

  test('what a case gives rise to is told in one notice, by the ways that its person chose for proposals', async () => {
    const code = await granted(3)
    await t.drain()
    const told = await toldOf(code)
    assert.deepEqual(
      told.map(({ template }) => template),
      ['proposal-made'],
    )
    for (const { name } of (await mine()).filter(({ caseCode }) => caseCode === code))
      assert.ok(told[0]?.body.includes(name.vi), name.vi)
  })

  test('a made-up past proposes nothing', async () => {
    const code = await granted(3, 'demo')
    assert.deepEqual(await toldOf(code), [])
    assert.equal((await mine()).filter(({ caseCode }) => caseCode === code).length, 0)
  })

  test('level 3 recommends the first that fits, and offers the others', async () => {
    const few = await of(await granted(3), 'stamp-or-permit')
    assert.deepEqual([few?.procedure.id, few?.others.length], ['thing-permit', 0])
    const many = await of(await granted(6), 'stamp-or-permit')
    assert.deepEqual([many?.procedure.id, many?.others.map(({ id }) => id)], ['stamp-now', ['thing-permit']])
    const chosen = await t.call(acceptProposal, { id: many?.id ?? '', procedure: 'thing-permit' }, lan)
    const draft = await t.call(getDraft, { id: chosen.draft }, lan)
    assert.deepEqual(draft.answers, {
      applicant: { fullName: 'Trần Thị Lan' },
      things: [{ name: 'Bản sao' }],
    })
  })

  test('profiles.accept-proposal opens a draft with the form filled, told as such, and refuses others; filing it closes the proposal', async () => {
    const code = await granted(4)
    const one = await of(code, 'second-copy')
    assert.ok(one)
    await assert.rejects(t.call(acceptProposal, { id: one.id }, minh), refused('proposal-not-found'))
    const { draft, procedure } = await t.call(acceptProposal, { id: one.id }, lan)
    assert.equal(procedure, '9.000002')
    const kept = await t.call(getDraft, { id: draft }, lan)
    assert.deepEqual(kept.answers, { applicant: { fullName: 'Trần Thị Lan', birthDate: '1990-02-03', copies: 3 } })
    assert.equal(kept.competentUnit, '99001')
    const { sources } = await t.call(prefill, { code: 'note-copy' }, lan)
    assert.match(sources['applicant.copies']?.name.vi ?? '', new RegExp(code))
    await fileNote(t)
    await t.drain()
    assert.equal(await of(code, 'second-copy'), undefined)
    assert.deepEqual(await factsOf(one.id), [
      'profiles.proposal-made',
      'profiles.proposal-accepted',
      'profiles.proposal-done',
    ])
    const { rows } = await sql<{ open: boolean }>`
      select bool_or(p::text ~ 'Lan') as open from profiles.proposal p`.execute(t.ctx.db)
    assert.equal(rows[0]?.open, false, 'what is prepared is sealed')
  })

  test('profiles.refuse-proposal ends it, with `never` all of its kind; it refuses whoever it was not made to', async () => {
    const code = await granted(3)
    const one = await of(code, 'second-copy')
    assert.ok(one)
    await assert.rejects(t.call(refuseProposal, { id: one.id }, minh), refused('proposal-not-found'))
    await t.call(refuseProposal, { id: one.id, never: true }, lan)
    await t.drain()
    const told = (await toldAbout(one.id)).at(-1)
    assert.equal(told?.template, 'proposal-refused')
    assert.match(told?.body ?? '', /không đề xuất loại này nữa/)
    await assert.rejects(t.call(refuseProposal, { id: one.id }, lan), refused('proposal-answered'))
    await assert.rejects(t.call(acceptProposal, { id: one.id }, lan), refused('proposal-answered'))
    const next = await granted(3)
    assert.equal(await of(next, 'second-copy'), undefined)
    assert.ok(await of(next, 'stamp-or-permit'), 'other kinds go on')
    await t.call(choose, { definition: 'second-copy', choice: 'ask' }, lan)
    assert.ok(await of(await granted(3), 'second-copy'))
  })

  test('level 4 files by itself only for whoever consented beforehand, and profiles.undo-proposal restores what was; it refuses others', async () => {
    const before = await of(await granted(1), 'automatic-copy')
    assert.ok(before)
    t.now = new Date(t.now.getTime() + 1_000)
    await t.call(choose, { definition: 'automatic-copy', choice: 'automatic' }, lan)
    assert.deepEqual(await inLedger(), [['proposal/automatic-copy', false]], 'the consent stands in the ledger')
    await carryOutProposals.run(t.ctx)
    assert.equal((await of(before.caseCode, 'automatic-copy'))?.state, 'open', 'made before the consent')
    t.now = new Date(t.now.getTime() + 60_000)
    const code = await granted(1)
    await carryOutProposals.run(t.ctx)
    const done = await of(code, 'automatic-copy')
    assert.equal(done?.state, 'carried-out')
    const filed = await t.call(get, { code: done?.resultCase ?? '' }, lan)
    assert.equal(filed.state.name, 'submitted')
    await assert.rejects(t.call(undoProposal, { id: done?.id ?? '' }, minh), refused('proposal-not-found'))
    await t.call(undoProposal, { id: done?.id ?? '' }, lan)
    assert.equal((await t.call(get, { code: filed.code }, lan)).state.name, 'withdrawn')
    await assert.rejects(t.call(undoProposal, { id: done?.id ?? '' }, lan), refused('proposal-answered'))
    await t.drain()
    assert.deepEqual(
      (await toldAbout(done?.id ?? '')).map(({ template, body }) => [template, body.includes(filed.code)]),
      [
        ['proposal-carried-out', true],
        ['proposal-undone', true],
      ],
    )
    assert.deepEqual(await factsOf(done?.id ?? ''), [
      'profiles.proposal-made',
      'profiles.proposal-carried-out',
      'profiles.proposal-undone',
    ])
    await t.call(choose, { definition: 'automatic-copy', choice: 'ask' }, lan)
    assert.deepEqual(await inLedger(), [['proposal/automatic-copy', true]])
  })

  test('a recalled decision takes its proposals back, and one whose time has passed is gone', async () => {
    const code = await granted(3)
    await t.call(recall, { code }, chair)
    await t.drain()
    assert.equal(await of(code, 'second-copy'), undefined)
    const later = await granted(3)
    const now = t.now
    t.now = new Date(now.getTime() + 31 * 86_400_000)
    assert.equal(await of(later, 'second-copy'), undefined)
    t.now = now
  })

  test('profiles.proposals, profiles.list-choices and profiles.choose refuse whoever is no citizen; nothing is automatic below level 4', async () => {
    for (const actor of [anonymous(), officer]) {
      await assert.rejects(t.call(proposals, {}, actor), AppError)
      await assert.rejects(t.call(listChoices, {}, actor), AppError)
      await assert.rejects(t.call(choose, { definition: 'second-copy', choice: 'never' }, actor), AppError)
      await assert.rejects(t.call(acceptProposal, { id: crypto.randomUUID() }, actor), AppError)
    }
    await assert.rejects(t.call(acceptProposal, { id: crypto.randomUUID() }, minh), refused('proposal-not-found'))
    await assert.rejects(
      t.call(choose, { definition: 'second-copy', choice: 'automatic' }, lan),
      refused('not-automatic'),
    )
    assert.equal((await t.call(listChoices, {}, lan)).items.length, 3)
    assert.deepEqual(await mine(minh), [])
  })
})
