import { sql } from 'kysely'
import type { Post } from '#core/actor'
import type { Db } from '#core/db'
import type { Tables } from '../tables.ts'

const from = (db: Db) => db.withTables<Tables>()

export async function isHandleTaken(
  db: Db,
  handles: { login: string; phone?: string; email?: string },
): Promise<boolean> {
  const found = await from(db)
    .selectFrom('people.account')
    .select('id')
    .where((eb) =>
      eb.or([
        eb('login', '=', handles.login),
        ...(handles.phone === undefined ? [] : [eb('phone', '=', handles.phone)]),
        ...(handles.email === undefined ? [] : [eb('email', '=', handles.email)]),
      ]),
    )
    .executeTakeFirst()
  return found !== undefined
}

export async function requireChange(db: Db, id: string): Promise<void> {
  await from(db).updateTable('people.account').set({ must_change: true }).where('id', '=', id).execute()
}

export type Managed = {
  id: string
  kind: string
  login: string | null
  name: string
  ended_at: Date | null
  posts: Post[]
}

/** An account with the posts of that day, locked against other changes. */
export async function lockManaged(
  db: Db,
  by: { id: string } | { login: string },
  day: string,
): Promise<Managed | undefined> {
  const { rows } = await sql<Managed>`
    select a.id, a.kind, a.login, a.name, a.ended_at, coalesce((
      select jsonb_agg(jsonb_build_object('unit', p.unit, 'role', p.role) order by p.id) from people.post p
      where p.account = a.id and ${day}::date between p.from_on and coalesce(p.to_on, 'infinity')), '[]') as posts
    from people.account a
    where ${'id' in by ? sql`a.id = ${by.id}` : sql`a.login = ${by.login}`} for update of a`.execute(db)
  return rows[0]
}

/** From that day the account holds these posts and no others; what was held before stays in the record. */
export async function replacePosts(db: Db, account: string, posts: readonly Post[], day: string): Promise<void> {
  const kept = JSON.stringify(posts.map(({ unit, role }) => ({ unit, role })))
  const isKept = sql`exists (
    select 1 from jsonb_to_recordset(${kept}::jsonb) as k(unit text, role text) where k.unit = p.unit and k.role = p.role)`
  await sql`
    delete from people.post p where p.account = ${account} and p.from_on >= ${day}::date and not ${isKept}`.execute(db)
  await sql`
    update people.post p set to_on = ${day}::date - 1
    where p.account = ${account} and p.from_on < ${day}::date and coalesce(p.to_on, 'infinity') >= ${day}::date and not ${isKept}
  `.execute(db)
  await sql`
    insert into people.post (account, unit, role, from_on)
    select ${account}, k.unit, k.role, ${day}::date from jsonb_to_recordset(${kept}::jsonb) as k(unit text, role text)
    where not exists (select 1 from people.post p where p.account = ${account} and p.unit = k.unit and p.role = k.role
      and ${day}::date between p.from_on and coalesce(p.to_on, 'infinity'))`.execute(db)
}

export async function closeAccount(db: Db, id: string, at: Date, day: string): Promise<void> {
  await from(db).updateTable('people.account').set({ ended_at: at }).where('id', '=', id).execute()
  await replacePosts(db, id, [], day)
}

export type Official = { id: string; login: string | null; name: string; posts: Post[]; lockedUntil: Date | null }

/** Officials whose account is open, by a piece of their name or by their number, in the order of names. */
export async function findOfficials(
  db: Db,
  by: { key: string; login: string },
  day: string,
  limit: number,
): Promise<Official[]> {
  const { rows } = await sql<Official>`
    select a.id, a.login, a.name, t.locked_until as "lockedUntil", coalesce((
      select jsonb_agg(jsonb_build_object('unit', p.unit, 'role', p.role) order by p.id) from people.post p
      where p.account = a.id and ${day}::date between p.from_on and coalesce(p.to_on, 'infinity')), '[]') as posts
    from people.account a left join people.attempt t on t.who = a.id
    where a.kind = 'official' and a.ended_at is null and (a.login = ${by.login} or strpos(a.search_key, ${by.key}) > 0)
    order by a.sort_key, a.id limit ${limit}`.execute(db)
  return rows
}

export async function forgetAttempts(db: Db, who: string): Promise<boolean> {
  const { numDeletedRows } = await from(db).deleteFrom('people.attempt').where('who', '=', who).executeTakeFirst()
  return numDeletedRows > 0n
}
