import { sql, type RawBuilder } from 'kysely'
import type { Db } from '#core/db'
import type { Likeness } from '../likeness.ts'
import type { Tables } from '../tables.ts'
import { columns, storedOf, type Place, type Row, type Stored } from './report.ts'

/** Reports that may be about the same thing, and what merges have taught. */

type Around = { place: Place; metres: number; since: Date; limit: number }

const metresPerDegree = 111_320

/** The square around a point; corners are for the caller to cut. */
const boxAround = (lon: RawBuilder<number>, lat: RawBuilder<number>, metres: number) => {
  const high = sql`${metres / metresPerDegree}::float8`
  return sql`box(point(${lon} - ${high} / cosd(${lat}), ${lat} - ${high}), point(${lon} + ${high} / cosd(${lat}), ${lat} + ${high}))`
}

/** In nobody's way yet: not answered, not ended. The nearest first. */
export async function listOpenAround(db: Db, { place, metres, since, limit }: Around): Promise<Stored[]> {
  const [lon, lat] = place.map((degrees) => sql<number>`${degrees}::float8`)
  if (!lon || !lat) return []
  const { rows } = await sql<Row>`
    select ${columns} from reports.report r
    where r.place <@ ${boxAround(lon, lat, metres)} and r.ended_at is null and r.answered_at is null
      and r.submitted_at >= ${since.toISOString()}::timestamptz
    order by r.place <-> point(${lon}, ${lat}), r.code limit ${limit}`.execute(db)
  return rows.map(storedOf)
}

/** What is learnt from of a report. */
export type Side = {
  category: string
  text: string
  lon: number
  lat: number
  submitted_at: Date
  owner: string | null
  named: boolean
}
export type TaughtPair = { later: Side; earlier: Side; same: boolean }

type PairRow = { same: boolean } & { [Key in keyof Side as `a_${Key}` | `b_${Key}`]: Side[Key] }

const side = (as: 'a' | 'b') =>
  sql.raw(`${as}.category as ${as}_category, ${as}.text as ${as}_text, ${as}.place[0] as ${as}_lon, ${as}.place[1] as ${as}_lat,
    ${as}.submitted_at as ${as}_submitted_at, ${as}.owner as ${as}_owner, ${as}.sender is not null as ${as}_named`)

/** The newest merged reports, each with the one that it was merged into. */
export async function listMergedPairs(db: Db, limit: number): Promise<TaughtPair[]> {
  const { rows } = await sql<PairRow>`
    select true as same, ${side('a')}, ${side('b')}
    from reports.report a join reports.report b on b.code = a.merged_into
    where a.merged_into is not null and a.origin <> 'demo' and a.place is not null and b.place is not null
    order by a.submitted_at desc limit ${limit}`.execute(db)
  return rows.map(pairOf)
}

/** The newest that were taken up by themselves, each with the likeliest earlier one that was then in hand near by. */
export async function listApartPairs(db: Db, around: Omit<Around, 'place' | 'since'> & { days: number }) {
  const { rows } = await sql<PairRow>`
    select false as same, ${side('a')}, ${side('b')}
    from (select * from reports.report r where r.origin <> 'demo' and r.accepted_at is not null and r.merged_into is null
        and r.place is not null order by r.submitted_at desc limit ${around.limit}) a
    cross join lateral (
      select * from reports.report e
      where e.place <@ ${boxAround(sql`a.place[0]`, sql`a.place[1]`, around.metres)} and e.code <> a.code and e.origin <> 'demo'
        and e.merged_into is null and e.submitted_at <= a.submitted_at
        and e.submitted_at >= a.submitted_at - make_interval(days => ${around.days}::int)
        and coalesce(e.answered_at, e.ended_at, 'infinity') > a.submitted_at
      order by e.category <> a.category, e.place <-> a.place limit 1) b`.execute(db)
  return rows.map(pairOf)
}

const pairOf = (row: PairRow): TaughtPair => ({
  same: row.same,
  later: {
    category: row.a_category,
    text: row.a_text,
    lon: row.a_lon,
    lat: row.a_lat,
    submitted_at: row.a_submitted_at,
    owner: row.a_owner,
    named: row.a_named,
  },
  earlier: {
    category: row.b_category,
    text: row.b_text,
    lon: row.b_lon,
    lat: row.b_lat,
    submitted_at: row.b_submitted_at,
    owner: row.b_owner,
    named: row.b_named,
  },
})

const from = (db: Db) => db.withTables<Tables>()

export async function findLikeness(db: Db): Promise<unknown> {
  const row = await from(db)
    .selectFrom('reports.likeness')
    .select('body')
    .orderBy('trained_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.body
}

/** What was learnt before goes; also where nothing was learnt now. */
export async function keepLikeness(
  db: Db,
  at: Date,
  learnt: { merges: number; body: Likeness } | undefined,
): Promise<void> {
  if (learnt)
    await sql`
      insert into reports.likeness as l (trained_at, merges, body)
      values (${at.toISOString()}::timestamptz, ${learnt.merges}::int, ${JSON.stringify(learnt.body)}::jsonb)
      on conflict (trained_at) do update set merges = excluded.merges, body = excluded.body`.execute(db)
  await from(db)
    .deleteFrom('reports.likeness')
    .where('trained_at', learnt ? '<' : '<=', at)
    .execute()
}
