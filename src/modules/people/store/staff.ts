import { sql } from 'kysely'
import type { Post } from '#core/actor'
import type { Db } from '#core/db'
import type { Tables } from '../tables.ts'

const from = (db: Db) => db.withTables<Tables>()

export type NewAccount = {
  id: string
  kind: 'citizen' | 'official'
  login: string | null
  phone: string | null
  email: string | null
  name: string
  sort_key: string
  search_key: string
  /** hex */
  id_sealed: string | null
  /** hex */
  id_digest: string | null
  birth_on: string | null
  sex: string | null
  address: string | null
  commune: string | null
  password: string | null
  assurance: number
  demo: boolean
  demo_place: number | null
  created_at: string
}

export async function addAccounts(db: Db, accounts: readonly NewAccount[]): Promise<void> {
  if (accounts.length === 0) return
  await sql`
    insert into people.account (id, kind, login, phone, email, name, sort_key, search_key, id_sealed, id_digest, birth_on, sex,
      address, commune, password, assurance, demo, demo_place, created_at)
    select id, kind, login, phone, email, name, sort_key, search_key, decode(id_sealed, 'hex'), decode(id_digest, 'hex'), birth_on, sex,
      address, commune, password, assurance, demo, demo_place, created_at
    from jsonb_to_recordset(${JSON.stringify(accounts)}::jsonb) as r(id text, kind text, login text, phone text, email text, name text,
      sort_key text, search_key text, id_sealed text, id_digest text, birth_on date, sex text, address text, commune text, password text,
      assurance smallint, demo boolean, demo_place int, created_at timestamptz)
    on conflict (id) do nothing`.execute(db)
}

export type NewPostRow = { account: string; unit: string; role: string; from_on: string; to_on: string | null }

export async function addPosts(db: Db, posts: readonly NewPostRow[]): Promise<void> {
  if (posts.length === 0) return
  await sql`
    insert into people.post (account, unit, role, from_on, to_on)
    select account, unit, role, from_on, to_on
    from jsonb_to_recordset(${JSON.stringify(posts)}::jsonb) as r(account text, unit text, role text, from_on date, to_on date)
    on conflict do nothing`.execute(db)
}

export type DemoAccount = { id: string; kind: 'citizen' | 'official'; name: string; posts: Post[] }

export async function listDemoAccounts(db: Db, day: string): Promise<DemoAccount[]> {
  const { rows } = await sql<DemoAccount>`
    select a.id, a.kind, a.name, coalesce((
      select jsonb_agg(jsonb_build_object('unit', p.unit, 'role', p.role) order by p.id) from people.post p
      where p.account = a.id and ${day}::date between p.from_on and coalesce(p.to_on, 'infinity')), '[]') as posts
    from people.account a where a.demo and a.demo_place is not null and a.ended_at is null
    order by a.demo_place, a.id limit 100`.execute(db)
  return rows
}

export type Staff = { id: string; name: string; role: string; away: boolean; substituteFor?: string }

/** Who holds a post at the unit on that day, themselves or as a substitute; by the order of their names. */
export async function listStaff(db: Db, unit: string, role: string | undefined, day: string): Promise<Staff[]> {
  const { rows } = await sql<Staff & { substitutefor: string | null }>`
    with held as (
      select p.account, p.role from people.post p
      where p.unit = ${unit} and (${role ?? null}::text is null or p.role = ${role ?? null})
        and ${day}::date between p.from_on and coalesce(p.to_on, 'infinity')),
    absent as (select b.account, b.substitute from people.absence b where ${day}::date between b.from_on and b.to_on),
    holder as (
      select h.account, h.role, null as substitutefor from held h
      union all
      select b.substitute, h.role, h.account from held h join absent b on b.account = h.account)
    select a.id, a.name, h.role, h.substitutefor, exists (select 1 from absent b where b.account = a.id) as away
    from holder h join people.account a on a.id = h.account
    where a.ended_at is null
    order by a.sort_key, a.id, h.role`.execute(db)
  return rows.map(({ substitutefor, ...staff }) => ({
    ...staff,
    ...(substitutefor === null ? {} : { substituteFor: substitutefor }),
  }))
}

/** Those for whom the person stands in on that day. */
export async function listCovered(db: Db, account: string, day: string): Promise<string[]> {
  const rows = await from(db)
    .selectFrom('people.absence')
    .select('account')
    .where('substitute', '=', account)
    .where('from_on', '<=', day)
    .where('to_on', '>=', day)
    .execute()
  return rows.map((row) => row.account)
}

/** @param watching roles that are no post: who only watches stands in for nobody */
export async function areColleagues(
  db: Db,
  { one, other, day }: { one: string; other: string; day: string },
  watching: ReadonlySet<string>,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from people.post p join people.post q on q.unit = p.unit join people.account a on a.id = q.account
    where p.account = ${one} and q.account = ${other} and a.ended_at is null and q.role <> all(${[...watching]}::text[])
      and ${day}::date between p.from_on and coalesce(p.to_on, 'infinity')
      and ${day}::date between q.from_on and coalesce(q.to_on, 'infinity')
    limit 1`.execute(db)
  return rows.length > 0
}

export type Days = { from: string; to: string }

export async function overlapsAbsence(db: Db, account: string, days: Days): Promise<boolean> {
  const found = await from(db)
    .selectFrom('people.absence')
    .select('id')
    .where('account', '=', account)
    .where('from_on', '<=', days.to)
    .where('to_on', '>=', days.from)
    .executeTakeFirst()
  return found !== undefined
}

export async function addAbsence(
  db: Db,
  account: string,
  days: Days & { substitute: string },
  at: Date,
): Promise<void> {
  await from(db)
    .insertInto('people.absence')
    .values({ account, substitute: days.substitute, from_on: days.from, to_on: days.to, created_at: at })
    .execute()
}

/** The absence of that day, or else the next one. */
export async function findAbsence(
  db: Db,
  account: string,
  day: string,
): Promise<(Days & { substitute: string }) | undefined> {
  return from(db)
    .selectFrom('people.absence')
    .select(['from_on as from', 'to_on as to', 'substitute'])
    .where('account', '=', account)
    .where('to_on', '>=', day)
    .orderBy('from_on')
    .executeTakeFirst()
}

/** Absences that have begun end the day before; those to come are taken back. */
export async function endAbsences(db: Db, account: string, day: string): Promise<number> {
  const begun = await sql`
    update people.absence set to_on = ${day}::date - 1
    where account = ${account} and from_on < ${day}::date and to_on >= ${day}::date`.execute(db)
  const ahead = await from(db)
    .deleteFrom('people.absence')
    .where('account', '=', account)
    .where('from_on', '>=', day)
    .executeTakeFirst()
  return Number(begun.numAffectedRows ?? 0n) + Number(ahead.numDeletedRows)
}

export async function namesOf(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await from(db)
    .selectFrom('people.account')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

export type Contact = { account: string; name: string; phone: string | null; email: string | null }

export async function contactsOf(db: Db, ids: readonly string[]): Promise<Map<string, Contact>> {
  if (ids.length === 0) return new Map()
  const rows = await from(db)
    .selectFrom('people.account')
    .select(['id as account', 'name', 'phone', 'email'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.account, row]))
}
