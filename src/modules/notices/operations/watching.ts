import { z } from 'zod'
import { conflict } from '#core/errors'
import { command, query } from '#core/operation'
import { channels, noticeKind } from '../definition.ts'
import { deliverSoon } from '../delivery.ts'
import * as policy from '../policy.ts'
import * as store from '../store/deliveries.ts'
import { countByState } from '../store/queue.ts'
import { DeliveryView, presentDelivery, presentTemplate, state, TemplateView } from '../views.ts'

export const templates = query('notices.templates', {
  summary: 'The notices that the pack declares, worded with their examples in both languages.',
  input: z.strictObject({}),
  output: z.array(TemplateView),
  allow: policy.mayWatchDeliveries,
  run: async ({ ctx }) => ctx.definitions.list(noticeKind).map(presentTemplate),
})

export const deliveries = query('notices.deliveries', {
  summary: 'What became of messages: each try with the provider’s answer; no text, and addresses are masked.',
  input: z.strictObject({
    state: z.enum(state).optional(),
    channel: z.enum(channels).optional(),
    before: z.coerce.number().int().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: z.strictObject({
    waiting: z.array(z.strictObject({ channel: z.enum(channels), state: z.string(), messages: z.int() })),
    deliveries: z.array(DeliveryView),
  }),
  allow: policy.mayWatchDeliveries,
  run: async ({ input, db, ctx }) => ({
    waiting: await countByState(db),
    deliveries: (await store.listDeliveries(db, input)).map((row) =>
      presentDelivery(row, ctx.definitions.find(noticeKind, row.template)?.body.name),
    ),
  }),
})

export const myDeliveries = query('notices.my-deliveries', {
  summary: 'By which ways one of my notices went out to me, and whether it arrived.',
  input: z.strictObject({ id: z.coerce.number().int() }),
  output: z.array(DeliveryView),
  allow: policy.isSignedIn,
  run: async ({ input, actor, db, ctx }) =>
    (await store.listOfNotice(db, actor.id, input.id)).map((row) =>
      presentDelivery(row, ctx.definitions.find(noticeKind, row.template)?.body.name),
    ),
})

export const retry = command('notices.retry', {
  summary: 'Try a parked message once more.',
  input: z.strictObject({ id: z.int() }),
  output: z.strictObject({}),
  allow: policy.mayWatchDeliveries,
  async run({ input, db, ctx, now }) {
    if (!(await store.queueAgain(db, input.id, now)))
      throw conflict('not-parked', {
        vi: 'Thông báo này không còn chờ gửi lại.',
        en: 'This message is not waiting to be tried again.',
      })
    deliverSoon(ctx)
    return {}
  },
})

export const watching = [templates, deliveries, myDeliveries, retry]
