import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { testContext, type TestContext } from '#test/context'
import { refusedWith } from '#test/people'
import { desk, mai, nobody, otherDesk, place, reportAt } from '#test/reports'
import { fewestMerges, learnFromMerges } from './merges.ts'
import { alike, nearby } from './operations/alike.ts'
import { merge } from './operations/triage.ts'
import { findLikeness } from './store/alike.ts'

/** East of the common place of the tests. */
const east = (metres: number): [number, number] => [place[0] + metres / 106_400, place[1]]

describe('what may be reported already', { timeout: 240_000 }, () => {
  let t: TestContext
  before(async () => {
    t = await testContext()
  })
  after(() => t.close())

  /**
   * What desks have decided, of senders without a name, far from where the tests look: merged were those with the same words
   * near by, whatever their category; apart were left neighbours of one category with other words.
   */
  const decide = async (merges: number, apart: number) => {
    const [known] = (await sql<{ definition: string }>`select definition from reports.report limit 1`.execute(t.ctx.db))
      .rows
    const add = (kind: string, count: number, second: string) => sql`
      insert into reports.report (code, version, state, category, definition, channel, commune, unit, submitted_at, accepted_at, sort_at, place, text,
        merged_into, ended_at)
      select ${kind} || i || side, 1, case when ${kind} = 'M' and side = 'b' then 'merged' else 'accepted' end,
        case when side = 'a' or ${kind} = 'A' then 'hole' else 'water' end, ${known?.definition}, 'online', '99001', '99001', s.at, s.at, s.at,
        point(106.5 + i * 0.01, 17.3 + case when side = 'b' then ${second}::float8 else 0 end / 111320),
        case when ${kind} = 'M' or side = 'a' then 'nắp cống vỡ trước cổng trường số ' || (i % 7) else 'đèn đường hỏng tối om ngõ ' || (i % 5) end,
        case when ${kind} = 'M' and side = 'b' then ${kind} || i || 'a' end, case when ${kind} = 'M' and side = 'b' then s.at end
      from generate_series(1, ${count}::int) i cross join (values ('a'), ('b')) as sides(side)
      cross join lateral (select ${t.now.toISOString()}::timestamptz - make_interval(days => 20, hours => case when side = 'a' then 5 else 0 end) as at) s
      order by side`
    await add('M', merges, '20').execute(t.ctx.db)
    await add('A', apart, '120').execute(t.ctx.db)
  }

  const sameWords = { place: east(20), category: 'water', text: 'Nắp cống vỡ trước cổng trường' }

  test('reports.list-alike shows the desk what is near by; it refuses citizens and other desks', async () => {
    const [first, second] = [await reportAt(t, 'submitted'), await reportAt(t, 'accepted', { place: east(40) })]
    await reportAt(t, 'accepted', { place: east(400) })
    await reportAt(t, 'accepted', { category: 'noise' })
    const { items } = await t.call(alike, { code: first }, desk)
    assert.deepEqual(
      items.map(({ code, metres, likeness }) => [code, metres, likeness]),
      [[second, 40, undefined]],
    )
    await t.call(merge, { code: first, into: second }, desk)
    for (const actor of [mai, nobody, otherDesk])
      await assert.rejects(t.call(alike, { code: first }, actor), ({ code }: { code: string }) =>
        ['not-allowed', 'sign-in-needed'].includes(code),
      )
    await assert.rejects(t.call(alike, { code: 'PA-000000-NONE' }, desk), refusedWith('report-not-found'))
  })

  test('until enough was merged, the nearest of the same category are offered', async () => {
    await decide(fewestMerges - 1, 80)
    await learnFromMerges.run(t.ctx)
    assert.equal(await findLikeness(t.ctx.db), undefined)
    const shown = await reportAt(t, 'shown', { text: 'Nắp cống vỡ trước cổng trường, nguy hiểm.' })
    const { items } = await t.call(nearby, { ...sameWords, category: 'hole' }, nobody)
    assert.deepEqual(
      items.map(({ code, likeness }) => [code, likeness]),
      [[shown, undefined]],
    )
    assert.deepEqual((await t.call(nearby, sameWords, nobody)).items, [])
  })

  test('reports.nearby learns from merges what is the same: words count, not the category alone', async () => {
    await sql`
      insert into reports.report (code, version, state, category, definition, channel, commune, unit, submitted_at, accepted_at, sort_at, place, text, merged_into, ended_at)
      select 'X' || code, 1, state, category, definition, channel, commune, unit, submitted_at, accepted_at, sort_at, place, text, merged_into, ended_at
      from reports.report where code like 'M1%b'`.execute(t.ctx.db)
    await learnFromMerges.run(t.ctx)
    const { items } = await t.call(nearby, sameWords, nobody)
    assert.equal(items.length, 1)
    assert.ok((items[0]?.likeness ?? 0) > 0.5)
    const otherWords = { ...sameWords, category: 'hole', text: 'Đèn đường hỏng, ngõ tối om' }
    assert.deepEqual((await t.call(nearby, otherWords, nobody)).items, [])
  })

  test('where a report is shown roughly only, asking again and again does not tell its place', async () => {
    await sql`update reports.report set shown_place = point(106.705, 17.105) where visible`.execute(t.ctx.db)
    assert.deepEqual((await t.call(nearby, sameWords, nobody)).items, [])
  })

  test('words of people who have not agreed teach nothing, and what was learnt from them goes', async () => {
    await sql`update reports.report set owner = 'somebody' where code like 'M%'`.execute(t.ctx.db)
    await learnFromMerges.run(t.ctx)
    assert.equal(await findLikeness(t.ctx.db), undefined)
  })
})
