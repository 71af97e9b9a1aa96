import { z } from 'zod'
import { defineEvent } from '#core/events'

/** A notice to all who live somewhere was ordered; `communes` is how many, null for the whole province. */
export const broadcastSent = defineEvent('notices.broadcast-sent', {
  v: 1,
  payload: z.strictObject({
    template: z.string(),
    urgency: z.enum(['normal', 'emergency']),
    communes: z.int().nullable(),
  }),
})

/** It is in the list of each of its people, and queued by their ways. */
export const broadcastSpread = defineEvent('notices.broadcast-spread', {
  v: 1,
  payload: z.strictObject({ people: z.int(), messages: z.int() }),
})
