import { z } from 'zod'
import { dayOf } from '#core/days'
import { notFound } from '#core/errors'
import { command, query } from '#core/operation'
import { endAssistance } from '../mandates/assisting.ts'
import { present } from '../me.ts'
import * as policy from '../policy.ts'
import { endSessions, startSession } from '../sessions.ts'
import { findAccount } from '../store/accounts.ts'
import { listDemoAccounts } from '../store/staff.ts'
import { DemoAccountView, MeView, presentPost } from '../views.ts'

const demoOnly = () =>
  notFound('demo-only', { vi: 'Chức năng này chỉ có trong bản trình diễn.', en: 'This exists only in a demo.' })

export const signOut = command('people.sign-out', {
  summary: 'End my session.',
  input: z.strictObject({}),
  output: z.strictObject({}),
  allow: policy.anyone,
  unrepeatable: true,
  async run({ actor, db, ctx, now, session }) {
    if (actor.kind === 'official') await endAssistance(db, ctx, actor.id, now)
    if (actor.session !== undefined) await endSessions(db, ctx, [Buffer.from(actor.session, 'hex')])
    session.end()
    return {}
  },
})

export const me = query('people.me', {
  summary: 'Who I am, and the posts that I hold today.',
  input: z.strictObject({}),
  output: MeView,
  allow: policy.anyone,
  run: ({ actor, db, ctx, now }) => present(db, ctx, actor, dayOf(now)),
})

export const demoAccounts = query('people.demo-accounts', {
  summary: 'The people whom a demo offers on its sign-in page; empty outside a demo.',
  input: z.strictObject({}),
  output: z.array(DemoAccountView),
  allow: policy.anyone,
  async run({ db, ctx, now }) {
    const accounts = ctx.settings.demo ? await listDemoAccounts(db, dayOf(now)) : []
    return accounts.map((account) => ({ ...account, posts: account.posts.map((post) => presentPost(ctx, post)) }))
  },
})

export const signInDemo = command('people.sign-in-demo', {
  summary: 'Sign in as one of the people of a demo; does not exist outside a demo.',
  input: z.strictObject({ account: z.string().min(1).max(100) }),
  output: MeView,
  unrepeatable: true,
  subject: async (db, input, ctx) => {
    if (!ctx.settings.demo) throw demoOnly()
    const account = await findAccount(db, input.account)
    if (!account?.demo) throw demoOnly()
    return account
  },
  allow: policy.anyone,
  async run({ subject: account, ...step }) {
    const actor = await startSession(step, account, { assurance: account.assurance, methods: ['demo'] })
    return present(step.db, step.ctx, actor, dayOf(step.now))
  },
})
