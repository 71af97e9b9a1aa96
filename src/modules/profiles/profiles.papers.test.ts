import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { anonymous, system } from '#core/actor'
import { transact } from '#core/call'
import { AppError } from '#core/errors'
import { resultOf } from '#modules/cases'
import { issue, revokeAll } from '#modules/documents'
import { addPeople } from '#modules/people'
import { procedureKind } from '#modules/procedures'
import { applicant, caseAt, chair, citizen, fileNote, lan, officer, receptionist } from '#test/cases'
import { testContext, type TestContext } from '#test/context'
import { prefill } from '../procedures/prefill.ts'
import { approve, recall } from '../cases/operations/deciding.ts'
import { completeStep } from '../cases/operations/handling.ts'
import { accept } from '../cases/operations/intake.ts'
import { get } from '../cases/operations/reading.ts'
import { addPaper, changePaper, getPaper, listPaperKinds, listPapers, removePaper } from './operations/papers.ts'
import { uploaded } from '#test/uploads'

const refused = (code: string) => (error: unknown) => {
  if (error instanceof AppError && error.code === code) return true
  throw error
}

describe('profiles: papers', { timeout: 240_000 }, () => {
  let t: TestContext
  const minh = citizen('minh')
  before(async () => {
    t = await testContext({ now: '2026-11-18T02:00:00Z' })
    const person = { kind: 'citizen' as const, assurance: 2 }
    await addPeople(
      t.ctx.db,
      t.ctx,
      [{ ...person, id: 'lan', name: 'Trần Thị Lan', personalId: applicant.personalId }],
      t.now,
    )
    await addPeople(t.ctx.db, t.ctx, [{ ...person, id: 'minh', name: 'Lê Minh', personalId: '045190005678' }], t.now)
  })
  after(() => t.close())

  const mine = async (actor = lan) => (await t.call(listPapers, {}, actor)).items
  const eventsOf = async (id: string) =>
    (
      await sql<{ type: string }>`select type from core.event where record = ${`paper/${id}`} order by version`.execute(
        t.ctx.db,
      )
    ).rows.map(({ type }) => type)

  test('the result of a case arrives by itself, once, with what it says and nobody’s name in the events', async () => {
    const code = await caseAt(t, 'resolved')
    await t.drain()
    await t.drain()
    const found = (await mine()).filter(({ caseCode }) => caseCode === code)
    assert.deepEqual(
      found.map(({ kind, source, state, holder }) => ({ kind, source, state, holder })),
      [{ kind: 'note-copy', source: 'issued', state: 'valid', holder: 'Trần Thị Lan' }],
    )
    const id = found[0]?.id ?? ''
    const detail = await t.call(getPaper, { id }, lan)
    assert.ok(detail.values.some(({ text }) => text === '2'))
    assert.deepEqual(await eventsOf(id), ['profiles.paper-added'])
    const { rows } = await sql<{ open: boolean }>`
      select bool_or(e::text ~ 'Lan|${sql.raw(applicant.personalId)}') as open from core.event e where type like 'profiles.%'`.execute(
      t.ctx.db,
    )
    assert.equal(rows[0]?.open, false)
  })

  test('a register is answered with yes by a valid paper of the province, with the unit that can put it right', async () => {
    const ask = async (actor = lan) =>
      (await t.ctx.sources.ask(t.ctx, actor, ['registers.noted'])).get('registers.noted')
    const known = await ask()
    assert.deepEqual([known?.value, known?.holder], [true, '99001'])
    assert.match(known?.source.vi ?? '', /ghi chép/i)
    assert.equal(await ask(minh), undefined, 'nobody is said to stand in no register')
    assert.equal((await t.ctx.sources.ask(t.ctx, lan, ['registers.other'])).size, 0)
  })

  test('a result for a person without an account waits under their number, and is there when the account is made', async () => {
    const other = { name: 'Phạm Văn Đợi', personalId: '045090009999' }
    // Whoever has no verified number of their own may still hand in a neighbour's form; the officials look at who it is for.
    const neighbour = citizen('neighbour')
    await fileAndGrant({ applicant: other }, neighbour)
    assert.equal(
      (await mine(neighbour)).filter(({ holder }) => holder === other.name).length,
      0,
      'the filer is not the holder',
    )
    const unverified = { id: 'doi-1', kind: 'citizen' as const, name: other.name, assurance: 1 }
    await addPeople(t.ctx.db, t.ctx, [{ ...unverified, personalId: other.personalId }], t.now)
    assert.equal((await mine(citizen('doi-1'))).length, 0, 'a number that nobody verified opens nothing')
    await sql`update people.account set assurance = 2 where id = 'doi-1'`.execute(t.ctx.db)
    assert.deepEqual(
      (await mine(citizen('doi-1'))).map(({ holder }) => holder),
      [other.name],
    )
  })

  async function fileAndGrant(more: object = {}, actor = lan): Promise<string> {
    const { code } = await fileNote(t, actor, more)
    await t.call(accept, { code }, receptionist)
    await t.call(completeStep, { code }, officer)
    await t.call(approve, { code }, chair)
    await t.drain()
    return code
  }

  test('a recalled decision takes its result back: the paper is revoked, and a form no longer offers it', async () => {
    const code = await fileAndGrant()
    const offered = async () =>
      (await t.call(prefill, { code: 'note-copy' }, lan)).papers['note']?.map(({ id }) => id) ?? []
    const paper = (await mine()).find(({ caseCode }) => caseCode === code)
    assert.ok(paper && (await offered()).includes(paper.id))
    await t.call(recall, { code }, chair)
    await t.drain()
    const after = (await mine()).find(({ id }) => id === paper.id)
    assert.equal(after?.state, 'revoked')
    assert.equal((await offered()).includes(paper.id), false)
    assert.deepEqual(await eventsOf(paper.id), ['profiles.paper-added', 'profiles.paper-ended'])
    await assert.rejects(fileNote(t, lan, { papers: [{ id: 'note', own: [paper.id] }] }), refused('papers-wrong'))
  })

  test('a paper is handed in again instead of a file: the case holds the digest as issued, and the reuse is a fact', async () => {
    const [paper] = (await mine()).filter(({ state }) => state === 'valid')
    assert.ok(paper)
    const { code } = await fileNote(t, lan, { papers: [{ id: 'note', own: [paper.id] }] })
    await t.drain()
    const found = await t.call(get, { code }, receptionist)
    const file = found.papers[0]?.files[0]
    const { rows } = await sql<{ digest: string }>`
      select digest from documents.document where code = ${paper.document ?? ''}`.execute(t.ctx.db)
    assert.deepEqual([file?.digest, file?.reused], [rows[0]?.digest, true])
    const facts = await sql<{ type: string }>`
      select type from core.event where record = ${code} order by version`.execute(t.ctx.db)
    assert.deepEqual(
      facts.rows.map(({ type }) => type),
      ['cases.submitted', 'cases.papers-reused'],
    )
    assert.deepEqual(
      (await t.call(getPaper, { id: paper.id }, lan)).uses.map(({ caseCode }) => caseCode),
      [code],
    )
  })

  test('somebody else’s paper cannot be handed in, nor one of another kind', async () => {
    const [paper] = await mine()
    assert.ok(paper)
    const papers = [{ id: 'note', own: [paper.id] }]
    const count = async () =>
      (await sql<{ n: number }>`select count(*) as n from cases.case`.execute(t.ctx.db)).rows[0]?.n
    const before = await count()
    await assert.rejects(fileNote(t, minh, { papers, applicant: undefined }), refused('papers-wrong'))
    const upload = await uploaded(t, lan)
    const permit = await t.call(addPaper, { kind: 'thing-permit', upload }, lan)
    await assert.rejects(fileNote(t, lan, { papers: [{ id: 'note', own: [permit.id] }] }), refused('papers-wrong'))
    assert.equal(await count(), before)
  })

  test('profiles.add-paper keeps an upload with its dates, profiles.change-paper corrects them, profiles.remove-paper ends it; each refuses the person whose it is not', async () => {
    const upload = await uploaded(t, lan)
    const about = { kind: 'note-copy', number: '12/A', issuedOn: '2024-01-02', validUntil: '2025-01-01' }
    const added = await t.call(addPaper, { ...about, upload }, lan)
    assert.deepEqual([added.state, added.number, added.source], ['expired', '12/A', 'uploaded'])
    const { id, version } = added
    await assert.rejects(t.call(changePaper, { id, version, ...about }, minh), refused('paper-not-found'))
    const changed = await t.call(changePaper, { id, version, ...about, validUntil: '2027-01-01' }, lan)
    assert.equal(changed.state, 'valid')
    await assert.rejects(t.call(changePaper, { id, version, ...about }, lan), refused('paper-changed'))
    await assert.rejects(t.call(removePaper, { id, version: 2 }, minh), refused('paper-not-found'))
    await t.call(removePaper, { id, version: 2 }, lan)
    assert.equal(
      (await mine()).some((paper) => paper.id === id),
      false,
    )
    assert.deepEqual(await eventsOf(id), ['profiles.paper-added', 'profiles.paper-changed', 'profiles.paper-ended'])
  })

  test('profiles.add-paper refuses kinds that are none, impossible days, and uploads of others', async () => {
    const upload = await uploaded(t, lan)
    const refuse = (input: object, code: string, actor = lan) =>
      assert.rejects(t.call(addPaper, { kind: 'note-copy', upload, ...input }, actor), refused(code))
    await refuse({ kind: 'nothing' }, 'paper-kind')
    await refuse({ issuedOn: '2027-01-01' }, 'paper-dates')
    await refuse({ issuedOn: '2026-01-02', validUntil: '2026-01-01' }, 'paper-dates')
    await refuse({}, 'upload-not-found', minh)
    await assert.rejects(t.call(addPaper, { kind: 'note-copy', upload }, anonymous()), refused('sign-in-needed'))
  })

  test('what the province issued is neither changed nor taken away by its holder', async () => {
    const [issued] = (await mine()).filter(({ source }) => source === 'issued')
    assert.ok(issued)
    await assert.rejects(t.call(removePaper, { id: issued.id, version: issued.version }, lan), refused('paper-issued'))
  })

  test('profiles.list-papers and profiles.get-paper refuse officials and strangers; profiles.list-paper-kinds is open to anyone', async () => {
    const [paper] = await mine()
    const id = paper?.id ?? ''
    await assert.rejects(t.call(listPapers, {}, anonymous()), refused('sign-in-needed'))
    await assert.rejects(t.call(listPapers, {}, officer), refused('not-allowed'))
    await assert.rejects(t.call(getPaper, { id }, minh), refused('paper-not-found'))
    await assert.rejects(t.call(getPaper, { id }, officer), refused('not-allowed'))
    assert.equal((await t.call(listPaperKinds, {}, anonymous())).items.length, 3)
  })

  test('of a kind that a person has once, a new paper takes the place of the former', async () => {
    const { body } = t.ctx.definitions.get(procedureKind, 'thing-permit')
    assert.equal(body.result.paper, 'thing-permit')
    const code = (await mine())[0]?.caseCode ?? (await fileAndGrant())
    const permit = () =>
      transact(t.ctx, system, {}, (db) =>
        issue(
          db,
          t.ctx,
          resultOf(t.ctx, {
            caseCode: code,
            unit: '99001',
            procedure: body,
            answers: {},
            holder: 'Trần Thị Lan',
            issuedAt: t.now,
            signer: { title: 'Chủ tịch', name: 'Ai' },
          }),
        ),
      )
    await permit()
    await t.drain()
    t.now = new Date('2026-11-19T02:00:00Z')
    await permit()
    await t.drain()
    const states = (await mine()).filter(({ kind, source }) => kind === 'thing-permit' && source === 'issued')
    assert.deepEqual(states.map(({ state }) => state).sort(), ['replaced', 'valid'])
    assert.equal(states.find(({ state }) => state === 'valid')?.validUntil, '2028-11-19')
    await transact(t.ctx, system, {}, (db) => revokeAll(db, { record: `case/${code}`, kind: 'result' }, 'Thử', t.now))
  })
})
