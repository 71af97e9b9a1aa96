import { z } from 'zod'
import { notFound } from '#core/errors'
import { command, query } from '#core/operation'
import { noticeKind } from './definition.ts'
import * as policy from './policy.ts'
import * as store from './store.ts'
import { MessageView, presentMessage, presentTemplate, TemplateView } from './views.ts'

export const mailbox = query('notices.mailbox', {
  summary: 'What the demo would have sent out; does not exist outside a demo.',
  input: z.strictObject({
    address: z.string().max(254).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.array(MessageView),
  subject: async (_db, _input, ctx) => {
    if (!ctx.settings.demo)
      throw notFound('demo-only', {
        vi: 'Chức năng này chỉ có trong bản trình diễn.',
        en: 'This exists only in a demo.',
      })
    return null
  },
  allow: policy.anyone,
  run: async ({ input, db }) => (await store.listMailbox(db, input.address, input.limit)).map(presentMessage),
})

export const list = query('notices.list', {
  summary: 'My notices, newest first.',
  input: z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(30) }),
  output: z.array(MessageView),
  allow: policy.isSignedIn,
  run: async ({ input, actor, db }) => (await store.listOfAccount(db, actor.id, input.limit)).map(presentMessage),
})

export const markRead = command('notices.mark-read', {
  summary: 'I have read my notices up to this one.',
  input: z.strictObject({ upTo: z.int() }),
  output: z.strictObject({}),
  allow: policy.isSignedIn,
  async run({ input, actor, db, now }) {
    await store.markRead(db, actor.id, input.upTo, now)
    return {}
  },
})

export const templates = query('notices.templates', {
  summary: 'The notices that the pack declares, worded with their examples in both languages.',
  input: z.strictObject({}),
  output: z.array(TemplateView),
  allow: policy.mayWatchDeliveries,
  run: async ({ ctx }) => ctx.definitions.list(noticeKind).map(presentTemplate),
})
