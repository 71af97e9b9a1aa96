import { z } from 'zod'
import { defineEvent } from '#core/events'

/** Somebody had a consumer take an event again; `type` is that event's. */
export const parkedRetried = defineEvent('upkeep.parked-retried', {
  v: 1,
  payload: z.strictObject({ consumer: z.string(), type: z.string(), solved: z.boolean() }),
})
