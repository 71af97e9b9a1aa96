import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { XMLParser } from 'fast-xml-parser'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { listEventsOf } from '#core/events'
import { openHttp } from '#core/http'
import { testContext, type TestContext } from '#test/context'
import { official } from '#test/cases'
import { refusedWith } from '#test/people'
import { chief, desk, mai, nobody, place } from '#test/reports'
import { modules } from '../../modules.ts'
import { giveKey, listKeys, sendFromApp, withdrawKey } from './operations/apps.ts'
import { answer } from './operations/handling.ts'
import { get } from './operations/reading.ts'
import { accept, show } from './operations/triage.ts'

/** Written from the published specification of GeoReport v2 alone. */

const keeper = official('keeper', 'H99', 'system-operator')
const Errors = z.array(z.strictObject({ code: z.number(), description: z.string().min(1) })).length(1)
const Token = z.tuple([z.object({ token: z.string() })])
const Exchanged = z.tuple([z.object({ token: z.string(), service_request_id: z.string() })])
const Requests = z.array(
  z.object({
    service_request_id: z.string(),
    status: z.enum(['open', 'closed']),
    status_notes: z.string(),
    service_code: z.string(),
    service_name: z.string(),
    description: z.string(),
    requested_datetime: z.iso.datetime(),
    updated_datetime: z.iso.datetime(),
    lat: z.number(),
    long: z.number(),
  }),
)

describe('Open311', { timeout: 240_000 }, () => {
  let t: TestContext
  let app: FastifyInstance
  let key = ''
  const [long, lat] = place

  before(async () => {
    t = await testContext()
    app = await openHttp(t.ctx, modules, { trustProxy: false, ready: async () => true })
    key = (await t.call(giveKey, { name: 'City app', contact: 'Phòng CNTT' }, keeper)).key
  })
  after(async () => {
    await app.close()
    await t.close()
  })

  const read = async (path: string) => {
    const answer = await app.inject({ method: 'GET', url: `/open311/${path}` })
    return { status: answer.statusCode, type: String(answer.headers['content-type']), text: answer.body }
  }
  const json = async (path: string): Promise<unknown> => JSON.parse((await read(path)).text)
  const post = async (fields: Record<string, string>, format = 'json') => {
    const payload = new URLSearchParams(fields).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await app.inject({ method: 'POST', url: `/open311/v2/requests.${format}`, headers, payload })
    return { status: answer.statusCode, text: answer.body }
  }
  const hole = (more: Record<string, string> = {}) => ({
    api_key: key,
    service_code: 'hole',
    lat: String(lat),
    long: String(long),
    description: 'Ổ gà <lớn> & sâu giữa đường',
    ...more,
  })
  const sendOne = async (more: Record<string, string> = {}): Promise<string> => {
    const sent = await post(hole(more))
    assert.equal(sent.status, 200, sent.text)
    const [{ token }] = Token.parse(JSON.parse(sent.text))
    const [exchanged] = Exchanged.parse(await json(`v2/tokens/${token}.json`))
    assert.equal(exchanged.token, token)
    return exchanged.service_request_id
  }

  test('services and their attributes come alike in JSON and XML', async () => {
    const services = z
      .array(z.looseObject({ service_code: z.string(), metadata: z.boolean(), type: z.literal('batch') }))
      .parse(await json('v2/services.json'))
    const xml = await read('v2/services.xml')
    assert.match(xml.type, /^text\/xml/)
    const parsed = z
      .object({ services: z.object({ service: z.array(z.object({ service_code: z.string() })) }) })
      .parse(new XMLParser().parse(xml.text))
    assert.deepEqual(
      parsed.services.service.map(({ service_code }) => service_code),
      services.map(({ service_code }) => service_code),
    )
    assert.ok(!services.some(({ service_code }) => service_code === 'access-question'))
    const definition = z
      .object({ service_code: z.string(), attributes: z.array(z.looseObject({})) })
      .parse(await json('v2/services/hole.json'))
    assert.deepEqual(definition.attributes, [
      {
        variable: true,
        code: 'size',
        datatype: 'singlevaluelist',
        required: false,
        datatype_description: '',
        order: 1,
        description: 'Cỡ',
        values: [
          { key: 'small', name: 'Nhỏ' },
          { key: 'large', name: 'To' },
        ],
      },
    ])
    const discovery = await read('discovery.xml')
    assert.match(discovery.text, /<specification>.*GeoReport_v2.*<formats><format>text\/xml<\/format><format>/)
  })

  test('reports.send-from-app takes a request, which everybody sees once the desk has shown it', async () => {
    const code = await sendOne({ 'attribute[size]': 'large', phone: '0905123456' })
    assert.equal((await read(`v2/requests/${code}.json`)).status, 404)
    const [own] = Requests.parse(await json(`v2/requests/${code}.json?api_key=${key}`))
    assert.deepEqual([own?.status, own?.description], ['open', ''])
    const inside = await t.call(get, { code }, desk)
    assert.match(inside.text ?? '', /<lớn> & sâu/)
    await t.call(accept, { code }, desk)
    await t.call(show, { code, text: 'Ổ gà <lớn> & sâu' }, desk)
    const [shown] = Requests.parse(await json(`v2/requests/${code}.json`))
    assert.deepEqual(
      [shown?.status, shown?.description, shown?.lat, shown?.long],
      ['open', 'Ổ gà <lớn> & sâu', lat, long],
    )
    const xml = await read(`v2/requests.xml?service_request_id=${code}`)
    assert.match(xml.text, /<description>Ổ gà &lt;lớn&gt; &amp; sâu<\/description>/)
    assert.doesNotMatch(xml.text, /0905123456/)
    const [sent] = await listEventsOf(t.ctx.db, code)
    assert.equal(sent?.type, 'reports.submitted')
  })

  test('lists keep to the window, the status, the service and the page', async () => {
    const codes: string[] = []
    for (let i = 0; i < 3; i += 1) {
      const code = await sendOne({ service_code: 'noise' })
      await t.call(accept, { code }, desk)
      await t.call(show, { code, text: 'Ồn ào' }, desk)
      codes.push(code)
    }
    await t.call(answer, { code: codes[0] ?? '', text: 'Đã nhắc nhở.', photos: [] }, desk)
    const ids = async (query: string) =>
      Requests.parse(await json(`v2/requests.json?${query}`)).map((one) => one.service_request_id)
    assert.deepEqual((await ids('service_code=noise')).toSorted(), codes.toSorted())
    assert.deepEqual(await ids('service_code=noise&status=closed'), [codes[0]])
    assert.equal((await ids('service_code=noise&status=open')).length, 2)
    const pages = [
      await ids('service_code=noise&page=1&page_size=2'),
      await ids('service_code=noise&page=2&page_size=2'),
    ]
    assert.deepEqual(
      pages.map((page) => page.length),
      [2, 1],
    )
    assert.deepEqual(pages.flat().toSorted(), codes.toSorted())
    assert.deepEqual(await ids('end_date=2026-01-01T00:00:00Z'), [])
    assert.deepEqual((await ids(`service_request_id=${codes.join(',')}`)).toSorted(), codes.toSorted())
  })

  test('reports.send-from-app refuses what is wrong, with the errors of the specification, and writes nothing', async () => {
    const before = await json('v2/requests.json')
    const wrong: [Record<string, string>, number][] = [
      [{ api_key: '' }, 403],
      [{ api_key: 'nobody' }, 403],
      [{ service_code: '' }, 400],
      [{ service_code: 'none' }, 404],
      [{ service_code: 'access-question' }, 404],
      [{ jurisdiction_id: 'boston.gov' }, 404],
      [{ lat: '', long: '' }, 400],
      [{ lat: 'x' }, 400],
      [{ lat: '10', long: '100' }, 400],
      [{ description: '' }, 400],
      [{ media_url: 'file:///etc/passwd' }, 400],
      [{ 'attribute[size]': 'huge' }, 400],
    ]
    for (const [fields, status] of wrong) {
      const refused = await post(hole(fields))
      assert.equal(refused.status, status, JSON.stringify(fields) + refused.text)
      assert.equal(Errors.parse(JSON.parse(refused.text))[0]?.code, status)
    }
    const xml = await post(hole({ service_code: 'none' }), 'xml')
    assert.match(
      xml.text,
      /^<\?xml[^>]+>\n<errors><error><code>404<\/code><description>[^<]+<\/description><\/error><\/errors>$/,
    )
    assert.deepEqual(await json('v2/requests.json'), before)
    const sent = { key: 'nobody', category: 'hole', text: 'Ổ gà lớn giữa đường', place }
    await assert.rejects(t.call(sendFromApp, sent, nobody), refusedWith('sign-in-needed'))
    for (const path of ['v2/requests.json?start_date=2026-01-01&end_date=2026-06-01', 'v2/requests.json?page=0'])
      assert.equal((await read(path)).status, 400, path)
    for (const path of ['v2/services', 'v2/tokens/PA-261118-AAAAAA.x.json', 'v2/requests/none.xml', 'v3/services.json'])
      assert.equal((await read(path)).status, 404, path)
  })

  test('an address that names its commune, or the code of one, is a place too', async () => {
    const { name } = z
      .object({ name: z.object({ vi: z.string() }) })
      .parse((await t.call(get, { code: await sendOne() }, desk)).commune)
    for (const where of [{ address_id: '99001' }, { address_string: `12 Lê Lợi, ${name.vi}` }]) {
      const code = await sendOne({ lat: '', long: '', ...where })
      assert.equal((await t.call(get, { code }, desk)).commune.code, '99001')
    }
  })

  test('reports.give-app-key, reports.list-app-keys and reports.withdraw-app-key are for system operators; others are refused', async () => {
    const given = await t.call(giveKey, { name: 'Second', contact: 'x@y.vn' }, keeper)
    const { items } = await t.call(listKeys, {}, keeper)
    assert.ok(items.some(({ id }) => id === given.id) && !JSON.stringify(items).includes(given.key))
    assert.equal((await listEventsOf(t.ctx.db, given.id))[0]?.type, 'reports.app-key-given')
    await t.call(withdrawKey, { id: given.id }, keeper)
    assert.equal((await listEventsOf(t.ctx.db, given.id))[1]?.type, 'reports.app-key-withdrawn')
    assert.equal((await post(hole({ api_key: given.key }))).status, 403)
    await assert.rejects(t.call(withdrawKey, { id: given.id }, keeper), refusedWith('app-key-not-found'))
    await assert.rejects(t.call(giveKey, { name: '', contact: '' }, keeper), refusedWith('invalid-input'))
    for (const actor of [chief, mai]) {
      await assert.rejects(t.call(giveKey, { name: 'Third', contact: 'abc' }, actor), refusedWith('not-allowed'))
      await assert.rejects(t.call(listKeys, {}, actor), refusedWith('not-allowed'))
    }
  })
})
