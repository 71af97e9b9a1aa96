import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type Actor, anonymous, system } from '#core/actor'
import { notices } from '#modules/notices'
import { listUnits, rolesIn, units } from '#modules/units'
import { testContext, type TestContext } from '#test/context'
import { Browser, refusedWith } from '#test/people'
import { addPeople } from './accounts.ts'
import { importPeople, people } from './index.ts'
import { changePassword } from './operations/change-password.ts'
import {
  changePosts,
  closeAccount,
  createOfficial,
  endSessionsOf,
  findOfficials,
  listSessions,
  unlock,
} from './operations/managing.ts'
import { me } from './operations/session.ts'
import { signIn } from './operations/sign-in.ts'

const modules = [units, notices, people]

describe('managing accounts', { timeout: 120_000 }, () => {
  let t: TestContext
  let posts: { unit: string; role: string }[] = []
  before(async () => {
    t = await testContext({ modules, now: '2026-11-18T02:00:00Z' })
    // two posts that the test province has, whatever its units are called
    posts = rolesIn(t.ctx)
      .flatMap((role) =>
        listUnits(t.ctx)
          .filter((unit) => role.at.includes(unit.kind))
          .map((unit) => ({ unit: unit.code, role: role.id })),
      )
      .slice(0, 2)
  })
  after(() => t.close())
  const clerk: Actor = { kind: 'official', id: 'x', name: 'X', posts: [{ unit: 'u', role: 'clerk' }], locale: 'vi' }
  const operator: Actor = { ...clerk, posts: [{ unit: 'u', role: 'system-operator' }] }
  const open = (login: string) =>
    t.call(createOfficial, { login, name: 'Lê Văn Mới', posts: posts.slice(0, 1) }, operator)
  const enter = async (login: string, password: string) => {
    const browser = new Browser(t)
    await t.call(signIn, { login, password }, anonymous(), browser.options)
    return browser
  }

  test('people.create-official: the first password opens nothing but its own change', async () => {
    const made = await open('nv100')
    const browser = await enter('NV100', made.password)
    assert.deepEqual((await browser.actor()).posts, [])
    assert.equal((await t.call(me, {}, await browser.actor())).mustChangePassword, true)
    await t.call(changePassword, { current: made.password, password: 'Mật-khẩu-mới-2' }, await browser.actor())
    assert.deepEqual((await browser.actor()).posts, posts.slice(0, 1))
    const { rows } = await sql<{ found: boolean }>`
      select exists (select 1 from core.event where payload::text like ${`%${made.password}%`} or payload::text like '%Mới%') as found`.execute(
      t.ctx.db,
    )
    assert.equal(rows[0]?.found, false)
  })

  test('people.create-official refuses a taken number, an unknown post, a wrong phone', async () => {
    await open('nv101')
    await assert.rejects(open('NV101'), refusedWith('account-exists'))
    const person = { login: 'nv102', name: 'Ai Đó' }
    await assert.rejects(
      t.call(createOfficial, { ...person, posts: [{ unit: 'nowhere', role: 'chair' }] }, operator),
      refusedWith('unknown-post'),
    )
    await assert.rejects(
      t.call(createOfficial, { ...person, posts, phone: '12' }, operator),
      refusedWith('wrong-contact'),
    )
    const { rows } = await sql`select 1 from people.account where login = 'nv102'`.execute(t.ctx.db)
    assert.equal(rows.length, 0)
  })

  test('people.create-official, people.change-posts, people.close-account and people.unlock are refused to who is no operator', async () => {
    const { id } = await open('nv103')
    for (const actor of [anonymous(), clerk]) {
      const code = actor.kind === 'anonymous' ? 'sign-in-needed' : 'not-allowed'
      await assert.rejects(t.call(createOfficial, { login: 'nv104', name: 'Ai Đó', posts }, actor), refusedWith(code))
      await assert.rejects(t.call(changePosts, { account: id, posts }, actor), refusedWith(code))
      await assert.rejects(t.call(closeAccount, { account: id }, actor), refusedWith(code))
      await assert.rejects(t.call(unlock, { account: id }, actor), refusedWith(code))
    }
    await assert.rejects(t.call(unlock, { account: 'nobody' }, operator), refusedWith('account-not-found'))
  })

  test('people.change-posts takes effect at once and keeps what was held before', async () => {
    const made = await open('nv105')
    const browser = await enter('nv105', made.password)
    await t.call(changePassword, { current: made.password, password: 'Mật-khẩu-mới-2' }, await browser.actor())
    const first = t.now
    t.now = new Date(first.getTime() + 10 * 60_000)
    await t.call(changePosts, { account: made.id, posts: posts.slice(1) }, operator)
    assert.deepEqual((await browser.actor()).posts, posts.slice(1))
    t.now = new Date(first.getTime() + 86_400_000)
    await t.call(changePosts, { account: made.id, posts }, operator)
    const { rows } = await sql<{ role: string; to: string | null }>`
      select role, to_on as to from people.post where account = ${made.id} order by id`.execute(t.ctx.db)
    assert.deepEqual(
      rows.map((row) => [row.role, row.to]),
      [
        [posts[1]?.role, null],
        [posts[0]?.role, null],
      ],
    )
    t.now = first
  })

  test('people.close-account ends session, posts and sign-in', async () => {
    const made = await open('nv106')
    const browser = await enter('nv106', made.password)
    await t.call(closeAccount, { account: made.id }, operator)
    assert.equal((await browser.actor()).kind, 'anonymous')
    await assert.rejects(enter('nv106', made.password), refusedWith('wrong-sign-in'))
  })

  test('people.unlock opens a locked account before its 12 hours', async () => {
    const made = await open('nv107')
    for (let turn = 0; turn < 5; turn += 1) await assert.rejects(enter('nv107', 'sai'))
    await assert.rejects(enter('nv107', made.password))
    assert.deepEqual(await t.call(unlock, { account: made.id }, operator), { wasLocked: true })
    await enter('nv107', made.password)
    assert.deepEqual(await t.call(unlock, { account: made.id }, system), { wasLocked: false })
  })

  test('people.find-officials finds an open account by a piece of its name without tones, or by its number', async () => {
    const made = await open('nv108')
    const ask = (q: string) => t.call(findOfficials, { q }, operator)
    const [byName, byNumber] = [await ask('van moi'), await ask('NV108')]
    assert.ok(byName.items.some(({ id }) => id === made.id))
    assert.deepEqual(
      byNumber.items.map(({ id, login, posts: held }) => [id, login, held.length]),
      [[made.id, 'nv108', 1]],
    )
    for (let turn = 0; turn < 5; turn += 1) await assert.rejects(enter('nv108', 'sai'))
    assert.ok((await ask('nv108')).items[0]?.lockedUntil)
    await t.call(closeAccount, { account: made.id }, operator)
    assert.deepEqual(await ask('nv108'), { items: [], more: false })
  })

  test('people.find-officials, people.list-sessions and people.end-sessions are refused to who is no operator', async () => {
    const { id } = await open('nv109')
    await assert.rejects(t.call(findOfficials, { q: 'nv109' }, clerk), refusedWith('not-allowed'))
    await assert.rejects(t.call(listSessions, { account: id }, clerk), refusedWith('not-allowed'))
    await assert.rejects(t.call(endSessionsOf, { account: id }, clerk), refusedWith('not-allowed'))
    await assert.rejects(t.call(findOfficials, { q: 'n' }, operator), refusedWith('invalid-input'))
  })

  test('people.list-sessions refuses to show the devices of a citizen', async () => {
    const citizen = { id: 'dan', kind: 'citizen' as const, name: 'Đỗ Thị Dần', posts: [], assurance: 1 }
    await addPeople(t.ctx.db, t.ctx, [{ ...citizen, phone: '+84911000111' }], t.now)
    await assert.rejects(t.call(listSessions, { account: 'dan' }, operator), refusedWith('account-not-found'))
    assert.deepEqual((await t.call(findOfficials, { q: 'Đỗ Thị Dần' }, operator)).items, [])
  })

  test('import people: good rows go in with a password each, bad ones are told, a second import changes nothing', async () => {
    const [one, two] = posts
    const file = join(t.dataDir, 'people.csv')
    const row = (login: string, post: { unit: string; role: string } | undefined) =>
      `${login},Trần Thị Hoa,${post?.unit},${post?.role},,`
    writeFileSync(
      file,
      [
        'login,name,unit,role,phone,email',
        row('im1', one),
        row('im1', two),
        row('im2', one),
        ',Không Số,x,y,,',
        row('im3', { unit: 'x', role: 'y' }),
      ].join('\r\n'),
    )
    const first = await importPeople(t.ctx, file)
    assert.deepEqual([first.read, first.added, first.rejected, first.passwords.length], [5, 2, 2, 2])
    assert.deepEqual(
      first.problems.map(({ line, field }) => [line, field]),
      [
        [5, 'login'],
        [6, 'unknown-post'],
      ],
    )
    await enter('im1', first.passwords[0]?.password ?? '')
    const again = await importPeople(t.ctx, file)
    assert.deepEqual([again.added, again.changed, again.unchanged, again.passwords.length], [0, 0, 2, 0])
    writeFileSync(file, ['login,name,unit,role', `im1,Trần Thị Hoa,${one?.unit},${one?.role}`].join('\n'))
    assert.equal((await importPeople(t.ctx, file)).changed, 1)
    writeFileSync(file, Buffer.from('login,name\nim4,Hòa\n', 'latin1'))
    await assert.rejects(importPeople(t.ctx, file), { code: 'not-utf8' })
    writeFileSync(file, '')
    await assert.rejects(importPeople(t.ctx, file), { code: 'no-rows' })
  })
})
