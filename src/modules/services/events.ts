import { z } from 'zod'
import { defineEvent } from '#core/events'

export const subscribed = defineEvent('services.subscribed', { v: 1, payload: z.object({ topic: z.string() }) })
export const unsubscribed = defineEvent('services.unsubscribed', { v: 1, payload: z.object({ topic: z.string() }) })

/** A small form was answered: which one, never what. */
export const answered = defineEvent('services.answered', { v: 1, payload: z.object({ service: z.string() }) })
export const answerRead = defineEvent('services.answer-read', { v: 1, payload: z.object({ service: z.string() }) })

export const newsPublished = defineEvent('services.news-published', {
  v: 1,
  payload: z.object({ field: z.string().optional() }),
})
/** The rules of a procedure are others from now on. */
export const procedureChanged = defineEvent('services.procedure-changed', {
  v: 1,
  payload: z.object({ digest: z.string() }),
})
export const newsWithdrawn = defineEvent('services.news-withdrawn', { v: 1, payload: z.object({}) })
