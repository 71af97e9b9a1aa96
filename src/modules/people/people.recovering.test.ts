import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { notices } from '#modules/notices'
import { units } from '#modules/units'
import { testContext, type TestContext } from '#test/context'
import { Browser, password, refusedWith, settlePeople } from '#test/people'
import { addPeople, hashPassword, people } from './index.ts'
import {
  beginRecovery,
  finishRecovery,
  listRecoveries,
  proveRecovery,
  refuseRecovery,
} from './operations/recovering.ts'
import { signIn } from './operations/sign-in.ts'
import { sendCode, signInWithCode } from './operations/sign-in-with-code.ts'

const start = '2026-11-18T02:00:00Z'
const unit = 'H99.101.01'
const official = (id: string, role: string, at = unit): Actor => ({
  kind: 'official',
  id,
  name: id,
  posts: [{ unit: at, role }],
  locale: 'vi',
})
const clerk = official('an', 'receptionist')
const colleague = official('binh', 'receptionist')
const head = official('chi', 'head')
const elsewhere = official('khac', 'head', '99001')
const card = {
  personalId: '045160000111',
  birthOn: '1960-05-02',
  paper: 'citizen-card' as const,
  reason: 'Mất điện thoại',
}
const asked = { ...card, address: '0912555666' }

describe('account recovery', { timeout: 120_000 }, () => {
  let t: TestContext
  let hashed = ''
  before(async () => {
    t = await testContext({ modules: [units, notices, people], now: start })
    hashed = await hashPassword(password)
  })
  after(() => t.close())
  beforeEach(async () => {
    t.now = new Date(start)
    await sql`truncate people.recovery`.execute(t.ctx.db)
    await settlePeople(t)
    const person = { kind: 'citizen' as const, password: hashed }
    const mai = { phone: '+84912000111', email: 'mai@example.vn', personalId: card.personalId, birthOn: card.birthOn }
    await addPeople(
      t.ctx.db,
      t.ctx,
      [
        { ...person, ...mai, id: 'mai', name: 'Trần Thị Mai', assurance: 2 },
        { ...person, id: 'moi', name: 'Người Mới', phone: '+84912000444', personalId: '045190000444', assurance: 1 },
        { id: 'khac', kind: 'official', name: 'Hồ Khác' },
      ],
      t.now,
    )
  })

  const texts = async (template: string) =>
    (
      await sql<{ to: string | null; body: string }>`
      select address as to, body from notices.message where template = ${template} order by id`.execute(t.ctx.db)
    ).rows
  const code = async () => /\d{6}/.exec((await texts('recovery-code')).at(-1)?.body ?? '')?.[0] ?? ''
  const account = async (id = 'mai') =>
    (
      await sql<{ phone: string | null; email: string | null; password: string | null }>`
      select phone, email, password from people.account where id = ${id}`.execute(t.ctx.db)
    ).rows[0]
  const begin = (more: object = {}, actor = clerk) => t.call(beginRecovery, { ...asked, ...more }, actor)
  const proven = async () => {
    const { id } = await begin()
    await t.call(proveRecovery, { id, code: await code() }, clerk)
    return id
  }

  test('two officials give an account back: it opens by the new phone alone, and both old addresses are told', async () => {
    const browser = new Browser(t)
    await t.call(signIn, { login: '0912000111', password }, await browser.actor(), browser.options)
    const id = await proven()
    assert.deepEqual(
      (await t.call(listRecoveries, {}, head)).items.map(({ mayFinish }) => mayFinish),
      [true],
    )
    assert.equal((await account())?.phone, '+84912000111', 'nothing has changed before the second official')
    await t.call(finishRecovery, { id }, head)
    assert.deepEqual(await account(), { phone: '+84912555666', email: null, password: null })
    assert.equal((await browser.actor()).kind, 'anonymous')
    await assert.rejects(
      t.call(signIn, { login: card.personalId, password }, await browser.actor(), browser.options),
      refusedWith('wrong-sign-in'),
    )
    const told = (await texts('account-recovered')).map(({ to }) => to)
    assert.ok(told.includes('+84912000111') && told.includes('mai@example.vn'))
    await t.call(sendCode, { address: '0912555666' }, await browser.actor())
    const fresh = /\d{6}/.exec((await texts('sign-in-code')).at(-1)?.body ?? '')?.[0] ?? ''
    const mine = await t.call(
      signInWithCode,
      { address: '0912555666', code: fresh },
      await browser.actor(),
      browser.options,
    )
    assert.equal(mine.id, 'mai')
    const { rows } = await sql<{ type: string; actor: string }>`
      select type, actor from core.event where type like '%recover%' order by seq`.execute(t.ctx.db)
    assert.deepEqual(rows, [
      { type: 'people.recovery-begun', actor: 'an' },
      { type: 'people.account-recovered', actor: 'chi' },
    ])
  })

  test('passkeys, authenticator app and recovery codes of before open nothing any more, and the old phone rings no more', async () => {
    await sql`insert into people.totp (account, sealed, confirmed_at) values ('mai', 'x', now())`.execute(t.ctx.db)
    await sql`insert into people.recovery_code (account, digest) values ('mai', 'x')`.execute(t.ctx.db)
    await sql`insert into people.passkey (id, account, public_key, counter, transports, name, created_at)
      values ('k', 'mai', 'x', 0, '{}', 'Điện thoại cũ', now())`.execute(t.ctx.db)
    await sql`insert into notices.device (account, endpoint, p256dh, auth, label, created_at)
      values ('mai', 'https://push.example/1', 'x', 'x', 'Điện thoại cũ', now())`.execute(t.ctx.db)
    await t.call(finishRecovery, { id: await proven() }, head)
    const { rows } = await sql<{ n: number }>`
      select (select count(*) from people.totp) + (select count(*) from people.recovery_code) + (select count(*) from people.passkey) + (select count(*) from notices.device) as n`.execute(
      t.ctx.db,
    )
    assert.equal(Number(rows[0]?.n), 0)
  })

  test('people.finish-recovery refuses who began it, another unit, another role, and a new address that is not proven', async () => {
    const { id } = await begin()
    await assert.rejects(t.call(finishRecovery, { id }, head), refusedWith('recovery-not-open'))
    await t.call(proveRecovery, { id, code: await code() }, clerk)
    for (const actor of [clerk, colleague, elsewhere, { ...head, kind: 'citizen' as const }, { ...head, id: clerk.id }])
      await assert.rejects(t.call(finishRecovery, { id }, actor), refusedWith('not-allowed'))
    t.now = new Date('2026-11-19T02:00:00Z')
    await assert.rejects(t.call(finishRecovery, { id }, head), refusedWith('recovery-not-open'))
    assert.equal((await account())?.phone, '+84912000111')
  })

  test('people.prove-recovery refuses another official, a wrong code and guessing on', async () => {
    const { id } = await begin()
    const right = await code()
    await assert.rejects(t.call(proveRecovery, { id, code: right }, colleague), refusedWith('not-allowed'))
    const wrong = right === '000000' ? '000001' : '000000'
    for (let tries = 0; tries < 5; tries += 1)
      await assert.rejects(t.call(proveRecovery, { id, code: wrong }, clerk), refusedWith('wrong-confirmation-code'))
    await assert.rejects(t.call(proveRecovery, { id, code: right }, clerk), refusedWith('wrong-confirmation-code'))
    await assert.rejects(
      t.call(proveRecovery, { id: '00000000-0000-4000-8000-000000000000', code: right }, clerk),
      refusedWith('recovery-not-found'),
    )
  })

  test('people.begin-recovery refuses a citizen, another role, a card that does not match, and an address of another account', async () => {
    await assert.rejects(begin({}, { ...clerk, kind: 'citizen' }), refusedWith('not-allowed'))
    await assert.rejects(begin({}, official('an', 'officer', '99001')), refusedWith('not-allowed'))
    await assert.rejects(begin({ birthOn: '1960-05-03' }), refusedWith('recovery-no-account'))
    await assert.rejects(
      begin({ personalId: '045190000444', birthOn: '1990-01-01' }),
      refusedWith('recovery-no-account'),
    )
    await assert.rejects(begin({ address: '0912000444' }), refusedWith('address-taken'))
    await assert.rejects(begin({ address: 'nowhere' }), refusedWith('not-an-address'))
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from people.recovery`.execute(t.ctx.db)
    assert.equal(rows[0]?.n, 0)
  })

  test('people.refuse-recovery: either official ends it, nothing of the account changes, and others are refused', async () => {
    const id = await proven()
    await assert.rejects(t.call(refuseRecovery, { id }, elsewhere), refusedWith('not-allowed'))
    await t.call(refuseRecovery, { id }, head)
    await assert.rejects(t.call(finishRecovery, { id }, head), refusedWith('recovery-not-open'))
    assert.equal((await account())?.phone, '+84912000111')
  })

  test('a new recovery of the same account takes the place of the one before', async () => {
    const first = await proven()
    await begin({}, colleague)
    await assert.rejects(t.call(finishRecovery, { id: first }, head), refusedWith('recovery-not-open'))
  })

  test('people.list-recoveries refuses who has no part in them, and shows each unit its own', async () => {
    await begin()
    await assert.rejects(t.call(listRecoveries, {}, official('x', 'officer', '99001')), refusedWith('not-allowed'))
    assert.deepEqual((await t.call(listRecoveries, {}, elsewhere)).items, [])
    const [item] = (await t.call(listRecoveries, {}, clerk)).items
    assert.deepEqual(
      [item?.name, item?.maskedPersonalId, item?.mine, item?.mayFinish],
      ['Trần Thị Mai', '0451****0111', true, false],
    )
  })
})
