import assert from 'node:assert/strict'
import { bostonRequests, noBoston } from '#test/boston'
import { openBoston, readBack, replay, tallyBack, tallySent } from '#test/boston-replay'
import { findServer } from '#test/server'
import { timed } from './ground.ts'
import { whole } from './table.ts'

/**
 * All requests of Boston's summer of 2015 through Open311, and back: `node bench/boston.ts`, on the server that
 * TEST_DATABASE_URL names or a throw-away one. It prints one line, or fails where a count differs.
 */
const missing = noBoston()
if (missing) throw new Error(missing)
const server = await findServer()
if (typeof server === 'string') throw new Error(server)
process.env['TEST_DATABASE_URL'] = server.url
const requests = bostonRequests()
const boston = await openBoston(requests)
try {
  const sending = await timed(() => replay(boston, requests))
  boston.t.now = new Date('2017-01-01T00:00:00Z')
  const reading = await timed(() => readBack(boston.endpoint, 'json', 1_000))
  assert.deepEqual(tallyBack(reading.result), tallySent(requests))
  const closed = requests.filter(({ status }) => status === 'closed').length
  process.stdout.write(
    `${whole(requests.length)} requests sent one after another, shown, ${whole(closed)} answered: ${whole(sending.seconds)} s; ` +
      `read back by pages of 1,000: ${reading.seconds.toFixed(1)} s; equal by service and status\n`,
  )
} finally {
  await boston.close()
  server.stop()
}
