import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#core/db'
import type { Bench } from './ground.ts'
import { emptyRoute, type Server } from './load/server.ts'
import { percentile, spread, whole, type Row } from './table.ts'

const reach = 30
/** In the whole log, for each case of the province. */
const linesOfEach = 10
/** How many cases a person has, how often officials opened each of them beside what everybody’s cases have, and its person, last. */
const persons = [
  { account: 'demo-citizen-20', says: 'few', cases: 3, opened: 0, own: 10 },
  { account: 'demo-citizen-21', says: 'thousands', cases: 50, opened: 200, own: 100 },
]
const Page = z.object({ items: z.array(z.unknown()), next: z.int().optional() })

/** Who looked at a person's records, in a log of years: the newest page and the one after it. */
export async function measureLooks(bench: Bench): Promise<Row[]> {
  const { opened, cases, server: start } = await bench.large()
  const { db } = opened.ctx
  const server = await start()
  await giveCases(db)
  const lines = await fillLog(db, cases * linesOfEach)
  try {
    const peer = await emptyRoute(server)
    const rows: Row[] = []
    for (const person of persons) {
      const times = await ask(server, person.account, Math.ceil(bench.seconds * 40))
      rows.push({
        what: `who looked at my records, among ${whole(lines)} lines: a person with ${person.says}`,
        measured: spread(times),
        peer,
        reach: `p99 ≤ ${reach} ms`,
        holds: percentile(times, 0.99) <= reach,
      })
    }
    return rows
  } finally {
    await sql`truncate core.access`.execute(db)
  }
}

async function ask(server: Server, account: string, times: number): Promise<number[]> {
  const cookie = await server.signIn(account)
  const path = '/api/profiles.list-looks'
  const first = Page.parse(JSON.parse((await server.ask({ path, cookie })).body))
  if (first.items.length === 0) throw new Error(`${account} sees no line`)
  const paths = [path, ...(first.next === undefined ? [] : [`${path}?before=${first.next}`])]
  const requests = Array.from({ length: times + 20 }, (_, at) => ({ path: paths[at % paths.length] ?? path, cookie }))
  const result = await server.load({ connections: 1, warm: 20, requests })
  if (result.refused > 0) throw new Error(`a list was refused: ${result.firstRefusal}`)
  return result.milliseconds
}

async function giveCases(db: Db): Promise<void> {
  for (const { account, cases } of persons)
    await sql`
      update cases.case set owner = ${account} where code in (
        select code from cases.case where owner is null order by submitted_at limit ${cases})`.execute(db)
  await sql`analyze cases.case`.execute(db)
}

/**
 * Fills the log, without its index, which is made afterwards. Its seal is said to be there: the server would else seal all these lines
 * while something is measured.
 */
async function fillLog(db: Db, wanted: number): Promise<number> {
  await db.transaction().execute(async (inside) => {
    await sql`select pg_advisory_xact_lock(7431, 2)`.execute(inside)
    await sql`set local work_mem = '512MB'`.execute(inside)
    await sql`drop index core.access_subject`.execute(inside)
    await sql`
      with subjects as materialized (
        select 'case/' || code as subject, row_number() over (order by submitted_at) - 1 as no, count(*) over () as n from cases.case)
      insert into core.access (at, actor, actor_unit, operation, subject, purpose, outcome)
      select now() - make_interval(secs => 60 + (${wanted}::int - i) * 15), 'demo-officer-' || i % 400, (19000 + i % 78)::text, 'cases.get',
        subject, 'handling', 'allowed'
      from generate_series(1, ${wanted}::int) i
      join subjects on no = (i::bigint * 7919) % (select max(n) from subjects)`.execute(inside)
    for (const { account, opened, own } of persons)
      await sql`
        insert into core.access (at, actor, actor_unit, operation, subject, purpose, outcome)
        select now() - interval '1 minute', case when i <= ${opened}::int then 'demo-officer-' || i % 400 else ${account} end, null, 'cases.get',
          'case/' || c.code, null, 'allowed'
        from generate_series(1, ${opened + own}::int) i, cases.case c where c.owner = ${account}`.execute(inside)
    await sql`create index access_subject on core.access (subject, id desc) include (actor)`.execute(inside)
    await sql`
      insert into core.seal (log, number, first_row, last_row, rows, root, chain)
      select 'access', coalesce((select max(number) from core.seal where log = 'access'), 0) + 1, min(id)::text, max(id)::text, count(*),
        ${randomBytes(32)}, ${randomBytes(32)} from core.access`.execute(inside)
  })
  await sql`vacuum analyze core.access`.execute(db)
  const { rows } = await sql<{ n: number }>`select count(*) as n from core.access`.execute(db)
  return rows[0]?.n ?? 0
}
