import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anonymous } from '#core/actor'
import { calendar } from '#modules/calendar'
import { importProcedures, procedures } from '#modules/procedures'
import { units } from '#modules/units'
import { testContext, type TestContext } from '#test/context'
import { sharedFile } from '#test/shared'
import { everydayQueries } from './everyday-queries.ts'
import { search } from './operations.ts'
import { indexOf } from './search.ts'
import { shelfOf } from './shelf.ts'

const visitor = anonymous('vi')
const catalogue = sharedFile('procedures/tthc_dev.jsonl.gz')

let t: TestContext
before(async () => {
  t = await testContext({ pack: 'province/quang-tri', modules: [units, calendar, procedures] })
})
after(() => t.close())

/** The share of the queries whose right answer is in the first five; those whose answers are not loaded do not count. */
function measure(): { share: number; asked: number; missed: string[] } {
  const { index, byCode } = shelfOf(t.ctx)
  const asked = everydayQueries.filter(([, ...codes]) => codes.some((code) => byCode.has(code)))
  const missed = asked.filter(([query, ...codes]) => {
    const first = index.search(query).slice(0, 5)
    return !first.some(({ code }) => codes.includes(code))
  })
  return { share: 1 - missed.length / asked.length, asked: asked.length, missed: missed.map(([query]) => query) }
}

test('everyday queries over the pack: the right procedure in the first five ≥ 95 %', () => {
  const { share, asked, missed } = measure()
  assert.ok(asked >= 90, `${asked} queries`)
  assert.ok(share >= 0.95, `${(100 * share).toFixed(1)} %: ${missed.join(' · ')}`)
})

const first = async (q: string) => (await t.call(search, { q, limit: 1 }, visitor)).items[0]?.code

test('procedures.search: everyday words find what they mean', async () => {
  for (const q of ['làm giấy khai sinh', 'khai sinh cho con', 'GKS', 'khai sih', '1.001193'])
    assert.equal(await first(q), '1.001193', q)
  assert.equal(await first('sổ đỏ'), '1.013978')
  assert.equal(await first('hộ khẩu'), '1.004222')
  assert.equal(await first('passport'), '1.001456')
})

test('procedures.search: filters, counts and English', async () => {
  const births = await t.call(search, { q: '', lifeEvent: 'birth', limit: 2 }, visitor)
  assert.equal(births.items.length, 2)
  assert.ok(births.total > 2)
  const land = await t.call(search, { q: 'đất', agency: 'office/land-registration' }, visitor)
  assert.ok(land.items.length > 0 && land.items.every(({ agency }) => agency === 'office/land-registration'))
  const english = await t.call(search, { q: 'birth' }, anonymous('en'))
  assert.equal(english.items[0]?.name, 'Birth registration')
  assert.deepEqual(await t.call(search, { q: 'qqqq zzzz' }, visitor), { total: 0, items: [] })
})

test('procedures.search is public, and refuses what is no query', async () => {
  await assert.rejects(t.call(search, { q: 'x'.repeat(300) }, visitor), { status: 422 })
  await assert.rejects(t.call(search, { q: 'x', limit: 0 }, visitor), { status: 422 })
  assert.equal(
    (await t.call(search, { q: "'; drop table core.definition; --<script>" }, visitor)).items.length <= 20,
    true,
  )
})

test('a wrong letter, a lost letter and two exchanged ones are found without tones', () => {
  const { items } = shelfOf(t.ctx)
  const names = items.filter(({ name }) => name.vi.split(' ').length >= 3)
  const index = indexOf(
    names.map(({ code, name }) => ({ code, texts: [name.vi], weight: 1 })),
    { means: {}, ignore: [] },
  )
  const bare = (text: string) =>
    text
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .replace(/đ/gi, 'd')
  const spoilt = [
    (text: string) => `${text.slice(0, 7)}x${text.slice(8)}`,
    (text: string) => text.slice(0, 6) + text.slice(7),
    (text: string) => text.slice(0, 4) + (text[5] ?? '') + (text[4] ?? '') + text.slice(6),
  ]
  const tries = names.flatMap(({ code, name }) => spoilt.map((spoil) => ({ code, q: spoil(bare(name.vi)) })))
  const found = tries.filter(({ code, q }) =>
    index
      .search(q)
      .slice(0, 5)
      .some((hit) => hit.code === code),
  )
  assert.ok(found.length / tries.length >= 0.98, `${found.length} of ${tries.length}`)
})

test(
  'everyday queries over all procedures: ≥ 95 %',
  { skip: !catalogue && 'the shared catalogue is absent' },
  async () => {
    if (!catalogue) return
    await importProcedures(t.ctx, catalogue)
    const { share, asked, missed } = measure()
    assert.ok(asked >= 130, `${asked} queries`)
    assert.ok(share >= 0.95, `${(100 * share).toFixed(1)} %: ${missed.join(' · ')}`)
  },
)
