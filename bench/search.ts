import { sharedFile } from '#test/shared'
import { everydayQueries } from '../src/modules/procedures/everyday-queries.ts'
import type { Bench } from './ground.ts'
import { emptyRoute } from './load/server.ts'
import { percentile, spread, whole, type Row } from './table.ts'
import { z } from 'zod'

const reach = 5
const Found = z.object({ total: z.int() })

/** Everyday queries, whole and as they are typed, through the server. */
export async function measureSearch(bench: Bench): Promise<Row[]> {
  const { opened, ...province } = await bench.large()
  const server = await province.server()
  const words = everydayQueries.flatMap(([query]) => [query, query.slice(0, Math.ceil(query.length / 2))])
  const path = (q: string) => ({ path: `/api/procedures.search?${new URLSearchParams({ q, limit: '6' }).toString()}` })
  const once = words.map(path)
  const rounds = Math.max(1, Math.ceil((bench.seconds * 60) / once.length))
  const requests = Array.from({ length: rounds + 1 }, () => once).flat()
  const result = await server.load({ connections: 1, warm: once.length, requests })
  if (result.refused > 0) throw new Error(`a search was refused: ${result.firstRefusal}`)
  const { total } = Found.parse(JSON.parse((await server.ask({ path: '/api/procedures.search?q=&limit=1' })).body))
  const published = sharedFile('procedures/tthc_dev.jsonl.gz') !== undefined
  return [
    {
      what: `procedure search over ${whole(total)}${published ? '' : ' (the published catalogue is not there)'}, ${words.length} queries`,
      measured: spread(result.milliseconds),
      peer: `with HTTP, one connection; ${await emptyRoute(server)}`,
      reach: `p99 ≤ ${reach} ms`,
      holds: published ? percentile(result.milliseconds, 0.99) <= reach : undefined,
    },
  ]
}
