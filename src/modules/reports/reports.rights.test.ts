import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { testContext, type TestContext } from '#test/context'
import { refusedWith } from '#test/people'
import { chief, desk, hole, mai, nobody, otherDesk, reportAt, uploadPicture } from '#test/reports'
import { listEventsOf } from '#core/events'
import type { Operation } from '#core/operation'
import { bySender } from './operations/following.ts'
import { answer, handling } from './operations/handling.ts'
import { categories, counts, desk as deskList, get, listMine } from './operations/reading.ts'
import { submit } from './operations/sending.ts'
import { triage } from './operations/triage.ts'
import { escalateReports, markOverdueReports } from './jobs.ts'

let t: TestContext
before(async () => void (t = await testContext()))
after(() => t.close())

const typesOf = async (code: string) =>
  (await listEventsOf(t.ctx.db, code)).map(({ type }) => type.replace('reports.', ''))

describe('time', { timeout: 120_000 }, () => {
  test('a passed deadline is stated once, comes before the head of the unit, then climbs to the province', async () => {
    const code = await reportAt(t, 'accepted')
    const { dueAt = '' } = await t.call(get, { code }, desk)
    t.now = new Date(Date.parse(dueAt) + 60_000)
    await markOverdueReports.run(t.ctx)
    await markOverdueReports.run(t.ctx)
    const late = (await listEventsOf(t.ctx.db, code)).find(({ type }) => type === 'reports.overdue')
    assert.equal(late?.occurredAt.toISOString(), dueAt)
    assert.deepEqual((await typesOf(code)).slice(-2), ['overdue', 'escalated'])
    t.now = new Date(t.now.getTime() + 7 * 86_400_000)
    await escalateReports.run(t.ctx)
    await escalateReports.run(t.ctx)
    const [last] = (await listEventsOf(t.ctx.db, code)).slice(-1)
    assert.equal(last?.type, 'reports.escalated')
    assert.match(JSON.stringify(last?.payload), /"to":"99".*"level":2/)
    assert.ok((await t.call(deskList, { view: 'late', limit: 100 }, chief)).items.some((item) => item.code === code))
    await t.call(answer, { code, text: 'Xin lỗi vì chậm trễ, đã sửa.', photos: [await uploadPicture(t)] }, desk)
    const answered = (await listEventsOf(t.ctx.db, code)).find(({ type }) => type === 'reports.answered')
    assert.match(JSON.stringify(answered?.payload), /"onTime":false/)
  })
})

describe('lists', { timeout: 120_000 }, () => {
  test('reports.categories is open to anyone', async () => {
    const { items, groups } = await t.call(categories, {}, nobody)
    assert.deepEqual(
      items.map(({ id }) => id),
      ['hole', 'noise', 'attitude', 'water'],
    )
    assert.equal(groups.length, 2)
  })

  test('reports.desk shows an official the reports of their unit only, and refuses citizens', async () => {
    const code = await reportAt(t, 'submitted')
    const codes = async (who: typeof desk) =>
      (await t.call(deskList, { limit: 100 }, who)).items.map((item) => item.code)
    assert.ok((await codes(desk)).includes(code))
    assert.ok(!(await codes(otherDesk)).includes(code))
    assert.ok((await codes({ ...chief, posts: [{ unit: '99', role: 'leader' }] })).includes(code))
    await assert.rejects(t.call(deskList, {}, mai), refusedWith('not-allowed'))
    await assert.rejects(t.call(counts, {}, mai), refusedWith('not-allowed'))
    assert.ok((await t.call(counts, {}, desk)).open > 0)
  })

  test('reports.counts refuses citizens', () => assert.rejects(t.call(counts, {}, mai), refusedWith('not-allowed')))

  test('reports.list-mine shows a person their own reports, page by page, and refuses who has not signed in', async () => {
    const me = { ...mai, id: 'list-mine' }
    const sent = []
    for (let i = 0; i < 3; i += 1) {
      t.now = new Date(t.now.getTime() + 60_000)
      sent.unshift((await t.call(submit, hole, me)).code)
    }
    const first = await t.call(listMine, { limit: 2 }, me)
    const second = await t.call(listMine, { limit: 2, after: first.next ?? '' }, me)
    assert.deepEqual(
      [...first.items, ...second.items].map(({ code }) => code),
      sent,
    )
    await assert.rejects(t.call(listMine, {}, nobody), refusedWith('sign-in-needed'))
  })
})

describe('rights', { timeout: 120_000 }, () => {
  const inputs: Record<string, object> = {
    'reports.accept': {},
    'reports.reject': { because: 'abuse', text: 'Không phù hợp.' },
    'reports.ask-supplement': { text: 'Thiếu.' },
    'reports.reclassify': { category: 'noise', urgent: false },
    'reports.transfer': { to: '99002', text: 'Chuyển.' },
    'reports.merge': {},
    'reports.unmerge': {},
    'reports.split': { category: 'noise', text: 'Việc thứ hai trong phản ánh.' },
    'reports.show': { text: 'Công khai.' },
    'reports.hide': {},
    'reports.assign': { to: 'x' },
    'reports.answer': { text: 'Trả lời.' },
    'reports.mask-photo': { no: 1, covers: [{ x: 0, y: 0, width: 1, height: 1 }] },
    'reports.note': { text: 'Ghi chú.' },
    'reports.supplement': { text: 'Bổ sung.' },
    'reports.withdraw': {},
    'reports.rate': { score: 1 },
    'reports.reopen': { text: 'Chưa xong.' },
  }
  const operations: readonly Operation[] = [...triage, ...handling, ...bySender]
  for (const operation of operations.filter(({ name }) => name in inputs)) {
    const { name } = operation
    test(`${name} refuses an official of another unit and a stranger, and writes nothing`, async () => {
      const code = await reportAt(t, 'accepted')
      const before = await typesOf(code)
      const into = name === 'reports.merge' ? { into: await reportAt(t, 'accepted') } : {}
      for (const who of [otherDesk, { ...mai, id: 'stranger' }])
        await assert.rejects(t.call(operation, { code, ...inputs[name], ...into }, who), refusedWith('not-allowed'))
      assert.deepEqual(await typesOf(code), before)
    })
  }
})
