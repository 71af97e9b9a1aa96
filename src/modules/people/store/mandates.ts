import { sql, type Insertable, type Selectable } from 'kysely'
import type { Db } from '#core/db'
import type { MandateRow as MandateTable, Tables } from '../tables.ts'

const from = (db: Db) => db.withTables<Tables>()

/** A mandate with the names of the accounts on its sides. */
export type MandateRow = Selectable<MandateTable> & {
  representative_name: string | null
  represented_name: string | null
}

const named = sql`
  m.*, r.name as representative_name, p.name as represented_name
  from people.mandate m left join people.account r on r.id = m.representative left join people.account p on p.id = m.represented`

export async function addMandate(db: Db, mandate: Insertable<MandateTable>): Promise<void> {
  await from(db).insertInto('people.mandate').values(mandate).execute()
}

/** The mandate, its row locked against being answered or revoked twice. */
export async function lockMandate(db: Db, id: string): Promise<MandateRow | undefined> {
  const { rows } = await sql<MandateRow>`select ${named} where m.id = ${id} for update of m`.execute(db)
  return rows[0]
}

/**
 * The mandate by which this account may act now. Shared lock: whoever revokes it at the same time comes before the act, and the act is
 * refused, or after it.
 */
export async function holdMandate(
  db: Db,
  { id, representative, now }: { id: string; representative: string; now: Date },
): Promise<MandateRow | undefined> {
  const { rows } = await sql<MandateRow>`
    select ${named}
    where m.id = ${id} and m.representative = ${representative} and m.state = 'given'
      and m.begins_at <= ${now.toISOString()}::timestamptz and m.ends_at > ${now.toISOString()}::timestamptz
      and (p.id is null or p.ended_at is null) and r.ended_at is null
    for share of m`.execute(db)
  return rows[0]
}

/** Whom a record is about, as a mandate names them: by account, by the number's digest, or by the mandate under which it came. */
export type About = { account?: string | undefined; digest?: Uint8Array | undefined; mandate?: string | undefined }

/** The mandates in force now by which an account acts for the person that a record is about; locked like `holdMandate`. */
export async function listHeldOver(
  db: Db,
  representative: string,
  { account, digest, mandate }: About,
  now: Date,
): Promise<MandateRow[]> {
  const number = digest === undefined ? null : Buffer.from(digest)
  const { rows } = await sql<MandateRow>`
    select ${named}
    where m.representative = ${representative} and m.state = 'given'
      and m.begins_at <= ${now.toISOString()}::timestamptz and m.ends_at > ${now.toISOString()}::timestamptz
      and (m.represented = ${account ?? null}::text or m.represented_digest = ${number}::bytea or m.id = ${mandate ?? null}::uuid
        or (p.id_digest = ${number}::bytea and p.assurance >= 2))
      and (p.id is null or p.ended_at is null) and r.ended_at is null
    order by m.id for share of m`.execute(db)
  return rows
}

const most = 100

/** Newest first: those that the account holds, or has proposed to hold. */
export async function listHeld(db: Db, account: string): Promise<MandateRow[]> {
  const { rows } = await sql<MandateRow>`
    select ${named} where m.representative = ${account} order by m.proposed_at desc limit ${most}`.execute(db)
  return rows
}

/** Newest first: those over the account's person, by the account and by the digest of their verified number. */
export async function listGiven(db: Db, account: string, digest: Uint8Array | undefined): Promise<MandateRow[]> {
  const number = digest === undefined ? null : Buffer.from(digest)
  const { rows } = await sql<MandateRow>`
    select ${named} where m.id in (
      select id from people.mandate where represented = ${account}
      union select id from people.mandate where represented_digest = ${number}::bytea)
    order by m.proposed_at desc limit ${most}`.execute(db)
  return rows
}

/** What others have proposed to the account, and it has not answered. */
export const listProposedTo = (db: Db, account: string, now: Date) =>
  from(db)
    .selectFrom('people.mandate')
    .select(['id', 'kind', 'proposed_by', 'proposed_at', 'ends_at'])
    .where('state', '=', 'proposed')
    .where('ends_at', '>', now)
    .where((eb) =>
      eb.or([
        eb.and([eb('representative', '=', account), eb('proposed_by', '=', 'represented')]),
        eb.and([eb('represented', '=', account), eb('proposed_by', '=', 'representative')]),
      ]),
    )
    .orderBy('proposed_at')
    .limit(most)
    .execute()

export async function countOpenProposals(db: Db, account: string, since: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from people.mandate
    where state = 'proposed' and proposed_at > ${since.toISOString()}::timestamptz
      and ((proposed_by = 'representative' and representative = ${account}) or (proposed_by = 'represented' and represented = ${account}))
  `.execute(db)
  return rows[0]?.n ?? 0
}

export type Settling = { state: 'given' | 'refused' | 'revoked'; at: Date; by?: string; beginsAt?: Date }

/** The mandate's next version, after it was answered or revoked. */
export async function settleMandate(db: Db, id: string, { state, at, by, beginsAt }: Settling): Promise<number> {
  const { version } = await from(db)
    .updateTable('people.mandate')
    .set((eb) => ({
      state,
      version: eb('version', '+', 1),
      ...(state === 'revoked' ? { revoked_at: at, revoked_by: by ?? null } : { settled_at: at }),
      ...(beginsAt === undefined ? {} : { begins_at: beginsAt }),
    }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return version
}

export type Use = { mandate: string; at: Date; act: string; record: string }

export async function addUse(db: Db, use: Use): Promise<void> {
  await from(db).insertInto('people.mandate_use').values(use).execute()
}

/** The newest uses of each of these mandates. */
export async function listUses(db: Db, mandates: readonly string[], each: number): Promise<Use[]> {
  if (mandates.length === 0) return []
  const { rows } = await sql<Use>`
    select u.mandate, u.at, u.act, u.record from unnest(${[...mandates]}::uuid[]) as m(id)
    cross join lateral (
      select * from people.mandate_use where mandate = m.id order by id desc limit ${each}) u
    order by u.id desc`.execute(db)
  return rows
}

/** Whom this session acts for from now on; undefined: its own person. @returns false for a session that has ended */
export async function setActing(db: Db, session: Buffer, mandate: string | undefined): Promise<boolean> {
  const { numUpdatedRows } = await from(db)
    .updateTable('people.session')
    .set({ mandate: mandate ?? null })
    .where('digest', '=', session)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function findActing(db: Db, session: Buffer): Promise<string | undefined> {
  const row = await from(db)
    .selectFrom('people.session')
    .select('mandate')
    .where('digest', '=', session)
    .executeTakeFirst()
  return row?.mandate ?? undefined
}

/** No session acts by this mandate any longer. */
export async function endActing(db: Db, mandate: string): Promise<void> {
  await from(db).updateTable('people.session').set({ mandate: null }).where('mandate', '=', mandate).execute()
}

/** What an account is helped by now: mandates of these kinds that it holds. */
export const listInForce = (db: Db, representative: string, kinds: readonly string[], now: Date) =>
  from(db)
    .selectFrom('people.mandate')
    .select(['id', 'kind'])
    .where('representative', '=', representative)
    .where('state', '=', 'given')
    .where('kind', 'in', [...kinds])
    .where('ends_at', '>', now)
    .execute()

export async function listNamed(db: Db, ids: readonly string[]): Promise<MandateRow[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<MandateRow>`select ${named} where m.id = any(${[...ids]}::uuid[])`.execute(db)
  return rows
}
