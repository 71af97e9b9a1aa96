import { caseEn } from './case-en.ts'
import { citizenEn } from './citizen-en.ts'
import { actingEn } from './acting-en.ts'
import { deviceEn } from './device-en.ts'
import { formEn } from './form-en.ts'
import { noticesEn } from './notices-en.ts'
import type { Messages } from './vi.ts'

export const en: Messages = {
  house: 'Tỉnh Số',
  province: 'Quảng Trị Province',
  skip: 'Skip to the content',
  loading: 'Loading…',
  retry: 'Try again',
  cancel: 'Cancel',
  close: 'Close',
  back: 'Back',
  print: 'Print this page',
  language: 'Tiếng Việt',
  menu: 'Main menu',
  signIn: 'Sign in',
  signOut: 'Sign out',
  none: 'None yet',
  noDatum: 'No data yet',
  optional: 'optional',
  yes: 'Yes',
  no: 'No',
  copied: 'Copied',
  copy: 'Copy',
  fault: {
    title: 'This could not be loaded',
    text: 'Something went wrong on our side. Please try again in a few minutes.',
    offlineTitle: 'No connection',
    offlineText: 'Your device is not online. What you have entered is kept on this device.',
    notFoundTitle: 'Not found',
    notFoundText: 'This page or application does not exist, or it has moved.',
    forbiddenTitle: 'You may not see this',
    signInTitle: 'Please sign in',
    signInText: 'It leads you back to this page.',
    request: (id) => `Number for the help desk: ${id}`,
    crashed: 'This page has failed unexpectedly',
    crashedText: 'Please reload it. If it fails again, tell the help desk.',
    reload: 'Reload the page',
    home: 'Go to the start page',
  },
  online: { gone: 'No connection. You can still read the open page.', back: 'You are online again.' },
  ...citizenEn,
  ...formEn,
  ...caseEn,
  ...noticesEn,
  ...deviceEn,
  ...actingEn,
}
