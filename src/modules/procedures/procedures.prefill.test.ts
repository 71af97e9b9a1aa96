import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anonymous, type Actor } from '#core/actor'
import { calendar } from '#modules/calendar'
import { procedures } from '#modules/procedures'
import { units } from '#modules/units'
import { testContext, type TestContext } from '#test/context'
import { prefill } from './prefill.ts'

let t: TestContext
const account = { vi: 'Tài khoản của bạn', en: 'Your account' }
const asked: (readonly string[])[] = []
before(async () => {
  t = await testContext({ pack: 'province/quang-tri', modules: [units, calendar, procedures] })
  t.ctx.sources.register('person', async (_ctx, actor, names) => {
    asked.push(names)
    const values: Record<string, unknown> = { fullName: actor.name, phone: '0912 345 678', idNumber: 'no number' }
    return new Map(
      names.filter((name) => name in values).map((name) => [name, { value: values[name], source: account }]),
    )
  })
})
after(() => t.close())

const an: Actor = { kind: 'citizen', id: 'an', name: 'Nguyễn Thị Minh An', posts: [], locale: 'vi' }

test('procedures.prefill gives a citizen their own values in canonical form, and none that the form would refuse', async () => {
  const { known, sources } = await t.call(prefill, { code: '1.001193' }, an)
  assert.deepEqual(known, { 'declarant.fullName': 'Nguyễn Thị Minh An', 'declarant.phone': '+84912345678' })
  const { from, name, contested } = sources['declarant.fullName'] ?? {}
  assert.deepEqual([from, name, contested], ['person.fullName', account, false])
})

test('procedures.prefill asks a source once for a whole form', async () => {
  asked.length = 0
  await t.call(prefill, { code: '1.001193' }, an)
  assert.deepEqual(asked, [['fullName', 'idNumber', 'residence', 'phone']])
})

test('procedures.prefill offers papers that the person has, and puts what a proposal prepared where no source answers', async () => {
  t.ctx.sources.connectStore({
    listPapers: async (_ctx, _actor, kinds) =>
      kinds.map((kind) => ({
        id: 'p1',
        kind,
        name: { vi: 'Giấy chứng nhận kết hôn' },
        number: '05/2024',
        usable: true,
        digest: '0'.repeat(64),
        fileName: 'a.pdf',
        mediaType: 'application/pdf',
      })),
    findPapers: async () => [],
    prepared: async () =>
      new Map([
        ['child.fullName', { value: 'Nguyễn Gia Bảo', source: { vi: 'Hồ sơ H1' }, on: '2026-11-01' }],
        ['declarant.fullName', { value: 'Người khác', source: { vi: 'Hồ sơ H1' } }],
      ]),
    contested: async () => new Set(['person.phone']),
  })
  const { known, sources, papers } = await t.call(prefill, { code: '1.001193' }, an)
  assert.equal(known['child.fullName'], 'Nguyễn Gia Bảo')
  assert.equal(sources['child.fullName']?.on, '2026-11-01')
  assert.equal(known['declarant.fullName'], 'Nguyễn Thị Minh An')
  assert.equal(sources['declarant.phone']?.contested, true)
  assert.deepEqual(
    papers['parents-marriage']?.map(({ id, number }) => [id, number]),
    [['p1', '05/2024']],
  )
})

test('procedures.prefill refuses whoever is no citizen', async () => {
  const refused = (status: number) => (error: unknown) =>
    error instanceof Error && 'status' in error && error.status === status
  await assert.rejects(t.call(prefill, { code: '1.001193' }, anonymous()), refused(401))
  await assert.rejects(t.call(prefill, { code: '1.001193' }, { ...an, kind: 'official' }), refused(403))
})
