import { sql, type Selectable } from 'kysely'
import type { Db } from '#core/db'
import type { OidcItemRow, SigningKeyRow, Tables } from '../tables.ts'

export type ItemRow = Selectable<OidcItemRow>
export type KeyRow = Selectable<SigningKeyRow>
export type NewItem = Omit<ItemRow, 'consumed_at'>

const from = (db: Db) => db.withTables<Tables>()

/** A later version of the same item keeps what was used up, and the session that it was bound to. */
export async function putItem(db: Db, item: NewItem): Promise<void> {
  const { session, ...rest } = item
  await from(db)
    .insertInto('people.oidc_item')
    .values((eb) => ({
      ...rest,
      // A browser may still send a session that has ended.
      session: session && eb.selectFrom('people.session').select('digest').where('digest', '=', session),
    }))
    .onConflict((conflict) =>
      conflict.columns(['kind', 'digest']).doUpdateSet((eb) => ({
        content: eb.ref('excluded.content'),
        account: eb.ref('excluded.account'),
        client: eb.ref('excluded.client'),
        grant_digest: eb.ref('excluded.grant_digest'),
        session: eb.fn.coalesce('excluded.session', 'people.oidc_item.session'),
        expires_at: eb.ref('excluded.expires_at'),
      })),
    )
    .execute()
}

export const findItem = (db: Db, kind: string, digest: Buffer): Promise<ItemRow | undefined> =>
  from(db)
    .selectFrom('people.oidc_item')
    .selectAll()
    .where('kind', '=', kind)
    .where('digest', '=', digest)
    .executeTakeFirst()

export const findByUid = (db: Db, kind: string, uid: Buffer): Promise<ItemRow | undefined> =>
  from(db)
    .selectFrom('people.oidc_item')
    .selectAll()
    .where('uid_digest', '=', uid)
    .where('kind', '=', kind)
    .executeTakeFirst()

/** @returns whether it was there and unused: of two at once, one is told so */
export async function consumeItem(db: Db, kind: string, digest: Buffer, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await from(db)
    .updateTable('people.oidc_item')
    .set({ consumed_at: at })
    .where('kind', '=', kind)
    .where('digest', '=', digest)
    .where('consumed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function dropItem(db: Db, kind: string, digest: Buffer): Promise<void> {
  await from(db).deleteFrom('people.oidc_item').where('kind', '=', kind).where('digest', '=', digest).execute()
}

export async function dropByGrant(db: Db, grant: Buffer): Promise<void> {
  await from(db).deleteFrom('people.oidc_item').where('grant_digest', '=', grant).execute()
}

export async function dropExpiredItems(db: Db, now: Date): Promise<void> {
  await from(db).deleteFrom('people.oidc_item').where('expires_at', '<=', now).execute()
}

/** A request under way is answered only in the session that it was shown in. */
export async function bindItem(db: Db, kind: string, digest: Buffer, session: Buffer): Promise<void> {
  await from(db)
    .updateTable('people.oidc_item')
    .set({ session })
    .where('kind', '=', kind)
    .where('digest', '=', digest)
    .execute()
}

export const lockBound = (db: Db, kind: string, digest: Buffer, session: Buffer): Promise<ItemRow | undefined> =>
  from(db)
    .selectFrom('people.oidc_item')
    .selectAll()
    .where('kind', '=', kind)
    .where('digest', '=', digest)
    .where('session', '=', session)
    .forUpdate()
    .executeTakeFirst()

export async function setContent(db: Db, item: ItemRow, content: Buffer): Promise<void> {
  await from(db)
    .updateTable('people.oidc_item')
    .set({ content })
    .where('kind', '=', item.kind)
    .where('digest', '=', item.digest)
    .execute()
}

/** The applications' sign-ins that hang on these sessions of one account. */
export const listSignIns = (db: Db, sessions: readonly Buffer[]): Promise<ItemRow[]> =>
  from(db)
    .selectFrom('people.oidc_item')
    .selectAll()
    .where('session', 'in', [...sessions])
    .where('kind', '=', 'Session')
    .execute()

/** What hung on one session hangs on another of the same person. */
export async function moveItems(db: Db, before: Buffer, after: Buffer): Promise<void> {
  await from(db).updateTable('people.oidc_item').set({ session: after }).where('session', '=', before).execute()
}

/** Everything that an application holds of a person; their sign-in at the platform stays. */
export async function dropOfClient(db: Db, account: string, client: string): Promise<void> {
  await from(db)
    .deleteFrom('people.oidc_item')
    .where('account', '=', account)
    .where('client', '=', client)
    .where('kind', '<>', 'Session')
    .execute()
}

export const listKeys = (db: Db, use: string): Promise<KeyRow[]> =>
  from(db)
    .selectFrom('people.signing_key')
    .selectAll()
    .where('use', '=', use)
    .orderBy('signs_from', 'desc')
    .orderBy('kid')
    .execute()

/** The first key of a use is made once, also where two processes start at the same time. */
export async function addFirstKey(db: Db, key: KeyRow): Promise<void> {
  await sql`
    insert into people.signing_key (kid, use, sealed, created_at, signs_from)
    select ${key.kid}, ${key.use}, ${key.sealed}, ${key.created_at.toISOString()}::timestamptz, ${key.signs_from.toISOString()}::timestamptz
    where not exists (select 1 from people.signing_key where use = ${key.use})`.execute(db)
}

export async function addKey(db: Db, key: KeyRow): Promise<void> {
  await from(db).insertInto('people.signing_key').values(key).execute()
}

export async function dropKeys(db: Db, kids: readonly string[]): Promise<void> {
  if (kids.length === 0) return
  await from(db)
    .deleteFrom('people.signing_key')
    .where('kid', 'in', [...kids])
    .execute()
}
