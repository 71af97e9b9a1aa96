import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { openHttp } from '#core/http'
import { addPeople, hashPassword } from '#modules/people'
import { noteSubmission } from '#test/cases'
import { testContext, type TestContext } from '#test/context'
import { modules } from '../../modules.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const password = 'Đúng-mật-khẩu-1'
const Answer = z.looseObject({ id: z.string(), digest: z.string(), code: z.string() }).partial()

describe('files of a case over HTTP', { timeout: 120_000 }, () => {
  let t: TestContext
  let app: FastifyInstance
  const tokens: Record<string, string> = {}
  before(async () => {
    t = await testContext({ now: '2026-11-18T02:00:00Z' })
    const hashed = await hashPassword(password)
    const made = ['lan', 'minh'].map((id) => ({
      id,
      kind: 'citizen' as const,
      assurance: 2,
      name: 'Người Dân',
      login: id,
      password: hashed,
    }))
    await t.ctx.db.transaction().execute((db) => addPeople(db, t.ctx, made, t.now))
    app = await openHttp(t.ctx, modules, { trustProxy: false, ready: async () => true })
    for (const login of ['lan', 'minh']) {
      const answer = await app.inject({ method: 'POST', url: '/api/people.sign-in', payload: { login, password } })
      tokens[login] = answer.cookies[0]?.value ?? ''
    }
  })
  after(async () => {
    await app.close()
    await t.close()
  })
  const as = (who: string) => ({ cookies: { tinhso_session: tokens[who] ?? '' } })
  const post = async (who: string, url: string, payload: object) => {
    const response = await app.inject({ method: 'POST', url, payload, ...as(who) })
    return { status: response.statusCode, ...Answer.parse(response.json()) }
  }
  async function upload(who: string, content: Buffer): Promise<string> {
    const { id = '' } = await post(who, '/api/uploads', { name: '../../note.png', sizeBytes: content.length })
    const headers = { 'content-type': 'application/octet-stream', 'upload-offset': '0' }
    await app.inject({ method: 'PATCH', url: `/api/uploads/${id}`, payload: content, headers, ...as(who) })
    await post(who, `/api/uploads/${id}/finish`, {})
    return id
  }
  const file = (who: string, files: readonly string[]) =>
    post(who, '/api/cases.submit', { ...noteSubmission, papers: [{ id: 'note', files }] })

  test('whoever filed it reads it again; nobody else learns that it is there', async () => {
    const { code = '' } = await file('lan', [await upload('lan', png)])
    const digest = createHash('sha256').update(png).digest('hex')
    const url = `/api/cases/${code}/files/${digest}`
    const mine = await app.inject({ url, ...as('lan') })
    assert.equal(mine.statusCode, 200)
    assert.deepEqual(mine.rawPayload, png)
    assert.equal(mine.headers['content-type'], 'image/png')
    assert.equal(mine.headers['cache-control'], 'private, no-store')
    assert.equal((await app.inject({ url, ...as('minh') })).statusCode, 404)
    assert.equal((await app.inject({ url })).statusCode, 401)
    for (const other of ['0'.repeat(64), '..%2F..%2Fetc%2Fpasswd', `${digest}%00`])
      assert.equal((await app.inject({ url: `/api/cases/${code}/files/${other}`, ...as('lan') })).statusCode, 404)
  })

  test('a file that somebody else uploaded cannot be filed', async () => {
    const id = await upload('lan', png)
    assert.equal((await file('minh', [id])).status, 404)
  })

  test('the receipt names the digest of what was filed', async () => {
    const response = await app.inject({
      method: 'POST',
      url: '/api/cases.submit',
      payload: { ...noteSubmission, papers: [{ id: 'note', files: [await upload('lan', png)] }] },
      ...as('lan'),
    })
    const filed = z
      .looseObject({ papers: z.array(z.object({ id: z.string(), digest: z.string() })) })
      .parse(response.json())
    assert.deepEqual(filed.papers, [{ id: 'note', digest: createHash('sha256').update(png).digest('hex') }])
  })
})
