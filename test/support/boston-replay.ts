import { openHttp } from '#core/http'
import { importBoundaries } from '#modules/units'
import { modules } from '../../src/modules.ts'
import { giveKey } from '../../src/modules/reports/operations/apps.ts'
import { answer } from '../../src/modules/reports/operations/handling.ts'
import { accept, show } from '../../src/modules/reports/operations/triage.ts'
import { bostonPack, type BostonRequest } from './boston.ts'
import { official } from './cases.ts'
import { testContext, type TestContext } from './context.ts'
import { open311Client, readAll, type Format, type Open311Client, type ServiceRequest } from './open311-client.ts'

const keeper = official('keeper', 'H99', 'system-operator')
const chief = official('chief', '99', 'chair')

/** A platform for Boston, its clock at the beginning of these requests, its Open311 on a port. */
export async function openBoston(requests: readonly BostonRequest[]) {
  const { pack, boundaries, remove } = bostonPack(requests)
  const t = await testContext({ pack, now: '2015-07-01T04:00:00Z' })
  await importBoundaries(t.ctx, boundaries)
  const app = await openHttp(t.ctx, modules, { trustProxy: false, ready: async () => true })
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  const { key } = await t.call(giveKey, { name: 'City app', contact: 'City Hall' }, keeper)
  return {
    t,
    key,
    endpoint: `${address}/open311/v2`,
    async close() {
      await app.close()
      await t.close()
      remove()
    },
  }
}

/** By windows of at most 90 days, the longest that GeoReport v2 lets a server answer. */
export async function readBack(endpoint: string, format: Format, pageSize: number): Promise<ServiceRequest[]> {
  const client = open311Client(endpoint, format)
  const windows = [
    { start_date: '2015-07-01T00:00:00-04:00', end_date: '2015-08-15T23:59:59.999-04:00' },
    { start_date: '2015-08-16T00:00:00-04:00', end_date: '2015-10-01T00:00:00-04:00' },
  ]
  const parts: ServiceRequest[][] = []
  for (const window of windows) parts.push(await readAll(client, window, pageSize))
  return parts.flat()
}

/** How many there are of each service and status. */
export const tally = (names: readonly string[]): Record<string, number> => {
  const counts = new Map<string, number>()
  for (const name of names.toSorted()) counts.set(name, (counts.get(name) ?? 0) + 1)
  return Object.fromEntries(counts)
}

export const tallyBack = (back: readonly ServiceRequest[]) =>
  tally(back.map(({ service_code, status }) => `${service_code} ${status}`))
export const tallySent = (sent: readonly BostonRequest[]) =>
  tally(sent.map(({ service, status }) => `${service} ${status}`))

export type Boston = Awaited<ReturnType<typeof openBoston>>

/** POST carries neither when a request was made nor how it ended: its words, its place and its service are all that it has. */
export const fieldsOf = (request: BostonRequest, key: string): Record<string, string> => ({
  api_key: key,
  service_code: request.service,
  lat: String(request.place[1]),
  long: String(request.place[0]),
  address_string: request.address,
  description: request.title,
})

/**
 * Plays the requests in the order of their days, with the clock at each: an application sends, the desk shows, and answers when
 * the city did, in its words. So times come from the clock, as they would have come then.
 * @returns the codes by request
 */
export async function replay({ t, key, endpoint }: Boston, requests: readonly BostonRequest[]) {
  const client: Open311Client = open311Client(endpoint, 'json')
  const codes = new Map<BostonRequest, string>()
  const begin = async (request: BostonRequest) => {
    const code = await client.send(fieldsOf(request, key))
    codes.set(request, code)
    await clear(t, code, request.title)
  }
  const end = async (request: BostonRequest) => {
    const text = request.closing.trim().slice(0, 4_000) || 'Closed'
    await t.call(answer, { code: codes.get(request) ?? '', text, photos: [] }, chief)
  }
  const acts = requests.flatMap((request) => [
    { at: request.openedAt, act: () => begin(request) },
    ...(request.closedAt ? [{ at: request.closedAt, act: () => end(request) }] : []),
  ])
  for (const { at, act } of acts.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    t.now = at
    await act()
  }
  return codes
}

async function clear(t: TestContext, code: string, text: string): Promise<void> {
  await t.call(accept, { code }, chief)
  await t.call(show, { code, text }, chief)
}
