import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { anonymous } from '#core/actor'
import { notices } from '#modules/notices'
import { units } from '#modules/units'
import { testContext, type TestContext } from '#test/context'
import { Browser, refusedWith, settlePeople } from '#test/people'
import { people } from './index.ts'
import { sendCode, signInWithCode } from './operations/sign-in-with-code.ts'

const modules = [units, notices, people]

describe('one-time codes', { timeout: 120_000 }, () => {
  let t: TestContext
  before(async () => {
    t = await testContext({ modules, now: '2026-11-18T02:00:00Z' })
  })
  after(() => t.close())
  beforeEach(async () => {
    t.now = new Date('2026-11-18T02:00:00Z')
    await settlePeople(t)
  })
  const codeSentTo = async (address: string) => {
    const { rows } = await sql<{ body: string }>`
      select body from notices.message where address = ${address} order by id desc limit 1`.execute(t.ctx.db)
    return /\d{6}/.exec(rows[0]?.body ?? '')?.[0] ?? ''
  }

  test('people.sign-in-with-code: anyone may; opens an account the first time, and the same one later', async () => {
    const browser = new Browser(t)
    await t.call(sendCode, { address: '0987 654 321' }, anonymous())
    const code = await codeSentTo('+84987654321')
    const first = await t.call(
      signInWithCode,
      { address: '0987654321', code, name: 'Đỗ Mười' },
      anonymous(),
      browser.options,
    )
    assert.deepEqual(
      [first.kind, first.name, first.phone, first.assurance, first.hasPassword],
      ['citizen', 'Đỗ Mười', '+84987654321', 1, false],
    )
    await assert.rejects(
      t.call(signInWithCode, { address: '0987654321', code }, anonymous()),
      refusedWith('wrong-code'),
      'a code works once',
    )
    await t.call(sendCode, { address: '0987654321' }, anonymous())
    const again = await t.call(
      signInWithCode,
      { address: '0987654321', code: await codeSentTo('+84987654321') },
      anonymous(),
      browser.options,
    )
    assert.equal(again.id, first.id)
  })

  test('people.sign-in-with-code: five wrong tries spend the code; so do ten minutes', async () => {
    await t.call(sendCode, { address: 'a@example.vn' }, anonymous())
    const code = await codeSentTo('a@example.vn')
    const wrong = code === '000000' ? '000001' : '000000'
    for (let turn = 0; turn < 5; turn += 1)
      await assert.rejects(
        t.call(signInWithCode, { address: 'a@example.vn', code: wrong }, anonymous()),
        refusedWith('wrong-code'),
      )
    await assert.rejects(
      t.call(signInWithCode, { address: 'a@example.vn', code }, anonymous()),
      refusedWith('wrong-code'),
    )
    await t.call(sendCode, { address: 'a@example.vn' }, anonymous())
    t.now = new Date(t.now.getTime() + 10 * 60_000)
    await assert.rejects(
      t.call(signInWithCode, { address: 'a@example.vn', code: await codeSentTo('a@example.vn') }, anonymous()),
      refusedWith('wrong-code'),
    )
  })

  test('people.send-code: anyone may, five an hour for an address; the same answer for known and unknown ones; no code in events or in the table', async () => {
    const [known, unknown] = [
      await t.call(sendCode, { address: '0912000009' }, anonymous()),
      await t.call(sendCode, { address: '0912000008' }, anonymous()),
    ]
    assert.deepEqual(known, unknown)
    for (let turn = 0; turn < 4; turn += 1) await t.call(sendCode, { address: '0912000008' }, anonymous())
    await assert.rejects(t.call(sendCode, { address: '0912000008' }, anonymous()), refusedWith('too-many-codes'))
    t.now = new Date(t.now.getTime() + 3_600_000)
    await t.call(sendCode, { address: '0912000008' }, anonymous())
    const code = await codeSentTo('+84912000008')
    const { rows } = await sql<{ found: boolean }>`
      select exists (select 1 from people.code c where c::text like ${`%${code}%`} or c::text like '%912000008%')
        or exists (select 1 from core.event e where e.payload::text like ${`%${code}%`}) as found`.execute(t.ctx.db)
    assert.equal(rows[0]?.found, false)
    await assert.rejects(t.call(sendCode, { address: 'not an address' }, anonymous()), refusedWith('not-an-address'))
  })

  test('people.sign-in-with-code opens no official account', async () => {
    await t.call(sendCode, { address: '0912000001' }, anonymous())
    const code = await codeSentTo('+84912000001')
    await assert.rejects(
      t.call(signInWithCode, { address: '0912000001', code }, anonymous()),
      refusedWith('wrong-code'),
    )
  })
})
