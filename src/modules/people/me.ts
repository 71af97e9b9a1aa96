import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { actingUnder } from './mandates/acting.ts'
import { findAccount } from './store/accounts.ts'
import { findActing } from './store/mandates.ts'
import { workingPosts } from './sessions.ts'
import { findSession } from './store/sessions.ts'
import { findAbsence } from './store/staff.ts'
import { nobody, presentActing, presentMe, type MeView } from './views.ts'

/** The signed-in person as the pages know them. */
export async function present(db: Db, ctx: Context, actor: Actor, day: string): Promise<MeView> {
  const account = actor.kind === 'anonymous' ? undefined : await findAccount(db, actor.id)
  if (!account) return nobody(ctx.settings)
  const personalId = account.id_sealed === null ? undefined : ctx.vault.open(account.id_sealed)
  const away = account.kind === 'official' ? await findAbsence(db, account.id, day) : undefined
  const held = account.kind === 'official' && actor.session !== undefined
  const session = held ? await findSession(db, Buffer.from(actor.session ?? '', 'hex'), day) : undefined
  const secondFactorNeeded = session !== undefined && workingPosts(ctx, session).length > actor.posts.length
  return presentMe(ctx, actor, {
    account,
    personalId,
    away,
    secondFactorNeeded,
    acting: await actingNow(db, ctx, actor),
  })
}

/** For whom this device acts now, while the mandate lasts. */
async function actingNow(db: Db, ctx: Context, actor: Actor): Promise<MeView['acting']> {
  if (actor.session === undefined) return undefined
  const id = await findActing(db, Buffer.from(actor.session, 'hex'))
  const acting = id === undefined ? undefined : await actingUnder(db, ctx, { actor, id }, ctx.clock())
  return acting && presentActing(acting)
}
