import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { call } from '#core/call'
import type { Db } from '#core/db'
import { home } from '../src/modules/services/operations/home.ts'
import type { Bench } from './ground.ts'
import { percentile, spread, whole, type Row } from './table.ts'

const reach = 40
const person: Actor = { kind: 'citizen', id: 'bench-person', name: 'Bench', posts: [], locale: 'vi', assurance: 2 }
const held = { cases: 50, papers: 30 }
const asks = 400

/** The whole home of one person among everybody's cases: every module that lets something wait is asked. */
export async function measureMyHome(bench: Bench): Promise<Row[]> {
  const { opened, cases } = await bench.large()
  const { ctx } = opened
  await settle(ctx.db)
  const times: number[] = []
  for (let at = 0; at < asks + 20; at += 1) {
    const began = performance.now()
    const answer = await call(ctx, home, {}, person)
    if (answer.papersCount !== held.papers) throw new Error(`${answer.papersCount} papers in place of ${held.papers}`)
    if (at >= 20) times.push(performance.now() - began)
  }
  return [
    {
      what: `home of a person with ${held.cases} cases and ${held.papers} papers, among ${whole(cases)} cases`,
      measured: spread(times),
      peer: '',
      reach: `p99 ≤ ${reach} ms`,
      holds: percentile(times, 0.99) <= reach,
    },
  ]
}

async function settle(db: Db): Promise<void> {
  await sql`
    update cases.case set owner = ${person.id}
    where code in (select code from cases.case order by submitted_at desc limit ${held.cases})`.execute(db)
  const ids = Array.from({ length: held.papers }, () => randomUUID())
  await sql`
    insert into profiles.paper (id, account, kind, source, unit, version, added_at)
    select id, ${person.id}, 'birth-certificate', 'uploaded', '44', 1, now() from unnest(${ids}::uuid[]) as id`.execute(
    db,
  )
  await sql`analyze cases.case, profiles.paper`.execute(db)
}
