import { sql } from 'kysely'
import { columnsOf } from './driver.ts'
import type { Bench } from './ground.ts'
import { seconds, whole, type Row } from './table.ts'

const reach = 8_000

/** Cases with their whole histories, made by the rules of live work and written with their events; then their cells. */
export async function measureBulk(bench: Bench): Promise<Row[]> {
  const { opened, cases, procedures, makingSeconds, countingSeconds, followingSeconds } = await bench.large()
  const { rows } = await sql<{ events: number; open: number }>`
    select (select count(*) from core.event) as events,
      (select count(*) from cases.case where ended_at is null) as open`.execute(opened.ctx.db)
  const { events = 0, open = 0 } = rows[0] ?? {}
  const perSecond = cases / makingSeconds
  const alone = await writeAlone(bench)
  return [
    {
      what: `bulk making of ${whole(cases)} cases (${whole(events)} events; ${whole(open)} open; ${procedures} procedures)`,
      measured: `${whole(perSecond)} cases/s, ${seconds(makingSeconds)}; ${whole(events / makingSeconds)} events/s`,
      peer: `the same rows copied inside the database: ${whole(alone)} cases/s`,
      reach: `≥ ${whole(reach)} cases/s`,
      holds: perSecond >= reach,
    },
    {
      what: 'their cells, from the log',
      measured: `${seconds(countingSeconds)}; ${whole(events / countingSeconds)} events/s`,
      peer: '',
      reach: '',
      holds: undefined,
    },
    {
      what: 'all else that reads the log (process view, notices, …), and the seal',
      measured: `${seconds(followingSeconds)}; ${whole(events / followingSeconds)} events/s`,
      peer: '',
      reach: '',
      holds: undefined,
    },
  ]
}

/** The database's own share: the same cases and events written from tables that hold them, in batches of a thousand. */
async function writeAlone(bench: Bench): Promise<number> {
  const { opened } = await bench.large()
  const batch = 1_000
  const batches = Math.min(10, Math.ceil(bench.cases / batch))
  const { pool } = opened.database
  const copyCases = copyOf(await columnsOf(pool, 'case'), await columnsOf(pool, 'visit'))
  const began = performance.now()
  let written = 0
  for (let at = 0; at < batches; at += 1) {
    const client = await pool.connect()
    try {
      await client.query('begin')
      // Rolled back, so that the province stays as it was; what it costs to write stays the same but for the last flush.
      const copied = await client.query(copyCases, [batch * at, batch, `copy-${at}-`])
      written += copied.rowCount ?? 0
      await client.query('rollback')
    } finally {
      client.release()
    }
  }
  return (written * 1000) / (performance.now() - began)
}

const copyOf = (columns: string, visitColumns: string) => `
  with chosen as (select * from cases.case order by submitted_at offset $1 limit $2),
  facts as (
    insert into core.event (epoch, type, v, record, version, unit, actor, actor_unit, occurred_at, request, origin, undoes, payload)
    select e.epoch, e.type, e.v, $3::text || e.record, e.version, e.unit, e.actor, e.actor_unit, e.occurred_at, e.request, e.origin, null, e.payload
    from core.event e join chosen on e.record = chosen.code),
  visits as (
    insert into cases.visit (code, ${visitColumns}) select $3::text || code, ${visitColumns}
    from (select v.* from cases.visit v join chosen using (code, unit)) v)
  insert into cases.case (code, ${columns}) select $3::text || code, ${columns} from chosen`
