import { sql } from 'kysely'
import type { Db } from '#core/db'
import type { Tables } from '../tables.ts'

const from = (db: Db) => db.withTables<Tables>()

export type NewNews = {
  id: string
  unit: string
  field: string | null
  title: string
  summary: string
  body: string
  trial: boolean
  published_at: Date
  published_by: string
}

export async function addNews(db: Db, news: NewNews): Promise<void> {
  await from(db)
    .insertInto('services.news')
    .values({ ...news, version: 1 })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

export const lockNews = (db: Db, id: string) =>
  from(db).selectFrom('services.news').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

export async function withdraw(db: Db, id: string, at: Date, version: number): Promise<void> {
  await from(db).updateTable('services.news').set({ withdrawn_at: at, version }).where('id', '=', id).execute()
}

export const findShown = (db: Db, id: string) =>
  from(db)
    .selectFrom('services.news')
    .selectAll()
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()

export type Place = { at: string; id: string }
export type NewsRow = Omit<NewNews, 'body'> & { sort_key: string }

/** Newest first, without their bodies. */
export async function listShown(
  db: Db,
  filter: { field: string | undefined; after: Place | undefined; limit: number },
): Promise<NewsRow[]> {
  const { field, after, limit } = filter
  const parts = [
    sql`withdrawn_at is null`,
    ...(field === undefined ? [] : [sql`field = ${field}`]),
    ...(after === undefined ? [] : [sql`(published_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`]),
  ]
  const { rows } = await sql<NewsRow>`
    select id, unit, field, title, summary, trial, published_at, published_by, published_at::text as sort_key
    from services.news where ${sql.join(parts, sql` and `)}
    order by published_at desc, id desc limit ${limit}`.execute(db)
  return rows
}
