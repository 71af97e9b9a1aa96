import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { addPeople } from '#modules/people'
import { testContext, type TestContext } from '#test/context'
import { desk, mai, reportAt, uploadPicture } from '#test/reports'
import { support } from './operations/following.ts'
import { answer } from './operations/handling.ts'
import { askSupplement, merge } from './operations/triage.ts'

let t: TestContext
before(async () => {
  t = await testContext()
  const people = ['mai', 'hai', 'ba'].map((id) => ({ id, kind: 'citizen' as const, name: id }))
  await t.ctx.db.transaction().execute((db) => addPeople(db, t.ctx, people, t.now))
})
after(() => t.close())
beforeEach(async () => {
  await t.drain()
  await sql`delete from notices.message`.execute(t.ctx.db)
})

async function told(): Promise<string[]> {
  await t.drain()
  const { rows } = await sql<{ line: string }>`
    select distinct coalesce(account, address) || ' ' || template as line from notices.message
    where template like 'report-%' order by 1`.execute(t.ctx.db)
  return rows.map(({ line }) => line)
}

describe('who is told of a report', { timeout: 120_000 }, () => {
  test('its sender, its followers, and whose reports were joined to it', async () => {
    const code = await reportAt(t, 'shown')
    const twin = await reportAt(t, 'submitted', {})
    await sql`update reports.report set owner = 'hai' where code = ${twin}`.execute(t.ctx.db)
    await t.call(merge, { code: twin, into: code }, desk)
    await t.call(support, { code, kind: 'met' }, { ...mai, id: 'ba' })
    await sql`delete from notices.message`.execute(t.ctx.db)
    await t.call(answer, { code, text: 'Đã vá.', photos: [await uploadPicture(t)] }, desk)
    assert.deepEqual(
      (await told()).filter((line) => line.endsWith('report-answered')),
      ['ba report-answered', 'hai report-answered', 'mai report-answered'],
    )
  })

  test('what is asked of the sender is told to nobody else', async () => {
    const code = await reportAt(t, 'submitted')
    await t.call(askSupplement, { code, text: 'Số nhà nào?' }, desk)
    assert.deepEqual(await told(), ['mai report-supplement'])
    const { rows } = await sql<{ body: string }>`select body from notices.message limit 1`.execute(t.ctx.db)
    assert.match(rows[0]?.body ?? '', /Số nhà nào\?/)
  })
})
