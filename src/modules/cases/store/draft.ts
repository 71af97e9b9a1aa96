import type { Db } from '#core/db'
import type { Tables } from '../tables.ts'

const from = (db: Db) => db.withTables<Tables>()

export type DraftRow = {
  id: string
  account: string
  procedure: string
  definition: string
  body: Buffer
  saved_at: Date
}

/** @returns false when the draft is somebody else's */
export async function putDraft(db: Db, draft: DraftRow): Promise<boolean> {
  const { account, procedure, definition, body, saved_at } = draft
  const put = await from(db)
    .insertInto('cases.draft')
    .values(draft)
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ procedure, definition, body, saved_at })
        .where('cases.draft.account', '=', account),
    )
    .executeTakeFirst()
  return (put.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export const findDraft = (db: Db, id: string, account: string): Promise<DraftRow | undefined> =>
  from(db).selectFrom('cases.draft').selectAll().where('id', '=', id).where('account', '=', account).executeTakeFirst()

export const lockDraft = (db: Db, id: string, account: string): Promise<DraftRow | undefined> =>
  from(db)
    .selectFrom('cases.draft')
    .selectAll()
    .where('id', '=', id)
    .where('account', '=', account)
    .forUpdate()
    .executeTakeFirst()

export const listDrafts = (db: Db, account: string): Promise<DraftRow[]> =>
  from(db)
    .selectFrom('cases.draft')
    .selectAll()
    .where('account', '=', account)
    .orderBy('saved_at', 'desc')
    .limit(50)
    .execute()

export async function deleteDraft(db: Db, id: string, account: string): Promise<boolean> {
  const deleted = await from(db)
    .deleteFrom('cases.draft')
    .where('id', '=', id)
    .where('account', '=', account)
    .executeTakeFirst()
  return deleted.numDeletedRows > 0n
}
