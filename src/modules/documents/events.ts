import { z } from 'zod'
import { defineEvent } from '#core/events'

/** The digest of what was issued stands in the sealed log: neither a document nor its row can be changed unseen. */
export const documentIssued = defineEvent('documents.issued', {
  v: 1,
  payload: z.strictObject({ kind: z.string(), about: z.string(), number: z.string(), digest: z.string() }),
})

export const documentRevoked = defineEvent('documents.revoked', {
  v: 1,
  payload: z.strictObject({ kind: z.string(), about: z.string(), number: z.string() }),
})
