import type { Selectable } from 'kysely'
import type { Db } from '#core/db'
import type { OpeningRow as OpeningTable, ShareRow as ShareTable, Tables } from '../tables.ts'

export type ShareRow = Selectable<ShareTable>
export type OpeningRow = Selectable<OpeningTable>

const from = (db: Db) => db.withTables<Tables>()

export async function addShare(db: Db, share: Omit<ShareRow, 'version' | 'openings' | 'revoked_at'>): Promise<void> {
  await from(db).insertInto('profiles.share').values(share).execute()
}

export const listShares = (db: Db, account: string): Promise<ShareRow[]> =>
  from(db)
    .selectFrom('profiles.share')
    .selectAll()
    .where('account', '=', account)
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .limit(200)
    .execute()

/** The share with its row locked: openings are counted one by one. */
export const lockByToken = (db: Db, token: Buffer): Promise<ShareRow | undefined> =>
  from(db).selectFrom('profiles.share').selectAll().where('token', '=', token).forUpdate().executeTakeFirst()

export const lockShare = (db: Db, id: string, account: string): Promise<ShareRow | undefined> =>
  from(db)
    .selectFrom('profiles.share')
    .selectAll()
    .where('id', '=', id)
    .where('account', '=', account)
    .forUpdate()
    .executeTakeFirst()

export async function countOpening(db: Db, share: ShareRow, opening: Omit<OpeningRow, 'share' | 'no'>): Promise<void> {
  const no = share.openings + 1
  await from(db)
    .updateTable('profiles.share')
    .set({ openings: no, version: share.version + 1 })
    .where('id', '=', share.id)
    .execute()
  await from(db)
    .insertInto('profiles.opening')
    .values({ ...opening, share: share.id, no })
    .execute()
}

export async function revokeShare(db: Db, share: ShareRow, at: Date): Promise<void> {
  await from(db)
    .updateTable('profiles.share')
    .set({ revoked_at: at, version: share.version + 1 })
    .where('id', '=', share.id)
    .execute()
}

/** The last openings of these shares, newest first. */
export const listOpenings = async (db: Db, shares: readonly string[]): Promise<OpeningRow[]> =>
  shares.length === 0
    ? []
    : from(db)
        .selectFrom('profiles.opening')
        .selectAll()
        .where('share', 'in', [...shares])
        .orderBy('at', 'desc')
        .limit(500)
        .execute()
