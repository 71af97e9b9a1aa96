import { hash, randomBytes } from 'node:crypto'
import type { Actor, Post } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { dayOf } from '#core/days'
import { emit } from '#core/events'
import type { SessionSink } from '#core/operation'
import { rolesIn } from '#modules/units'
import { deviceOf } from './device.ts'
import { signedIn } from './events.ts'
import { farewellsOf, nudge } from './farewells.ts'
import { hasEnded, heldPosts, kindOf, sessionKindOf, sessionLimits, type Method, type SessionKind } from './rules.ts'
import { addFarewells } from './store/consents.ts'
import type { ParticularsRow } from './store/accounts.ts'
import { listSignIns, moveItems } from './store/openid.ts'
import * as store from './store/sessions.ts'

const touchMilliseconds = 60_000
const rememberMilliseconds = 5_000
const maxRemembered = 20_000

type Remembered = { actor: Actor; person: ParticularsRow; until: number }
const remembered = new WeakMap<Context, Map<string, Remembered>>()

/** Tokens are random: a plain digest gives nothing away. */
export const digestOf = (token: string): Buffer => hash('sha256', token, 'buffer')

export type SignInStep = {
  db: Db
  ctx: Context
  now: Date
  session: SessionSink
  actor: Actor
  address?: string
  agent?: string
}

/**
 * Starts a session under a new token, and ends the one that the browser came with: a token planted before sign-in is worth nothing.
 * Applications that the same person is signed in to stay so.
 */
export async function startSession(
  step: SignInStep,
  account: { id: string; kind: string },
  how: { assurance: number; methods: readonly Method[] },
): Promise<Actor> {
  const { db, ctx, now, session, actor } = step
  const token = randomBytes(32).toString('base64url')
  const digest = digestOf(token)
  const expiresAfter = (kind: SessionKind) => new Date(now.getTime() + sessionLimits[kind].absolute)
  const seen = { device: deviceOf(step.agent ?? ''), address: step.address ?? '' }
  await store.addSession(db, {
    digest,
    account: account.id,
    assurance: how.assurance,
    methods: [...how.methods],
    created_at: now,
    seen_at: now,
    expires_at: expiresAfter(kindOf(account)),
    ...seen,
  })
  if (actor.session !== undefined) {
    const before = Buffer.from(actor.session, 'hex')
    if (actor.id === account.id) await moveItems(db, before, digest)
    await endSessions(db, ctx, [before])
  }
  const version = await store.noteSignIn(db, account.id, now)
  const method = how.methods.join(' ')
  await store.addSignIn(db, { account: account.id, at: now, method, outcome: 'done', ...seen })
  await emit(db, signedIn, {
    record: `account/${account.id}`,
    version,
    unit: '',
    occurredAt: now,
    payload: { methods: [...how.methods], level: how.assurance },
  })
  const found = await store.findSession(db, digest, dayOf(now))
  if (!found) throw new Error('the session that was just started is not there')
  const lasting = kindOfSession(ctx, found)
  if (lasting === 'watch') await store.extendSession(db, digest, expiresAfter(lasting))
  session.start(token, Math.floor(sessionLimits[lasting].absolute / 1000))
  return actorFrom(ctx, found, digest.toString('hex'))
}

/** Ends sessions, and with each what applications hold by it; they are told so. */
export async function endSessions(db: Db, ctx: Context, digests: readonly Buffer[]): Promise<void> {
  if (digests.length === 0) return
  for (const digest of digests) remembered.get(ctx)?.delete(digest.toString('hex'))
  const farewells = farewellsOf(ctx, await listSignIns(db, digests))
  await addFarewells(db, farewells)
  await store.dropSessions(db, digests)
  if (farewells.length > 0) nudge(ctx)
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
  if (!found || hasEnded(lifeOf(found, kindOfSession(ctx, found)), now)) {
    memory(ctx).delete(key)
    return undefined
  }
  if (now.getTime() - found.seen_at.getTime() >= touchMilliseconds) await store.touchSession(ctx.db, digest, now)
  const actor = actorFrom(ctx, found, key)
  const { name, id_sealed, phone, email, address } = found
  const person = { name, id_sealed, phone, email, address }
  remember(ctx, key, { actor, person, until: now.getTime() + rememberMilliseconds })
  return actor
}

/** What the look-up of an actor's session found of their person, while it is remembered. */
export function rememberedPerson(ctx: Context, { id, session }: Actor): ParticularsRow | undefined {
  const known = session === undefined ? undefined : memory(ctx).get(session)
  return known && known.actor.id === id && known.until > ctx.clock().getTime() ? known.person : undefined
}

const actorFrom = (ctx: Context, found: store.FoundSession, session: string): Actor => ({
  kind: found.kind,
  id: found.account,
  name: found.name,
  posts:
    found.posts.length === 0
      ? found.posts
      : heldPosts(workingPosts(ctx, found), found.methods, rolesThat(ctx, 'secondFactor')),
  locale: 'vi',
  assurance: found.assurance,
  session,
  ...(found.kind === 'citizen' ? { person: found.account } : {}),
})

/** A role that watches is no post: whoever has no other sees what every official sees, sums without names. */
export function workingPosts(ctx: Context, { posts }: Pick<store.FoundSession, 'posts'>): Post[] {
  const watching = rolesThat(ctx, 'watches')
  return posts.filter(({ role }) => !watching.has(role))
}

export const rolesThat = (ctx: Context, does: 'watches' | 'secondFactor'): Set<string> =>
  new Set(rolesIn(ctx).flatMap((role) => (role[does] ? [role.id] : [])))

export const kindOfSession = (ctx: Context, { kind, posts }: Pick<store.FoundSession, 'kind' | 'posts'>): SessionKind =>
  sessionKindOf(kind, posts, rolesThat(ctx, 'watches'))

export const lifeOf = (row: Pick<store.SessionRow, 'created_at' | 'seen_at' | 'expires_at'>, kind: SessionKind) => ({
  kind,
  startedAt: row.created_at,
  seenAt: row.seen_at,
  expiresAt: row.expires_at,
})

/** Posts or particulars have changed: nobody is answered from memory. */
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
