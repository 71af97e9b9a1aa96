import { sql } from 'kysely'
import type { Db } from '#core/db'
import type { Served } from '../estimate.ts'
import type { Counter, Service } from '../ticket.ts'

type Row = { centre: string; no: number; version: number; clerk: string | null; opened_at: Date | null }

const counterOf = (row: Row): Counter => ({
  centre: row.centre,
  no: row.no,
  version: row.version,
  clerk: row.clerk ?? undefined,
  openedAt: row.opened_at ?? undefined,
})

const columns = sql.raw('centre, no, version, clerk, opened_at')

export async function saveCounters(db: Db, counters: readonly Counter[]): Promise<void> {
  if (counters.length === 0) return
  const rows = counters.map(({ centre, no, version, clerk, openedAt }) => ({
    centre,
    no,
    version,
    clerk,
    opened_at: openedAt,
  }))
  await sql`
    insert into appointments.counter (${columns})
    select ${columns} from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as n(centre text, no smallint, version int, clerk text, opened_at timestamptz)
    on conflict (centre, no) do update set version = excluded.version, clerk = excluded.clerk, opened_at = excluded.opened_at`.execute(
    db,
  )
}

export async function listCounters(db: Db, centre: string): Promise<Counter[]> {
  const { rows } = await sql<Row>`
    select ${columns} from appointments.counter where centre = ${centre} order by no`.execute(db)
  return rows.map(counterOf)
}

export async function findCounterOf(db: Db, clerk: string): Promise<Counter | undefined> {
  const { rows } = await sql<Row>`select ${columns} from appointments.counter where clerk = ${clerk}`.execute(db)
  return rows[0] && counterOf(rows[0])
}

/** Counters that were left open on an earlier day. */
export async function listLeftOpen(db: Db, before: Date, limit: number): Promise<Counter[]> {
  const { rows } = await sql<Row>`
    select ${columns} from appointments.counter
    where clerk is not null and opened_at < ${before.toISOString()}::timestamptz order by opened_at limit ${limit}`.execute(
    db,
  )
  return rows.map(counterOf)
}

export async function addServices(db: Db, services: readonly Service[]): Promise<void> {
  if (services.length === 0) return
  await sql`
    insert into appointments.service (ticket, version, centre, day, letter, minutes)
    select ticket, version, centre, day, letter, minutes from jsonb_to_recordset(${JSON.stringify(services)}::jsonb)
      as n(ticket text, version int, centre text, day date, letter text, minutes float8)`.execute(db)
}

/** What a service of each group took at a centre today: a quarter took less than `low`, a quarter more than `high`. */
export async function measureServices(db: Db, centre: string, day: string): Promise<Served[]> {
  const { rows } = await sql<Served>`
    select letter, count(*) as count, percentile_cont(0.25) within group (order by minutes) as low,
      percentile_cont(0.75) within group (order by minutes) as high
    from appointments.service where centre = ${centre} and day = ${day}::date group by letter`.execute(db)
  return rows
}
