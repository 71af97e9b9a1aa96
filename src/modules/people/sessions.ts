import { createHash, randomBytes } from 'node:crypto'
import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { dayOf } from '#core/days'
import type { SessionSink } from '#core/operation'
import { hasEnded, kindOf, sessionLimits } from './rules.ts'
import * as store from './store/accounts.ts'

const touchMilliseconds = 60_000
const rememberMilliseconds = 5_000
const maxRemembered = 20_000

type Remembered = { actor: Actor; until: number }
const remembered = new WeakMap<Context, Map<string, Remembered>>()

const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Starts a session under a new token, and ends the one that the browser came with: a token planted before sign-in is worth nothing. */
export async function startSession(
  step: { db: Db; ctx: Context; now: Date; session: SessionSink; actor: Actor },
  account: { id: string; kind: string },
  assurance: number,
): Promise<Actor> {
  const { db, ctx, now, session, actor } = step
  if (actor.session !== undefined) await dropSession(db, ctx, actor.session)
  const token = randomBytes(32).toString('base64url')
  const limit = sessionLimits[kindOf(account)].absolute
  await store.addSession(db, {
    digest: digestOf(token),
    account: account.id,
    assurance,
    created_at: now,
    seen_at: now,
    expires_at: new Date(now.getTime() + limit),
  })
  await store.noteSignIn(db, account.id, now)
  session.start(token, Math.floor(limit / 1000))
  const found = await store.findSession(db, digestOf(token), dayOf(now))
  if (!found) throw new Error('the session that was just started is not there')
  return actorFrom(found, digestOf(token).toString('hex'))
}

/** Ends a session, named by its digest (hex) as the actor carries it. */
export async function dropSession(db: Db, ctx: Context, digest: string): Promise<void> {
  remembered.get(ctx)?.delete(digest)
  await store.dropSession(db, Buffer.from(digest, 'hex'))
}

/**
 * Who stands behind a session's token. Remembered for a few seconds in this process, so that a page's many requests cost one
 * look-up: a right that was taken away ends everywhere within that time.
 */
export async function authenticate(ctx: Context, token: string): Promise<Actor | undefined> {
  const digest = digestOf(token)
  const key = digest.toString('hex')
  const now = ctx.clock()
  const known = memory(ctx).get(key)
  if (known && known.until > now.getTime()) return known.actor
  const found = await store.findSession(ctx.db, digest, dayOf(now))
  if (!found || hasEnded({ kind: found.kind, seenAt: found.seen_at, expiresAt: found.expires_at }, now)) {
    memory(ctx).delete(key)
    return undefined
  }
  if (now.getTime() - found.seen_at.getTime() >= touchMilliseconds) await store.touchSession(ctx.db, digest, now)
  const actor = actorFrom(found, key)
  remember(ctx, key, { actor, until: now.getTime() + rememberMilliseconds })
  return actor
}

const actorFrom = (found: store.FoundSession, session: string): Actor => ({
  kind: found.kind,
  id: found.account,
  name: found.name,
  posts: found.posts,
  locale: 'vi',
  assurance: found.assurance,
  session,
  ...(found.kind === 'citizen' ? { person: found.account } : {}),
})

/** Posts have changed: nobody is answered from memory. */
export const forgetActors = (ctx: Context): void => void remembered.delete(ctx)

function memory(ctx: Context): Map<string, Remembered> {
  const known = remembered.get(ctx) ?? new Map<string, Remembered>()
  remembered.set(ctx, known)
  return known
}

function remember(ctx: Context, key: string, value: Remembered): void {
  const known = memory(ctx)
  if (known.size >= maxRemembered) known.clear()
  known.set(key, value)
}
