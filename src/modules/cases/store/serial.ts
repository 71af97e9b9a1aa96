import { sql } from 'kysely'
import type { Db } from '#core/db'

/** Takes the next serials of an agency and day; gaps are allowed. @returns the first */
export async function leaseSerials(db: Db, agency: string, on: string, count: number): Promise<number> {
  const { rows } = await sql<{ next: number }>`
    insert into cases.serial_block (agency, on_day, next) values (${agency}, ${on}, ${count + 1})
    on conflict (agency, on_day) do update set next = cases.serial_block.next + ${count}
    returning next`.execute(db)
  return (rows[0]?.next ?? count + 1) - count
}
