import { findEmail, findPhone } from '#core/forms/identifiers'

const minute = 60_000
const hour = 60 * minute

/** Wrong passwords until an account is locked, and for how long: handbook 6.5 after QCVN 12:2026/BCA (5 tries; at least 12 h). */
export const maxFailures = 5
export const lockMilliseconds = 12 * hour

/** Sessions end after a time without any request, and at the latest after a time since sign-in. */
export const sessionLimits = {
  official: { idle: 15 * minute, absolute: 12 * hour },
  citizen: { idle: 60 * minute, absolute: 24 * hour },
  /** a screen on a wall: as long as browsers keep a cookie */
  watch: { idle: 7 * 24 * hour, absolute: 400 * 24 * hour },
} as const
export type SessionKind = keyof typeof sessionLimits

/** An account all of whose posts watch has sessions that last; its posts give it no other right. */
export const sessionKindOf = (
  kind: 'citizen' | 'official',
  posts: readonly { role: string }[],
  watching: ReadonlySet<string>,
): SessionKind =>
  kind === 'official' && posts.length > 0 && posts.every(({ role }) => watching.has(role)) ? 'watch' : kind

/** How somebody signed in. */
export const methods = ['password', 'code', 'passkey', 'totp', 'recovery-code', 'vneid', 'demo'] as const
export type Method = (typeof methods)[number]

/** A passkey stands for two factors: the device, and its owner's finger, face or number. A demo's one click is let pass. */
const strong: readonly Method[] = ['passkey', 'totp', 'recovery-code', 'demo']

/** The posts that a session holds: those of a role that wants a second factor only with one. */
export const heldPosts = <P extends { role: string }>(
  posts: readonly P[],
  used: readonly string[],
  strict: ReadonlySet<string>,
): P[] => posts.filter((post) => !strict.has(post.role) || strong.some((method) => used.includes(method)))

export const codeMilliseconds = 10 * minute
export const codeDigits = 6
/** Wrong tries that a code survives: with six digits, one chance in 200,000 a code. */
export const maxCodeAttempts = 5
/** Codes that an address is sent in an hour. */
export const maxCodesPerHour = 5
export const codeWindowMilliseconds = hour

export type Attempts = { failed: number; lockedUntil: Date | null }

export const isLocked = (attempts: Attempts, now: Date): boolean =>
  attempts.lockedUntil !== null && attempts.lockedUntil > now

/** The account after one more wrong password. A lock that has run out gives five new tries. */
export function afterFailure(attempts: Attempts, now: Date): Attempts {
  const expired = attempts.lockedUntil !== null && attempts.lockedUntil <= now
  const failed = (expired ? 0 : attempts.failed) + 1
  return { failed, lockedUntil: failed >= maxFailures ? new Date(now.getTime() + lockMilliseconds) : null }
}

/** Whatever is not known to be an official has a citizen's rights only. */
export const kindOf = (account: { kind: string }): 'citizen' | 'official' =>
  account.kind === 'official' ? 'official' : 'citizen'

export type Session = { kind: SessionKind; startedAt: Date; seenAt: Date; expiresAt: Date }

export const hasEnded = (session: Session, now: Date): boolean =>
  now >= session.expiresAt ||
  now.getTime() - session.startedAt.getTime() >= sessionLimits[session.kind].absolute ||
  now.getTime() - session.seenAt.getTime() >= sessionLimits[session.kind].idle

/** How a person types what they sign in with: a staff number, a phone, an e-mail address or an identity number. */
export function readLogin(text: string): { login: string; phone?: string; email?: string; personalId?: string } {
  const trimmed = text.trim()
  const phone = findPhone(trimmed)
  const email = findEmail(trimmed)
  const digits = trimmed.replace(/[\s.]/g, '')
  return {
    login: trimmed.toLowerCase(),
    ...(phone === undefined ? {} : { phone }),
    ...(email === undefined ? {} : { email }),
    ...(/^\d{12}$/.test(digits) ? { personalId: digits } : {}),
  }
}

/** Where a code can go; undefined when the text is neither a phone nor an e-mail address. */
export function readAddress(text: string): { channel: 'sms' | 'email'; address: string } | undefined {
  const phone = findPhone(text)
  if (phone !== undefined) return { channel: 'sms', address: phone }
  const email = findEmail(text)
  return email === undefined ? undefined : { channel: 'email', address: email }
}

/** An address of our own, as `next` may name it; `//elsewhere`, `/\\elsewhere` and hidden signs would lead away. */
export const ownPath = (text: string | undefined): string | undefined =>
  text !== undefined && text.length <= 2000 && /^\/(?![/\\])[^\s\\]*$/.test(text) ? text : undefined

/**
 * The account of a person whom an outside identity names with a verified number: the one linked before, the one with the number, the open
 * one where it has none yet, or a new one. An account of another number is never taken.
 */
export function accountFor<A extends { id: string; id_digest: Uint8Array | null }>(known: {
  linked: A | undefined
  byNumber: A | undefined
  present: A | undefined
}): A | 'none' | 'contradiction' {
  const { linked, byNumber, present } = known
  if (linked && byNumber && linked.id !== byNumber.id) return 'contradiction'
  if (linked ?? byNumber) return linked ?? byNumber ?? 'none'
  return present && present.id_digest === null ? present : 'none'
}

/** NĐ/QCVN password form: at least 8 characters with lower case, upper case, digit and another sign. */
export const isStrongPassword = (text: string): boolean =>
  text.length >= 8 &&
  text.length <= 200 &&
  [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d\s]/u].every((part) => part.test(text))

const day = 24 * hour

/** A sign-in of so long ago still shows that it is the person. */
const freshMilliseconds = 10 * minute
export const isFresh = (signedInAt: Date, now: Date): boolean =>
  now.getTime() - signedInAt.getTime() < freshMilliseconds

/** Copies of one's data in a day, and for how long one can be fetched. */
export const copiesADay = 3
const copyDays = 3
export const copyUntil = (madeAt: Date): Date => new Date(madeAt.getTime() + copyDays * day)
export const isFetchable = (copy: { until: Date | null; secret: Uint8Array | null }, now: Date): boolean =>
  copy.secret !== null && copy.until !== null && now < copy.until

/** A request is answered at once, may be taken back for three days, and is carried out long before the law's 20 days (NĐ 356/2025/NĐ-CP). */
const thinkingDays = 3
const erasureDays = 20
export const erasureDates = (askedAt: Date): { from: Date; due: Date } => ({
  from: new Date(askedAt.getTime() + thinkingDays * day),
  due: new Date(askedAt.getTime() + erasureDays * day),
})
