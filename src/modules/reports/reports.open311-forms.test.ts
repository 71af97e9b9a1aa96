import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import sharp from 'sharp'
import { z } from 'zod'
import { openHttp } from '#core/http'
import { official } from '#test/cases'
import { testContext, type TestContext } from '#test/context'
import { open311Client, type Open311Client } from '#test/open311-client'
import { desk, picture, place } from '#test/reports'
import { modules } from '../../modules.ts'
import { giveKey } from './operations/apps.ts'
import { desk as deskList, get } from './operations/reading.ts'
import { accept, show } from './operations/triage.ts'

const keeper = official('keeper', 'H99', 'system-operator')
const waterDesk = official('water', 'H99.002', 'officer')
const Definition = z.object({
  attributes: z.array(
    z.object({ code: z.string(), datatype: z.string(), values: z.array(z.object({ key: z.string() })).optional() }),
  ),
})

describe('forms of Open311', { timeout: 240_000 }, () => {
  let t: TestContext
  let app: FastifyInstance
  let endpoint = ''
  let client: Open311Client
  let common: Record<string, string> = {}

  before(async () => {
    t = await testContext()
    app = await openHttp(t.ctx, modules, { trustProxy: false, ready: async () => true })
    endpoint = `${await app.listen({ port: 0, host: '127.0.0.1' })}/open311/v2`
    client = open311Client(endpoint, 'xml')
    const { key } = await t.call(giveKey, { name: 'City app', contact: 'Phòng CNTT' }, keeper)
    const [long, lat] = place
    common = { api_key: key, lat: String(lat), long: String(long), description: 'Nước đục, có mùi' }
  })
  after(async () => {
    await app.close()
    await t.close()
  })

  const withPictures = (fields: Record<string, string>, files: readonly Uint8Array<ArrayBuffer>[]): FormData => {
    const form = new FormData()
    for (const [name, value] of Object.entries({ ...common, ...fields })) form.append(name, value)
    for (const [at, file] of files.entries())
      form.append('media', new Blob([file], { type: 'image/jpeg' }), `${at}.jpg`)
    return form
  }

  test('a question of each kind is an attribute; choices name their values, also those from a list of the pack', async () => {
    const { attributes } = Definition.parse(await (await fetch(`${endpoint}/services/water.json`)).json())
    const told = attributes.map(({ code, datatype, values }) => [code, datatype, values?.map(({ key }) => key)])
    assert.deepEqual(told, [
      ['colour', 'singlevaluelist', ['red', 'green']],
      ['signs', 'multivaluelist', ['foam', 'smell', 'fish']],
      ['since', 'datetime', undefined],
      ['houses', 'number', undefined],
      ['drunk', 'singlevaluelist', ['true', 'false']],
      ['flowsTo', 'singlevaluelist', ['99001', '99002', '99003']],
      ['more', 'text', undefined],
      ['where', 'string', undefined],
    ])
  })

  test('answers come in the types of their questions, several values of one too', async () => {
    const form = withPictures({ service_code: 'water' }, [])
    const answers = {
      colour: 'red',
      since: '2026-11-01T00:00:00+07:00',
      houses: '12',
      drunk: 'false',
      flowsTo: '99002',
    }
    for (const [name, value] of Object.entries({ ...answers, more: 'Hai\ndòng', where: '12 Lê Lợi' }))
      form.append(`attribute[${name}]`, value)
    for (const sign of ['foam', 'fish']) form.append('attribute[signs][]', sign)
    const { details } = await t.call(get, { code: await client.send(form) }, waterDesk)
    assert.deepEqual(
      details.map(({ text }) => text.vi),
      ['Đỏ', 'Bọt, Cá chết', '01/11/2026', '12', 'Không', 'Xã Hai', 'Hai\ndòng', '12 Lê Lợi'],
    )
  })

  test('pictures of a form with files are drawn anew, and everybody sees the one that the desk has shown', async () => {
    const located = await sharp(await picture())
      .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '17/1 6/1 0/1' } })
      .jpeg()
      .toBuffer()
    const form = withPictures({ service_code: 'noise' }, [
      new Uint8Array(located),
      new Uint8Array(await picture(60, 40)),
    ])
    const code = await client.send(form)
    const { photos } = await t.call(get, { code }, desk)
    assert.equal(photos.length, 2)
    await t.call(accept, { code }, desk)
    await t.call(show, { code, text: 'Nước đục', photos: [photos[0]?.no ?? 0] }, desk)
    const [told] = z
      .array(z.object({ media_url: z.url() }))
      .parse(await (await fetch(`${endpoint}/requests/${code}.json`)).json())
    const shown = await fetch(endpoint.replace('/open311/v2', new URL(told?.media_url ?? '').pathname))
    const { exif, format } = await sharp(await shown.bytes()).metadata()
    assert.deepEqual([exif, format], [undefined, 'jpeg'])
  })

  test('reports.send-from-app refuses what is no picture, too many of them, a wrong key and a broken form, and writes nothing', async () => {
    const count = async () => (await t.call(deskList, { unit: '99001' }, desk)).items.length
    const before = await count()
    const small = new Uint8Array(await picture(20, 20))
    const disguised = new TextEncoder().encode('<script>alert(1)</script>')
    const wrong: [FormData, number][] = [
      [withPictures({ service_code: 'noise' }, [disguised]), 400],
      [withPictures({ service_code: 'noise' }, Array(6).fill(small)), 400],
      [withPictures({ service_code: 'noise', api_key: 'nobody' }, [small]), 403],
      [withPictures({ service_code: 'noise', more: 'x'.repeat(70_000) }, []), 400],
    ]
    for (const [form, status] of wrong) await assert.rejects(client.send(form), { status })
    const broken = await fetch(`${endpoint}/requests.xml`, {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body: 'no form',
    })
    assert.equal(broken.status, 400)
    assert.equal(await count(), before)
  })
})
