import { z } from 'zod'
import { defineEvent } from '#core/events'

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
export const accountUnlocked = defineEvent('people.account-unlocked', { v: 1, payload: posts })
