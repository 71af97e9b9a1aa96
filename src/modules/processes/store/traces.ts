import { sql } from 'kysely'
import pg from 'pg'
import type { Db } from '#core/db'
import type { Origin } from '#core/events'
import type { LogEvent } from '../log.ts'
import type { Tables } from '../tables.ts'
import { microsToIso } from '../times.ts'

/** A case of a process as it is kept. Times in microseconds; texts '' where unsaid. */
export type StoredTrace = {
  procedure: string
  code: string
  origin: Origin
  unit: string
  channel: string
  events: LogEvent[]
  acceptedAt: number | undefined
  closedAt: number | undefined
  dueAt: number | undefined
  logAcceptedAt: number | undefined
  logClosedAt: number | undefined
  logUnit: string
  /** an overdue fact was stated, and not taken back by the closing */
  overdue: boolean
  stated: number
}

type Row = {
  procedure: string
  code: string
  origin: Origin
  unit: string
  channel: string | null
  activities: string[]
  times: number[]
  lifecycles: string[] | null
  resources: string[] | null
  groups: string[] | null
  accepted_at: number | null
  closed_at: number | null
  due_at: number | null
  log_accepted_at: number | null
  log_closed_at: number | null
  log_unit: string | null
  overdue: boolean
  stated: number
}

const micros = (column: string) => sql`(extract(epoch from ${sql.ref(column)}) * 1000000)::float8`

/** Whether a batch failed because another import has stated, or is stating, facts of the same cases. */
export const isTakenTwice = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && (error.code === '23505' || error.code === '40P01')

/** The cases that are kept already, locked. */
export async function lockTraces(
  db: Db,
  procedure: string,
  codes: readonly string[],
): Promise<Map<string, StoredTrace>> {
  return byCode(await selectTraces(db, sql`t.procedure = ${procedure} and t.code = any(${codes}::text[])`))
}

/** The same by code alone, as our own cases have codes that are unique in the province. */
export async function lockTracesByCode(db: Db, codes: readonly string[]): Promise<Map<string, StoredTrace>> {
  return byCode(await selectTraces(db, sql`t.code = any(${codes}::text[]) and t.origin <> 'import'`))
}

export async function findTrace(db: Db, procedure: string, code: string): Promise<StoredTrace | undefined> {
  const [row] = await selectTraces(db, sql`t.procedure = ${procedure} and t.code = ${code}`, sql``)
  return row && traceOf(row)
}

const byCode = (rows: Row[]) => new Map(rows.map((row) => [row.code, traceOf(row)]))

type Sql = ReturnType<typeof sql>

async function selectTraces(db: Db, where: Sql, lock: Sql = sql`order by t.code for update`): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select t.procedure, t.code, t.origin, t.unit, t.channel, t.activities, t.lifecycles, t.resources, t.groups, t.log_unit, t.overdue,
      t.stated,
      array(select (extract(epoch from u.at) * 1000000)::float8 from unnest(t.times) with ordinality as u(at, n) order by u.n) as times,
      ${micros('t.accepted_at')} as accepted_at, ${micros('t.closed_at')} as closed_at, ${micros('t.due_at')} as due_at,
      ${micros('t.log_accepted_at')} as log_accepted_at, ${micros('t.log_closed_at')} as log_closed_at
    from processes.trace t where ${where} ${lock}`.execute(db)
  return rows
}

function traceOf(row: Row): StoredTrace {
  return {
    procedure: row.procedure,
    code: row.code,
    origin: row.origin,
    unit: row.unit,
    channel: row.channel ?? '',
    events: row.activities.map((activity, place) => ({
      activity,
      at: row.times[place] ?? 0,
      lifecycle: row.lifecycles?.[place] ?? '',
      resource: row.resources?.[place] ?? '',
      group: row.groups?.[place] ?? '',
    })),
    acceptedAt: row.accepted_at ?? undefined,
    closedAt: row.closed_at ?? undefined,
    dueAt: row.due_at ?? undefined,
    logAcceptedAt: row.log_accepted_at ?? undefined,
    logClosedAt: row.log_closed_at ?? undefined,
    logUnit: row.log_unit ?? '',
    overdue: row.overdue,
    stated: row.stated,
  }
}

const instant = (at: number | undefined): string | null => (at === undefined ? null : microsToIso(at))

const said = (texts: string[]): string[] | null => (texts.some((text) => text !== '') ? texts : null)

/** Writes cases whole, by one statement. */
export async function writeTraces(db: Db, traces: readonly StoredTrace[]): Promise<void> {
  const rows = traces.map((trace) => ({
    procedure: trace.procedure,
    code: trace.code,
    origin: trace.origin,
    unit: trace.unit,
    channel: trace.channel || null,
    activities: trace.events.map((event) => event.activity),
    times: trace.events.map((event) => microsToIso(event.at)),
    lifecycles: said(trace.events.map((event) => event.lifecycle)),
    resources: said(trace.events.map((event) => event.resource)),
    groups: said(trace.events.map((event) => event.group)),
    accepted_at: instant(trace.acceptedAt),
    closed_at: instant(trace.closedAt),
    due_at: instant(trace.dueAt),
    log_accepted_at: instant(trace.logAcceptedAt),
    log_closed_at: instant(trace.logClosedAt),
    log_unit: trace.logUnit || null,
    overdue: trace.overdue,
    stated: trace.stated,
  }))
  await sql`
    insert into processes.trace (procedure, code, origin, unit, channel, activities, times, lifecycles, resources, groups,
      variant, first_at, last_at, accepted_at, closed_at, due_at, log_accepted_at, log_closed_at, log_unit, overdue, stated)
    select procedure, code, origin, unit, channel, activities, times, lifecycles, resources, groups,
      md5(array_to_string(activities, E'\\x01'))::uuid, times[1], times[cardinality(times)],
      accepted_at, closed_at, due_at, log_accepted_at, log_closed_at, log_unit, overdue, stated
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(procedure text, code text, origin text, unit text, channel text,
      activities text[], times timestamptz[], lifecycles text[], resources text[], groups text[], accepted_at timestamptz,
      closed_at timestamptz, due_at timestamptz, log_accepted_at timestamptz, log_closed_at timestamptz, log_unit text,
      overdue boolean, stated int)
    on conflict (procedure, code) do update set origin = excluded.origin, unit = excluded.unit, channel = excluded.channel,
      activities = excluded.activities, times = excluded.times, lifecycles = excluded.lifecycles,
      resources = excluded.resources, groups = excluded.groups, variant = excluded.variant, first_at = excluded.first_at,
      last_at = excluded.last_at, accepted_at = excluded.accepted_at, closed_at = excluded.closed_at, due_at = excluded.due_at,
      log_accepted_at = excluded.log_accepted_at, log_closed_at = excluded.log_closed_at, log_unit = excluded.log_unit,
      overdue = excluded.overdue, stated = excluded.stated
  `.execute(db)
}

/** The seq of each imported case's last closing, which a correction undoes. */
export async function closingsOf(db: Db, records: readonly string[]): Promise<Map<string, number>> {
  if (records.length === 0) return new Map()
  const { rows } = await sql<{ record: string; seq: number }>`
    select distinct on (record) record, seq from core.event
    where record = any(${records}::text[]) and type = 'cases.closed' order by record, version desc`.execute(db)
  return new Map(rows.map((row) => [row.record, row.seq]))
}

/** Remembers the name of a log that has no procedure in the catalogue. */
export async function nameLog(db: Db, procedure: string, name: string): Promise<void> {
  await db
    .withTables<Tables>()
    .insertInto('processes.log')
    .values({ procedure, name })
    .onConflict((conflict) => conflict.column('procedure').doUpdateSet({ name }))
    .execute()
}

export async function listLogs(db: Db): Promise<{ procedure: string; name: string }[]> {
  return db.withTables<Tables>().selectFrom('processes.log').select(['procedure', 'name']).execute()
}

/** Forgets what a consumer has followed, and sends it back to the beginning of the log. Its cursor's row is its lock. */
export async function forgetFollowed(db: Db, consumer: string): Promise<void> {
  await sql`
    insert into core.cursor (consumer) values (${consumer})
    on conflict (consumer) do update set epoch = 0, written_in = '0', seq = 0, moved_at = now()`.execute(db)
  await db.withTables<Tables>().deleteFrom('processes.trace').where('origin', '<>', 'import').execute()
}

/** Imported cases that are open past their deadline, and not yet stated as overdue; locked. */
export async function lockNewlyOverdue(db: Db, now: Date, limit: number): Promise<StoredTrace[]> {
  const late = sql`t.origin = 'import' and t.closed_at is null and not t.overdue and t.due_at < ${now}`
  return (
    await selectTraces(
      db,
      sql`(t.procedure, t.code) in (
    select t.procedure, t.code from processes.trace t where ${late} order by t.due_at limit ${limit})`,
    )
  ).map(traceOf)
}
