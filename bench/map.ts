import { sql } from 'kysely'
import { addDays, dayOf } from '#core/days'
import type { Bench } from './ground.ts'
import { z } from 'zod'
import { emptyRoute } from './load/server.ts'
import { milliseconds, percentile, spread, whole, type Row } from './table.ts'

const reach = 12
const periods = ['day', 'week', 'month', 'quarter', 'half', 'year']

const Indicators = z.object({ items: z.array(z.object({ id: z.string() })) })

/** The institution map of every indicator, for every kind of period, today and in the past, through the server. */
export async function measureMap(bench: Bench): Promise<Row[]> {
  const { opened, cases } = await bench.large()
  const server = await (await bench.large()).server()
  const cookie = await server.signIn('demo-44-leader-0')
  const { items } = Indicators.parse(JSON.parse((await server.ask({ path: '/api/indicators.list', cookie })).body))
  const today = dayOf(opened.ctx.clock())
  const days = [0, 45, 200].map((back) => addDays(today, -back))
  const wanted = items.flatMap(({ id }) =>
    periods.flatMap((period) => days.map((on) => ({ indicator: id, period, on }))),
  )
  const requests = wanted.map((query) => ({
    path: `/api/indicators.map?${new URLSearchParams(query).toString()}`,
    cookie,
  }))
  const rounds = Math.max(1, Math.ceil((bench.seconds * 60) / requests.length))
  const all = Array.from({ length: rounds + 1 }, () => requests).flat()
  const result = await server.load({ connections: 1, warm: requests.length, requests: all })
  if (result.refused > 0) throw new Error(`a map was refused: ${result.firstRefusal}`)
  const slowest = wanted.toSorted((a, b) => took(b) - took(a))[0]
  function took(query: (typeof wanted)[number]): number {
    const at = wanted.indexOf(query)
    return Math.max(
      ...Array.from({ length: rounds }, (_, round) => result.milliseconds[round * wanted.length + at] ?? 0),
    )
  }
  return [
    {
      what: `institution map at ${whole(cases)} cases: ${items.length} indicators × ${periods.length} periods × ${days.length} days`,
      measured: `${spread(result.milliseconds)} (slowest: ${slowest?.indicator}, ${slowest?.period})`,
      peer: `plain SQL over the events, one month and a year: ${await plain(bench, today)}; ${await emptyRoute(server)}`,
      reach: `p99 ≤ ${reach} ms`,
      holds: percentile(result.milliseconds, 0.99) <= reach,
    },
  ]
}

/** What the same question costs without cells: the on-time share of closed cases by unit, from the log. */
async function plain(bench: Bench, today: string): Promise<string> {
  const { db } = (await bench.large()).opened.ctx
  const times: string[] = []
  for (const back of [30, 365]) {
    const took: number[] = []
    for (let i = 0; i < 5; i += 1) {
      const began = performance.now()
      await sql`
        select unit, count(*) filter (where (payload ->> 'onTime')::boolean) as part, count(*) as whole from core.event
        where type = 'cases.closed' and occurred_at >= ${addDays(today, -back)}::date and occurred_at < ${addDays(today, 1)}::date
        group by unit`.execute(db)
      took.push(performance.now() - began)
    }
    times.push(milliseconds(percentile(took, 0.5)))
  }
  return times.join(', ')
}
