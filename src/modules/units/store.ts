import { sql } from 'kysely'
import type { Db } from '#core/db'
import { alphabetKey, searchKey } from '#core/text'
import type { FormerRow } from './former.ts'
import type { Bounds, MultiPolygon } from './geometry.ts'
import type { Unit } from './rules.ts'
import type { Tables } from './tables.ts'

const from = (db: Db) => db.withTables<Tables>()

/** Takes the lock of a list. @returns whether the list in the database is another one */
export async function claimList(db: Db, list: string, digest: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into units.loaded as l (list, digest) values (${list}, ${digest})
    on conflict (list) do update set digest = excluded.digest where l.digest <> excluded.digest`.execute(db)
  return numAffectedRows === 1n
}

/** One statement, at whose end each parent is there, whatever the order of rows. */
export async function saveUnits(db: Db, units: readonly Unit[], today: string): Promise<void> {
  const rows = units.map((unit) => ({
    code: unit.code,
    agency_code: unit.agencyCode,
    kind: unit.kind,
    type: unit.type,
    agency: unit.agency,
    name_vi: unit.name.vi,
    name_en: unit.name.en,
    search_key: searchKey(unit.name.vi),
    sort_key: alphabetKey(unit.name.vi),
    parent: unit.parent,
    since: unit.since,
    lon: unit.position?.[0],
    lat: unit.position?.[1],
    area_km2: unit.areaKm2,
  }))
  const codes = units.map((unit) => unit.code)
  await sql`update units.unit set ended_on = ${today} where ended_on is null and code <> all(${codes}::text[])`.execute(
    db,
  )
  await sql`
    insert into units.unit as u (code, agency_code, kind, type, agency, name_vi, name_en, search_key, sort_key, parent, since, lon, lat, area_km2)
    select r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(code text, agency_code text, kind text, type text,
      agency text, name_vi text, name_en text, search_key text, sort_key text, parent text, since date, lon float8, lat float8, area_km2 float8)
    on conflict (code) do update set agency_code = excluded.agency_code, kind = excluded.kind, type = excluded.type,
      agency = excluded.agency, name_vi = excluded.name_vi, name_en = excluded.name_en, search_key = excluded.search_key,
      sort_key = excluded.sort_key, parent = excluded.parent, since = excluded.since, lon = excluded.lon, lat = excluded.lat,
      area_km2 = excluded.area_km2, ended_on = null`.execute(db)
}

export async function saveFormer(db: Db, former: readonly FormerRow[]): Promise<void> {
  const rows = former.map((row, at) => ({
    ...row,
    row_number: at + 1,
    search_key: searchKey(row.name),
    ended_on: row.ended,
  }))
  await from(db).deleteFrom('units.former_unit').execute()
  await sql`
    insert into units.former_unit (row_number, code, name, search_key, kind, parent, since, ended_on, becomes, basis)
    select r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(row_number int, code text, name text,
      search_key text, kind text, parent text, since date, ended_on date, becomes text, basis text)`.execute(db)
}

export async function boundariesVersion(db: Db): Promise<number> {
  const { version } = await from(db).selectFrom('units.boundaries').select('version').executeTakeFirstOrThrow()
  return version
}

/** Locks the boundaries as a whole: imports come one after the other. */
export async function lockBoundaries(db: Db): Promise<number> {
  const locked = from(db).selectFrom('units.boundaries').select('version').forUpdate()
  return (await locked.executeTakeFirstOrThrow()).version
}

export async function raiseBoundaries(db: Db, version: number, now: Date): Promise<void> {
  await from(db).updateTable('units.boundaries').set({ version, changed_at: now }).execute()
}

export async function shapeDigests(db: Db): Promise<Map<string, string>> {
  const rows = await from(db).selectFrom('units.shape').select(['unit', 'digest']).execute()
  return new Map(rows.map(({ unit, digest }) => [unit, digest]))
}

export type StoredShape = { unit: string; shape: MultiPolygon }

export async function listShapes(db: Db): Promise<StoredShape[]> {
  const { rows } = await sql<StoredShape>`select unit, shape from units.shape order by unit`.execute(db)
  return rows
}

export async function listOutlines(db: Db): Promise<StoredShape[]> {
  const { rows } = await sql<StoredShape>`select unit, outline as shape from units.shape order by unit`.execute(db)
  return rows
}

export type NewShape = { unit: string; shape: MultiPolygon; bounds: Bounds; digest: string }

export async function saveShapes(db: Db, shapes: readonly NewShape[]): Promise<void> {
  await sql`
    insert into units.shape (unit, shape, outline, bounds, digest)
    select unit, shape, '[]'::jsonb, box(point(w, s), point(e, n)), digest
    from unnest(${shapes.map(({ unit }) => unit)}::text[], ${shapes.map(({ shape }) => JSON.stringify(shape))}::jsonb[],
      ${shapes.map(({ bounds }) => bounds[0])}::float8[], ${shapes.map(({ bounds }) => bounds[1])}::float8[],
      ${shapes.map(({ bounds }) => bounds[2])}::float8[], ${shapes.map(({ bounds }) => bounds[3])}::float8[],
      ${shapes.map(({ digest }) => digest)}::text[]) as t(unit, shape, w, s, e, n, digest)
    on conflict (unit) do update set shape = excluded.shape, bounds = excluded.bounds, digest = excluded.digest`.execute(
    db,
  )
}

export async function saveOutlines(db: Db, outlines: readonly StoredShape[]): Promise<void> {
  await sql`
    update units.shape set outline = t.outline
    from unnest(${outlines.map(({ unit }) => unit)}::text[], ${outlines.map(({ shape }) => JSON.stringify(shape))}::jsonb[])
      as t(unit, outline)
    where units.shape.unit = t.unit`.execute(db)
}

/** Shapes whose bounds hold a place; whether it lies inside is for the caller to tell. */
export async function listShapesAround(db: Db, [lon, lat]: readonly [number, number]): Promise<StoredShape[]> {
  const { rows } = await sql<StoredShape>`
    select unit, shape from units.shape where bounds @> box(point(${lon}::float8, ${lat}::float8), point(${lon}::float8, ${lat}::float8))
    order by unit`.execute(db)
  return rows
}
