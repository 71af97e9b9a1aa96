import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { anonymous } from '#core/actor'
import { AppError } from '#core/errors'
import { citizen, lan, officer, official, receptionist } from '#test/cases'
import { testContext, type TestContext } from '#test/context'
import { prefill } from '../procedures/prefill.ts'
import { addPeople } from '#modules/people'
import { contest, countCorrections, listCorrections, settleCorrection } from './operations/corrections.ts'

const refused = (code: string) => (error: unknown) => {
  if (error instanceof AppError && error.code === code) return true
  throw error
}

describe('profiles: corrections', { timeout: 240_000 }, () => {
  let t: TestContext
  before(async () => {
    t = await testContext({ now: '2026-11-18T02:00:00Z' })
    const person = { kind: 'citizen' as const, assurance: 2, name: 'Trần Thị Lan', personalId: '045190001234' }
    await addPeople(t.ctx.db, t.ctx, [{ ...person, id: 'lan' }], t.now)
  })
  after(() => t.close())
  const answer = 'Đã sửa theo giấy khai sinh.'
  const wrong = { source: 'person.fullName', shouldBe: 'Trần Thị Lân', unit: '99001' }

  test('profiles.contest records what should be, sealed; the value is told as contested until profiles.settle-correction', async () => {
    const { id } = await t.call(contest, wrong, lan)
    await assert.rejects(t.call(contest, wrong, lan), refused('correction-open'))
    const told = async () => (await t.call(prefill, { code: 'thing-permit' }, lan)).sources['applicant.fullName']
    assert.equal((await told())?.contested, true)
    const { rows } = await sql<{ open: boolean }>`
      select exists (select 1 from profiles.correction c where c::text like '%Lân%')
        or exists (select 1 from core.event e where e::text like '%Lân%') as open`.execute(t.ctx.db)
    assert.equal(rows[0]?.open, false)
    const { items } = await t.call(listCorrections, {}, receptionist)
    assert.deepEqual(
      items.map(({ person, about, shouldBe }) => [person, about.vi, shouldBe]),
      [['Trần Thị Lan', 'Họ, chữ đệm, tên', 'Trần Thị Lân']],
    )
    assert.deepEqual(await t.call(countCorrections, {}, receptionist), { waiting: 1, overdue: 0 })
    await t.call(settleCorrection, { id, outcome: 'corrected', answer }, receptionist)
    assert.equal((await told())?.contested, false)
    const { rows: notices } = await sql<{ template: string; body: string }>`
      select template, body from notices.message where account = 'lan' and channel = 'app'`.execute(t.ctx.db)
    assert.deepEqual(
      notices.map(({ template, body }) => [template, body.includes(answer)]),
      [['correction-made', true]],
    )
    await assert.rejects(
      t.call(settleCorrection, { id, outcome: 'corrected', answer }, receptionist),
      refused('correction-settled'),
    )
  })

  test('an answer is due in two working days of the reception, and is marked once it is late; a confirmed value is told', async () => {
    // Friday morning: Saturday and Sunday do not count.
    t.now = new Date('2026-11-20T02:00:00Z')
    const { id, dueAt } = await t.call(contest, wrong, lan)
    // 24/11 is a day off (Culture Day), so Monday 23/11 and Wednesday 25/11.
    assert.equal(dueAt, '2026-11-25T02:00:00.000Z')
    const marks = async () =>
      (await t.call(listCorrections, {}, receptionist)).items.map((one) => [one.dueAt, one.overdue])
    assert.deepEqual(await marks(), [[dueAt, false]])
    t.now = new Date('2026-11-25T02:00:01Z')
    assert.deepEqual(await marks(), [[dueAt, true]])
    assert.deepEqual(await t.call(countCorrections, {}, receptionist), { waiting: 1, overdue: 1 })
    await t.call(settleCorrection, { id, outcome: 'confirmed', answer: 'Trùng với giấy khai sinh.' }, receptionist)
    const { rows } = await sql<{ body: string }>`
      select body from notices.message where account = 'lan' and channel = 'app' and template = 'correction-declined'`.execute(
      t.ctx.db,
    )
    assert.match(rows[0]?.body ?? '', /Trùng với giấy khai sinh/)
  })

  test('profiles.contest refuses officials and sources that are none; profiles.settle-correction, profiles.count-corrections and profiles.list-corrections refuse other receptions', async () => {
    await assert.rejects(t.call(contest, wrong, anonymous()), refused('sign-in-needed'))
    await assert.rejects(t.call(contest, wrong, officer), refused('not-allowed'))
    await assert.rejects(t.call(contest, { ...wrong, source: 'drop table' }, lan), refused('invalid-input'))
    await assert.rejects(t.call(contest, { ...wrong, source: 'person.email' }, lan), refused('nothing-to-correct'))
    await assert.rejects(t.call(contest, { ...wrong, unit: undefined }, lan), refused('commune-needed'))
    const { id } = await t.call(contest, wrong, lan)
    const other = official('other', 'H99.102.01', 'receptionist')
    await assert.rejects(t.call(settleCorrection, { id, outcome: 'confirmed', answer }, other), refused('not-allowed'))
    assert.deepEqual((await t.call(listCorrections, {}, other)).items, [])
    assert.deepEqual(await t.call(countCorrections, {}, other), { waiting: 0, overdue: 0 })
    await assert.rejects(t.call(countCorrections, {}, lan), refused('not-allowed'))
    await assert.rejects(t.call(listCorrections, {}, citizen('minh')), refused('not-allowed'))
  })
})
