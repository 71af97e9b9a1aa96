import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { presentItems } from './items.ts'
import { listMine } from './store/mine.ts'
import { listStandings } from './store/waiting.ts'
import { CaseItem } from './views.ts'

export { CaseItem }

/** What other modules show a person of their own cases. */
type Asking = { ctx: Context; db: Db; actor: Actor; now: Date }

/** Their newest cases. */
export async function listOwnCases({ ctx, db, actor, now }: Asking, limit: number): Promise<CaseItem[]> {
  return presentItems(db, ctx, await listMine(db, actor.id, undefined, limit), now)
}

/** How far the person is with each procedure; nothing for one that they never filed. */
export type Standing = { code: string; done: boolean; open: boolean }

export async function standingsOf(
  db: Db,
  account: string,
  procedures: readonly string[],
): Promise<ReadonlyMap<string, Standing>> {
  if (procedures.length === 0) return new Map()
  const rows = await listStandings(db, account, procedures)
  return new Map(
    rows.map(({ procedure, code, state }) => {
      const done = state === 'resolved' || state === 'returned'
      return [procedure, { code, done, open: !done && state !== 'refused' && state !== 'stopped' }]
    }),
  )
}
