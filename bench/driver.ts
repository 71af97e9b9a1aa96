import type pg from 'pg'
import type { Opened } from '../src/context.ts'

const workers = 12

/** The rows of one submission written by `pg` alone, on the same pool: what the database and the driver leave to be had. */
export async function measureDriver(
  { database }: Pick<Opened, 'database'>,
  count: number,
): Promise<{ perSecond: number; milliseconds: number[] }> {
  const { pool } = database
  const { rows } = await pool.query<{ code: string }>(
    `select record as code from core.event where type = 'cases.submitted' order by epoch desc, written_in desc, seq desc limit 1`,
  )
  const template = rows[0]?.code ?? ''
  const writeCase = copyOf(await columnsOf(pool, 'case'), await columnsOf(pool, 'visit'))
  const took: number[] = []
  let next = 0
  const began = performance.now()
  const work = async () => {
    for (let at = next++; at < count; at = next++) {
      const start = performance.now()
      const client = await pool.connect()
      try {
        const key = `driver-${at}`
        await client.query('begin')
        await client.query({ name: 'driver-key', text: writeKey, values: [key] })
        await client.query({ name: 'driver-case', text: writeCase, values: [template, `${template}-${at}`] })
        await client.query({
          name: 'driver-answer',
          text: writeAnswer,
          values: [key, JSON.stringify({ code: template })],
        })
        await client.query('commit')
      } finally {
        client.release()
      }
      took.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: workers }, work))
  const seconds = (performance.now() - began) / 1000
  for (const table of ['case', 'visit'])
    await pool.query(`delete from cases.${table} where code like $1`, [`${template}-%`])
  return { perSecond: count / seconds, milliseconds: took }
}

/** Every column of a table of the cases but the code: copying a row by hand needs their names. */
export async function columnsOf(pool: pg.Pool, table: 'case' | 'visit'): Promise<string> {
  const { rows } = await pool.query<{ name: string }>(
    `select column_name as name from information_schema.columns
     where table_schema = 'cases' and table_name = $1 and column_name <> 'code'`,
    [table],
  )
  return rows.map(({ name }) => name).join(', ')
}

const writeKey = `insert into core.idempotency (key, actor, operation, input_digest) values ($1, 'driver', 'cases.submit', 'digest') on conflict do nothing`
const writeAnswer = `update core.idempotency set answer = $2::jsonb where actor = 'driver' and operation = 'cases.submit' and key = $1`
const copyOf = (columns: string, visitColumns: string) => `
  with one as (select * from cases.case where code = $1),
  made as (insert into cases.case (code, ${columns}) select $2::text, ${columns} from one),
  visits as (insert into cases.visit (code, ${visitColumns}) select $2::text, ${visitColumns} from cases.visit where code = $1),
  fact as (
    insert into core.event (epoch, type, v, record, version, unit, actor, actor_unit, occurred_at, request, origin, payload)
    select epoch, type, v, $2::text, version, unit, actor, actor_unit, occurred_at, request, origin, payload
    from core.event where record = $1 and type = 'cases.submitted')
  insert into cases.counter_change (unit, role, procedure, open, overdue, waiting)
  select work_unit, role, procedure, 0, 0, 0 from one where work_unit is not null`
