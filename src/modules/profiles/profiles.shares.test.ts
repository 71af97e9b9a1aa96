import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { anonymous, system } from '#core/actor'
import { transact } from '#core/call'
import { AppError } from '#core/errors'
import { openHttp } from '#core/http'
import { addPeople } from '#modules/people'
import { applicant, caseAt, citizen, elsewhere, lan, officer } from '#test/cases'
import { testContext, type TestContext } from '#test/context'
import { modules } from '../../modules.ts'
import { revoke } from '../documents/issue.ts'
import { addPaper, getPaper, listPapers, removePaper } from './operations/papers.ts'
import { listShares, openShare, revokeShare, sharePaper } from './operations/shares.ts'
import { uploaded } from '#test/uploads'

const refused = (code: string) => (error: unknown) => {
  if (error instanceof AppError && error.code === code) return true
  throw error
}

describe('profiles: shares', { timeout: 240_000 }, () => {
  let t: TestContext
  let paper = ''
  const minh = citizen('minh')
  before(async () => {
    t = await testContext({ now: '2026-11-18T02:00:00Z' })
    const person = { kind: 'citizen' as const, assurance: 2, name: 'Trần Thị Lan' }
    await addPeople(t.ctx.db, t.ctx, [{ ...person, id: 'lan', personalId: applicant.personalId }], t.now)
    await caseAt(t, 'resolved')
    await t.drain()
    paper = (await t.call(listPapers, {}, lan)).items[0]?.id ?? ''
  })
  after(() => t.close())

  type Asked = {
    paper?: string
    shows?: 'facts' | 'content' | 'file'
    whom?: string | undefined
    unit?: string
    minutes?: number
  }
  const share = (more: Asked = {}) =>
    t.call(
      sharePaper,
      { paper, shows: 'content', whom: 'Trường Tiểu học số 1', purpose: 'Nhập học cho con', minutes: 60, ...more },
      lan,
    )
  const open = (token: string, actor = anonymous()) => t.call(openShare, { token }, actor)
  const mine = async (id: string) => (await t.call(listShares, {}, lan)).items.find((one) => one.id === id)

  test('profiles.share-paper makes a code for a time; profiles.open-share, open to anyone who holds it, shows just that and is counted', async () => {
    const { id, token, url } = await share()
    assert.match(token, /^[\w-]{27}$/)
    assert.equal(url, `http://localhost:8080/xem/${token}`)
    const { state, shared } = await open(token)
    assert.equal(state, 'open')
    assert.deepEqual(
      [shared?.holder, shared?.purpose, shared?.whom, shared?.paperState, shared?.file],
      ['Trần Thị Lan', 'Nhập học cho con', 'Trường Tiểu học số 1', 'valid', undefined],
    )
    assert.ok((shared?.values.length ?? 0) > 0)
    await open(token, officer)
    const listed = await mine(id)
    assert.equal(listed?.openings, 2)
    assert.deepEqual(listed?.opened.map(({ unit }) => unit?.code ?? 'anyone').sort(), ['99001', 'anyone'])
    await open(token, lan)
    assert.equal((await mine(id))?.openings, 2, 'a look at one’s own share is not counted')
  })

  test('a share of the facts alone shows no content', async () => {
    const { token } = await share({ shows: 'facts' })
    const { shared } = await open(token)
    assert.deepEqual([shared?.values, shared?.file], [[], undefined])
    assert.ok(shared?.number)
  })

  test('the token is kept as a digest only, and stands in no event', async () => {
    const { token } = await share()
    const { rows } = await sql<{ found: boolean }>`
      select exists (select 1 from profiles.share s where s::text like ${`%${token}%`})
        or exists (select 1 from core.event e where e::text like ${`%${token}%`})
        or exists (select 1 from core.event e where e.type like 'profiles.%' and e::text like '%Tiểu học%')
        or exists (select 1 from profiles.share s where s::text like '%Nhập học%') as found`.execute(t.ctx.db)
    assert.equal(rows[0]?.found, false)
  })

  test('after profiles.revoke-share nothing leaks, and it refuses whoever did not make the share', async () => {
    const { id, token } = await share({ shows: 'file' })
    await assert.rejects(t.call(revokeShare, { id }, minh), refused('share-not-found'))
    await t.call(revokeShare, { id }, lan)
    const answer = await open(token)
    assert.deepEqual({ ...answer, until: '' }, { state: 'revoked', until: '' })
    assert.equal((await mine(id))?.openings, 0)
    const app = await openHttp(t.ctx, modules, { trustProxy: false, ready: async () => true })
    try {
      const file = await app.inject(`/api/profiles/shares/${token}/file`)
      assert.equal(file.statusCode, 404)
      assert.equal(file.body.includes('Lan'), false)
    } finally {
      await app.close()
    }
  })

  test('after its time a share says that it has ended, and nothing else', async () => {
    const before = t.now
    const { token } = await share({ minutes: 5 })
    t.now = new Date(before.getTime() + 5 * 60_000)
    assert.deepEqual(Object.keys(await open(token)).sort(), ['state', 'until'])
    assert.equal((await open(token)).state, 'ended')
    t.now = before
  })

  test('a code that was never given out, a cut one and a wild one get the same answer', async () => {
    const { token } = await share()
    for (const wrong of ['', token.slice(1), `${token}a`, '../../etc/passwd', "' or 1=1 --", 'A'.repeat(27)])
      await assert.rejects(open(wrong), refused('share-not-found'))
  })

  test('a share for a unit opens to its people alone', async () => {
    const { token, id } = await share({ unit: '99001', whom: undefined })
    await assert.rejects(open(token), refused('sign-in-needed'))
    await assert.rejects(open(token, elsewhere), refused('not-allowed'))
    await assert.rejects(open(token, minh), refused('not-allowed'))
    assert.equal((await open(token, officer)).shared?.unit?.code, '99001')
    assert.equal((await mine(id))?.openings, 1)
  })

  test('the file of a share is given over HTTP, counted; not where only the content was shared', async () => {
    const app = await openHttp(t.ctx, modules, { trustProxy: false, ready: async () => true })
    try {
      const whole = await share({ shows: 'file' })
      const { shared } = await open(whole.token)
      assert.ok(shared?.file)
      const file = await app.inject(shared.file.url)
      assert.equal(file.statusCode, 200)
      assert.equal(file.rawPayload.subarray(0, 5).toString(), '%PDF-')
      assert.deepEqual((await mine(whole.id))?.opened.map(({ what }) => what).sort(), ['file', 'page'])
      const content = await share()
      assert.equal((await app.inject(`/api/profiles/shares/${content.token}/file`)).statusCode, 404)
      for (const kind of ['file', 'data'])
        assert.equal((await app.inject(`/api/profiles/papers/${paper}/${kind}`)).statusCode, 401)
    } finally {
      await app.close()
    }
  })

  test('codes cannot be tried out: an address is stopped after thirty in a minute', async () => {
    const app = await openHttp(t.ctx, modules, { trustProxy: false, ready: async () => true })
    try {
      const tries = Array.from({ length: 31 }, () =>
        app.inject({ method: 'POST', url: '/api/profiles.open-share', payload: { token: 'guess' } }),
      )
      assert.equal((await Promise.all(tries)).at(-1)?.statusCode, 429)
      const files = Array.from({ length: 31 }, () => app.inject('/api/profiles/shares/guess/file'))
      assert.equal((await Promise.all(files)).at(-1)?.statusCode, 429)
    } finally {
      await app.close()
    }
  })

  test('profiles.share-paper refuses nobody, unknown units, somebody else’s paper, and what is no longer valid', async () => {
    await assert.rejects(share({ whom: undefined }), refused('share-for-nobody'))
    await assert.rejects(share({ unit: 'nowhere' }), refused('no-such-unit'))
    await assert.rejects(share({ minutes: 1 }), refused('invalid-input'))
    await assert.rejects(t.call(listShares, {}, anonymous()), refused('sign-in-needed'))
    const input = { paper, shows: 'facts' as const, whom: 'Ai', purpose: 'Xem', minutes: 60 }
    await assert.rejects(t.call(sharePaper, input, minh), refused('paper-not-found'))
    await assert.rejects(t.call(sharePaper, input, officer), refused('not-allowed'))
  })

  test('profiles.list-shares refuses whoever is no citizen, and shows each only their own', async () => {
    await assert.rejects(t.call(listShares, {}, officer), refused('not-allowed'))
    assert.deepEqual((await t.call(listShares, {}, minh)).items, [])
  })

  test('a removed paper ends its shares; a revoked document is shown as revoked, without its file', async () => {
    const own = await t.call(addPaper, { kind: 'note-copy', upload: await uploaded(t, lan) }, lan)
    const upload = await share({ paper: own.id, shows: 'file' })
    await t.call(removePaper, { id: own.id, version: own.version }, lan)
    assert.deepEqual(Object.keys(await open(upload.token)).sort(), ['state', 'until'])
    const { token } = await share({ shows: 'file' })
    const { document } = await t.call(getPaper, { id: paper }, lan)
    await transact(t.ctx, system, {}, (db) => revoke(db, document ?? '', 'Ghi sai', t.now))
    await t.drain()
    const { shared } = await open(token)
    assert.equal(shared?.paperState, 'revoked')
    assert.equal(shared?.file, undefined)
    await assert.rejects(share(), refused('paper-not-valid'))
  })
})
