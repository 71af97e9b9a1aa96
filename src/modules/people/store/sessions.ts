import { sql, type Insertable, type Selectable } from 'kysely'
import type { Post } from '#core/actor'
import type { Db } from '#core/db'
import type { ParticularsRow } from './accounts.ts'
import type { SessionRow as SessionTable, SignInRow as SignInTable, Tables } from '../tables.ts'

export type SessionRow = Selectable<SessionTable>
export type SignInRow = Selectable<SignInTable>

const from = (db: Db) => db.withTables<Tables>()

export async function addSession(db: Db, session: Insertable<SessionTable>): Promise<void> {
  await from(db).insertInto('people.session').values(session).execute()
}

export async function dropSessions(db: Db, digests: readonly Buffer[]): Promise<void> {
  await from(db)
    .deleteFrom('people.session')
    .where('digest', 'in', [...digests])
    .execute()
}

export async function touchSession(db: Db, digest: Buffer, at: Date): Promise<void> {
  await from(db).updateTable('people.session').set({ seen_at: at }).where('digest', '=', digest).execute()
}

export async function extendSession(db: Db, digest: Buffer, until: Date): Promise<void> {
  await from(db).updateTable('people.session').set({ expires_at: until }).where('digest', '=', digest).execute()
}

/** Those that have reached their end, some at a time. */
export async function listEndedSessions(db: Db, now: Date, limit: number): Promise<Buffer[]> {
  const rows = await from(db)
    .selectFrom('people.session')
    .select('digest')
    .where('expires_at', '<=', now)
    .limit(limit)
    .execute()
  return rows.map((row) => row.digest)
}

export type FoundSession = Pick<
  SessionRow,
  'account' | 'assurance' | 'created_at' | 'seen_at' | 'expires_at' | 'methods'
> &
  ParticularsRow & { kind: 'citizen' | 'official'; posts: Post[] }

/** A session with its person's posts of that day: their own, and those of colleagues for whom they stand in. */
export async function findSession(db: Db, digest: Buffer, day: string): Promise<FoundSession | undefined> {
  const { rows } = await sql<FoundSession>`
    select s.account, s.assurance, s.created_at, s.seen_at, s.expires_at, s.methods, a.kind,
      a.name, a.id_sealed, a.phone, a.email, a.address, coalesce((
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

export const findSessionRow = (db: Db, digest: Buffer): Promise<SessionRow | undefined> =>
  from(db).selectFrom('people.session').selectAll().where('digest', '=', digest).executeTakeFirst()

export const listSessions = (db: Db, account: string): Promise<SessionRow[]> =>
  from(db).selectFrom('people.session').selectAll().where('account', '=', account).orderBy('seen_at', 'desc').execute()

/** The digests of an account's sessions but one. @param kept digest (hex) of the session that stays */
export async function listOtherSessions(db: Db, account: string, kept: string | undefined): Promise<Buffer[]> {
  const rows = await from(db)
    .selectFrom('people.session')
    .select('digest')
    .where('account', '=', account)
    .$if(kept !== undefined, (query) => query.where('digest', '<>', Buffer.from(kept ?? '', 'hex')))
    .execute()
  return rows.map((row) => row.digest)
}

export async function addSignIn(db: Db, signIn: Insertable<SignInTable>): Promise<void> {
  await from(db).insertInto('people.sign_in').values(signIn).execute()
}

export const listSignIns = (db: Db, account: string, limit: number): Promise<SignInRow[]> =>
  from(db)
    .selectFrom('people.sign_in')
    .selectAll()
    .where('account', '=', account)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** A success forgets the failures before it. @returns the account's next version */
export async function noteSignIn(db: Db, id: string, at: Date): Promise<number> {
  const { version } = await from(db)
    .updateTable('people.account')
    .set((eb) => ({ signed_in_at: at, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  await from(db).deleteFrom('people.attempt').where('who', '=', id).execute()
  return version
}

/** What is past its use: old tries, spent codes, sign-ins of more than twelve months ago. */
export async function forgetOld(db: Db, now: Date): Promise<void> {
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)
  await from(db).deleteFrom('people.attempt').where('tried_at', '<', daysAgo(30)).execute()
  await from(db)
    .deleteFrom('people.code')
    .where('expires_at', '<=', now)
    .where('counted_from', '<', new Date(now.getTime() - 3_600_000))
    .execute()
  await from(db).deleteFrom('people.sign_in').where('at', '<', daysAgo(400)).execute()
}
