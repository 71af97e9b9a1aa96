import { sql } from 'kysely'
import type { Db } from '#core/db'

/** A report whose category a desk has settled. */
export type Taught = {
  code: string
  category: string
  commune: string
  submitted_at: Date
  text: string
  owner: string | null
  /** it has a sender of whom something is known */
  named: boolean
}

/** The newest before a cursor that a desk has taken up; the demo's made-up ones teach nothing. */
export async function listTaught(
  db: Db,
  before: Pick<Taught, 'submitted_at' | 'code'> | undefined,
  limit: number,
): Promise<Taught[]> {
  const beyond = before
    ? sql<boolean>`(r.submitted_at, r.code) < (${before.submitted_at.toISOString()}::timestamptz, ${before.code})`
    : sql<boolean>`true`
  const { rows } = await sql<Taught>`
    select r.code, r.category, r.commune, r.submitted_at, r.text, r.owner, r.sender is not null as named from reports.report r
    where r.origin <> 'demo' and r.accepted_at is not null and r.merged_into is null and ${beyond}
    order by r.submitted_at desc, r.code desc limit ${limit}`.execute(db)
  return rows
}

export async function findLearntVersion(db: Db): Promise<number | undefined> {
  const { rows } = await sql<{ version: number | null }>`select max(version) as version from reports.learnt`.execute(db)
  return rows[0]?.version ?? undefined
}

export async function readLearnt(db: Db, version: number): Promise<Uint8Array | undefined> {
  const { rows } = await sql<{ body: Buffer }>`select body from reports.learnt where version = ${version}`.execute(db)
  return rows[0]?.body
}

/** Adds the next version; the last stays for processes that are about to read it, older ones go. */
export async function addLearnt(db: Db, learnt: { at: Date; reports: number; body: Buffer }): Promise<void> {
  await sql`
    with latest as (select coalesce(max(version), 0) as version from reports.learnt),
      gone as (delete from reports.learnt using latest where reports.learnt.version < latest.version)
    insert into reports.learnt (version, trained_at, reports, body)
    select latest.version + 1, ${learnt.at.toISOString()}::timestamptz, ${learnt.reports}::int, decode(${learnt.body.toString('hex')}, 'hex')
    from latest`.execute(db)
}
