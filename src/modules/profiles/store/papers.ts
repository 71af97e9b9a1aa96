import { sql, type Selectable } from 'kysely'
import type { Db } from '#core/db'
import type { PaperRow as Row, Tables } from '../tables.ts'

export type PaperRow = Selectable<Row>
export type NewPaper = Omit<PaperRow, 'version' | 'ended_at' | 'ended_how'>

/** Who asks: an account, and the digest of its identity number once that was verified. */
export type Holder = { account: string; idDigest: Buffer | undefined }

const from = (db: Db) => db.withTables<Tables>()

/** Papers of the account, and those that wait under its person's number. Two indexes, one answer. */
const ownedBy = ({ account, idDigest }: Holder) =>
  idDigest === undefined
    ? sql<boolean>`account = ${account}`
    : sql<boolean>`(account = ${account} or (account is null and id_digest = ${idDigest}))`

export const listPapers = (db: Db, holder: Holder): Promise<PaperRow[]> =>
  from(db)
    .selectFrom('profiles.paper')
    .selectAll()
    .where(ownedBy(holder))
    .where((eb) => eb.or([eb('ended_how', 'is', null), eb('ended_how', '<>', 'removed')]))
    .orderBy('added_at', 'desc')
    .orderBy('id')
    .limit(500)
    .execute()

export const findPaper = (db: Db, id: string, holder: Holder): Promise<PaperRow | undefined> =>
  from(db).selectFrom('profiles.paper').selectAll().where('id', '=', id).where(ownedBy(holder)).executeTakeFirst()

export const findPapers = async (db: Db, ids: readonly string[]): Promise<PaperRow[]> =>
  ids.length === 0
    ? []
    : from(db)
        .selectFrom('profiles.paper')
        .selectAll()
        .where('id', 'in', [...ids])
        .execute()

export const lockPaper = (db: Db, id: string, holder: Holder): Promise<PaperRow | undefined> =>
  from(db)
    .selectFrom('profiles.paper')
    .selectAll()
    .where('id', '=', id)
    .where(ownedBy(holder))
    .forUpdate()
    .executeTakeFirst()

/** Adds papers; a document that is there already stays as it is. @returns the ids of those added */
export async function addPapers(db: Db, papers: readonly NewPaper[]): Promise<string[]> {
  if (papers.length === 0) return []
  const added = await from(db)
    .insertInto('profiles.paper')
    .values([...papers])
    .onConflict((conflict) => conflict.column('document').doNothing())
    .returning('id')
    .execute()
  return added.map(({ id }) => id)
}

export type Change = Pick<PaperRow, 'kind' | 'issued_on' | 'valid_until' | 'particulars'>

export async function changePaper(db: Db, row: PaperRow, change: Change): Promise<void> {
  await from(db)
    .updateTable('profiles.paper')
    .set({ ...change, version: row.version + 1 })
    .where('id', '=', row.id)
    .execute()
}

type Ending = { how: 'revoked' | 'replaced' | 'removed'; at: Date }

/** @returns the papers that ended, with their new version */
export async function endPapers(
  db: Db,
  which: { documents: readonly string[] } | { ids: readonly string[] },
  { how, at }: Ending,
): Promise<PaperRow[]> {
  const [column, names] = 'ids' in which ? (['id', which.ids] as const) : (['document', which.documents] as const)
  if (names.length === 0) return []
  return from(db)
    .updateTable('profiles.paper')
    .set((eb) => ({ ended_at: at, ended_how: how, version: eb('version', '+', 1) }))
    .where(column, 'in', [...names])
    .where('ended_at', 'is', null)
    .returningAll()
    .execute()
}

/** Of kinds that a person has one of, what these papers take the place of. @returns the papers that ended */
export async function replaceEarlier(db: Db, ids: readonly string[], kinds: readonly string[]): Promise<PaperRow[]> {
  if (ids.length === 0 || kinds.length === 0) return []
  const { rows } = await sql<PaperRow>`
    update profiles.paper p set ended_at = n.added_at, ended_how = 'replaced', version = p.version + 1
    from profiles.paper n
    where n.id = any(${[...ids]}::uuid[]) and n.kind = any(${[...kinds]}::text[]) and p.kind = n.kind and p.source = 'issued'
      and p.id <> n.id and p.ended_at is null and p.issued_on <= n.issued_on and not p.id = any(${[...ids]}::uuid[])
      and (p.account = n.account or p.id_digest = n.id_digest)
    returning p.*`.execute(db)
  return rows
}

export async function addUses(db: Db, uses: readonly { paper: string; case_code: string; used_at: Date }[]) {
  if (uses.length === 0) return
  await sql`
    insert into profiles.use (paper, case_code, used_at)
    select u.paper, u.case_code, u.used_at
    from jsonb_to_recordset(${JSON.stringify(uses)}::jsonb) as u(paper uuid, case_code text, used_at timestamptz)
    join profiles.paper p on p.id = u.paper on conflict do nothing`.execute(db)
}

export const listUses = (db: Db, paper: string) =>
  from(db).selectFrom('profiles.use').selectAll().where('paper', '=', paper).orderBy('used_at', 'desc').execute()

/** Whose papers these are, of those that an account has. */
export async function listOwners(db: Db, records: readonly string[]): Promise<{ record: string; account: string }[]> {
  const { rows } = await sql<{ record: string; account: string }>`
    select 'paper/' || id as record, account from profiles.paper
    where account is not null and id::text = any(${records.map((record) => record.replace(/^paper\//, ''))}::text[])
    union all
    select 'share/' || id, account from profiles.share
    where id::text = any(${records.map((record) => record.replace(/^share\//, ''))}::text[])`.execute(db)
  return rows
}
