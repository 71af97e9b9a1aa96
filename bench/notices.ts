import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { call } from '#core/call'
import { announce, announceToAll } from '#modules/notices'
import { timed, type Bench } from './ground.ts'
import { seconds, whole, type Row } from './table.ts'

const reach = 10
const commune = { code: '18880' }

/** A warning to everybody of one commune, from the chairman's press until it is in each list and queue. */
export async function measureNotices(bench: Bench): Promise<Row[]> {
  const { opened } = await bench.small()
  const { ctx } = opened
  const people = Math.min(100_000, bench.cases)
  const chair: Actor = { kind: 'official', id: 'bench', name: '', posts: [{ unit: '44', role: 'chair' }], locale: 'vi' }
  await sql`
    insert into people.account (id, kind, name, sort_key, search_key, phone, commune)
    select 'bench-' || n, 'citizen', 'b', 'b', 'b', '+8499' || lpad(n::text, 8, '0'), ${commune.code}
    from generate_series(1, ${people}::int) n on conflict do nothing`.execute(ctx.db)
  await sql`analyze people.account`.execute(ctx.db)
  const said = { title: { vi: 'Cảnh báo ngập lụt' }, text: { vi: 'Nước sông lên nhanh, bà con chuyển đồ lên cao.' } }
  const made = await timed(async () => {
    await call(ctx, announce, { kind: 'warning', area: { communes: [commune.code] }, ...said }, chair)
    return announceToAll(ctx)
  })
  const { rows } = await sql<{
    messages: number
  }>`select sum(messages)::int as messages from notices.broadcast`.execute(ctx.db)
  const floor = await timed(() => copyAlone(bench))
  return [
    {
      what: `a notice to the ${whole(people)} people of a commune, queued by their choices`,
      measured: `${seconds(made.seconds)}; ${whole(rows[0]?.messages ?? 0)} messages`,
      peer: `the same rows copied by one plain statement: ${seconds(floor.seconds)}`,
      reach: `≤ ${reach} s`,
      holds: made.seconds <= reach,
    },
  ]
}

/** The database's own share: the rows written once more, by one statement, into the same table with its indexes. */
async function copyAlone(bench: Bench): Promise<void> {
  const { opened } = await bench.small()
  const client = await opened.database.pool.connect()
  try {
    await client.query('begin')
    await client.query(`
      insert into notices.message (key, notice, channel, address, account, template, record, subject, body, locale, link, rank, state,
        created_at, next_at, broadcast, commune)
      select 'copy ' || key, notice, channel, address, account, template, record, subject, body, locale, link, rank, state,
        created_at, next_at, broadcast, commune from notices.message where broadcast is not null`)
    await client.query('rollback')
  } finally {
    client.release()
  }
}
