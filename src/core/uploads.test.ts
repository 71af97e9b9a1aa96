import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { testContext, type TestContext } from '#test/context'
import { openHttp } from './http.ts'
import { defineModule } from './module.ts'
import { maxFileBytes, takeUploads } from './uploads.ts'

// Whoever's name stands in the cookie: uploads know owners, not passwords.
const people = defineModule({
  name: 'people',
  authenticate: async (_ctx, token) => ({ kind: 'citizen', id: token, name: token, posts: [], locale: 'vi' }),
})

let t: TestContext
let app: FastifyInstance
before(async () => {
  t = await testContext({ modules: [people] })
  app = await openHttp(t.ctx, [people], { trustProxy: false, ready: async () => true })
})
after(async () => {
  await app.close()
  await t.close()
})

const cookies = { tinhso_session: 'an' }
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const Answer = z
  .looseObject({ id: z.string(), offset: z.number(), code: z.string(), digest: z.string(), name: z.string() })
  .partial()

async function post(url: string, payload: object = {}, as = cookies) {
  const response = await app.inject({ method: 'POST', url, payload, cookies: as })
  return { status: response.statusCode, ...Answer.parse(response.json()) }
}
async function piece(id: string | undefined, offset: number, payload: Buffer, as = cookies) {
  const headers = { 'content-type': 'application/octet-stream', 'upload-offset': String(offset) }
  const response = await app.inject({ method: 'PATCH', url: `/api/uploads/${id}`, payload, headers, cookies: as })
  return { status: response.statusCode, ...Answer.parse(response.json()) }
}

describe('uploads', () => {
  test('come in pieces, go on after a break, and give the digest of what arrived', async () => {
    const { id } = await post('/api/uploads', { name: '../../etc/giấy chứng sinh.png', sizeBytes: png.length })
    assert.equal((await piece(id, 0, png.subarray(0, 20))).offset, 20)
    assert.equal((await piece(id, 0, png.subarray(0, 20))).offset, 20, 'a piece sent twice changes nothing')
    assert.equal((await post(`/api/uploads/${id}/finish`)).code, 'upload-incomplete')
    assert.equal((await piece(id, 20, png.subarray(20))).offset, png.length)
    const done = await post(`/api/uploads/${id}/finish`)
    assert.equal(done.digest, createHash('sha256').update(png).digest('hex'))
    assert.equal(done.name, '.._.._etc_giấy chứng sinh.png')
    assert.deepEqual(await t.ctx.files.bytes(done.digest ?? ''), png)
  })
  test('are refused when the content is not what may be attached, whatever the name says', async () => {
    const script = Buffer.from('<script>alert(1)</script>')
    const { id } = await post('/api/uploads', { name: 'don.pdf', sizeBytes: script.length })
    await piece(id, 0, script)
    const answer = await post(`/api/uploads/${id}/finish`)
    assert.deepEqual([answer.status, answer.code], [422, 'file-type-not-allowed'])
  })
  test('are refused when too large, longer than announced, or nameless', async () => {
    assert.equal((await post('/api/uploads', { name: 'a.pdf', sizeBytes: maxFileBytes + 1 })).code, 'file-too-large')
    assert.equal((await post('/api/uploads', { name: '', sizeBytes: 5 })).code, 'invalid-input')
    const { id } = await post('/api/uploads', { name: 'a.png', sizeBytes: 10 })
    assert.equal((await piece(id, 0, png)).code, 'upload-too-long')
  })
  test('belong to the one who sends them', async () => {
    const { id } = await post('/api/uploads', { name: 'a.png', sizeBytes: png.length })
    assert.equal((await piece(id, 0, png, { tinhso_session: 'binh' })).code, 'upload-not-found')
    await piece(id, 0, png)
    await post(`/api/uploads/${id}/finish`)
    const stranger = { kind: 'citizen' as const, id: 'binh', name: 'Bình', posts: [], locale: 'vi' as const }
    await assert.rejects(takeUploads(t.ctx.db, stranger, [id ?? ''], t.now), /no such upload/)
    assert.equal((await takeUploads(t.ctx.db, { ...stranger, id: 'an' }, [id ?? ''], t.now)).length, 1)
  })
  test('need somebody who is signed in, and come from our own pages', async () => {
    assert.equal(
      (await app.inject({ method: 'POST', url: '/api/uploads', payload: { name: 'a', sizeBytes: 1 } })).statusCode,
      403,
    )
    const foreign = await app.inject({
      method: 'POST',
      url: '/api/uploads',
      payload: {},
      cookies,
      headers: { origin: 'https://evil.example' },
    })
    assert.equal(Answer.parse(foreign.json()).code, 'cross-site')
  })
  test('a broken body is a problem, not a crash', async () => {
    const response = await app.inject({
      method: 'POST',
      url: '/api/uploads',
      payload: '{"name":',
      headers: { 'content-type': 'application/json' },
      cookies,
    })
    assert.equal(response.statusCode, 400)
    assert.match(response.headers['content-type']?.toString() ?? '', /problem\+json/)
  })
})
