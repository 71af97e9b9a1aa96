import type { Job } from '#core/module'
import { dropEndedSessions } from './store/accounts.ts'

export const forgetEndedSessions: Job = {
  name: 'people.forget-ended-sessions',
  cron: '17 * * * *',
  run: (ctx) => dropEndedSessions(ctx.db, ctx.clock()),
}
