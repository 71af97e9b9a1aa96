import { dayOf } from '#core/days'

export type PaperState = 'valid' | 'expired' | 'revoked' | 'replaced' | 'removed'

type Validity = { endedHow: string | null; validUntil: string | null }

/** A paper that ended stays what it is; one whose last day has passed has run out. */
export function stateOf({ endedHow, validUntil }: Validity, now: Date): PaperState {
  if (endedHow === 'revoked' || endedHow === 'replaced' || endedHow === 'removed') return endedHow
  return validUntil !== null && validUntil < dayOf(now) ? 'expired' : 'valid'
}

export type ShareState = 'open' | 'ended' | 'revoked'

export function shareStateOf({ until, revokedAt }: { until: Date; revokedAt: Date | null }, now: Date): ShareState {
  if (revokedAt !== null) return 'revoked'
  return until <= now ? 'ended' : 'open'
}

/** A share lives as long as its errand takes: at least some minutes, at most a month. */
export const shareMinutes = { least: 5, most: 31 * 24 * 60 } as const

/**
 * Whose paper a result is: of the account that holds the applicant's identity number; where the case names none, of the account
 * that filed it, if that is the applicant. Undefined: it waits under the digest, or stays with the case alone.
 */
export function holderOf(
  granted: { owner: string | undefined; applicantName: string; hasDigest: boolean },
  known: { byDigest: string | undefined; ownerName: string | undefined },
): string | undefined {
  if (granted.hasDigest) return known.byDigest
  return known.ownerName === granted.applicantName ? granted.owner : undefined
}
