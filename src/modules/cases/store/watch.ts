import { sql } from 'kysely'
import type { Db } from '#core/db'

/** Which cases time has come for: codes only, oldest first. Each is locked and decided anew before anything is written. */

const codes = (rows: readonly { code: string }[]) => rows.map(({ code }) => code)

export async function listOverdue(db: Db, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from cases.case
    where due_at < ${now.toISOString()}::timestamptz and not overdue and ended_at is null and resolved_at is null and paused_at is null
    order by due_at limit ${limit}`.execute(db)
  return codes(rows)
}

export async function listToWarn(db: Db, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from cases.case where warn_at <= ${now.toISOString()}::timestamptz order by warn_at limit ${limit}`.execute(
    db,
  )
  return codes(rows)
}

export async function listUnanswered(db: Db, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select s.code from cases.supplement s join cases.case c on c.code = s.code and c.unit = s.unit
    where s.answered_at is null and s.due_at < ${now.toISOString()}::timestamptz and c.ended_at is null
    order by s.due_at limit ${limit}`.execute(db)
  return codes(rows)
}

/** Open cases whose due time was computed by another calendar. */
export async function listOtherCalendar(db: Db, calendar: string, after: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from cases.case
    where ended_at is null and clock is not null and calendar is distinct from ${calendar} and paused_at is null and code > ${after}
    order by code limit ${limit}`.execute(db)
  return codes(rows)
}

/** Cases due before a moment, running and without a letter: an apology may be drafted. */
export async function listDueBefore(db: Db, from: Date, to: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select c.code from cases.case c
    where due_at >= ${from.toISOString()}::timestamptz and due_at < ${to.toISOString()}::timestamptz and not overdue and ended_at is null
      and resolved_at is null and paused_at is null and apologised_at is null
      and not exists (select 1 from cases.note n where n.code = c.code and n.unit = c.unit and n.act = 'apology-draft')
    order by due_at limit ${limit}`.execute(db)
  return codes(rows)
}

/** Adds the differences since the last time to the queues' counters, per procedure and over all (procedure ''). */
export async function foldCounters(db: Db): Promise<void> {
  await sql`
    with taken as (delete from cases.counter_change returning unit, role, procedure, open, overdue, waiting),
    summed as (
      select unit, role, coalesce(procedure, '') as procedure, sum(open)::int as open, sum(overdue)::int as overdue, sum(waiting)::int as waiting
      from taken group by grouping sets ((unit, role, procedure), (unit, role)))
    insert into cases.counter (unit, role, procedure, open, overdue, waiting)
    select unit, role, procedure, open, overdue, waiting from summed
    on conflict (unit, role, procedure) do update set open = cases.counter.open + excluded.open,
      overdue = cases.counter.overdue + excluded.overdue, waiting = cases.counter.waiting + excluded.waiting`.execute(
    db,
  )
}

export async function getMark(db: Db, name: string): Promise<string | undefined> {
  const { rows } = await sql<{ value: string }>`select value from cases.mark where name = ${name}`.execute(db)
  return rows[0]?.value
}

export async function setMark(db: Db, name: string, value: string): Promise<void> {
  await sql`insert into cases.mark (name, value) values (${name}, ${value}) on conflict (name) do update set value = excluded.value`.execute(
    db,
  )
}
