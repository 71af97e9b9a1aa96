import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Written } from './pack.ts'

export type DefinitionRow = {
  kind: string
  id: string
  valid_from: string
  digest: string
  source: 'pack' | 'import'
  retired_on: string | null
}

export type NewDefinition = Pick<Written, 'kind' | 'id' | 'validFrom' | 'digest' | 'content'>

const incoming = (rows: readonly NewDefinition[]) => sql`unnest(
  ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.id)}::text[], ${rows.map((row) => row.validFrom)}::date[],
  ${rows.map((row) => row.digest)}::text[], ${rows.map((row) => JSON.stringify(row.content))}::text[]
) as incoming (kind, id, valid_from, digest, body)`

/** The same rows without what they say: megabytes that a comparison does not need. */
const incomingKeys = (rows: readonly NewDefinition[]) => sql`unnest(
  ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.id)}::text[], ${rows.map((row) => row.validFrom)}::date[],
  ${rows.map((row) => row.digest)}::text[]
) as incoming (kind, id, valid_from, digest)`

/** Adds versions that are new and revives those that had been retired. @returns the ids that were added or revived */
export async function addDefinitions(
  db: Db,
  rows: readonly NewDefinition[],
  source: 'pack' | 'import',
): Promise<string[]> {
  const { rows: added } = await sql<{ id: string }>`
    insert into core.definition as known (kind, id, valid_from, digest, body, source)
    select kind, id, valid_from, digest, body::json, ${source} from ${incoming(rows)}
    on conflict (kind, id, valid_from, digest)
    do update set retired_on = null, source = excluded.source, changed_at = now()
    where known.retired_on is not null or known.source <> excluded.source
    returning id`.execute(db)
  return added.map((row) => row.id)
}

/** Retires what the pack no longer has, among the kinds that it was read for. */
export async function retireMissing(
  db: Db,
  kinds: readonly string[],
  rows: readonly NewDefinition[],
  on: string,
): Promise<void> {
  await sql`
    update core.definition as known set retired_on = ${on}, changed_at = now()
    where source = 'pack' and retired_on is null and kind = any(${kinds}::text[]) and not exists (
      select from ${incomingKeys(rows)}
      where incoming.kind = known.kind and incoming.id = known.id
        and incoming.valid_from = known.valid_from and incoming.digest = known.digest)`.execute(db)
}

/** Retires imported versions that new ones of the same name and date take the place of. @returns their ids */
export async function retireReplaced(db: Db, rows: readonly NewDefinition[], on: string): Promise<string[]> {
  const { rows: retired } = await sql<{ id: string }>`
    update core.definition as known set retired_on = ${on}, changed_at = now()
    from ${incomingKeys(rows)}
    where known.source = 'import' and known.retired_on is null and known.kind = incoming.kind and known.id = incoming.id
      and known.valid_from = incoming.valid_from and known.digest <> incoming.digest
    returning known.id`.execute(db)
  return retired.map((row) => row.id)
}

/** Which of these versions are stored and in force. */
export async function listHeld(db: Db, digests: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ digest: string }>`
    select digest from core.definition where retired_on is null and digest = any(${digests}::text[])`.execute(db)
  return rows.map((row) => row.digest)
}

/** Rows added, revived or retired since an instant, without what they say; all of them without one. */
/** By the clock that marks changes. */
export async function getTime(db: Db): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db)
  return rows[0]?.now ?? new Date(0)
}

export async function listChanges(db: Db, kinds: readonly string[], since = new Date(0)): Promise<DefinitionRow[]> {
  const { rows } = await sql<DefinitionRow>`
    select kind, id, valid_from, digest, source, retired_on from core.definition
    where kind = any(${kinds}::text[]) and changed_at > ${since}
    order by kind, id, valid_from, loaded_at`.execute(db)
  return rows
}

export async function readBodies(db: Db, digests: readonly string[]): Promise<Map<string, unknown>> {
  const { rows } = await sql<{ digest: string; body: unknown }>`
    select digest, body from core.definition where digest = any(${digests}::text[])`.execute(db)
  return new Map(rows.map((row) => [row.digest, row.body]))
}
