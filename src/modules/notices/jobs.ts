import type { Job } from '#core/module'
import { spread } from './broadcast.ts'
import { deliver } from './delivery.ts'
import { writeDigests } from './digest.ts'
import { eraseOldCodes } from './store/queue.ts'

/** Takes up what no process sent at once: after a failure, a restart, a back-off, or quiet hours. */
export const deliverWaiting: Job = {
  name: 'notices.deliver-waiting',
  cron: '* * * * *',
  run: async (ctx) => void (await deliver(ctx)),
}

/** Goes on with a notice to an area where a process that died has left it. */
export const spreadBroadcasts: Job = {
  name: 'notices.spread-broadcasts',
  cron: '* * * * *',
  run: async (ctx) => void (await spread(ctx)),
}

const codeMilliseconds = 15 * 60_000

/** The demo's mailbox is there to show them. */
export const eraseCodes: Job = {
  name: 'notices.erase-codes',
  cron: '*/5 * * * *',
  async run({ db, clock, settings }) {
    if (!settings.demo) await eraseOldCodes(db, new Date(clock().getTime() - codeMilliseconds))
  },
}

export const writeDueDigests: Job = {
  name: 'notices.write-digests',
  cron: '* * * * *',
  run: async (ctx) => void (await writeDigests(ctx)),
}
