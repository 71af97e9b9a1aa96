import { z } from 'zod'
import { defineEvent } from '#core/events'

/** Facts of papers carry kinds and ids: what a paper says, and to whom it was shown, stays in the store. */
const paper = { kind: z.string(), source: z.enum(['issued', 'uploaded']) }

export const paperAdded = defineEvent('profiles.paper-added', { v: 1, payload: z.strictObject(paper) })
export const paperChanged = defineEvent('profiles.paper-changed', { v: 1, payload: z.strictObject(paper) })
export const paperEnded = defineEvent('profiles.paper-ended', {
  v: 1,
  payload: z.strictObject({ ...paper, how: z.enum(['revoked', 'replaced', 'removed']) }),
})
const share = { paper: z.uuid(), kind: z.string() }
export const paperShared = defineEvent('profiles.paper-shared', {
  v: 1,
  payload: z.strictObject({ ...share, shows: z.enum(['facts', 'content', 'file']), until: z.iso.datetime() }),
})
export const shareOpened = defineEvent('profiles.share-opened', {
  v: 1,
  payload: z.strictObject({ ...share, what: z.enum(['page', 'file']) }),
})
export const shareRevoked = defineEvent('profiles.share-revoked', { v: 1, payload: z.strictObject(share) })
