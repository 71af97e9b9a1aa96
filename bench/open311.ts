import { sql } from 'kysely'
import { reportHistory } from '#modules/reports'
import { listUnits } from '#modules/units'
import type { Bench } from './ground.ts'
import { spread, whole, type Row } from './table.ts'

const reach = 40
const listed = 1_000
const kept = 20_000

/** The list of 1,000 requests that an Open311 application asks for, among twenty times as many that are shown. */
export async function measureOpen311(bench: Bench): Promise<Row[]> {
  const { opened, server: start } = await bench.large()
  const { ctx } = opened
  const communes = listUnits(ctx).flatMap(({ code, position }) => (position ? [{ code, position }] : []))
  const categories = reportHistory.categoriesIn(ctx)
  await sql`
    insert into reports.report (code, version, state, category, definition, channel, commune, unit, submitted_at, accepted_at, visible,
      sort_at, place, shown_place, text, public_text)
    select 'O' || i, 2, (array['accepted', 'processing', 'answered'])[1 + i % 3], c.id, c.digest, 'open311', u.code, u.code, s.at, s.at, true, s.at,
      point(u.lon, u.lat), point(u.lon, u.lat), t.text, t.text
    from generate_series(1, ${kept}::int) i
    cross join lateral (select ${ctx.clock().toISOString()}::timestamptz - make_interval(mins => i * 6) as at) s
    cross join lateral (select 'Mặt đường bong tróc gần chợ, trời mưa nước đọng không thấy hố; số ' || i as text) t
    join unnest(${categories.map(({ id }) => id)}::text[], ${categories.map(({ digest }) => digest)}::text[]) with ordinality as c(id, digest, no)
      on c.no = 1 + i % ${categories.length}::int
    join unnest(${communes.map(({ code }) => code)}::text[], ${communes.map(({ position }) => position[0])}::float8[],
      ${communes.map(({ position }) => position[1])}::float8[]) with ordinality as u(code, lon, lat, no) on u.no = 1 + i % ${communes.length}::int`.execute(
    ctx.db,
  )
  await sql`vacuum analyze reports.report`.execute(ctx.db)
  const server = await start()
  const lists = async (format: string) => {
    const requests = Array.from({ length: 20 + Math.ceil(bench.seconds * reach) }, (_, at) => ({
      path: `/open311/v2/requests.${format}?page_size=${listed}&page=${1 + (at % 10)}`,
    }))
    const result = await server.load({ connections: 2, warm: 10, requests })
    if (result.refused > 0) throw new Error(`a list was refused: ${result.firstRefusal}`)
    return { rate: result.milliseconds.length / result.seconds, spread: spread(result.milliseconds) }
  }
  const [json, xml] = [await lists('json'), await lists('xml')]
  return [
    {
      what: `Open311 list of ${whole(listed)} among ${whole(kept)} shown, 2 connections`,
      measured: `JSON ${whole(json.rate)}/s, ${json.spread}; XML ${whole(xml.rate)}/s, ${xml.spread}`,
      peer: '',
      reach: `≥ ${reach}/s`,
      holds: Math.min(json.rate, xml.rate) >= reach,
    },
  ]
}
