import type { DeviceMessages } from './device-vi.ts'

export const deviceEn: DeviceMessages = {
  display: {
    title: 'Display',
    largeText: 'Large text',
    fewPictures: 'Few pictures',
    showPicture: (what: string) => `Show picture: ${what}`,
    keptSince: (when: string) => `Offline. You see what this device kept at ${when}.`,
    update: 'A new version is ready.',
    takeUpdate: 'Use it',
  },
  outbox: {
    title: 'Waiting to be sent',
    waiting: (n: number) => `${n} waiting; sent by itself once you are online`,
    attention: (n: number) => `${n} could not be sent: please look`,
    sent: (n: number) => `${n} sent`,
    state: {
      waiting: 'Waiting',
      sending: 'Being sent',
      'sign-in': 'Sign in again to send it',
      refused: 'Not sent',
      sent: 'Sent',
    },
    code: (code: string) => `Code: ${code}`,
    resend: 'Send again',
    sendAsMe: 'Send with this account',
    discard: 'Drop it',
    done: 'Seen',
    leaveTitle: 'Something is not sent yet',
    leaveText: (n: number) => `This device still holds ${n} unsent. Signing out drops them.`,
    leave: 'Drop and sign out',
  },
}
