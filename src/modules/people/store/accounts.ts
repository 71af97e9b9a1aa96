import { sql, type Selectable } from 'kysely'
import type { Post } from '#core/actor'
import type { Db } from '#core/db'
import type { Attempts } from '../rules.ts'
import type { AccountRow as AccountTable, CodeRow as CodeTable, SessionRow as SessionTable, Tables } from '../tables.ts'

export type AccountRow = Selectable<AccountTable>
export type CodeRow = Selectable<CodeTable>
export type SessionRow = Selectable<SessionTable>

const from = (db: Db) => db.withTables<Tables>()

export type Handles = { login: string; phone?: string; email?: string; idDigest?: Buffer }

/** The account that signs in with this text. A staff number goes before a phone, and a phone before the others. */
export async function findByHandle(db: Db, handles: Handles): Promise<AccountRow | undefined> {
  return from(db)
    .selectFrom('people.account')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb('login', '=', handles.login),
        ...(handles.phone === undefined ? [] : [eb('phone', '=', handles.phone)]),
        ...(handles.email === undefined ? [] : [eb('email', '=', handles.email)]),
        ...(handles.idDigest === undefined ? [] : [eb('id_digest', '=', handles.idDigest)]),
      ]),
    )
    .orderBy(
      (eb) => eb('login', '=', handles.login),
      (order) => order.desc().nullsLast(),
    )
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
}

export const findAccount = (db: Db, id: string): Promise<AccountRow | undefined> =>
  from(db).selectFrom('people.account').selectAll().where('id', '=', id).executeTakeFirst()

export const findByIdDigest = (db: Db, digest: Buffer): Promise<AccountRow | undefined> =>
  from(db).selectFrom('people.account').selectAll().where('id_digest', '=', digest).executeTakeFirst()

export const lockByAddress = (db: Db, channel: 'sms' | 'email', address: string): Promise<AccountRow | undefined> =>
  from(db)
    .selectFrom('people.account')
    .selectAll()
    .where(channel === 'sms' ? 'phone' : 'email', '=', address)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()

/** How often this account, or this unknown login, was tried; its row locked, so that tries at once are counted one by one. */
export async function lockAttempts(db: Db, who: string, now: Date): Promise<Attempts> {
  const { rows } = await sql<Attempts>`
    insert into people.attempt as a (who, tried_at) values (${who}, ${now.toISOString()})
    on conflict (who) do update set tried_at = excluded.tried_at
    returning a.failed, a.locked_until as "lockedUntil"`.execute(db)
  return rows[0] ?? { failed: 0, lockedUntil: null }
}

export async function setAttempts(db: Db, who: string, attempts: Attempts): Promise<void> {
  await from(db)
    .updateTable('people.attempt')
    .set({ failed: attempts.failed, locked_until: attempts.lockedUntil })
    .where('who', '=', who)
    .execute()
}

/** A success forgets the failures before it. */
export async function noteSignIn(db: Db, id: string, at: Date): Promise<void> {
  await from(db).updateTable('people.account').set({ signed_in_at: at }).where('id', '=', id).execute()
  await from(db).deleteFrom('people.attempt').where('who', '=', id).execute()
}

export async function addSession(db: Db, session: SessionRow): Promise<void> {
  await from(db).insertInto('people.session').values(session).execute()
}

export async function dropSession(db: Db, digest: Buffer): Promise<void> {
  await from(db).deleteFrom('people.session').where('digest', '=', digest).execute()
}

export async function touchSession(db: Db, digest: Buffer, at: Date): Promise<void> {
  await from(db).updateTable('people.session').set({ seen_at: at }).where('digest', '=', digest).execute()
}

export async function dropEndedSessions(db: Db, now: Date): Promise<void> {
  await from(db).deleteFrom('people.session').where('expires_at', '<=', now).execute()
  await from(db)
    .deleteFrom('people.attempt')
    .where('tried_at', '<', new Date(now.getTime() - 30 * 86_400_000))
    .execute()
  await from(db)
    .deleteFrom('people.code')
    .where('expires_at', '<=', now)
    .where('counted_from', '<', new Date(now.getTime() - 3_600_000))
    .execute()
}

export type FoundSession = Pick<SessionRow, 'account' | 'assurance' | 'seen_at' | 'expires_at'> & {
  kind: 'citizen' | 'official'
  name: string
  posts: Post[]
}

/** A session with its person's posts of that day: their own, and those of colleagues for whom they stand in. */
export async function findSession(db: Db, digest: Buffer, day: string): Promise<FoundSession | undefined> {
  const { rows } = await sql<FoundSession>`
    select s.account, s.assurance, s.seen_at, s.expires_at, a.kind, a.name, coalesce((
      select jsonb_agg(distinct jsonb_build_object('unit', p.unit, 'role', p.role))
      from people.post p
      where not a.must_change and ${day}::date between p.from_on and coalesce(p.to_on, 'infinity')
        and (p.account = s.account or p.account in (
          select b.account from people.absence b where b.substitute = s.account and ${day}::date between b.from_on and b.to_on))
    ), '[]') as posts
    from people.session s join people.account a on a.id = s.account
    where s.digest = ${digest} and a.ended_at is null`.execute(db)
  return rows[0]
}

export const findCode = (db: Db, address: Buffer): Promise<CodeRow | undefined> =>
  from(db).selectFrom('people.code').selectAll().where('address', '=', address).forUpdate().executeTakeFirst()

export async function putCode(db: Db, code: CodeRow): Promise<void> {
  await from(db)
    .insertInto('people.code')
    .values(code)
    .onConflict((conflict) => conflict.column('address').doUpdateSet({ ...code }))
    .execute()
}

export async function countCodeAttempt(db: Db, address: Buffer): Promise<void> {
  await from(db)
    .updateTable('people.code')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('address', '=', address)
    .execute()
}

/** A used code is worth nothing, but how many were sent this hour is remembered. */
export async function spendCode(db: Db, address: Buffer, now: Date): Promise<void> {
  await from(db).updateTable('people.code').set({ expires_at: now }).where('address', '=', address).execute()
}

/** The account's next version, under its row's lock. */
export async function raiseVersion(db: Db, id: string): Promise<number> {
  const { version } = await from(db)
    .updateTable('people.account')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return version
}

export async function setPassword(db: Db, id: string, password: string): Promise<void> {
  await from(db).updateTable('people.account').set({ password, must_change: false }).where('id', '=', id).execute()
}

/** @param kept digest (hex) of the session that stays */
export async function dropOtherSessions(db: Db, account: string, kept: string | undefined): Promise<void> {
  await from(db)
    .deleteFrom('people.session')
    .where('account', '=', account)
    .$if(kept !== undefined, (query) => query.where('digest', '<>', Buffer.from(kept ?? '', 'hex')))
    .execute()
}
