import type { z } from 'zod'
import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { notFound } from '#core/errors'
import { emit } from '#core/events'
import { findIdentities } from '#modules/people'
import { isWithin } from '#modules/units'
import { shareOpened } from './events.ts'
import { mayOpenFor } from './policy.ts'
import { openPapers } from './reading.ts'
import { shareStateOf, type ShareState } from './rules.ts'
import { findPapers } from './store/papers.ts'
import * as store from './store/shares.ts'
import { tokenDigest } from './tokens.ts'
import { presentShared, type SharedView } from './views.ts'

export type Found = { share: store.ShareRow; isAt: (post: string, unit: string) => boolean; state: ShareState }

/** The share of a code, its row locked. A code that never was and one that is ill-formed get the same answer. */
export async function findShare(db: Db, { token }: { token: string }, ctx: Context): Promise<Found> {
  const share = await store.lockByToken(db, tokenDigest(ctx, token))
  if (!share)
    throw notFound('share-not-found', {
      vi: 'Mã chia sẻ này không đúng. Xin quét lại mã hoặc hỏi người đã chia sẻ.',
      en: 'This code opens nothing. Please scan it again, or ask who shared it.',
    })
  return {
    share,
    isAt: (post, unit) => isWithin(ctx, post, unit),
    state: shareStateOf({ until: share.until, revokedAt: share.revoked_at }, ctx.clock()),
  }
}

/** One that has ended says so to whoever holds the code; an open one for a unit opens to the unit's people alone. */
export const requireOpener = (actor: Actor, { share, isAt, state }: Found): boolean =>
  state !== 'open' || mayOpenFor(actor, share.unit, isAt)

type Opening = { db: Db; ctx: Context; actor: Actor; now: Date }

/** Opens a share: counted and stated, unless its own person looks. What has ended shows nothing of the paper. */
export async function openShared(
  { db, ctx, actor, now }: Opening,
  { share, state }: Found,
  { token, what }: { token: string; what: 'page' | 'file' },
): Promise<z.input<typeof SharedView>> {
  const until = share.until.toISOString()
  const [row] = await findPapers(db, [share.paper])
  const [paper] = row ? await openPapers(db, ctx, [row]) : []
  if (state !== 'open' || !row || !paper || paper.state === 'removed')
    return { state: state === 'open' ? 'revoked' : state, until }
  if (actor.id !== share.account) {
    const official = actor.kind === 'official'
    const by = official ? { by: actor.id, unit: actor.posts[0]?.unit ?? null } : { by: null, unit: null }
    await store.countOpening(db, share, { at: now, what, ...by })
    await emit(db, shareOpened, {
      record: `share/${share.id}`,
      version: share.version + 1,
      unit: row.unit,
      occurredAt: now,
      payload: { paper: row.id, kind: row.kind, what },
    })
  }
  const [owner] = await findIdentities(db, { accounts: [share.account] })
  const fileUrl = `/api/profiles/shares/${token}/file`
  return { state, until, shared: presentShared(ctx, share, { paper, holder: owner?.name ?? '', fileUrl }) }
}
