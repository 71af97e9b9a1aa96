import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { calendar } from '#modules/calendar'
import { documents } from '#modules/documents'
import { notices } from '#modules/notices'
import { addPeople, people } from '#modules/people'
import { procedures } from '#modules/procedures'
import { units } from '#modules/units'
import { chair, noteAnswers, officer, receptionist } from '#test/cases'
import { testContext, type TestContext } from '#test/context'
import { clerk, mai, mandateStart, settleMandates, son, stranger } from '#test/mandates'
import { refusedWith } from '#test/people'
import { mayRead } from '../documents/readers.ts'
import { acceptMandate, listMandates, proposeMandate, revokeMandate } from '../people/operations/mandates.ts'
import { recordMandate } from '../people/operations/mandates-at-counter.ts'
import { prefill } from '../procedures/prefill.ts'
import { cases } from './index.ts'
import { approve, withdraw } from './operations/deciding.ts'
import { discardDraft, getDraft, listDrafts, saveDraft } from './operations/drafts.ts'
import { completeStep } from './operations/handling.ts'
import { accept, askSupplement, supplement } from './operations/intake.ts'
import { listMine } from './operations/lists.ts'
import { get } from './operations/reading.ts'
import { submit } from './operations/submit.ts'

const modules = [units, calendar, notices, people, documents, procedures, cases]
const note = { procedure: 'note-copy', competentUnit: '99001', answers: noteAnswers }
const nowhere = '00000000-0000-4000-8000-000000000000'

describe('cases by a mandate', { timeout: 180_000 }, () => {
  let t: TestContext
  before(async () => {
    t = await testContext({ modules, now: mandateStart, config: { demo: true } })
  })
  after(() => t.close())
  beforeEach(async () => {
    await sql`truncate cases.case, cases.draft`.execute(t.ctx.db)
    await settleMandates(t)
  })

  async function given(more: object = {}): Promise<string> {
    const { id } = await t.call(
      proposeMandate,
      { kind: 'authorised-person', side: 'held', address: '0912000111', ...more },
      son,
    )
    await t.call(acceptMandate, { id }, mai)
    return id
  }
  const file = (mandate: string, actor: Actor = son) => t.call(submit, { ...note, mandate }, actor)
  const mine = async (actor: Actor, mandate?: string) =>
    (await t.call(listMine, mandate === undefined ? {} : { mandate }, actor)).items.map(({ code }) => code)
  const refused = refusedWith('mandate-not-in-force')
  const notAllowed = refusedWith('not-allowed')
  const count = async () =>
    (await sql<{ n: number }>`select count(*)::int as n from cases.case`.execute(t.ctx.db)).rows[0]?.n

  test('cases.submit by a mandate: the case is the represented person’s, and says who filed it and by which right', async () => {
    const mandate = await given()
    const { code, secret } = await file(mandate)
    assert.equal(secret, undefined)
    const hers = await t.call(get, { code }, mai)
    assert.deepEqual([hers.applicant.name, hers.submitter?.name], [mai.name, son.name])
    assert.deepEqual(hers.mandate, {
      name: { vi: 'Người được ủy quyền', en: 'Authorised person' },
      by: son.name,
      assisted: false,
    })
    assert.equal(hers.timeline[0]?.by?.name, son.name)
    assert.equal(hers.timeline[0]?.mandate?.vi, 'Người được ủy quyền')
    assert.deepEqual([await mine(mai), await mine(son), await mine(son, mandate)], [[code], [], [code]])
    const { rows } = await sql<{ actor: string; mandate: string }>`
      select actor, payload->>'mandate' as mandate from core.event where record = ${code}`.execute(t.ctx.db)
    assert.deepEqual(rows, [{ actor: 'son', mandate }])
    const [shown] = (await t.call(listMandates, {}, mai)).given
    assert.deepEqual(
      shown?.uses.map(({ act, record }) => [act, record]),
      [['submit', code]],
    )
  })

  test('nobody files by a mandate of others, one that was guessed, revoked, not begun or over: nothing is written', async () => {
    const before = await count()
    const mandate = await given({ from: '2026-11-19', until: '2026-11-20' })
    await assert.rejects(file(mandate), refused)
    t.now = new Date('2026-11-19T02:00:00Z')
    await assert.rejects(file(mandate, stranger), refused)
    await assert.rejects(file(mandate, mai), refused)
    await assert.rejects(file(nowhere), refused)
    t.now = new Date('2026-11-21T02:00:00Z')
    await assert.rejects(file(mandate), refused)
    t.now = new Date('2026-11-19T02:00:00Z')
    await t.call(revokeMandate, { id: mandate }, mai)
    await assert.rejects(file(mandate), refused)
    assert.equal(await count(), before)
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from core.access where operation = 'cases.submit' and outcome = 'refused'`.execute(
      t.ctx.db,
    )
    assert.ok((rows[0]?.n ?? 0) >= 5, 'each try is in the access log')
  })

  test('nobody goes beyond a mandate: another procedure, or an act that it does not name', async () => {
    const house = await given({ kind: 'household-member' })
    await assert.rejects(t.call(submit, { ...note, procedure: 'thing-permit', mandate: house }, son), refused)
    const { code } = await file(house)
    await t.call(get, { code }, son)
    await assert.rejects(t.call(withdraw, { code }, son), notAllowed)
    await t.call(askSupplement, { code, items: ['Bản ghi chép'], reason: 'Thiếu' }, receptionist)
    await assert.rejects(t.call(supplement, { code }, son), notAllowed)
    const only = await given({ acts: ['follow'] })
    await assert.rejects(file(only), refused)
  })

  test(
    'what is filed while the mandate is revoked comes before its end, or is refused',
    { skip: process.env['TEST_DATABASE_URL'] ? false : 'the embedded database has one writer at a time' },
    async () => {
      for (let round = 0; round < 12; round += 1) {
        const mandate = await given()
        const [filed] = await Promise.allSettled([file(mandate), t.call(revokeMandate, { id: mandate }, mai)])
        if (filed.status === 'rejected') assert.ok(refused(filed.reason))
        const { rows } = await sql<{ seq: number; type: string }>`
          select seq, type from core.event
          where (type = 'cases.submitted' and payload->>'mandate' = ${mandate})
            or (type = 'people.mandate-revoked' and record = ${`mandate/${mandate}`}) order by seq`.execute(t.ctx.db)
        assert.equal(rows.at(-1)?.type, 'people.mandate-revoked', JSON.stringify(rows))
        assert.equal(rows.length, filed.status === 'fulfilled' ? 2 : 1)
      }
    },
  )

  test('after the mandate has ended its holder sees and does nothing more with what they filed', async () => {
    const mandate = await given()
    const { code } = await file(mandate)
    await t.call(revokeMandate, { id: mandate }, mai)
    await assert.rejects(t.call(get, { code }, son), notAllowed)
    await assert.rejects(t.call(withdraw, { code }, son), notAllowed)
    await assert.rejects(mine(son, mandate), refused)
    assert.deepEqual(await mine(son), [])
    assert.deepEqual(await t.ctx.waiting.of(t.ctx, son), [])
    await t.call(withdraw, { code }, mai)
  })

  test('supplement and withdrawal by a mandate are facts that name it, and the person reads who did them', async () => {
    const mandate = await given()
    const first = await file(mandate)
    await t.call(askSupplement, { code: first.code, items: ['Bản ghi chép'], reason: 'Thiếu' }, receptionist)
    await t.call(supplement, { code: first.code, answers: noteAnswers }, son)
    await t.call(withdraw, { code: first.code }, son)
    const { rows } = await sql<{ type: string; mandate: string | null }>`
      select type, payload->>'mandate' as mandate from core.event where record = ${first.code} order by version`.execute(
      t.ctx.db,
    )
    assert.deepEqual(
      rows.filter((row) => row.mandate === mandate).map(({ type }) => type),
      ['cases.submitted', 'cases.supplemented', 'cases.withdrawn'],
    )
    const [shown] = (await t.call(listMandates, {}, mai)).given
    assert.deepEqual(
      shown?.uses.map(({ act }) => act),
      ['withdraw', 'supplement', 'submit'],
    )
  })

  async function resolved(mandate: string): Promise<string> {
    const { code } = await file(mandate)
    await t.call(accept, { code }, receptionist)
    await t.call(completeStep, { code }, officer)
    await t.call(approve, { code }, chair)
    return code
  }

  test('the result is fetched only by a mandate that says so, and that is written down', async () => {
    const follower = await given({ acts: ['submit', 'follow'] })
    const code = await resolved(follower)
    const may = (actor: Actor, kind = 'result') => mayRead(t.ctx, actor, `case/${code}`, kind)
    assert.deepEqual(
      [await may(mai), await may(son), await may(son, 'receipt'), await may(stranger)],
      [true, false, true, false],
    )
    const kinds = async (actor: Actor) => (await t.call(get, { code }, actor)).documents.map(({ kind }) => kind)
    assert.ok((await kinds(mai)).includes('result'))
    assert.ok(!(await kinds(son)).includes('result'))
    const whole = await given()
    assert.equal(await may(son), true)
    const used = (await t.call(listMandates, {}, mai)).given.find(({ id }) => id === whole)
    assert.deepEqual(
      used?.uses.map(({ act, record }) => [act, record]),
      [['fetch-results', code]],
    )
  })

  test('a representative of the person also follows what the person filed alone, and an official of another place nothing', async () => {
    const { code } = await t.call(submit, note, mai)
    await assert.rejects(t.call(get, { code }, son), notAllowed)
    const mandate = await given({ acts: ['follow'] })
    assert.equal((await t.call(get, { code }, son)).secret, undefined)
    assert.deepEqual(await mine(son, mandate), [code])
    await assert.rejects(t.call(get, { code }, stranger), notAllowed)
  })

  test('drafts of a mandate are its own: not among mine, and gone with it', async () => {
    const mandate = await given()
    const { id } = await t.call(saveDraft, { ...note, mandate }, son)
    const drafts = async (input: object) => (await t.call(listDrafts, input, son)).items.map((draft) => draft.id)
    assert.deepEqual([await drafts({}), await drafts({ mandate })], [[], [id]])
    await assert.rejects(t.call(getDraft, { id }, son), refusedWith('draft-not-found'))
    await assert.rejects(t.call(getDraft, { id, mandate }, stranger), refused)
    await assert.rejects(t.call(discardDraft, { id, mandate }, stranger), refused)
    await t.call(submit, { ...note, mandate, draft: id }, son)
    assert.deepEqual(await drafts({ mandate }), [])
    const again = await t.call(saveDraft, { ...note, mandate }, son)
    await t.call(revokeMandate, { id: mandate }, son)
    await assert.rejects(t.call(getDraft, { id: again.id, mandate }, son), refused)
  })

  const child = { name: 'Trần Bé Na', birthOn: '2020-03-04', personalId: '045320000777' }
  type Child = { name: string; birthOn: string; personalId?: string }
  const parent = async (represented: Child = child) =>
    (
      await t.call(
        recordMandate,
        { kind: 'parent', representative: '0912000222', represented, paper: 'Giấy khai sinh', reason: 'Đã xem' },
        clerk,
      )
    ).id

  test('for a child without an account: its name and number fill the form and stand fast', async () => {
    const mandate = await parent()
    const { known, papers } = await t.call(prefill, { code: 'thing-permit', mandate }, son)
    assert.deepEqual(
      [known['applicant.fullName'], known['applicant.idNumber'], papers],
      [child.name, child.personalId, {}],
    )
    await assert.rejects(t.call(prefill, { code: 'thing-permit', mandate }, stranger), refused)
    const permit = { procedure: 'thing-permit', mandate, answers: { applicant: { fullName: 'Người Khác' } } }
    await assert.rejects(
      t.call(submit, permit, son),
      (error: { details?: { problems?: { path: string; code: string }[] } }) =>
        (error.details?.problems ?? []).some(({ path, code }) => path === 'applicant.fullName' && code === 'locked'),
    )
    const { code } = await file(mandate)
    const shown = await t.call(get, { code }, son)
    assert.deepEqual([shown.applicant.name, shown.applicant.maskedPersonalId], [child.name, '0453****0777'])
    await t.drain()
    const told = await sql<{ account: string }>`
      select distinct account from notices.message where template = 'submitted' and record = ${code} and account is not null`.execute(
      t.ctx.db,
    )
    assert.deepEqual(told.rows, [{ account: 'son' }])
  })

  test('two children of one parent stay apart, also one without a number', async () => {
    const [na, bi] = [await parent(), await parent({ name: 'Trần Bé Bi', birthOn: '2024-01-01' })]
    const [first, second] = [await file(na), await file(bi)]
    assert.deepEqual([await mine(son, na), await mine(son, bi)], [[first.code], [second.code]])
    await t.call(revokeMandate, { id: bi }, son)
    await assert.rejects(t.call(get, { code: second.code }, son), notAllowed)
    await t.call(get, { code: first.code }, son)
  })

  test('whoever has a number of their own names no other applicant without a mandate', async () => {
    const other = { name: 'Ai Đó', personalId: '045190001234' }
    await assert.rejects(t.call(submit, { ...note, applicant: other }, son), refusedWith('mandate-needed'))
  })

  test('help at a device gives the level of the person who is helped, not that of the helper', async () => {
    const helper: Actor = { ...officer, id: 'doan', posts: [{ unit: '99001', role: 'team-member' }] }
    await addPeople(t.ctx.db, t.ctx, [{ id: 'doan', kind: 'official', name: 'Lê Đoàn' }], t.now)
    const id = '0f8e2d6c-1b3a-4c5d-9e7f-00ff10a0b0c1'
    await sql`
      insert into people.mandate (id, kind, version, representative, represented, level, acts, begins_at, ends_at, state, proposed_at)
      values (${id}, 'assistance', 1, 'doan', 'mai', 1, '{submit,follow}', ${mandateStart}, '2026-11-18T04:00:00Z', 'given', ${mandateStart})`.execute(
      t.ctx.db,
    )
    await assert.rejects(file(id, helper), refusedWith('level-needed'))
    await sql`update people.mandate set level = 2`.execute(t.ctx.db)
    const { code } = await file(id, helper)
    const hers = await t.call(get, { code }, mai)
    assert.deepEqual([hers.submitter, hers.mandate?.assisted, hers.mandate?.by], [undefined, true, 'Lê Đoàn'])
    assert.deepEqual(await mine(mai), [code])
    t.now = new Date('2026-11-18T04:00:00Z')
    await assert.rejects(file(id, helper), refused)
    await assert.rejects(t.call(submit, note, helper), notAllowed)
  })
})
