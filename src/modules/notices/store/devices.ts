import { sql } from 'kysely'
import type { Db } from '#core/db'
import type { Tables } from '../tables.ts'

const from = (db: Db) => db.withTables<Tables>()

export type NewDevice = {
  account: string
  endpoint: string
  p256dh: string
  auth: string
  label: string
  created_at: Date
}
export type Device = { id: number; label: string; created_at: Date }

/** A browser belongs to whoever signed in there last. Beyond the limit the oldest goes. */
export async function addDevice(db: Db, device: NewDevice, limit: number): Promise<void> {
  await from(db)
    .insertInto('notices.device')
    .values(device)
    .onConflict((conflict) => conflict.column('endpoint').doUpdateSet(device))
    .execute()
  await sql`
    delete from notices.device where id in (
      select id from notices.device where account = ${device.account} order by id desc offset ${limit})`.execute(db)
}

export async function removeDevice(
  db: Db,
  account: string,
  which: { endpoint: string } | { id: number },
): Promise<void> {
  await from(db)
    .deleteFrom('notices.device')
    .where('account', '=', account)
    .$if('endpoint' in which, (query) => query.where('endpoint', '=', 'endpoint' in which ? which.endpoint : ''))
    .$if('id' in which, (query) => query.where('id', '=', 'id' in which ? which.id : 0))
    .execute()
}

/** A phone that was lost rings no more. */
export async function forgetDevices(db: Db, account: string): Promise<void> {
  await from(db).deleteFrom('notices.device').where('account', '=', account).execute()
}

/** Browsers that their push service no longer knows. */
export async function removeEndpoints(db: Db, endpoints: readonly string[]): Promise<void> {
  if (endpoints.length > 0)
    await from(db)
      .deleteFrom('notices.device')
      .where('endpoint', 'in', [...endpoints])
      .execute()
}

export const listDevices = (db: Db, account: string): Promise<Device[]> =>
  from(db)
    .selectFrom('notices.device')
    .select(['id', 'label', 'created_at'])
    .where('account', '=', account)
    .orderBy('id')
    .execute()
