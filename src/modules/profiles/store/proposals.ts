import { sql, type Selectable } from 'kysely'
import type { Db } from '#core/db'
import type { ProposalRow as Row, Tables } from '../tables.ts'

export type ProposalRow = Selectable<Row>
export type NewProposal = Omit<ProposalRow, 'answered_at' | 'result_case' | 'version'>

const from = (db: Db) => db.withTables<Tables>()

/** One proposal of a kind for a case, however often its closing is read. @returns the ids of those added */
export async function addProposals(db: Db, proposals: readonly NewProposal[]): Promise<string[]> {
  if (proposals.length === 0) return []
  const added = await from(db)
    .insertInto('profiles.proposal')
    .values([...proposals])
    .onConflict((conflict) => conflict.columns(['definition', 'case_code']).doNothing())
    .returning('id')
    .execute()
  return added.map(({ id }) => id)
}

export const listProposals = (db: Db, account: string, now: Date): Promise<ProposalRow[]> =>
  from(db)
    .selectFrom('profiles.proposal')
    .selectAll()
    .where('account', '=', account)
    .where((eb) =>
      eb.or([
        eb.and([eb('state', 'in', ['open', 'accepted']), eb('until', '>', now)]),
        eb.and([eb('state', '=', 'carried-out'), eb('until', '>', now)]),
      ]),
    )
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .limit(50)
    .execute()

export const findProposals = (db: Db, ids: readonly string[]): Promise<ProposalRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : from(db)
        .selectFrom('profiles.proposal')
        .selectAll()
        .where('id', 'in', [...ids])
        .execute()

export const lockProposal = (db: Db, id: string, account: string): Promise<ProposalRow | undefined> =>
  from(db)
    .selectFrom('profiles.proposal')
    .selectAll()
    .where('id', '=', id)
    .where('account', '=', account)
    .forUpdate()
    .executeTakeFirst()

export const findAccepted = (db: Db, account: string): Promise<ProposalRow[]> =>
  from(db)
    .selectFrom('profiles.proposal')
    .selectAll()
    .where('account', '=', account)
    .where('state', '=', 'accepted')
    .orderBy('answered_at', 'desc')
    .limit(20)
    .execute()

type Answer = { state: string; at: Date; resultCase?: string | undefined; procedure?: string | undefined }

export async function setState(
  db: Db,
  row: ProposalRow,
  { state, at, resultCase, procedure }: Answer,
): Promise<number> {
  const version = row.version + 1
  await from(db)
    .updateTable('profiles.proposal')
    .set({
      state,
      answered_at: at,
      version,
      procedure: procedure ?? row.procedure,
      result_case: resultCase ?? row.result_case,
    })
    .where('id', '=', row.id)
    .execute()
  return version
}

/** Open proposals that rose from these cases, which no longer stand. */
export async function withdrawProposals(db: Db, cases: readonly string[], at: Date): Promise<ProposalRow[]> {
  if (cases.length === 0) return []
  return from(db)
    .updateTable('profiles.proposal')
    .set((eb) => ({ state: 'withdrawn', answered_at: at, version: eb('version', '+', 1) }))
    .where('case_code', 'in', [...cases])
    .where('state', '=', 'open')
    .returningAll()
    .execute()
}

/** Of these procedures, those of which somebody has accepted a proposal and filed nothing yet. */
export async function listAccepted(db: Db, procedures: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ procedure: string }>`
    select distinct procedure from profiles.proposal
    where state = 'accepted' and procedure = any(${[...procedures]}::text[])`.execute(db)
  return new Set(rows.map(({ procedure }) => procedure))
}

/** Accepted proposals whose procedure the person has now filed. */
export async function closeFiled(
  db: Db,
  filed: readonly { account: string; procedure: string; code: string }[],
  at: Date,
): Promise<ProposalRow[]> {
  if (filed.length === 0) return []
  const { rows } = await sql<ProposalRow>`
    update profiles.proposal p set state = 'done', result_case = f.code, answered_at = ${at.toISOString()}, version = p.version + 1
    from jsonb_to_recordset(${JSON.stringify(filed)}::jsonb) as f(account text, procedure text, code text)
    where p.account = f.account and p.procedure = f.procedure and p.state = 'accepted'
    returning p.*`.execute(db)
  return rows
}

/** Of level 4, waiting to be carried out for those who consented. */
export const lockDue = async (db: Db): Promise<ProposalRow | undefined> =>
  (
    await sql<ProposalRow>`
      select p.* from profiles.proposal p join profiles.choice c on c.account = p.account and c.definition = p.definition
      where p.state = 'open' and p.level = 4 and c.choice = 'automatic' and c.chosen_at <= p.made_at
      order by p.made_at limit 1 for update of p skip locked`.execute(db)
  ).rows[0]

/** It could not be carried out: it stands as a prepared form. */
export async function lowerLevel(db: Db, id: string): Promise<void> {
  await from(db).updateTable('profiles.proposal').set({ level: 2 }).where('id', '=', id).execute()
}

export type Choice = 'never' | 'automatic'

export const listChoices = (db: Db, accounts: readonly string[]) =>
  from(db)
    .selectFrom('profiles.choice')
    .selectAll()
    .where('account', 'in', accounts.length === 0 ? [''] : [...accounts])
    .execute()

export async function setChoice(db: Db, account: string, definition: string, choice: Choice | undefined, at: Date) {
  if (choice === undefined)
    await from(db)
      .deleteFrom('profiles.choice')
      .where('account', '=', account)
      .where('definition', '=', definition)
      .execute()
  else
    await from(db)
      .insertInto('profiles.choice')
      .values({ account, definition, choice, chosen_at: at })
      .onConflict((conflict) => conflict.columns(['account', 'definition']).doUpdateSet({ choice, chosen_at: at }))
      .execute()
}

/** The next version of what this account says of a kind; each answer is a fact of its own. */
export async function raiseChoice(db: Db, account: string, definition: string): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    insert into profiles.choice_version as v (account, definition) values (${account}, ${definition})
    on conflict (account, definition) do update set version = v.version + 1 returning v.version`.execute(db)
  return rows[0]?.version ?? 1
}

export const listOwners = async (db: Db, records: readonly string[]) =>
  (
    await sql<{ record: string; account: string }>`
      select 'proposal/' || id as record, account from profiles.proposal
      where id::text = any(${records.map((record) => record.replace(/^proposal\//, ''))}::text[])`.execute(db)
  ).rows
