import { sql } from 'kysely'
import type { Db } from '#core/db'
import type { Ticket, TicketState } from '../ticket.ts'
import { visitOf, visitRowOf, type VisitRow } from './visit.ts'

type Row = VisitRow & {
  id: string
  state: TicketState
  day: string
  no: number
  queue: string
  booking: string | null
  taken_at: Date
  ahead_from: Date | null
  waiting_since: Date
  called_at: Date | null
  calls: number
  wait_minutes: number | null
  counter: number | null
  clerk: string | null
  told_near_at: Date | null
}

const columns =
  sql.raw(`id, version, state, origin, centre, day, letter, no, queue, booking, owner, procedure, case_code, taken_at,
  ahead_from, waiting_since, called_at, calls, wait_minutes, counter, clerk, ended_at, told_near_at`)

const ticketOf = (row: Row): Ticket => ({
  ...visitOf(row),
  id: row.id,
  state: row.state,
  day: row.day,
  no: row.no,
  queue: row.queue,
  booking: row.booking ?? undefined,
  owner: row.owner ?? undefined,
  takenAt: row.taken_at,
  aheadFrom: row.ahead_from ?? undefined,
  waitingSince: row.waiting_since,
  calledAt: row.called_at ?? undefined,
  calls: row.calls,
  waitMinutes: row.wait_minutes ?? undefined,
  counter: row.counter ?? undefined,
  clerk: row.clerk ?? undefined,
  toldNearAt: row.told_near_at ?? undefined,
})

const rowOf = (one: Ticket) => ({
  ...visitRowOf(one),
  id: one.id,
  state: one.state,
  day: one.day,
  no: one.no,
  queue: one.queue,
  booking: one.booking,
  taken_at: one.takenAt,
  ahead_from: one.aheadFrom,
  waiting_since: one.waitingSince,
  called_at: one.calledAt,
  calls: one.calls,
  wait_minutes: one.waitMinutes,
  counter: one.counter,
  clerk: one.clerk,
  told_near_at: one.toldNearAt,
})

export async function saveTickets(db: Db, tickets: readonly Ticket[]): Promise<void> {
  if (tickets.length === 0) return
  await sql`
    insert into appointments.ticket (${columns})
    select ${columns} from jsonb_to_recordset(${JSON.stringify(tickets.map(rowOf))}::jsonb) as n(id text, version int, state text,
      origin text, centre text, day date, letter text, no int, queue text, booking text, owner text, procedure text, case_code text,
      taken_at timestamptz, ahead_from timestamptz, waiting_since timestamptz, called_at timestamptz, calls smallint,
      wait_minutes smallint, counter smallint, clerk text, ended_at timestamptz,
      told_near_at timestamptz)
    on conflict (id) do update set version = excluded.version, state = excluded.state, queue = excluded.queue, owner = excluded.owner,
      ahead_from = excluded.ahead_from, waiting_since = excluded.waiting_since, called_at = excluded.called_at,
      calls = excluded.calls, wait_minutes = excluded.wait_minutes, counter = excluded.counter, clerk = excluded.clerk,
      ended_at = excluded.ended_at`.execute(db)
}

export async function findTicket(db: Db, id: string): Promise<Ticket | undefined> {
  const { rows } = await sql<Row>`select ${columns} from appointments.ticket where id = ${id}`.execute(db)
  return rows[0] && ticketOf(rows[0])
}

/** Those who wait at a centre today, and those who are served: what the screens of the hall and the next call go by. */
export async function listPresent(db: Db, centre: string, day: string): Promise<Ticket[]> {
  const { rows } = await sql<Row>`
    select ${columns} from appointments.ticket
    where centre = ${centre} and day = ${day}::date and state in ('waiting', 'serving')`.execute(db)
  return rows.map(ticketOf)
}

/** Who was called and was not there, the latest first: they may still come. */
export async function listAbsent(db: Db, centre: string, day: string, limit: number): Promise<Ticket[]> {
  const { rows } = await sql<Row>`
    select ${columns} from appointments.ticket
    where centre = ${centre} and day = ${day}::date and state = 'absent' order by ended_at desc limit ${limit}`.execute(
    db,
  )
  return rows.map(ticketOf)
}

export async function lastNumber(db: Db, centre: string, day: string, letter: string): Promise<number> {
  const { rows } = await sql<{ no: number | null }>`
    select max(no) as no from appointments.ticket
    where centre = ${centre} and day = ${day}::date and letter = ${letter}`.execute(db)
  return rows[0]?.no ?? 0
}

/** Numbers that were taken at a centre without an appointment since a moment of today. */
export async function countTakenSince(db: Db, { centre, day, since }: { centre: string; day: string; since: Date }) {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from appointments.ticket where centre = ${centre} and day = ${day}::date and booking is null
      and taken_at > ${since.toISOString()}::timestamptz`.execute(db)
  return rows[0]?.n ?? 0
}

/** The number that an appointment became, and numbers of a person that are still open. */
export async function findByBooking(db: Db, booking: string): Promise<Ticket | undefined> {
  const { rows } = await sql<Row>`select ${columns} from appointments.ticket where booking = ${booking}`.execute(db)
  return rows[0] && ticketOf(rows[0])
}

export async function listOpenOf(db: Db, owner: string): Promise<Ticket[]> {
  const { rows } = await sql<Row>`
    select ${columns} from appointments.ticket where owner = ${owner} and ended_at is null`.execute(db)
  return rows.map(ticketOf)
}

/** Numbers of days that are over. */
export async function listLeft(db: Db, today: string, limit: number): Promise<Ticket[]> {
  const { rows } = await sql<Row>`
    select ${columns} from appointments.ticket where ended_at is null and day < ${today}::date order by day, id limit ${limit}`.execute(
    db,
  )
  return rows.map(ticketOf)
}

/** Centres where somebody with an account waits who was not told yet that their turn is near. */
export async function listCentresToTell(db: Db, day: string): Promise<string[]> {
  const { rows } = await sql<{ centre: string }>`
    select distinct centre from appointments.ticket
    where day = ${day}::date and state = 'waiting' and owner is not null and told_near_at is null`.execute(db)
  return rows.map(({ centre }) => centre)
}

/** Marks them as told, each once. @returns those that were not before */
export async function markTold(db: Db, ids: readonly string[], now: Date): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    update appointments.ticket set told_near_at = ${now.toISOString()}::timestamptz
    where id in (select id from appointments.ticket where id = any(${[...ids]}::text[]) and told_near_at is null order by id for update)
    returning id`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

export async function listOwners(db: Db, records: readonly string[]): Promise<{ record: string; account: string }[]> {
  const { rows } = await sql<{ record: string; account: string }>`
    select code as record, owner as account from appointments.booking where code = any(${[...records]}::text[])
    union all
    select id, owner from appointments.ticket where id = any(${[...records]}::text[]) and owner is not null`.execute(db)
  return rows
}
