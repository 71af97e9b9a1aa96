import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import { say } from '#core/i18n'
import type { Waiting } from '#core/waiting'
import { proposalKind } from './proposal-definition.ts'
import { listProposals } from './store/proposals.ts'

const page = '/danh-cho-ban'

/** Proposals that nobody has answered yet: nothing that must be done, and so behind what has a day of its own. */
export async function listWaiting(ctx: Context, actor: Actor): Promise<Waiting[]> {
  if (actor.kind !== 'citizen') return []
  const open = (await listProposals(ctx.db, actor.id, ctx.clock())).filter(({ state }) => state === 'open')
  return open.flatMap(({ id, definition }) => {
    const body = ctx.definitions.find(proposalKind, definition)?.body
    if (!body) return []
    const { name, because } = body
    return [
      { kind: 'proposal', record: id, title: say(name, actor.locale), detail: say(because, actor.locale), path: page },
    ]
  })
}
