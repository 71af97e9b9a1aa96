import { defineModule } from '#core/module'
import { sealedIn } from '#core/sealed'
import { areaTemplates } from './announcement.ts'
import { noticeKind } from './definition.ts'
import { deliverWaiting, eraseCodes, spreadBroadcasts, writeDueDigests } from './jobs.ts'
import { kept } from './kept.ts'
import { operations } from './operations.ts'
import * as policy from './policy.ts'
import { closeProviders, vapidKeys } from './providers.ts'

export const notices = defineModule({
  name: 'notices',
  kinds: [noticeKind],
  needs: { notice: ['digest', ...Object.values(areaTemplates)] },
  operations,
  personal: kept,
  seals: [...sealedIn('notices.choice', 'word_sealed'), ...sealedIn('notices.secret', 'sealed')],
  jobs: [deliverWaiting, spreadBroadcasts, writeDueDigests, eraseCodes],
  topics: [
    {
      // To an open page: look whether there is something for you. What concerns one account alone comes as `account:<id>`.
      name: 'notices',
      types: ['notices.broadcast-spread'],
      of: (event) => [{ topic: 'notices', id: event.record }],
      visible: policy.isSignedIn,
    },
  ],
  // Read before any command runs: inside its transaction the embedded database would wait for itself.
  start: async (ctx) => void (await vapidKeys(ctx)),
  stop: async (ctx) => closeProviders(ctx),
})

// for those who make a demo or measure: a notice to an area, and its queueing to the end
export { spread as announceToAll } from './broadcast.ts'
export { broadcast as announce } from './operations/broadcasting.ts'
export { tellAbout, type Telling } from './consumers.ts'
export { forgetDevices } from './store/devices.ts'
export { send, type Addressee, type Notice } from './send.ts'
export type { Facts } from './wording.ts'
