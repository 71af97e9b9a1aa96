import { defineModule } from '#core/module'
import { deliverWaiting } from './jobs.ts'
import { list, mailbox, markRead } from './operations.ts'

export const notices = defineModule({ name: 'notices', operations: [mailbox, list, markRead], jobs: [deliverWaiting] })

export { tellAbout, type Telling } from './consumers.ts'
export { send, type Addressee, type Notice } from './send.ts'
export type { Facts, TemplateName } from './templates.ts'
