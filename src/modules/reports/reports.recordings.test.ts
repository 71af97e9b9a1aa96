import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import { openHttp } from '#core/http'
import { testContext, type TestContext } from '#test/context'
import { refusedWith } from '#test/people'
import { desk, hole, mai, nobody } from '#test/reports'
import { silence } from '#test/sound'
import { modules } from '../../modules.ts'
import { forgetTraces } from './jobs.ts'
import { get } from './operations/reading.ts'
import { submit } from './operations/sending.ts'
import { show } from './operations/triage.ts'
import { takeRecording } from './recordings.ts'

describe('what people have spoken or filmed', { timeout: 120_000 }, () => {
  let t: TestContext
  let app: FastifyInstance
  before(async () => {
    t = await testContext()
    app = await openHttp(t.ctx, modules, { trustProxy: false, ready: async () => true })
  })
  after(async () => {
    await app.close()
    await t.close()
  })

  const upload = (content: Buffer, type = 'audio/wav') =>
    app.inject({ method: 'POST', url: '/api/reports/recordings', headers: { 'content-type': type }, payload: content })

  test('a recording goes with its report to those who work on it and to its sender, and to nobody else', async () => {
    const { id } = z.object({ id: z.uuid() }).parse((await upload(silence())).json())
    const { code } = await t.call(submit, { ...hole, recordings: [id] }, mai)
    for (const actor of [desk, mai]) {
      const [own] = (await t.call(get, { code }, actor)).recordings
      assert.deepEqual([own?.id, own?.media, own?.sizeBytes], [id, 'audio', 8_044])
    }
    await t.call(show, { code, text: 'Ổ gà lớn.' }, desk)
    assert.deepEqual((await t.call(get, { code }, nobody)).recordings, [])
    assert.equal((await app.inject({ url: `/api/reports/${code}/recordings/${id}` })).statusCode, 404)
    await assert.rejects(t.call(submit, { ...hole, recordings: [id] }, mai), refusedWith('recording-not-found'))
  })

  test('what is none by its content is refused, whatever it says it is; too large a one too', async () => {
    const page = await upload(Buffer.from('<html><script>alert(1)</script></html>'), 'video/mp4')
    assert.deepEqual([page.statusCode, page.json().code], [422, 'recording-unreadable'])
    assert.equal((await upload(Buffer.alloc(26 * 1024 * 1024), 'video/mp4')).statusCode, 413)
    assert.equal((await upload(Buffer.from('%PDF-1.7 …'), 'application/pdf')).statusCode, 415)
  })

  test('what no report came to use is forgotten after two days', async () => {
    await takeRecording(t.ctx, silence())
    const unused = async () =>
      (await sql<{ n: number }>`select count(*) as n from reports.recording where code is null`.execute(t.ctx.db))
        .rows[0]?.n
    assert.equal(await unused(), 1)
    t.now = new Date(t.now.getTime() + 3 * 86_400_000)
    await forgetTraces.run(t.ctx)
    assert.equal(await unused(), 0)
  })
})
