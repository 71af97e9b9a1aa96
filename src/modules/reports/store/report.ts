import { sql } from 'kysely'
import type { Db } from '#core/db'
import { historyStatement, type LooseFact } from '#core/events'
import type { Report } from '../report.ts'
import { changingColumns, changingNames, changingOf, reportOf, type ReportColumns } from './row.ts'

/** Longitude, latitude in degrees. */
export type Place = [number, number]

/** What stands beside a report and decides nothing: what was written, where, and by whom. */
export type Holding = {
  origin: 'live' | 'import' | 'demo'
  definition: string
  place: Place | undefined
  /** as everybody sees it */
  shownPlace: Place | undefined
  address: string | undefined
  text: string
  publicText: string | undefined
  answer: string | undefined
  details: Record<string, unknown>
  owner: string | undefined
  filedBy: string | undefined
  sender: Uint8Array | undefined
  showName: boolean
  /** the report of which this is the second problem */
  splitFrom?: string | undefined
}

export type Stored = { report: Report; holding: Holding }

export type Row = ReportColumns & {
  origin: Holding['origin']
  definition: string
  lon: number | null
  lat: number | null
  shown_lon: number | null
  shown_lat: number | null
  address: string | null
  text: string
  public_text: string | null
  answer: string | null
  details: Record<string, unknown>
  owner: string | null
  filed_by: string | null
  sender: Buffer | null
  show_name: boolean
  split_from: string | null
}

/** The columns of a row; points come as two numbers. */
export const columns =
  sql.raw(`r.code, r.version, r.state, r.origin, r.category, r.definition, r.channel, r.commune, r.unit, r.urgent,
  r.assignee, r.submitted_at, r.accepted_at, r.transferred_at, r.answered_at, r.published_at, r.ended_at, r.due_at, r.escalate_at,
  r.overdue, r.escalated, r.reopenings, r.supplements, r.visible, r.merged_into, r.merged_from, r.score, r.place[0] as lon,
  r.place[1] as lat, r.shown_place[0] as shown_lon, r.shown_place[1] as shown_lat, r.address, r.text, r.public_text, r.answer,
  r.details, r.owner, r.filed_by, r.sender, r.show_name, r.split_from`)

const placeOf = (lon: number | null, lat: number | null): Place | undefined =>
  lon === null || lat === null ? undefined : [lon, lat]

export const storedOf = (row: Row): Stored => ({
  report: reportOf(row),
  holding: {
    origin: row.origin,
    definition: row.definition,
    place: placeOf(row.lon, row.lat),
    shownPlace: placeOf(row.shown_lon, row.shown_lat),
    address: row.address ?? undefined,
    text: row.text,
    publicText: row.public_text ?? undefined,
    answer: row.answer ?? undefined,
    details: row.details,
    owner: row.owner ?? undefined,
    filedBy: row.filed_by ?? undefined,
    sender: row.sender ?? undefined,
    showName: row.show_name,
    splitFrom: row.split_from ?? undefined,
  },
})

export async function findReport(db: Db, code: string): Promise<Stored | undefined> {
  const { rows } = await sql<Row>`select ${columns} from reports.report r where r.code = ${code}`.execute(db)
  return rows[0] && storedOf(rows[0])
}

/** Locks in the order of codes, so that two commands about the same reports never wait for each other. */
export async function lockReports(db: Db, codes: readonly string[]): Promise<Stored[]> {
  const { rows } = await sql<Row>`
    select ${columns} from reports.report r where r.code = any(${[...codes]}::text[]) order by r.code for update`.execute(
    db,
  )
  return rows.map(storedOf)
}

export async function listReports(db: Db, codes: readonly string[]): Promise<Stored[]> {
  const { rows } = await sql<Row>`
    select ${columns} from reports.report r where r.code = any(${[...codes]}::text[])`.execute(db)
  return rows.map(storedOf)
}

const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`

const newRow = ({ report, holding }: Stored) => ({
  ...changingOf(report),
  code: report.code,
  channel: report.channel,
  commune: report.commune,
  submitted_at: report.submittedAt,
  origin: holding.origin,
  definition: holding.definition,
  lon: holding.place?.[0],
  lat: holding.place?.[1],
  shown_lon: holding.shownPlace?.[0],
  shown_lat: holding.shownPlace?.[1],
  address: holding.address,
  text: holding.text,
  public_text: holding.publicText,
  answer: holding.answer,
  details: holding.details,
  owner: holding.owner,
  filed_by: holding.filedBy,
  sender: holding.sender && Buffer.from(holding.sender).toString('hex'),
  show_name: holding.showName,
  split_from: holding.splitFrom,
})

const stated = (db: Db, facts: readonly LooseFact[]) =>
  facts.length === 0 ? sql`` : sql`, fact as (${historyStatement(db, facts)})`

/** Adds reports with their facts by one statement: one that is sent, and a thousand that are made. */
export async function addReports(db: Db, added: readonly Stored[], facts: readonly LooseFact[]): Promise<void> {
  if (added.length === 0) return
  const names = sql.raw(changingNames)
  await sql`
    with input as (select * from jsonb_to_recordset(${json(added.map(newRow))}) as n(code text, channel text, commune text,
        submitted_at timestamptz, origin text, definition text, lon float8, lat float8, shown_lon float8, shown_lat float8, address text,
        text text, public_text text, answer text, details jsonb, owner text, filed_by text, sender text, show_name boolean, split_from text,
        ${sql.raw(changingColumns)})) ${stated(db, facts)}
      insert into reports.report (code, channel, commune, submitted_at, origin, definition, place, shown_place, address, text, public_text,
        answer, details, owner, filed_by, sender, show_name, split_from, ${names})
      select code, channel, commune, submitted_at, origin, definition, point(lon, lat), point(shown_lon, shown_lat), address, text,
        public_text, answer, details, owner, filed_by, decode(sender, 'hex'), show_name, split_from, ${names} from input`.execute(
    db,
  )
}

/** Writes what acts have changed, one report or many, and the facts, by one statement. */
export async function saveReports(db: Db, saved: readonly Report[], facts: readonly LooseFact[]): Promise<void> {
  if (saved.length === 0) return
  const taken = changingNames
    .split(', ')
    .map((name) => `n.${name}`)
    .join(', ')
  await sql`
    with input as (select * from jsonb_to_recordset(${json(saved.map((report) => ({ code: report.code, ...changingOf(report) })))})
      as n(code text, ${sql.raw(changingColumns)})) ${stated(db, facts)}
    update reports.report r set (${sql.raw(changingNames)}) = (${sql.raw(taken)}) from input n where r.code = n.code`.execute(
    db,
  )
}

/** What the desk has cleared, and what it answered. */
export type Words = {
  publicText?: string | undefined
  answer?: string | undefined
  definition?: string | undefined
  /** null: nowhere on the public map */
  shownPlace?: Place | null | undefined
}

export async function saveWords(
  db: Db,
  code: string,
  { publicText, answer, definition, shownPlace }: Words,
): Promise<void> {
  const moved = shownPlace !== undefined
  await sql`
    update reports.report set public_text = coalesce(${publicText ?? null}, public_text), answer = coalesce(${answer ?? null}, answer),
      definition = coalesce(${definition ?? null}, definition),
      shown_place = case when ${moved} then point(${shownPlace?.[0] ?? null}::float8, ${shownPlace?.[1] ?? null}::float8) else shown_place end
    where code = ${code}`.execute(db)
}

/** How many reports of the person are still being handled. */
export async function countOpenOf(db: Db, account: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from reports.report where owner = ${account} and ended_at is null`.execute(db)
  return rows[0]?.n ?? 0
}

/** Whose reports these are, and who has the work; of one sent without a name there is only the latter. */
export async function listOwners(db: Db, codes: readonly string[]): Promise<{ record: string; account: string }[]> {
  const { rows } = await sql<{ record: string; account: string }>`
    select distinct r.code as record, a.account from reports.report r cross join lateral (values (r.owner), (r.assignee)) as a(account)
    where r.code = any(${[...codes]}::text[]) and a.account is not null`.execute(db)
  return rows
}
