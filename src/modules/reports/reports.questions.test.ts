import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { addPeople } from '#modules/people'
import { applicant, caseAt, chair, citizen, lan, officer } from '#test/cases'
import { testContext, type TestContext } from '#test/context'
import { refusedWith } from '#test/people'
import { get as getCase } from '../cases/operations/reading.ts'
import { listLooks } from '../profiles/operations/looks.ts'
import { answer } from './operations/handling.ts'
import { categories, get } from './operations/reading.ts'
import { accept, reject } from './operations/triage.ts'
import { askCorrection, questionAccess } from './operations/questions.ts'

describe('reports: a question about a look at my data', { timeout: 240_000 }, () => {
  let t: TestContext
  let access = 0
  let code = ''
  const text = 'Vì sao hồ sơ của tôi được mở trong hôm nay?'
  before(async () => {
    t = await testContext({ now: '2026-11-18T02:00:00Z' })
    const named = { kind: 'official' as const, name: 'Lê Thị Hoa' }
    await addPeople(
      t.ctx.db,
      t.ctx,
      [
        { kind: 'citizen', assurance: 2, name: 'Trần Thị Lan', id: 'lan', personalId: applicant.personalId },
        { ...named, id: officer.id, posts: [{ unit: '99001', role: 'officer', from: '2026-01-01' }] },
        { ...named, id: chair.id, posts: [{ unit: '99001', role: 'chair', from: '2026-01-01' }] },
      ],
      t.now,
    )
    code = await caseAt(t, 'accepted')
    await t.call(getCase, { code }, officer)
    access = (await t.call(listLooks, {}, lan)).items[0]?.id ?? 0
  })
  after(() => t.close())

  test('reports.question-access comes to the head of the unit, who owes an answer in two working days', async () => {
    const { code, unit } = await t.call(questionAccess, { access, text }, lan)
    const found = await t.call(get, { code }, chair)
    assert.equal(unit.code, '99001')
    assert.equal(found.assignee, chair.id)
    assert.match(found.text ?? '', new RegExp(`^Vì sao .*Nhật ký truy cập số ${access}`, 's'))
  })

  test('reports.question-access refuses a look that is not about the person, officials, and a line that does not exist', async () => {
    await assert.rejects(t.call(questionAccess, { access, text }, citizen('minh')), refusedWith('access-not-found'))
    await assert.rejects(t.call(questionAccess, { access: 999_999, text }, lan), refusedWith('access-not-found'))
    await assert.rejects(t.call(questionAccess, { access, text }, officer), refusedWith('not-allowed'))
  })

  const correction = { wrong: 'Tên đệm ghi sai', shouldBe: 'Trần Thị Mỹ Lan, theo thẻ căn cước' }

  test('reports.ask-correction comes to the unit that answers for the record, with a deadline, and its answer reaches the person', async () => {
    const sent = await t.call(askCorrection, { about: `case/${code}`, ...correction }, lan)
    assert.equal(sent.unit.code, '99001')
    const found = await t.call(get, { code: sent.code }, officer)
    assert.match(
      found.text ?? '',
      new RegExp(`case/${code}.*Chưa đúng: Tên đệm ghi sai.*Sửa thành: Trần Thị Mỹ Lan`, 's'),
    )
    assert.equal(found.visible, false, 'nobody else sees it')
    await t.call(accept, { code: sent.code }, officer)
    const { dueAt } = await t.call(get, { code: sent.code }, lan)
    assert.equal(dueAt, '2026-11-30T02:00:00.000Z', 'ten days end on a Saturday: the next working day')
    await t.call(answer, { code: sent.code, text: 'Đã sửa tên đệm trong hồ sơ.' }, officer)
    assert.equal((await t.call(get, { code: sent.code }, lan)).answer, 'Đã sửa tên đệm trong hồ sơ.')
  })

  test('a correction that is taken up, made or refused is told to its person, with the reason', async () => {
    const told = async (report: string) => {
      await t.drain()
      const { rows } = await sql<{ template: string; body: string }>`
        select template, body from notices.message where account = 'lan' and channel = 'app' and record = ${report} order by id`.execute(
        t.ctx.db,
      )
      return rows
    }
    const made = await t.call(askCorrection, { about: `case/${code}`, ...correction }, lan)
    await t.call(accept, { code: made.code }, officer)
    await t.call(answer, { code: made.code, text: 'Đã sửa tên đệm.' }, officer)
    assert.deepEqual(
      (await told(made.code)).map(({ template }) => template),
      ['report-accepted', 'report-answered'],
    )
    const refused = await t.call(askCorrection, { about: `case/${code}`, ...correction }, lan)
    await t.call(
      reject,
      { code: refused.code, because: 'no-grounds', text: 'Tên đã đúng với giấy khai sinh gốc.' },
      officer,
    )
    const [line, ...more] = await told(refused.code)
    assert.deepEqual([line?.template, more], ['report-rejected', []])
    assert.match(line?.body ?? '', /đúng với giấy khai sinh gốc/)
  })

  test('reports.ask-correction of the account goes to the commune where its person lives', async () => {
    await sql`update people.account set commune = '99002' where id = 'lan'`.execute(t.ctx.db)
    assert.equal((await t.call(askCorrection, { about: 'account/lan', ...correction }, lan)).unit.code, '99002')
  })

  test('reports.ask-correction refuses a record of somebody else, an empty wish, an official', async () => {
    await assert.rejects(
      t.call(askCorrection, { about: `case/${code}`, ...correction }, citizen('minh')),
      refusedWith('record-not-found'),
    )
    await assert.rejects(
      t.call(askCorrection, { about: 'account/lan', wrong: ' ', shouldBe: 'x' }, lan),
      refusedWith('invalid-input'),
    )
    await assert.rejects(
      t.call(askCorrection, { about: 'account/lan', ...correction }, officer),
      refusedWith('not-allowed'),
    )
  })

  test('its category is offered to nobody who sends a report', async () => {
    const { items } = await t.call(categories, {}, lan)
    assert.ok(items.every(({ id }) => id !== 'access-question'))
  })
})
