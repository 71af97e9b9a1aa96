import { sql } from 'kysely'
import type { Db } from '#core/db'
import type { Tables } from '../tables.ts'

/** What was spoken or filmed. */
export type Recording = { id: string; media: 'audio' | 'video'; type: string; digest: string; sizeBytes: number }

const from = (db: Db) => db.withTables<Tables>()

export async function addRecording(db: Db, { sizeBytes, ...recording }: Recording, now: Date): Promise<void> {
  await from(db)
    .insertInto('reports.recording')
    .values({ ...recording, size_bytes: sizeBytes, created_at: now })
    .execute()
}

/** Makes those that wait a part of a report. @returns how many there were */
export async function joinRecordings(db: Db, code: string, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0
  const { numAffectedRows } = await sql`
    update reports.recording set code = ${code} where id = any(${[...ids]}::uuid[]) and code is null`.execute(db)
  return Number(numAffectedRows ?? 0)
}

export async function listRecordings(db: Db, code: string): Promise<Recording[]> {
  const { rows } = await sql<Recording>`
    select id, media, type, digest, size_bytes as "sizeBytes" from reports.recording
    where code = ${code} order by created_at, id`.execute(db)
  return rows
}

export async function forgetRecordings(db: Db, before: Date): Promise<void> {
  await from(db).deleteFrom('reports.recording').where('code', 'is', null).where('created_at', '<', before).execute()
}
