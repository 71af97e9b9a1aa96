import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { notices } from '#modules/notices'
import { units } from '#modules/units'
import { testContext, type TestContext } from '#test/context'
import { clerk, mandateStart, settleMandates, son, stranger } from '#test/mandates'
import { refusedWith } from '#test/people'
import { addPeople, people } from './index.ts'
import { actingUnder } from './mandates/acting.ts'
import { listMandates, revokeMandate } from './operations/mandates.ts'
import { recordMandate } from './operations/mandates-at-counter.ts'

const child = { name: 'Trần Bé Na', birthOn: '2020-03-04', personalId: '045320000777' }

describe('mandates at a counter', { timeout: 120_000 }, () => {
  let t: TestContext
  before(async () => {
    t = await testContext({ modules: [units, notices, people], now: mandateStart, config: { demo: true } })
  })
  after(() => t.close())
  beforeEach(() => settleMandates(t))

  const acting = (id: string, actor = son) => actingUnder(t.ctx.db, t.ctx, { actor, id }, t.now)
  const kept = async () =>
    (await sql<{ n: number }>`select count(*)::int as n from people.mandate`.execute(t.ctx.db)).rows[0]?.n
  const record = (more: object = {}, actor = clerk) =>
    t.call(
      recordMandate,
      {
        kind: 'parent',
        representative: '0912000222',
        represented: child,
        paper: 'Giấy khai sinh số 12/2020',
        reason: 'Đã đối chiếu bản chính',
        ...more,
      },
      actor,
    )

  test('people.record-mandate: a parent acts for a child without an account, until the child is of age', async () => {
    const { id } = await record()
    const held = await acting(id)
    assert.deepEqual(
      [held?.represented.name, held?.represented.personalId, held?.represented.account],
      [child.name, child.personalId, undefined],
    )
    t.now = new Date('2038-03-03T16:59:59Z')
    assert.ok(await acting(id))
    t.now = new Date('2038-03-03T17:00:00Z')
    assert.equal(await acting(id), undefined)
    const { rows } = await sql<{ whole: string }>`select row_to_json(m)::text as whole from people.mandate m`.execute(
      t.ctx.db,
    )
    assert.doesNotMatch(rows[0]?.whole ?? '', /Bé Na|045320000777/)
    const { payload } = (
      await sql<{ payload: string }>`
      select payload::text as payload from core.event where type = 'people.mandate-given'`.execute(t.ctx.db)
    ).rows[0] ?? { payload: '' }
    assert.deepEqual(JSON.parse(payload), { kind: 'parent', how: 'counter' })
  })

  test('the child sees the mandate once it has an account of its own, and may end it', async () => {
    const { id } = await record()
    await addPeople(
      t.ctx.db,
      t.ctx,
      [{ id: 'na', kind: 'citizen', name: child.name, personalId: child.personalId, assurance: 2 }],
      t.now,
    )
    const na = { ...son, id: 'na', name: child.name }
    assert.equal((await t.call(listMandates, {}, na)).given[0]?.other.name, son.name)
    await t.call(revokeMandate, { id }, na)
    assert.equal(await acting(id), undefined)
  })

  test('people.record-mandate for an enterprise keeps its tax code sealed and its name for the forms', async () => {
    const organisation = { organisation: 'Công ty TNHH Hương Sen', taxCode: '0100109106', address: 'Đông Hà' }
    const { id } = await record({ kind: 'enterprise-representative', represented: organisation })
    const known = await t.ctx.sources.ask(t.ctx, { ...son, mandate: id }, ['organisation.taxCode', 'person.fullName'])
    assert.equal(known.get('organisation.taxCode')?.value, '0100109106')
    assert.equal(known.get('person.fullName')?.value, son.name)
    await assert.rejects(
      record({ kind: 'enterprise-representative', represented: { ...organisation, taxCode: '0100109107' } }),
      refusedWith('not-a-tax-code'),
    )
  })

  test('person.* answers for the represented person to whoever holds the mandate, and to nobody else', async () => {
    const { id } = await record()
    const ask = async (actor: Actor) =>
      (await t.ctx.sources.ask(t.ctx, { ...actor, mandate: id }, ['person.fullName'])).get('person.fullName')?.value
    assert.equal(await ask(son), child.name)
    assert.equal(await ask(stranger), stranger.name)
    await t.call(revokeMandate, { id }, son)
    assert.equal(await ask(son), son.name)
  })

  test('people.record-mandate refuses another role, a citizen, an unverified representative, and a wrong number; nothing is written', async () => {
    const elsewhere = { ...clerk, posts: [{ unit: '99001', role: 'officer' }] }
    await assert.rejects(record({}, elsewhere), refusedWith('not-allowed'))
    await assert.rejects(record({}, son), refusedWith('not-allowed'))
    await assert.rejects(record({ representative: '0912000444' }), refusedWith('representative-not-verified'))
    await assert.rejects(record({ represented: { ...child, personalId: '123' } }), refusedWith('not-a-personal-id'))
    await assert.rejects(
      record({ represented: { ...child, birthOn: undefined } }),
      refusedWith('mandate-birthday-needed'),
    )
    await assert.rejects(record({ represented: { ...child, birthOn: '2000-01-01' } }), refusedWith('mandate-of-age'))
    await assert.rejects(record({ kind: 'authorised-person' }), refusedWith('unknown-mandate-kind'))
    assert.equal(await kept(), 0)
  })
})
