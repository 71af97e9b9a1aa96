import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { type Actor, system } from '#core/actor'
import { transact } from '#core/call'
import { send, type Notice } from '#modules/notices'
import { spread } from '../../src/modules/notices/broadcast.ts'
import type { TestContext } from './context.ts'

/** People and notices for tests of what is told to whom. */

export const dan: Actor = { kind: 'citizen', id: 'dan', name: 'Dân', posts: [], locale: 'vi' }
export const anna: Actor = { ...dan, id: 'anna' }
export const stranger: Actor = { ...dan, kind: 'anonymous' }
export const operator: Actor = { ...dan, id: 'op', kind: 'official', posts: [{ unit: '99', role: 'system-operator' }] }

let serial = 0
export const ready = (to: Notice['to'], more: Partial<Notice> = {}): Notice => ({
  key: `test ${(serial += 1)}`,
  to,
  template: 'result-ready',
  facts: { caseCode: 'H50', procedure: 'Thắp đèn', place: 'Xã Một', link: 'http://localhost:8080/ho-so-cua-toi/H50' },
  ...more,
})

export const tell = (t: TestContext, ...told: Notice[]) => transact(t.ctx, system, {}, (db) => send(db, t.ctx, told))

export type Row = { channel: string; state: string; attempts: number; next_at: Date }
export const rowsOf = async (t: TestContext): Promise<Row[]> =>
  (
    await sql<Row>`select channel, state, attempts, next_at from notices.message where channel <> 'app' order by id`.execute(
      t.ctx.db,
    )
  ).rows

/** The platform's own worker may have taken a stretch first: it is over when nothing is open. @returns whom the last one reached */
export async function spreadAll(t: TestContext): Promise<number> {
  for (; ; await delay(10)) {
    await spread(t.ctx)
    const { rows } = await sql<{ people: number; open: boolean }>`
      select people, bool_or(spread_at is null) over () as open from notices.broadcast order by created_at desc limit 1`.execute(
      t.ctx.db,
    )
    if (rows[0] && !rows[0].open) return rows[0].people
  }
}
