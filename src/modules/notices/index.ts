import { defineModule } from '#core/module'
import { noticeKind } from './definition.ts'
import { deliverWaiting } from './jobs.ts'
import { list, mailbox, markRead, templates } from './operations.ts'

export const notices = defineModule({
  name: 'notices',
  kinds: [noticeKind],
  operations: [mailbox, list, markRead, templates],
  jobs: [deliverWaiting],
})

export { tellAbout, type Telling } from './consumers.ts'
export { send, type Addressee, type Notice } from './send.ts'
export type { Facts } from './wording.ts'
