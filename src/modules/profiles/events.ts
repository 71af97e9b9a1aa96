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

/** Each answer to a proposal is a fact of its own: the indicators of proactive services count them (NĐ 224/2026 Đ19). */
const proposal = { definition: z.string(), procedure: z.string(), level: z.int().min(1).max(4) }
export const proposalMade = defineEvent('profiles.proposal-made', { v: 1, payload: z.strictObject(proposal) })
export const proposalAccepted = defineEvent('profiles.proposal-accepted', { v: 1, payload: z.strictObject(proposal) })
export const proposalRefused = defineEvent('profiles.proposal-refused', {
  v: 1,
  payload: z.strictObject({ ...proposal, never: z.boolean() }),
})
export const proposalDone = defineEvent('profiles.proposal-done', { v: 1, payload: z.strictObject(proposal) })
export const proposalCarriedOut = defineEvent('profiles.proposal-carried-out', {
  v: 1,
  payload: z.strictObject(proposal),
})
export const proposalUndone = defineEvent('profiles.proposal-undone', { v: 1, payload: z.strictObject(proposal) })
export const proposalWithdrawn = defineEvent('profiles.proposal-withdrawn', { v: 1, payload: z.strictObject(proposal) })
export const choiceMade = defineEvent('profiles.choice-made', {
  v: 1,
  payload: z.strictObject({ definition: z.string(), choice: z.enum(['ask', 'never', 'automatic']) }),
})

const correction = { source: z.string() }
export const correctionAsked = defineEvent('profiles.correction-asked', { v: 1, payload: z.strictObject(correction) })
export const correctionSettled = defineEvent('profiles.correction-settled', {
  v: 1,
  payload: z.strictObject({ ...correction, outcome: z.enum(['corrected', 'confirmed']) }),
})
