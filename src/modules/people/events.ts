import { z } from 'zod'
import { defineEvent } from '#core/events'
import { methods } from './rules.ts'

export const signedIn = defineEvent('people.signed-in', {
  v: 1,
  payload: z.strictObject({ methods: z.array(z.enum(methods)), level: z.int() }),
})

export const accountLocked = defineEvent('people.account-locked', {
  v: 1,
  payload: z.strictObject({ until: z.iso.datetime() }),
})

export const awaySet = defineEvent('people.away-set', {
  v: 1,
  payload: z.strictObject({ substitute: z.string(), from: z.iso.date(), to: z.iso.date() }),
})

export const awayEnded = defineEvent('people.away-ended', {
  v: 1,
  payload: z.strictObject({ on: z.iso.date() }),
})

const posts = z.strictObject({ posts: z.array(z.object({ unit: z.string(), role: z.string() })) })

export const accountCreated = defineEvent('people.account-created', { v: 1, payload: posts })
export const postsChanged = defineEvent('people.posts-changed', { v: 1, payload: posts })
export const accountClosed = defineEvent('people.account-closed', { v: 1, payload: posts })
export const sessionsEnded = defineEvent('people.sessions-ended', { v: 1, payload: posts })
export const accountUnlocked = defineEvent('people.account-unlocked', { v: 1, payload: posts })

export const identityVerified = defineEvent('people.identity-verified', {
  v: 1,
  payload: z.strictObject({ how: z.enum(['counter', 'vneid']) }),
})

const nothing = z.strictObject({})
export const passkeyAdded = defineEvent('people.passkey-added', { v: 1, payload: nothing })
export const passkeyRemoved = defineEvent('people.passkey-removed', { v: 1, payload: nothing })
export const totpSet = defineEvent('people.totp-set', { v: 1, payload: nothing })
export const totpRemoved = defineEvent('people.totp-removed', { v: 1, payload: nothing })

const application = z.strictObject({ application: z.string(), granted: z.array(z.string()) })
export const applicationConnected = defineEvent('people.application-connected', { v: 1, payload: application })
export const applicationDisconnected = defineEvent('people.application-disconnected', { v: 1, payload: application })

export const personalQrRead = defineEvent('people.personal-qr-read', {
  v: 1,
  payload: z.strictObject({ purpose: z.string() }),
})

const consent = z.strictObject({ purpose: z.string(), version: z.int() })
export const consentGiven = defineEvent('people.consent-given', { v: 1, payload: consent })
export const consentWithdrawn = defineEvent('people.consent-withdrawn', { v: 1, payload: consent })

/** A lost phone: begun at a counter by one official, ended by another. */
export const recoveryBegun = defineEvent('people.recovery-begun', { v: 1, payload: nothing })
export const recoveryRefused = defineEvent('people.recovery-refused', { v: 1, payload: nothing })
export const accountRecovered = defineEvent('people.account-recovered', { v: 1, payload: nothing })

const copy = z.strictObject({ copy: z.uuid() })
export const copyAsked = defineEvent('people.copy-asked', { v: 1, payload: copy })
export const copyMade = defineEvent('people.copy-made', { v: 1, payload: copy })

export const erasureAsked = defineEvent('people.erasure-asked', {
  v: 1,
  payload: z.strictObject({ from: z.iso.datetime() }),
})
export const erasureWithdrawn = defineEvent('people.erasure-withdrawn', { v: 1, payload: nothing })
/** The account names nobody any more; these kinds of record are kept by law. */
export const accountErased = defineEvent('people.account-erased', {
  v: 1,
  payload: z.strictObject({ kept: z.array(z.string()) }),
})
