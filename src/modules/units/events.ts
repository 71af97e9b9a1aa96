import { z } from 'zod'
import { defineEvent } from '#core/events'

export const boundariesImported = defineEvent('units.boundaries-imported', {
  v: 1,
  payload: z.strictObject({ added: z.array(z.string()), changed: z.array(z.string()) }),
})
