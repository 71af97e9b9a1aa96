import { sql } from 'kysely'
import type { Db } from '#core/db'
import type { Place } from './report.ts'

export type Picture = {
  digest: string
  small: string
  width: number
  height: number
  takenAt: Date | undefined
  takenPlace: Place | undefined
}

type PictureRow = {
  digest: string
  small: string
  width: number
  height: number
  taken_at: Date | null
  lon: number | null
  lat: number | null
}

const pictureOf = (row: PictureRow): Picture => ({
  digest: row.digest,
  small: row.small,
  width: row.width,
  height: row.height,
  takenAt: row.taken_at ?? undefined,
  takenPlace: row.lon === null || row.lat === null ? undefined : [row.lon, row.lat],
})

const pictureColumns = sql.raw('digest, small, width, height, taken_at, taken_place[0] as lon, taken_place[1] as lat')

export async function addUpload(db: Db, id: string, picture: Picture, now: Date): Promise<void> {
  const { digest, small, width, height, takenAt, takenPlace } = picture
  await sql`
    insert into reports.upload (id, digest, small, width, height, taken_at, taken_place, created_at)
    values (${id}, ${digest}, ${small}, ${width}, ${height}, ${takenAt?.toISOString() ?? null}::timestamptz,
      point(${takenPlace?.[0] ?? null}::float8, ${takenPlace?.[1] ?? null}::float8), ${now.toISOString()}::timestamptz)`.execute(
    db,
  )
}

/** Takes pictures out of the waiting ones, by id. */
export async function takeUploads(db: Db, ids: readonly string[]): Promise<Map<string, Picture>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<PictureRow & { id: string }>`
    delete from reports.upload where id = any(${[...ids]}::uuid[]) returning id, ${pictureColumns}`.execute(db)
  return new Map(rows.map((row) => [row.id, pictureOf(row)]))
}

export async function forgetUploads(db: Db, before: Date): Promise<void> {
  await sql`delete from reports.upload where created_at < ${before.toISOString()}::timestamptz`.execute(db)
}

export type Moment = 'before' | 'after'
export type Photo = Picture & {
  code: string
  no: number
  moment: Moment
  masked: string | undefined
  maskedSmall: string | undefined
  shown: boolean
  addedAt: Date
}

type PhotoRow = PictureRow & {
  code: string
  no: number
  moment: Moment
  masked: string | null
  masked_small: string | null
  shown: boolean
  added_at: Date
}

const photoOf = (row: PhotoRow): Photo => ({
  ...pictureOf(row),
  code: row.code,
  no: row.no,
  moment: row.moment,
  masked: row.masked ?? undefined,
  maskedSmall: row.masked_small ?? undefined,
  shown: row.shown,
  addedAt: row.added_at,
})

const photoColumns = sql`code, no, moment, masked, masked_small, shown, added_at, ${pictureColumns}`

export async function listPhotos(db: Db, codes: readonly string[]): Promise<Photo[]> {
  if (codes.length === 0) return []
  const { rows } = await sql<PhotoRow>`
    select ${photoColumns} from reports.photo where code = any(${[...codes]}::text[]) order by code, no`.execute(db)
  return rows.map(photoOf)
}

export type NewPhoto = Picture & { code: string; moment: Moment; by: string; at: Date; shown: boolean }

/** Adds pictures behind those that their reports have. */
export async function addPhotos(db: Db, added: readonly NewPhoto[]): Promise<void> {
  if (added.length === 0) return
  const rows = added.map(({ takenPlace, ...photo }, index) => ({
    ...photo,
    index,
    lon: takenPlace?.[0],
    lat: takenPlace?.[1],
  }))
  await sql`
    insert into reports.photo (code, no, moment, digest, small, shown, width, height, taken_at, taken_place, added_at, added_by)
    select n.code, (select coalesce(max(no), 0) from reports.photo p where p.code = n.code)
        + row_number() over (partition by n.code order by n.index), n.moment, n.digest, n.small, n.shown,
      n.width, n.height, n."takenAt", point(n.lon, n.lat), n.at, n.by
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(index int, code text, moment text, digest text, small text, shown boolean,
      width int, height int, "takenAt" timestamptz, lon float8, lat float8, at timestamptz, by text)`.execute(db)
}

export async function maskPhoto(
  db: Db,
  photo: { code: string; no: number },
  masked: Pick<Picture, 'digest' | 'small'>,
): Promise<void> {
  await sql`update reports.photo set masked = ${masked.digest}, masked_small = ${masked.small}
    where code = ${photo.code} and no = ${photo.no}`.execute(db)
}

/** Which pictures everybody may see. */
export async function showPhotos(db: Db, code: string, numbers: readonly number[]): Promise<void> {
  await sql`update reports.photo set shown = (no = any(${[...numbers]}::int[])) where code = ${code}`.execute(db)
}
