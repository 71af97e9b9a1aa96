import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { bostonRequests, noBoston, type BostonRequest } from '#test/boston'
import { openBoston, readBack, replay, tallyBack, tallySent, type Boston } from '#test/boston-replay'
import { open311Client } from '#test/open311-client'

/** Every so many of 35,661; `node bench/boston.ts` sends them all. */
const each = 24

describe('Open311 with the real requests of a city', { skip: noBoston(), timeout: 600_000 }, () => {
  let boston: Boston
  let requests: BostonRequest[] = []
  before(async () => {
    const all = bostonRequests()
    boston = await openBoston(all)
    requests = all.filter((_, at) => at % each === 0)
  })
  after(() => boston.close())

  test('what an application sent comes back by pages, as many of each service and status, with the times that it had', async (t) => {
    const services = await open311Client(boston.endpoint, 'xml').services()
    for (const { service } of requests) assert.ok(services.some(({ service_code }) => service_code === service))
    const codes = await replay(boston, requests)
    boston.t.now = new Date('2017-01-01T00:00:00Z')
    for (const format of ['json', 'xml'] as const) {
      const back = await readBack(boston.endpoint, format, 400)
      assert.equal(back.length, requests.length)
      assert.deepEqual(tallyBack(back), tallySent(requests))
      const found = new Map(back.map((one) => [one.service_request_id, one]))
      for (const request of requests) {
        const one = found.get(codes.get(request) ?? '')
        const { openedAt, place, title } = request
        const [long, lat] = place
        assert.deepEqual([one?.requested_datetime, one?.lat, one?.long, one?.description], [openedAt, lat, long, title])
        if (request.closedAt) assert.deepEqual(one?.updated_datetime, request.closedAt)
      }
    }
    const closed = requests.filter(({ status }) => status === 'closed').length
    t.diagnostic(JSON.stringify({ sent: requests.length, closed, services: services.length }))
  })
})
