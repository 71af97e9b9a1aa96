import { sql } from 'kysely'
import type { Context } from './context.ts'
import type { Db } from './db.ts'
import type { Job } from './module.ts'

/** Dead or changed rows from which a table is taken in hand, beside a tenth of it: as autovacuum on a server would. */
const fewRows = 500

/** The embedded database has no autovacuum: what a server does by itself is a job there. */
export const keepTablesFit: Job = {
  name: 'core.keep-tables-fit',
  cron: '17 * * * *',
  async run(ctx: Context) {
    await forgetAnswers(ctx.db, ctx.clock())
    if (ctx.embedded) await vacuumChanged(ctx.db)
  },
}

/** A phone that was without a connection sends again what it has sent; after so long nobody does. */
const answersDays = 30

/** The answers that are kept against sending twice hold what people were told. */
export async function forgetAnswers(db: Db, now: Date): Promise<void> {
  await sql`
    delete from core.idempotency
    where created_at < ${now.toISOString()}::timestamptz - ${answersDays}::int * interval '1 day'`.execute(db)
}

/** Clears and counts the tables that have changed much, each by a statement of its own so that work comes between. */
export async function vacuumChanged(db: Db): Promise<void> {
  for (const name of await listChanged(db)) await sql`vacuum (analyze) ${sql.raw(name)}`.execute(db)
}

/** Their names, quoted as SQL writes them. */
export async function listChanged(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables
    where greatest(n_dead_tup, n_mod_since_analyze) > ${fewRows} + n_live_tup / 10
    order by n_dead_tup desc, name`.execute(db)
  return rows.map(({ name }) => name)
}
