import type { Db } from '#core/db'
import type { Tables } from '../tables.ts'

const from = (db: Db) => db.withTables<Tables>()

export type NewAnswer = {
  id: string
  service: string
  definition: string
  unit: string
  account: string | null
  body: Buffer
  answered_at: Date
}

export async function addAnswer(db: Db, answer: NewAnswer): Promise<void> {
  await from(db)
    .insertInto('services.answer')
    .values({ ...answer, version: 1 })
    .execute()
}

export const lockAnswer = (db: Db, id: string) =>
  from(db).selectFrom('services.answer').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

export async function markRead(db: Db, id: string, by: string, at: Date, version: number): Promise<void> {
  await from(db)
    .updateTable('services.answer')
    .set({ read_at: at, read_by: by, version })
    .where('id', '=', id)
    .execute()
}

/** How many answers wait to be read, by unit and form. */
export async function countUnread(
  db: Db,
  units: readonly string[],
): Promise<{ unit: string; service: string; waiting: number }[]> {
  if (units.length === 0) return []
  return from(db)
    .selectFrom('services.answer')
    .select(({ fn }) => ['unit', 'service', fn.countAll<number>().as('waiting')])
    .where('unit', 'in', [...units])
    .where('read_at', 'is', null)
    .groupBy(['unit', 'service'])
    .execute()
}

/** What units were answered, newest first. */
export function listAnswers(
  db: Db,
  filter: { units: readonly string[]; service: string; unread: boolean; limit: number },
) {
  const rows = from(db)
    .selectFrom('services.answer')
    .selectAll()
    .where('unit', 'in', [...filter.units])
    .where('service', '=', filter.service)
    .$if(filter.unread, (some) => some.where('read_at', 'is', null))
  return rows.orderBy('answered_at', 'desc').limit(filter.limit).execute()
}
