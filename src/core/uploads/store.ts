import { sql } from 'kysely'
import type { Db } from '../db.ts'

export type UploadRow = {
  id: string
  name: string
  size_bytes: number
  received_bytes: number
  digest: string | null
  media_type: string | null
}

const columns = sql.raw('id, name, size_bytes, received_bytes, digest, media_type')

type NewUpload = { id: string; owner: string; name: string; sizeBytes: number; now: Date }

export async function addUpload(db: Db, upload: NewUpload): Promise<void> {
  await sql`insert into core.upload (id, owner, name, size_bytes, created_at)
    values (${upload.id}, ${upload.owner}, ${upload.name}, ${upload.sizeBytes}, ${upload.now.toISOString()})`.execute(
    db,
  )
}

export async function countUnfinished(db: Db, owner: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from core.upload where owner = ${owner} and used_at is null and digest is null`.execute(db)
  return rows[0]?.n ?? 0
}

export async function findUpload(db: Db, id: string, owner: string): Promise<UploadRow | undefined> {
  return (await sql<UploadRow>`select ${columns} from core.upload where id = ${id} and owner = ${owner}`.execute(db))
    .rows[0]
}

export async function lockUpload(db: Db, id: string, owner: string): Promise<UploadRow | undefined> {
  return (
    await sql<UploadRow>`select ${columns} from core.upload where id = ${id} and owner = ${owner} for update`.execute(
      db,
    )
  ).rows[0]
}

export async function addChunk(db: Db, id: string, start: number, content: Buffer): Promise<void> {
  await sql`insert into core.upload_chunk (upload, start_byte, content) values (${id}, ${start}, ${content})`.execute(
    db,
  )
  await sql`update core.upload set received_bytes = received_bytes + ${content.length} where id = ${id}`.execute(db)
}

export async function readChunks(db: Db, id: string): Promise<Buffer> {
  const { rows } = await sql<{ content: Buffer }>`
    select content from core.upload_chunk where upload = ${id} order by start_byte`.execute(db)
  return Buffer.concat(rows.map((row) => row.content))
}

/** The content is stored by its digest: the pieces are no longer needed. */
export async function finishUpload(db: Db, id: string, digest: string, mediaType: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`update core.upload set digest = ${digest}, media_type = ${mediaType} where id = ${id}`.execute(trx)
    await sql`delete from core.upload_chunk where upload = ${id}`.execute(trx)
  })
}

export async function useUploads(db: Db, owner: string, ids: readonly string[], now: Date): Promise<UploadRow[]> {
  const { rows } = await sql<UploadRow>`
    update core.upload set used_at = coalesce(used_at, ${now.toISOString()}::timestamptz)
    where owner = ${owner} and id = any(${ids}::uuid[]) and digest is not null returning ${columns}`.execute(db)
  return rows
}

export async function deleteUnused(db: Db, before: Date): Promise<void> {
  await sql`delete from core.upload where used_at is null and created_at < ${before.toISOString()}::timestamptz`.execute(
    db,
  )
}
