import { sql } from 'kysely'
import type { Db } from '#core/db'
import type { Booking, BookingState } from '../booking.ts'
import { visitOf, visitRowOf, type VisitRow } from './visit.ts'

type Row = VisitRow & {
  code: string
  state: BookingState
  owner: string
  starts_at: Date
  minutes: number
  booked_at: Date
  reminded_for: Date | null
}

const columns = sql.raw(
  'code, version, state, origin, owner, centre, letter, procedure, case_code, starts_at, minutes, booked_at, reminded_for, ended_at',
)

const bookingOf = (row: Row): Booking => ({
  ...visitOf(row),
  code: row.code,
  state: row.state,
  owner: row.owner,
  startsAt: row.starts_at,
  minutes: row.minutes,
  bookedAt: row.booked_at,
  remindedFor: row.reminded_for ?? undefined,
})

const rowOf = (one: Booking) => ({
  ...visitRowOf(one),
  code: one.code,
  state: one.state,
  starts_at: one.startsAt,
  minutes: one.minutes,
  booked_at: one.bookedAt,
  reminded_for: one.remindedFor,
})

/** What never changes of a booking is written once. */
export async function saveBookings(db: Db, bookings: readonly Booking[]): Promise<void> {
  if (bookings.length === 0) return
  await sql`
    insert into appointments.booking (${columns})
    select ${columns} from jsonb_to_recordset(${JSON.stringify(bookings.map(rowOf))}::jsonb) as n(code text, version int, state text,
      origin text, owner text, centre text, letter text, procedure text, case_code text, starts_at timestamptz, minutes smallint,
      booked_at timestamptz, reminded_for timestamptz, ended_at timestamptz)
    on conflict (code) do update set version = excluded.version, state = excluded.state, centre = excluded.centre,
      letter = excluded.letter, starts_at = excluded.starts_at,
      minutes = excluded.minutes, reminded_for = excluded.reminded_for, ended_at = excluded.ended_at`.execute(db)
}

export async function findBooking(db: Db, code: string): Promise<Booking | undefined> {
  const { rows } = await sql<Row>`select ${columns} from appointments.booking where code = ${code}`.execute(db)
  return rows[0] && bookingOf(rows[0])
}

export async function listBookings(db: Db, codes: readonly string[]): Promise<Booking[]> {
  if (codes.length === 0) return []
  const { rows } = await sql<Row>`
    select ${columns} from appointments.booking where code = any(${[...codes]}::text[])`.execute(db)
  return rows.map(bookingOf)
}

/** Still to come, the nearest first. */
export async function listOpenOf(db: Db, owner: string): Promise<Booking[]> {
  const { rows } = await sql<Row>`
    select ${columns} from appointments.booking where owner = ${owner} and state = 'booked' order by starts_at`.execute(
    db,
  )
  return rows.map(bookingOf)
}

/** A person's appointments, the latest first. */
export async function listOf(db: Db, owner: string, limit: number): Promise<Booking[]> {
  const { rows } = await sql<Row>`
    select ${columns} from appointments.booking where owner = ${owner} order by starts_at desc limit ${limit}`.execute(
    db,
  )
  return rows.map(bookingOf)
}

export async function listMissedAt(db: Db, owner: string, since: Date): Promise<Date[]> {
  const { rows } = await sql<{ starts_at: Date }>`
    select starts_at from appointments.booking
    where owner = ${owner} and state = 'missed' and starts_at >= ${since.toISOString()}::timestamptz order by starts_at desc`.execute(
    db,
  )
  return rows.map((row) => row.starts_at)
}

export type Taken = { starts_at: Date; letter: string; n: number }

/** How many places of a centre's slots are taken, by group. */
export async function countTaken(
  db: Db,
  { centre, from, until }: { centre: string; from: Date; until: Date },
): Promise<Taken[]> {
  const { rows } = await sql<Taken>`
    select starts_at, letter, count(*) as n from appointments.booking
    where centre = ${centre} and state in ('booked', 'checked-in')
      and starts_at >= ${from.toISOString()}::timestamptz and starts_at < ${until.toISOString()}::timestamptz
    group by starts_at, letter`.execute(db)
  return rows
}

/** Of these moments nothing was heard of the person; the oldest first. */
export async function listDue(db: Db, before: Date, limit: number): Promise<Booking[]> {
  const { rows } = await sql<Row>`
    select ${columns} from appointments.booking
    where state = 'booked' and starts_at < ${before.toISOString()}::timestamptz order by starts_at limit ${limit}`.execute(
    db,
  )
  return rows.map(bookingOf)
}

/** Near, and its person not reminded of this start. */
export async function listToRemind(
  db: Db,
  { from, until }: { from: Date; until: Date },
  limit: number,
): Promise<Booking[]> {
  const { rows } = await sql<Row>`
    select ${columns} from appointments.booking
    where state = 'booked' and starts_at >= ${from.toISOString()}::timestamptz and starts_at < ${until.toISOString()}::timestamptz
      and reminded_for is distinct from starts_at order by starts_at limit ${limit}`.execute(db)
  return rows.map(bookingOf)
}

export async function countComing(db: Db, centre: string, { from, until }: { from: Date; until: Date }) {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from appointments.booking where centre = ${centre} and state = 'booked'
      and starts_at >= ${from.toISOString()}::timestamptz and starts_at < ${until.toISOString()}::timestamptz`.execute(
    db,
  )
  return rows[0]?.n ?? 0
}

/** How many places are still kept for the person. */
export async function countBooked(db: Db, owner: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from appointments.booking where owner = ${owner} and state = 'booked'`.execute(db)
  return rows[0]?.n ?? 0
}
