import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anonymous, type Actor } from '#core/actor'
import { calendar } from '#modules/calendar'
import { procedures } from '#modules/procedures'
import { units } from '#modules/units'
import { testContext, type TestContext } from '#test/context'
import { prefill } from './prefill.ts'

let t: TestContext
before(async () => {
  t = await testContext({ pack: 'province/quang-tri', modules: [units, calendar, procedures] })
  t.ctx.sources.register('person', async (_ctx, actor, path) => {
    const values: Record<string, unknown> = { fullName: actor.name, phone: '0912 345 678', idNumber: 'no number' }
    return path in values ? { value: values[path], source: 'person' } : undefined
  })
})
after(() => t.close())

const an: Actor = { kind: 'citizen', id: 'an', name: 'Nguyễn Thị Minh An', posts: [], locale: 'vi' }

test('procedures.prefill gives a citizen their own values in canonical form, and none that the form would refuse', async () => {
  const { known } = await t.call(prefill, { code: '1.001193' }, an)
  assert.deepEqual(known, { 'declarant.fullName': 'Nguyễn Thị Minh An', 'declarant.phone': '+84912345678' })
})

test('procedures.prefill refuses whoever is no citizen', async () => {
  const refused = (status: number) => (error: unknown) =>
    error instanceof Error && 'status' in error && error.status === status
  await assert.rejects(t.call(prefill, { code: '1.001193' }, anonymous()), refused(401))
  await assert.rejects(t.call(prefill, { code: '1.001193' }, { ...an, kind: 'official' }), refused(403))
})
