import { z } from 'zod'
import { notFound } from '#core/errors'
import { command, query } from '#core/operation'
import { noticeKind } from '../definition.ts'
import * as policy from '../policy.ts'
import * as store from '../store/messages.ts'
import { MailView, NoticeView, presentMail, presentNotice } from '../views.ts'

export const mailbox = query('notices.mailbox', {
  summary: 'What the demo would have sent out; does not exist outside a demo.',
  input: z.strictObject({
    address: z.string().max(254).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.array(MailView),
  subject: async (_db, _input, ctx) => {
    if (!ctx.settings.demo)
      throw notFound('demo-only', {
        vi: 'Chức năng này chỉ có trong bản trình diễn.',
        en: 'This exists only in a demo.',
      })
    return null
  },
  allow: policy.anyone,
  run: async ({ input, db }) => (await store.listMailbox(db, input.address, input.limit)).map(presentMail),
})

export const list = query('notices.list', {
  summary: 'My notices, newest first.',
  input: z.strictObject({
    limit: z.coerce.number().int().min(1).max(100).default(30),
    before: z.coerce.number().int().optional(),
  }),
  output: z.array(NoticeView),
  allow: policy.isSignedIn,
  run: async ({ input, actor, db, ctx }) =>
    (await store.listOfAccount(db, actor.id, input.before, input.limit)).map((row) =>
      presentNotice(row, ctx.definitions.find(noticeKind, row.template)?.body, ctx.settings.publicUrl),
    ),
})

export const countUnread = query('notices.count-unread', {
  summary: 'How many of my notices I have not read, up to a hundred.',
  input: z.strictObject({}),
  output: z.strictObject({ unread: z.int() }),
  allow: policy.isSignedIn,
  run: async ({ actor, db }) => ({ unread: await store.countUnread(db, actor.id) }),
})

export const markRead = command('notices.mark-read', {
  summary: 'I have read one of my notices, or all up to one.',
  input: z.union([z.strictObject({ upTo: z.int() }), z.strictObject({ id: z.int() })]),
  output: z.strictObject({}),
  allow: policy.isSignedIn,
  async run({ input, actor, db, now }) {
    await store.markRead(db, actor.id, input, now)
    return {}
  },
})

export const acknowledge = command('notices.acknowledge', {
  summary: 'I have understood a notice that asks for it, such as a warning.',
  input: z.strictObject({ id: z.int() }),
  output: z.strictObject({}),
  allow: policy.isSignedIn,
  async run({ input, actor, db, now }) {
    if (!(await store.acknowledge(db, actor.id, input.id, now)))
      throw notFound('no-notice', { vi: 'Bạn không có thông báo này.', en: 'You have no such notice.' })
    return {}
  },
})

export const reading = [mailbox, list, countUnread, markRead, acknowledge]
