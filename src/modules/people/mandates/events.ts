import { z } from 'zod'
import { defineEvent } from '#core/events'

/** Facts of a mandate: ids and kinds. Who the two sides are stands in the mandate's row. */
const about = z.strictObject({ kind: z.string() })

export const mandateProposed = defineEvent('people.mandate-proposed', { v: 1, payload: about })
/** It counts from now on: accepted by the other side, recorded at a counter, or confirmed by a code. */
export const mandateGiven = defineEvent('people.mandate-given', {
  v: 1,
  payload: about.extend({ how: z.enum(['accepted', 'counter', 'code']) }),
})
export const mandateRefused = defineEvent('people.mandate-refused', { v: 1, payload: about })
export const mandateRevoked = defineEvent('people.mandate-revoked', {
  v: 1,
  payload: about.extend({ by: z.enum(['representative', 'represented']) }),
})
