import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { notices } from '#modules/notices'
import { units } from '#modules/units'
import { testContext, type TestContext } from '#test/context'
import { clerk, mai, mandateStart, settleMandates, son, stranger, unproven } from '#test/mandates'
import { Browser, refusedWith } from '#test/people'
import { people } from './index.ts'
import { signInDemo, me, signOut } from './operations/session.ts'
import {
  acceptMandate,
  actFor,
  listMandates,
  proposeMandate,
  refuseMandate,
  revokeMandate,
  stopActing,
} from './operations/mandates.ts'
import { actingOver, actingUnder } from './mandates/acting.ts'

const procedure = { id: 'note-copy', field: 'civil-status' }

describe('mandates', { timeout: 180_000 }, () => {
  let t: TestContext
  before(async () => {
    t = await testContext({ modules: [units, notices, people], now: mandateStart, config: { demo: true } })
  })
  after(() => t.close())
  beforeEach(() => settleMandates(t))

  const facts = async () =>
    (
      await sql<{ type: string }>`select type from core.event where record like 'mandate/%' order by seq`.execute(
        t.ctx.db,
      )
    ).rows
  const kept = async () =>
    (await sql<{ n: number }>`select count(*)::int as n from people.mandate`.execute(t.ctx.db)).rows[0]?.n
  const propose = (more: object = {}, actor = son) =>
    t.call(proposeMandate, { kind: 'authorised-person', side: 'held', address: '0912000111', ...more }, actor)
  const given = async (more: object = {}) => {
    const { id } = await propose(more)
    await t.call(acceptMandate, { id }, mai)
    return id
  }
  const acting = (id: string, actor = son) => actingUnder(t.ctx.db, t.ctx, { actor, id }, t.now)
  const days = (n: number) => void (t.now = new Date(t.now.getTime() + n * 86_400_000))

  test('people.propose-mandate and people.accept-mandate: proposed by one side, it counts once the other has accepted', async () => {
    const { id } = await propose()
    assert.equal(await acting(id), undefined)
    const [asked] = (await t.call(listMandates, {}, mai)).given
    assert.deepEqual([asked?.other.name, asked?.mine, asked?.standing], [son.name, true, 'proposed'])
    await t.call(acceptMandate, { id }, mai)
    const held = await acting(id)
    assert.equal(held?.represented.name, mai.name)
    assert.equal(held?.allows('submit', procedure), true)
    assert.deepEqual(await facts(), [{ type: 'people.mandate-proposed' }, { type: 'people.mandate-given' }])
    const told = await sql<{ account: string; template: string }>`
      select account, template from notices.message order by id`.execute(t.ctx.db)
    assert.deepEqual(
      new Set(told.rows.map((row) => `${row.template} ${row.account}`)),
      new Set(['mandate-proposed mai', 'mandate-given mai', 'mandate-given son']),
    )
  })

  test('the one who will be represented may propose as well, and the other accepts', async () => {
    const { id } = await t.call(
      proposeMandate,
      { kind: 'authorised-person', side: 'given', address: '045090000222', acts: ['follow'] },
      mai,
    )
    await t.call(acceptMandate, { id }, son)
    assert.equal((await acting(id))?.allows('follow', procedure), true)
    assert.equal((await acting(id))?.allows('submit', procedure), false)
  })

  test('who proposes learns nothing of an address, neither a name nor whether somebody has it', async () => {
    const [known, unknown] = [await propose(), await propose({ address: '0912999999' })]
    assert.deepEqual(Object.keys(known), Object.keys(unknown))
    const { held } = await t.call(listMandates, {}, son)
    assert.deepEqual(
      held.map(({ other }) => other.name),
      [undefined, undefined],
    )
    assert.deepEqual(held.map(({ other }) => other.addressed).sort(), ['0912000111', '0912999999'])
  })

  test('people.propose-mandate refuses who is not verified, oneself, and what its kind does not allow; nothing is written', async () => {
    await assert.rejects(propose({}, unproven), refusedWith('not-allowed'))
    await assert.rejects(propose({}, clerk), refusedWith('not-allowed'))
    await assert.rejects(propose({ address: '0912000222' }), refusedWith('mandate-oneself'))
    await assert.rejects(propose({ kind: 'parent' }), refusedWith('unknown-mandate-kind'))
    await assert.rejects(propose({ kind: 'nothing' }), refusedWith('unknown-mandate-kind'))
    await assert.rejects(propose({ kind: 'household-member', acts: ['withdraw'] }), refusedWith('mandate-beyond-kind'))
    await assert.rejects(propose({ until: '2028-01-01' }), refusedWith('mandate-too-long'))
    await assert.rejects(propose({ until: '2026-11-17' }), refusedWith('mandate-wrong-days'))
    await assert.rejects(propose({ from: '2026-11-01' }), refusedWith('mandate-wrong-days'))
    assert.equal(await kept(), 0)
    for (let n = 0; n < 10; n += 1) await propose({ address: `09129990${10 + n}` })
    await assert.rejects(propose(), refusedWith('too-many-proposals'))
  })

  test('people.accept-mandate and people.refuse-mandate refuse the proposer, a stranger, an unverified side, and a second answer', async () => {
    const { id } = await propose()
    for (const operation of [acceptMandate, refuseMandate]) {
      await assert.rejects(t.call(operation, { id }, son), refusedWith('not-allowed'))
      await assert.rejects(t.call(operation, { id }, stranger), refusedWith('not-allowed'))
      await assert.rejects(t.call(operation, { id }, { ...mai, assurance: 1 }), refusedWith('not-allowed'))
      await assert.rejects(
        t.call(operation, { id: '00000000-0000-4000-8000-000000000000' }, mai),
        refusedWith('mandate-not-found'),
      )
    }
    await t.call(refuseMandate, { id }, mai)
    await assert.rejects(t.call(acceptMandate, { id }, mai), refusedWith('mandate-answered'))
    await assert.rejects(t.call(refuseMandate, { id }, mai), refusedWith('mandate-answered'))
    assert.equal(await acting(id), undefined)
    assert.deepEqual((await facts()).at(-1), { type: 'people.mandate-refused' })
  })

  test('a proposal waits on the home of the one who is to answer, and of nobody else', async () => {
    const { id } = await propose()
    const waiting = async (actor = mai) =>
      (await t.ctx.waiting.of(t.ctx, actor)).map(({ kind, record }) => [kind, record])
    assert.deepEqual([await waiting(), await waiting(son)], [[['mandate', `mandate/${id}`]], []])
    days(14)
    assert.deepEqual(await waiting(), [])
  })

  test('a proposal that nobody answers for two weeks lapses', async () => {
    const { id } = await propose()
    days(14)
    assert.equal((await t.call(listMandates, {}, mai)).given[0]?.standing, 'lapsed')
    await assert.rejects(t.call(acceptMandate, { id }, mai), refusedWith('mandate-answered'))
  })

  test('nobody acts before a mandate begins, after it ends, or by one that is another’s', async () => {
    const id = await given({ from: '2026-11-20', until: '2026-11-25' })
    assert.equal(await acting(id), undefined, 'not yet')
    t.now = new Date('2026-11-19T16:59:59Z')
    assert.equal(await acting(id), undefined, 'the last second before its first day')
    t.now = new Date('2026-11-19T17:00:00Z')
    assert.ok(await acting(id))
    assert.equal(await acting(id, stranger), undefined, 'by guessing its id')
    assert.equal(await acting(id, mai), undefined, 'nor the represented person by it')
    t.now = new Date('2026-11-25T16:59:59Z')
    assert.ok(await acting(id))
    t.now = new Date('2026-11-25T17:00:00Z')
    assert.equal(await acting(id), undefined, 'its last day is over')
    assert.equal((await t.call(listMandates, {}, mai)).given[0]?.standing, 'ended')
  })

  test('people.revoke-mandate: either side ends it at once, and refuses a stranger and what has ended', async () => {
    for (const side of [mai, son]) {
      const id = await given()
      await assert.rejects(t.call(revokeMandate, { id }, stranger), refusedWith('not-allowed'))
      assert.ok(await acting(id))
      await t.call(revokeMandate, { id }, side)
      assert.equal(await acting(id), undefined)
      await assert.rejects(t.call(revokeMandate, { id }, side), refusedWith('mandate-answered'))
    }
    const { given: list } = await t.call(listMandates, {}, mai)
    assert.deepEqual(list.map(({ endedBy }) => endedBy).sort(), ['representative', 'represented'])
  })

  test('a mandate allows what it says, within what its kind still allows', async () => {
    const narrow = await acting(await given({ acts: ['submit', 'follow'], fields: ['land'] }))
    assert.equal(narrow?.allows('submit', { id: 'x', field: 'land' }), true)
    assert.equal(narrow?.allows('submit', procedure), false)
    assert.equal(narrow?.allows('withdraw', { id: 'x', field: 'land' }), false)
    const house = await acting(await given({ kind: 'household-member' }))
    assert.equal(house?.allows('submit', procedure), true)
    assert.equal(house?.allows('submit', { id: 'thing-permit', field: 'civil-status' }), false)
  })

  test('a mandate is found over the person that a record is about, by account, by number, or by its own name', async () => {
    const id = await given()
    const over = async (about: Parameters<typeof actingOver>[2]['about'], actor = son) =>
      (await actingOver(t.ctx.db, t.ctx, { actor, about }, t.now)).map((found) => found.id)
    assert.deepEqual(await over({ account: 'mai' }), [id])
    assert.deepEqual(await over({ digest: t.ctx.vault.digest('045160000111') }), [id])
    assert.deepEqual(await over({ mandate: id }), [id])
    assert.deepEqual(await over({ account: 'la' }), [])
    assert.deepEqual(await over({ account: 'mai' }, stranger), [])
    assert.deepEqual(await over({}), [])
  })

  test('people.act-for and people.stop-acting: the device acts for the other until it stops or signs out, and refuses a mandate that is not in force', async () => {
    const id = await given()
    const browser = new Browser(t)
    await t.call(signInDemo, { account: 'son' }, await browser.actor(), browser.options)
    const who = async () => (await t.call(me, {}, await browser.actor())).acting
    assert.equal(await who(), undefined)
    await t.call(actFor, { mandate: id }, await browser.actor())
    assert.deepEqual([(await who())?.name, (await who())?.mandate], [mai.name, id])
    await t.call(stopActing, {}, await browser.actor())
    assert.equal(await who(), undefined)
    await t.call(actFor, { mandate: id }, await browser.actor())
    await t.call(revokeMandate, { id }, mai)
    assert.equal(await who(), undefined)
    await assert.rejects(t.call(actFor, { mandate: id }, await browser.actor()), refusedWith('mandate-not-in-force'))
    await t.call(signOut, {}, await browser.actor(), browser.options)
    await t.call(signInDemo, { account: 'la' }, await browser.actor(), browser.options)
    await assert.rejects(
      t.call(actFor, { mandate: await given() }, await browser.actor()),
      refusedWith('mandate-not-in-force'),
    )
  })

  test('people.list-mandates refuses whoever has not signed in, and shows each only their own', async () => {
    await given()
    await assert.rejects(
      t.call(listMandates, {}, { ...son, kind: 'anonymous', id: 'anonymous' }),
      refusedWith('sign-in-needed'),
    )
    const { held, given: over } = await t.call(listMandates, {}, stranger)
    assert.deepEqual([held, over], [[], []])
  })

  test('people.stop-acting refuses whoever has not signed in', async () => {
    await assert.rejects(t.call(stopActing, {}, { ...son, kind: 'anonymous' }), refusedWith('sign-in-needed'))
  })
})
