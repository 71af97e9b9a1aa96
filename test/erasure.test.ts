/** One person's whole life on the platform: its copy holds it all, and its erasure leaves what law keeps, naming nobody, with every figure as it was. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { sql } from 'kysely'
import { z } from 'zod'
import { type Actor, anonymous } from '#core/actor'
import { collect } from '#core/files'
import { sealPerson } from '#modules/cases'
import { rebuildCells } from '#modules/indicators'
import { addPeople, hashPassword } from '#modules/people'
import { applicant, caseAt, chair, fileNote, officer, receptionist } from '#test/cases'
import { testContext, type TestContext } from '#test/context'
import { packWithIndicators } from '#test/pack-folder'
import { Browser, password, refusedWith } from '#test/people'
import { desk, hole, uploadPicture } from '#test/reports'
import { png, uploaded } from '#test/uploads'
import { approve, returnResult } from '../src/modules/cases/operations/deciding.ts'
import { completeStep } from '../src/modules/cases/operations/handling.ts'
import { accept } from '../src/modules/cases/operations/intake.ts'
import { saveDraft } from '../src/modules/cases/operations/drafts.ts'
import { giveConsent, listConsents } from '../src/modules/people/operations/consents.ts'
import { askCopy, askErasure, myData } from '../src/modules/people/operations/rights.ts'
import { signIn } from '../src/modules/people/operations/sign-in.ts'
import { CopySecret, openedZip } from '../src/modules/people/rights/copy-file.ts'
import { makeCopies } from '../src/modules/people/rights/copying.ts'
import { carryOutErasures } from '../src/modules/people/rights/erasing.ts'
import { findCopy } from '../src/modules/people/store/rights.ts'
import { addPaper } from '../src/modules/profiles/operations/papers.ts'
import { listLooks } from '../src/modules/profiles/operations/looks.ts'
import { answer } from '../src/modules/reports/operations/handling.ts'
import { submitIdea } from '../src/modules/reports/operations/ideas.ts'
import { submit as report } from '../src/modules/reports/operations/sending.ts'
import { accept as acceptReport, show } from '../src/modules/reports/operations/triage.ts'
import { setFavourite } from '../src/modules/services/operations/board.ts'

const phone = '+84912000111'
const Records = z.object({ records: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))) })

describe('the copy and the erasure of one person', { timeout: 240_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'tinhso-erasure-'))
  let t: TestContext
  let lan: Actor
  let code = ''
  let reported = ''
  let copyFile = ''
  before(async () => {
    t = await testContext({ pack: packWithIndicators(join(folder, 'pack')) })
    const hashed = await hashPassword(password)
    const person = { id: 'lan', kind: 'citizen' as const, name: 'Trần Thị Lan', phone, assurance: 2, password: hashed }
    const about = { personalId: applicant.personalId, birthOn: '1990-02-03', address: 'Thôn Trung, xã Một' }
    await addPeople(
      t.ctx.db,
      t.ctx,
      [
        { ...person, ...about },
        { id: 'other', kind: 'citizen', name: 'Người Khác' },
      ],
      t.now,
    )
    const browser = new Browser(t)
    await t.call(signIn, { login: phone, password }, anonymous(), browser.options)
    lan = await browser.actor()
  })
  after(async () => {
    await t.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** A case that Lan filed for somebody else: the other's data are not hers to take. */
  async function fileForAnother() {
    const { code: other } = await fileNote(t, lan)
    const sealed = sealPerson(t.ctx.vault, { name: 'Ông Khác Nào', personalId: '045160009999' })
    await sql`update cases.case set owner = 'other', applicant_digest = null, applicant_name = 'Ông Khác Nào', applicant = ${sealed}
      where code = ${other}`.execute(t.ctx.db)
    await t.call(accept, { code: other }, receptionist)
    await t.call(completeStep, { code: other }, officer)
    await t.call(approve, { code: other }, chair)
    await t.call(returnResult, { code: other, how: 'counter' }, receptionist)
  }

  async function live() {
    await fileForAnother()
    code = await caseAt(t, 'resolved')
    await t.call(saveDraft, { procedure: 'note-copy', competentUnit: '99001', answers: {}, papers: [] }, lan)
    await t.call(addPaper, { kind: 'stamp', upload: await uploaded(t, lan), number: 'GK-77' }, lan)
    reported = (await t.call(report, { ...hole, showName: true }, lan)).code
    await t.call(
      submitIdea,
      { title: 'Thêm ghế ở bến xe', text: 'Nên đặt thêm ghế cho người già.', showName: true },
      lan,
    )
    await t.call(setFavourite, { service: 'note', favourite: true }, lan)
    const { shown = '', id: purpose = '' } = (await t.call(listConsents, {}, lan)).purposes[0] ?? {}
    await t.call(giveConsent, { purpose, shown }, lan)
    await t.call(listLooks, { limit: 5 }, lan)
    await t.drain()
  }

  async function copied(): Promise<Record<string, Uint8Array>> {
    const { id } = await t.call(askCopy, {}, lan)
    await makeCopies.run(t.ctx)
    const row = await findCopy(t.ctx.db, id)
    assert.ok(row?.file && row.secret)
    copyFile = row.file
    const stored = await t.ctx.files.bytes(row.file)
    assert.equal(stored.includes('doc-truoc.txt'), false, 'the file is sealed as it lies')
    const secret = CopySecret.parse(JSON.parse(t.ctx.vault.open(row.secret)))
    return unzipSync(await collect(openedZip(await t.ctx.files.read(row.file), secret)))
  }

  test('the copy holds every record in clear, the files, and nobody else', async () => {
    await live()
    const files = await copied()
    const names = Object.keys(files)
    const read = (id: string) => Records.parse(JSON.parse(strFromU8(files[`${id}.json`] ?? new Uint8Array()))).records
    assert.match(strFromU8(files['doc-truoc.txt'] ?? new Uint8Array()), /BẢN SAO DỮ LIỆU CỦA BẠN/)
    const { 'people.account': [account] = [] } = read('account')
    assert.deepEqual(
      [account?.['name'], account?.['id_sealed'], account?.['phone']],
      ['Trần Thị Lan', applicant.personalId, phone],
    )
    const { 'cases.case': [own] = [] } = read('cases')
    assert.equal(own?.['code'], code)
    assert.match(JSON.stringify(own?.['applicant']), new RegExp(applicant.personalId))
    assert.match(JSON.stringify(read('papers')), /GK-77/)
    assert.match(JSON.stringify(read('reports')), /Ổ gà lớn/)
    assert.match(JSON.stringify(read('ideas')), /bến xe/)
    assert.match(JSON.stringify(read('consents')), /improve-report-suggestions/)
    assert.ok(read('sign-ins')['people.sign_in']?.length)
    assert.ok(
      names.some((name) => /^documents\/.*\.pdf$/.test(name)),
      names.join(),
    )
    assert.deepEqual(Buffer.from(files[names.find((name) => name.startsWith('papers/')) ?? ''] ?? []), png)
    const whole = names
      .filter((name) => name.endsWith('.json'))
      .map((name) => strFromU8(files[name] ?? new Uint8Array()))
      .join()
    for (const secret of ['\\\\x', 'Người Khác', 'Khác Nào', '045160009999', 'sealed:', '$argon2', `"${desk.id}"`])
      assert.equal(whole.includes(secret), false, secret)
  })

  test('people.ask-erasure refuses while something of the person is being handled, and says what', async () => {
    await assert.rejects(t.call(askErasure, { password }, lan), refusedWith('still-handled'))
    const { open } = await t.call(myData, {}, lan)
    assert.deepEqual(
      open.map(({ id, count }) => [id, count]),
      [
        ['cases', 1],
        ['reports', 1],
      ],
    )
  })

  const cells = async () =>
    (
      await sql<{ row: string }>`
        select row from (
          select concat_ws('|', 'u', unit, grain, start_on, '', n) as row from indicators.cell
          union all select concat_ws('|', 'p', unit, grain, start_on, procedure, n) from indicators.cell_procedure
          union all select concat_ws('|', 'c', unit, grain, start_on, channel, n) from indicators.cell_channel) r order by row`.execute(
        t.ctx.db,
      )
    ).rows.map(({ row }) => row)
  const votes = async () =>
    (
      await sql`select code, visible, text, public_text, answer, score from reports.report order by code`.execute(
        t.ctx.db,
      )
    ).rows

  test('afterwards sign-in fails, cases stay with what law keeps, nothing else names the person, and no figure changes', async () => {
    await t.call(returnResult, { code, how: 'counter' }, receptionist)
    await t.call(acceptReport, { code: reported }, desk)
    await t.call(answer, { code: reported, text: 'Đã vá mặt đường.', photos: [await uploadPicture(t)] }, desk)
    await t.call(show, { code: reported, text: 'Ổ gà lớn giữa đường.' }, desk)
    await t.drain()
    const before = { cells: await cells(), reports: await votes() }
    assert.ok(before.cells.length > 5)
    const { from } = await t.call(askErasure, { password }, lan)
    await carryOutErasures.run(t.ctx)
    assert.equal(
      (await sql`select 1 from people.account where ended_at is not null`.execute(t.ctx.db)).rows.length,
      0,
      'not before its day',
    )
    t.now = new Date(from)
    await carryOutErasures.run(t.ctx)
    await t.drain()

    await assert.rejects(
      t.call(signIn, { login: phone, password }, anonymous(), new Browser(t).options),
      refusedWith('wrong-sign-in'),
    )
    assert.deepEqual(await cells(), before.cells)
    await rebuildCells(t.ctx)
    assert.deepEqual(await cells(), before.cells, 'made anew from the log, too')
    assert.deepEqual(await votes(), before.reports, 'what everybody sees of the report stays')

    const left = await tablesWith(t, [applicant.personalId, phone, 'Trần Thị Lan', 'Thôn Trung'])
    assert.deepEqual(left, ['cases.case'], 'the name stands in the case alone, which law keeps')
    const { rows } = await sql<{ name: string; owner: string }>`
      select c.applicant_name as name, c.owner from cases.case c where code = ${code}`.execute(t.ctx.db)
    assert.deepEqual(rows, [{ name: 'Trần Thị Lan', owner: 'lan' }])
    await assert.rejects(t.ctx.files.bytes(copyFile), 'the copy goes with its person')
    const gone = await countOf(t, ['profiles.paper', 'cases.draft', 'services.favourite', 'people.session'])
    assert.deepEqual(gone, [0, 0, 0, 0])
    const { rows: outcome } = await sql<{ kinds: string[] }>`
      select array(select o ->> 'kind' from jsonb_array_elements(outcome) o where (o ->> 'kept')::int > 0) as kinds from people.erasure where done_at is not null`.execute(
      t.ctx.db,
    )
    assert.ok(outcome[0]?.kinds.includes('cases') && outcome[0].kinds.includes('documents'))
  })
})

const countOf = (t: TestContext, tables: readonly string[]): Promise<number[]> =>
  Promise.all(
    tables.map(
      async (table) =>
        (await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(t.ctx.db)).rows[0]?.n ?? -1,
    ),
  )

/** Tables with a row that says one of these words in clear. */
async function tablesWith(t: TestContext, words: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_schema || '.' || table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema', 'jobs', 'public') order by 1`.execute(
    t.ctx.db,
  )
  const found: string[] = []
  for (const { name } of rows) {
    const hit =
      await sql`select 1 from ${sql.table(name)} t where t::text ~ ${words.join('|').replaceAll('+', '\\+')} limit 1`.execute(
        t.ctx.db,
      )
    if (hit.rows.length > 0) found.push(name)
  }
  return found
}
