import { randomInt, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Post } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { dayOf } from '#core/days'
import { conflict, invalid, notFound } from '#core/errors'
import { emit, type EventType } from '#core/events'
import { findEmail, findPhone } from '#core/forms/identifiers'
import { command, query } from '#core/operation'
import { searchKey } from '#core/text'
import { findUnit, rolesIn } from '#modules/units'
import { addPeople } from '../accounts.ts'
import { accountClosed, accountCreated, accountUnlocked, postsChanged, sessionsEnded } from '../events.ts'
import { hashPassword } from '../passwords.ts'
import * as policy from '../policy.ts'
import { endSessions, forgetActors } from '../sessions.ts'
import { raiseVersion } from '../store/accounts.ts'
import * as store from '../store/managing.ts'
import { listOtherSessions, listSessions as listSessionsOf } from '../store/sessions.ts'
import { PostView, presentPost } from '../views.ts'

const Posts = z.array(z.strictObject({ unit: z.string().min(1).max(40), role: z.string().min(1).max(60) })).max(10)
const Account = z.string().min(1).max(100)

const unknownAccount = () =>
  notFound('account-not-found', { vi: 'Không có tài khoản này.', en: 'There is no such account.' })

/** A post makes sense when the unit exists and has such a role. @throws invalid */
function requirePosts(ctx: Context, posts: readonly Post[]): void {
  for (const { unit, role } of posts) {
    const known = findUnit(ctx, unit)
    if (known && rolesIn(ctx).some((one) => one.id === role && one.at.includes(known.kind))) continue
    throw invalid(
      'unknown-post',
      { vi: `Đơn vị "${unit}" không có vị trí "${role}".`, en: `The unit "${unit}" has no post "${role}".` },
      { unit, role },
    )
  }
}

/** Twelve characters that can be read out, of every kind that a password needs. */
const firstPassword = (): string => {
  const pick = (from: string, count: number) =>
    Array.from({ length: count }, () => from[randomInt(from.length)]).join('')
  return `${pick('ABCDEFGHJKLMNPQRSTUVWXYZ', 2)}${pick('abcdefghijkmnpqrstuvwxyz', 5)}-${pick('23456789', 4)}`
}

export const createOfficial = command('people.create-official', {
  summary:
    'Open an account for an official; gives the first password, once, which must be changed at the first sign-in.',
  input: z.strictObject({
    login: z
      .string()
      .trim()
      .toLowerCase()
      .regex(/^[a-z0-9][a-z0-9._-]{1,39}$/),
    name: z.string().trim().min(2).max(100),
    phone: z.string().max(20).optional(),
    email: z.string().max(254).optional(),
    posts: Posts.min(1),
  }),
  output: z.strictObject({ id: z.string(), login: z.string(), password: z.string() }),
  allow: policy.mayManageAccounts,
  unrepeatable: true,
  async run({ input, db, ctx, now }) {
    requirePosts(ctx, input.posts)
    const handles = { login: input.login, ...readContacts(input) }
    if (await store.isHandleTaken(db, handles))
      throw conflict('account-exists', {
        vi: 'Số hiệu, số điện thoại hoặc thư điện tử này đã có tài khoản.',
        en: 'An account has this number, phone or e-mail address already.',
      })
    const [id, password] = [randomUUID(), firstPassword()]
    const person = { id, kind: 'official' as const, name: input.name, ...handles, posts: input.posts, assurance: 2 }
    await addPeople(db, ctx, [{ ...person, password: await hashPassword(password) }], now)
    await store.requireChange(db, id)
    await state(db, accountCreated, id, now, input.posts)
    return { id, login: input.login, password }
  },
})

function readContacts({ phone, email }: { phone?: string | undefined; email?: string | undefined }) {
  const [readPhone, readEmail] = [phone && findPhone(phone), email && findEmail(email)]
  if ((phone && !readPhone) || (email && !readEmail))
    throw invalid('wrong-contact', {
      vi: 'Số điện thoại hoặc địa chỉ thư điện tử không hợp lệ.',
      en: 'The phone number or e-mail address is not valid.',
    })
  return { ...(readPhone ? { phone: readPhone } : {}), ...(readEmail ? { email: readEmail } : {}) }
}

export const changePosts = command('people.change-posts', {
  summary: 'From today an official holds these posts and no others.',
  input: z.strictObject({ account: Account, posts: Posts }),
  output: z.strictObject({}),
  subject: (db, input, ctx) => official(db, ctx, input.account),
  allow: policy.mayManageAccounts,
  async run({ input, subject: { id }, db, ctx, now }) {
    requirePosts(ctx, input.posts)
    await store.replacePosts(db, id, input.posts, dayOf(now))
    await state(db, postsChanged, id, now, input.posts)
    forgetActors(ctx)
    return {}
  },
})

export const closeAccount = command('people.close-account', {
  summary: 'An official leaves: the account opens no more, and its posts end.',
  input: z.strictObject({ account: Account }),
  output: z.strictObject({}),
  subject: (db, input, ctx) => official(db, ctx, input.account),
  allow: policy.mayManageAccounts,
  async run({ subject: { id, posts }, db, ctx, now }) {
    await endSessions(db, ctx, await listOtherSessions(db, id, undefined))
    await store.closeAccount(db, id, now, dayOf(now))
    await state(db, accountClosed, id, now, posts)
    forgetActors(ctx)
    return {}
  },
})

const shownOfficials = 20

/** A command in form: a name must not stand in an address. */
export const findOfficials = command('people.find-officials', {
  summary: 'Officials by a piece of their name or by their number, for who administers the accounts.',
  input: z.strictObject({ q: z.string().trim().min(2).max(100) }),
  output: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        login: z.string().optional(),
        name: z.string(),
        posts: z.array(PostView),
        /** wrong passwords keep it shut until then */
        lockedUntil: z.iso.datetime().optional(),
      }),
    ),
    /** there are more than are shown */
    more: z.boolean(),
  }),
  allow: policy.mayManageAccounts,
  personal: () => 'people.find-officials',
  unrepeatable: true,
  async run({ input, db, ctx, now }) {
    const by = { key: searchKey(input.q), login: input.q.toLowerCase() }
    const found = await store.findOfficials(db, by, dayOf(now), shownOfficials + 1)
    const items = found.slice(0, shownOfficials).map(({ id, login, name, posts, lockedUntil }) => ({
      id,
      name,
      posts: posts.map((post) => presentPost(ctx, post)),
      ...(login === null ? {} : { login }),
      ...(lockedUntil === null || lockedUntil <= now ? {} : { lockedUntil: lockedUntil.toISOString() }),
    }))
    return { items, more: found.length > shownOfficials }
  },
})

export const listSessions = query('people.list-sessions', {
  summary: 'The devices on which an official is signed in, for who administers the accounts.',
  input: z.strictObject({ account: Account }),
  output: z.object({
    items: z.array(
      z.object({ id: z.string(), device: z.string(), startedAt: z.iso.datetime(), seenAt: z.iso.datetime() }),
    ),
  }),
  subject: (db, input, ctx) => official(db, ctx, input.account),
  allow: policy.mayManageAccounts,
  personal: ({ account }) => `account/${account}`,
  run: async ({ input, db }) => ({
    items: (await listSessionsOf(db, input.account)).map(({ id, device, created_at, seen_at }) => ({
      id,
      device,
      startedAt: created_at.toISOString(),
      seenAt: seen_at.toISOString(),
    })),
  }),
})

export const endSessionsOf = command('people.end-sessions', {
  summary: 'Sign an official out everywhere: a lost device, a screen that is taken down.',
  input: z.strictObject({ account: Account }),
  output: z.strictObject({ ended: z.int() }),
  subject: (db, input, ctx) => official(db, ctx, input.account),
  allow: policy.mayManageAccounts,
  async run({ subject: { id, posts }, db, ctx, now }) {
    const open = await listOtherSessions(db, id, undefined)
    await endSessions(db, ctx, open)
    if (open.length > 0) await state(db, sessionsEnded, id, now, posts)
    return { ended: open.length }
  },
})

export const unlock = command('people.unlock', {
  summary: 'Open an account that wrong passwords have locked, after its owner has been heard.',
  input: z.strictObject({ account: Account }),
  output: z.strictObject({ wasLocked: z.boolean() }),
  subject: (db, input, ctx) => official(db, ctx, input.account),
  allow: policy.mayManageAccounts,
  async run({ subject: { id, posts }, db, now }) {
    const wasLocked = await store.forgetAttempts(db, id)
    if (wasLocked) await state(db, accountUnlocked, id, now, posts)
    return { wasLocked }
  },
})

async function official(db: Db, ctx: Context, id: string): Promise<store.Managed> {
  const found = await store.lockManaged(db, { id }, dayOf(ctx.clock()))
  if (found?.kind !== 'official' || found.ended_at !== null) throw unknownAccount()
  return found
}

async function state(
  db: Db,
  event: EventType<{ posts: Post[] }>,
  id: string,
  now: Date,
  posts: readonly Post[],
): Promise<void> {
  const version = await raiseVersion(db, id)
  const unit = posts[0]?.unit ?? ''
  await emit(db, event, { record: `account/${id}`, version, unit, occurredAt: now, payload: { posts: [...posts] } })
}

export const managing = [createOfficial, changePosts, closeAccount, findOfficials, listSessions, endSessionsOf, unlock]
