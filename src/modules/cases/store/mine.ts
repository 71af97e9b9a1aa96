import { sql } from 'kysely'
import type { Db } from '#core/db'
import { columns, type Cursor, type ItemRow } from './lists.ts'

/** The cases of one person, newest first: their own, or those of a person for whom they act. */

export async function listMine(db: Db, account: string, after: Cursor | undefined, limit: number): Promise<ItemRow[]> {
  const earlier =
    after === undefined ? sql`true` : sql`(c.submitted_at, c.code) < (${after.at}::timestamptz, ${after.code})`
  const arm = (column: string) => sql`
    (select * from cases.case c where ${sql.ref(column)} = ${account} and ${earlier} order by c.submitted_at desc, c.code desc limit ${limit})`
  const { rows } = await sql<ItemRow>`
    select ${columns}, c.submitted_at::text as sort_key from (${arm('c.owner')} union ${arm('c.filed_by')}) c
    order by c.submitted_at desc, c.code desc limit ${limit}`.execute(db)
  return rows
}

type About = { account: string | undefined; digest: Buffer | undefined; mandate: string }
type Page = { after: Cursor | undefined; limit: number }

/** The cases of a person for whom somebody acts: by account, by number, and those that came by the mandate itself. */
export async function listOf(
  db: Db,
  { account, digest, mandate }: About,
  procedures: readonly string[] | undefined,
  { after, limit }: Page,
): Promise<ItemRow[]> {
  const earlier =
    after === undefined ? sql`true` : sql`(c.submitted_at, c.code) < (${after.at}::timestamptz, ${after.code})`
  const within = procedures === undefined ? sql`true` : sql`c.procedure = any(${[...procedures]}::text[])`
  const arm = (which: ReturnType<typeof sql>) => sql`
    (select * from cases.case c where ${which} and ${within} and ${earlier} order by c.submitted_at desc, c.code desc limit ${limit})`
  const { rows } = await sql<ItemRow>`
    select ${columns}, c.submitted_at::text as sort_key from (
      ${arm(sql`c.owner = ${account ?? null}`)}
      union ${arm(sql`c.applicant_digest = ${digest ?? null}::bytea`)}
      union ${arm(sql`c.mandate = ${mandate}::uuid`)}) c
    order by c.submitted_at desc, c.code desc limit ${limit}`.execute(db)
  return rows
}
