import { z } from 'zod'
import { defineEvent } from '#core/events'

export const ideaSubmitted = defineEvent('reports.idea-submitted', { v: 1, payload: z.strictObject({}) })
/** Everybody may read it and vote; or it was declined. */
export const ideaOpened = defineEvent('reports.idea-opened', {
  v: 1,
  payload: z.strictObject({ declined: z.boolean() }),
})
export const ideaAnswered = defineEvent('reports.idea-answered', {
  v: 1,
  payload: z.strictObject({ outcome: z.enum(['adopted', 'studied', 'not-adopted']), votes: z.int() }),
})
/** One more answer; by nobody, for an answer leads to no person. */
export const surveyAnswered = defineEvent('reports.survey-answered', {
  v: 1,
  payload: z.strictObject({ survey: z.string() }),
})
