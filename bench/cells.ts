import { sql } from 'kysely'
import type { Bench } from './ground.ts'
import { megabytes, whole, type Row } from './table.ts'

/** How many cells the cases make, and what they and the cases themselves take on the disk. */
export async function measureCells(bench: Bench): Promise<Row[]> {
  const { opened, cases } = await bench.large()
  const { db } = opened.ctx
  const size = async (...tables: string[]) => {
    const { rows } = await sql<{ bytes: number }>`
      select sum(pg_total_relation_size(name::regclass))::bigint as bytes from unnest(${tables}::text[]) as t(name)`.execute(
      db,
    )
    return rows[0]?.bytes ?? 0
  }
  const names = ['cell', 'cell_procedure', 'cell_channel']
  const counted = await Promise.all(
    names.map(async (name) => {
      const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(`indicators.${name}`)}`.execute(
        db,
      )
      return { name, cells: rows[0]?.n ?? 0, bytes: await size(`indicators.${name}`) }
    }),
  )
  const all = counted.reduce((sum, one) => ({ cells: sum.cells + one.cells, bytes: sum.bytes + one.bytes }), {
    cells: 0,
    bytes: 0,
  })
  return [
    {
      what: `cells of ${whole(cases)} cases`,
      measured: `${whole(all.cells)} cells, ${megabytes(all.bytes)}`,
      peer: counted.map(({ name, cells, bytes }) => `${name} ${whole(cells)}, ${megabytes(bytes)}`).join('; '),
      reach: '',
      holds: undefined,
    },
    {
      what: `the cases and their events on disk`,
      measured: `cases ${megabytes((await size('cases.case')) + (await size('cases.visit')))}, events ${megabytes(await size('core.event'))}`,
      peer: `with all their indexes`,
      reach: '',
      holds: undefined,
    },
  ]
}
