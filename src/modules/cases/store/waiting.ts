import { sql } from 'kysely'
import type { Db } from '#core/db'

/** A case that asks something of its person. `supplement_due_at`: until when; `owed`: what is not paid yet, in đồng. */
export type WaitingRow = {
  code: string
  definition: string
  state: string
  supplement_due_at: Date | null
  owed: number
}

const most = 200
/** More than any person has; whoever files for many people has more. */
const mostHeld = 10_000

/** The person's open cases in which it is their turn, or that are not paid. */
export async function listWaiting(db: Db, account: string): Promise<WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`
    select c.code, c.definition, c.state, s.due_at as supplement_due_at, f.owed
    from cases.case c
    left join lateral (
      select min(due_at) as due_at from cases.supplement
      where code = c.code and unit = c.unit and answered_at is null) s on true
    left join lateral (
      select coalesce(sum(amount), 0)::bigint as owed from cases.fee
      where code = c.code and unit = c.unit and paid_at is null) f on true
    where (c.owner = ${account} or c.filed_by = ${account}) and c.ended_at is null
      and (c.state in ('incomplete', 'awaiting-supplement', 'awaiting-payment', 'resolved') or f.owed > 0)
    order by c.submitted_at desc limit ${most}`.execute(db)
  return rows
}

export type BegunRow = { id: string; definition: string; saved_at: Date }

/** Drafts without what is written in them. */
export async function listBegun(db: Db, account: string): Promise<BegunRow[]> {
  const { rows } = await sql<BegunRow>`
    select id, definition, saved_at from cases.draft where account = ${account}
    order by saved_at desc limit 20`.execute(db)
  return rows
}

export type StandingRow = { procedure: string; code: string; state: string }

/** The newest case of the person for each of these procedures; one with a result before one without. */
export async function listStandings(db: Db, account: string, procedures: readonly string[]): Promise<StandingRow[]> {
  const { rows } = await sql<StandingRow>`
    select distinct on (procedure) procedure, code, state from cases.case
    where (owner = ${account} or filed_by = ${account}) and procedure = any(${[...procedures]}::text[])
      and state not in ('withdrawn', 'refused-at-intake')
    order by procedure, (state in ('resolved', 'returned')) desc, submitted_at desc`.execute(db)
  return rows
}

/** `own`: the account may open it; one from a counter is the person's by the identity number alone. */
export type HeldRow = { code: string; unit: string; definition: string; own: boolean; acted: boolean }

/** The newest cases about a person, by account and by the keyed digest of the identity number. */
export async function listHeld(db: Db, account: string, digest: Buffer | null): Promise<HeldRow[]> {
  const acted = sql`owner is distinct from ${account} and not coalesce(applicant_digest = ${digest}::bytea, false)`
  const { rows } = await sql<HeldRow>`
    select code, unit, definition, own, acted from (
      select code, unit, definition, submitted_at, true as own, false as acted from cases.case where owner = ${account}
      union select code, unit, definition, submitted_at, true, ${acted} from cases.case where filed_by = ${account}
      union select code, unit, definition, submitted_at, coalesce(owner = ${account} or filed_by = ${account}, false), false
        from cases.case where applicant_digest = ${digest}::bytea) held
    order by submitted_at desc limit ${mostHeld}`.execute(db)
  return rows
}

/** How many cases of the person are still being handled. */
export async function countOpen(db: Db, account: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from cases.case where (owner = ${account} or filed_by = ${account}) and ended_at is null`.execute(
    db,
  )
  return rows[0]?.n ?? 0
}
