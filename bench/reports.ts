import { sql } from 'kysely'
import { z } from 'zod'
import { reportHistory } from '#modules/reports'
import { listUnits } from '#modules/units'
import type { Bench } from './ground.ts'
import { emptyRoute } from './load/server.ts'
import { percentile, spread, whole, type Row } from './table.ts'

const reach = 40
const Categories = z.object({ items: z.array(z.object({ id: z.string() })) })

/** The public map among as many reports as the province has cases, from the whole province down to a street. */
export async function measureReports(bench: Bench): Promise<Row[]> {
  const { opened, cases } = await bench.large()
  const { ctx } = opened
  const communes = listUnits(ctx).flatMap(({ position, type }) => (position ? [{ position, type }] : []))
  const categories = reportHistory.categoriesIn(ctx)
  await sql`
    with place as (
      select row_number() over () - 1 as no, lon, lat from unnest(${communes.map(({ position }) => position[0])}::float8[],
        ${communes.map(({ position }) => position[1])}::float8[], ${communes.map(({ type }) => (type === 'ward' ? 4 : 1))}::int[]) as t(lon, lat, weight)
      cross join generate_series(1, weight)
    ), sized as (select count(*) as n from place)
    insert into reports.map_point (code, place, category, stage, month)
    select 'B' || i, point(lon + (random() + random() - 1) * 0.03, lat + (random() + random() - 1) * 0.03),
      (${categories.map(({ id }) => id)}::text[])[1 + i % ${categories.length}::int],
      (array['received', 'handling', 'answered', 'answered', 'answered'])[1 + i % 5],
      (date_trunc('month', now()) - make_interval(months => i % 36))::date
    from generate_series(1, ${cases}::int) i cross join sized join place on place.no = i % sized.n`.execute(ctx.db)
  await reportHistory.recountMap(ctx.db)
  await sql`vacuum analyze reports.map_point, reports.map_cell`.execute(ctx.db)
  const server = await (await bench.large()).server()
  const { items } = Categories.parse(JSON.parse((await server.ask({ path: '/api/reports.categories' })).body))
  const some = items.slice(0, 3).map(({ id }) => id)
  const since = new Date(ctx.clock().getTime() - 330 * 86_400_000).toISOString().slice(0, 10)
  const requests = [2.2, 0.6, 0.15, 0.05, 0.02, 0.008].flatMap((width) =>
    communes
      .filter((_, no) => no % 6 === 0)
      .flatMap(({ position: [lon, lat] }) => {
        const box = [lon - width / 2, lat - width / 3, lon + width / 2, lat + width / 3]
          .map((at) => at.toFixed(5))
          .join(',')
        return [{}, { since }, ...some.map((category) => ({ category, since }))].map((filter) => ({
          path: `/api/reports.map?${new URLSearchParams({ box, ...filter }).toString()}`,
        }))
      }),
  )
  const peer = await emptyRoute(server)
  const rounds = Math.max(1, Math.ceil((bench.seconds * 40) / requests.length))
  const all = Array.from({ length: rounds + 1 }, () => requests).flat()
  const result = await server.load({ connections: 1, warm: requests.length, requests: all })
  if (result.refused > 0) throw new Error(`a map of reports was refused: ${result.firstRefusal}`)
  return [
    {
      what: `reports within a map view among ${whole(cases)}: from the province to a street, by category and time`,
      measured: spread(result.milliseconds),
      peer,
      reach: `p99 ≤ ${reach} ms`,
      holds: percentile(result.milliseconds, 0.99) <= reach,
    },
  ]
}
