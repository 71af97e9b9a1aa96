import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { testContext, type TestContext } from '#test/context'
import { openHttp } from './http.ts'
import { defineModule } from './module.ts'
import { command, query } from './operation.ts'

const greet = query('doors.greet', {
  summary: 'Greet by name.',
  input: z.strictObject({ name: z.string().max(20) }),
  output: z.strictObject({ greeting: z.string() }),
  allow: () => true,
  perMinute: 20,
  run: async ({ input }) => ({ greeting: `Xin chào ${input.name}` }),
})
const slam = command('doors.slam', {
  summary: 'Break in a way that nobody foresaw.',
  input: z.strictObject({}),
  output: z.null(),
  allow: () => true,
  run: async () => {
    throw new Error('the hinge of 001301000123 is gone')
  },
})
const recite = query('doors.recite', {
  summary: 'Say a long text.',
  input: z.strictObject({}),
  output: z.string(),
  allow: () => true,
  run: async () => 'Quảng Trị '.repeat(1_000),
})
const doors = defineModule({ name: 'doors', operations: [greet, slam, recite] })
const Problem = z.looseObject({
  type: z.string(),
  code: z.string(),
  status: z.int(),
  title: z.string(),
  request: z.string(),
})

let t: TestContext
let app: FastifyInstance
before(async () => {
  t = await testContext({ modules: [doors] })
  app = await openHttp(t.ctx, [doors], { trustProxy: false, ready: async () => true })
})
after(async () => {
  await app.close()
  await t.close()
})

async function problem(url: string, options: { body?: string; headers?: Record<string, string> } = {}) {
  const response = await app.inject({
    method: options.body === undefined ? 'GET' : 'POST',
    url,
    ...(options.body === undefined ? {} : { payload: options.body }),
    headers: { 'content-type': 'application/json', ...options.headers },
  })
  assert.match(String(response.headers['content-type']), /^application\/problem\+json/)
  const body = Problem.parse(response.json())
  assert.equal(body.status, response.statusCode)
  return { ...body, text: response.body }
}

describe('http', () => {
  test('doors.greet is open to anyone, at the address of its name', async () => {
    const response = await app.inject({ url: '/api/doors.greet?name=An' })
    assert.deepEqual(response.json(), { greeting: 'Xin chào An' })
    assert.equal(response.headers['cache-control'], 'no-store')
  })

  test('a wrong input is a problem in the language that the browser asks for', async () => {
    const english = await problem('/api/doors.greet?name=An&shoe=42', { headers: { 'accept-language': 'en' } })
    assert.deepEqual([english.status, english.code], [422, 'invalid-input'])
    const vietnamese = await problem('/api/doors.greet?name=An&shoe=42')
    assert.notEqual(vietnamese.title, english.title)
  })

  test('a body that cannot be read, is too large or of a wrong type gets its own code', async () => {
    assert.equal((await problem('/api/doors.slam', { body: '{"a":' })).code, 'unreadable-request')
    assert.equal((await problem('/api/doors.slam', { body: JSON.stringify('x'.repeat(1_100_000)) })).code, 'too-large')
    const xml = { 'content-type': 'application/xml' }
    assert.equal((await problem('/api/doors.slam', { body: '<a/>', headers: xml })).code, 'wrong-media-type')
  })

  test('a bug is answered without details', async () => {
    const answer = await problem('/api/doors.slam', { body: '{}' })
    assert.deepEqual([answer.status, answer.code], [500, 'internal'])
    assert.doesNotMatch(answer.text, /hinge|001301000123|\.ts/)
  })

  test('a change that another site asks for is refused, whichever header tells it', async () => {
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }, { origin: 'null' }])
      assert.equal((await problem('/api/doors.slam', { body: '{}', headers })).code, 'cross-site')
  })

  test('scripts come from our own address only', async () => {
    const policy = String((await app.inject({ url: '/healthz' })).headers['content-security-policy'])
    assert.match(policy, /script-src 'self'(;|$)/)
    assert.doesNotMatch(policy, /unsafe-eval/)
  })

  test('one address may not ask without end', async () => {
    const statuses = new Set<number>()
    for (let times = 0; times < 30; times++)
      statuses.add((await app.inject({ url: '/api/doors.greet?name=An' })).statusCode)
    assert.deepEqual(
      [...statuses].sort((a, b) => a - b),
      [200, 429],
    )
  })

  test('every problem opens its page', async () => {
    const { type } = await problem('/api/doors.slam', { body: '{' })
    const page = await app.inject({ url: type })
    assert.equal(page.statusCode, 200)
    assert.match(page.body, /^# unreadable-request/)
    for (const path of ['/docs/problems/none-such', '/docs/problems/..%2f..%2fREADME'])
      assert.equal((await app.inject({ url: path })).statusCode, 404)
  })

  test('doors.recite is compressed, being long, for whoever can read that; a short answer is not', async () => {
    const ask = (url: string, headers = { 'accept-encoding': 'gzip, br' }) => app.inject({ url, headers })
    const long = await ask('/api/doors.recite')
    assert.equal(long.headers['content-encoding'], 'gzip')
    assert.match(String(long.headers.vary), /accept-encoding/i)
    const plain = await app.inject({ url: '/api/doors.recite' })
    assert.equal(plain.headers['content-encoding'], undefined)
    assert.equal(gunzipSync(long.rawPayload).toString(), plain.body)
    assert.equal((await ask('/healthz')).headers['content-encoding'], undefined)
  })

  test('health, metrics and the API description stand at their fixed addresses', async () => {
    assert.equal((await app.inject({ url: '/healthz' })).statusCode, 200)
    assert.equal((await app.inject({ url: '/readyz' })).statusCode, 200)
    assert.match((await app.inject({ url: '/metrics' })).body, /operation="doors.greet"/)
    const api = z
      .looseObject({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) })
      .parse((await app.inject({ url: '/api/openapi.json' })).json())
    assert.match(api.openapi, /^3\.1\./)
    assert.ok(api.paths['/api/doors.greet'])
  })
})
