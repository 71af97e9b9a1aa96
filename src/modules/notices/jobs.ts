import type { Job } from '#core/module'
import { deliver } from './delivery.ts'

/** Takes up what no process sent at once: after a failure, a restart, or a back-off. */
export const deliverWaiting: Job = {
  name: 'notices.deliver-waiting',
  cron: '* * * * *',
  run: async (ctx) => void (await deliver(ctx)),
}
