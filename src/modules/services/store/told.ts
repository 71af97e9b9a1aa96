import { sql } from 'kysely'
import type { Db } from '#core/db'

export type Version = { procedure: string; digest: string }
export type Changed = Version & { version: number }

/** Notes the versions in force. @returns those that take the place of another one */
export async function noteVersions(db: Db, versions: readonly Version[]): Promise<Changed[]> {
  const { rows } = await sql<Changed>`
    with given as (
      select * from unnest(${versions.map(({ procedure }) => procedure)}::text[], ${versions.map(({ digest }) => digest)}::text[]) as g(procedure, digest)),
    known as (select * from services.procedure_told)
    insert into services.procedure_told as t (procedure, digest)
    select g.procedure, g.digest from given g left join known k using (procedure) where k.digest is distinct from g.digest
    on conflict (procedure) do update set digest = excluded.digest, version = t.version + 1
    returning t.procedure, t.digest, t.version`.execute(db)
  return rows.filter(({ version }) => version > 0)
}
