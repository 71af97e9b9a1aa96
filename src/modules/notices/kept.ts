import type { PersonalKind, PersonalTable } from '#core/personal'

const messages: PersonalTable = {
  table: 'notices.message',
  by: ['account'],
  split: { column: 'channel', value: 'app' },
  hide: ['reference', 'form', 'error'],
  // How many were reached by a warning stays true; to whom it went is known no more.
  onErasure: {
    set: { account: null, address: '', subject: '', body: '', record: null, link: null, form: null, reference: null },
  },
}

/** What the module keeps of people. */
export const kept: readonly PersonalKind[] = [
  {
    id: 'notices',
    order: 70,
    emptied: true,
    name: { vi: 'Thông báo đã gửi cho bạn', en: 'Notices that were sent to you' },
    why: {
      vi: 'Để bạn đọc lại, và để biết thông báo có đến nơi hay không.',
      en: 'For you to read again, and to know whether they arrived.',
    },
    until: { vi: 'Cho đến khi bạn xóa tài khoản.', en: 'Until you have your account erased.' },
    path: '/thong-bao',
    tables: [messages],
  },
  {
    id: 'notice-choices',
    order: 71,
    name: { vi: 'Cách bạn muốn nhận thông báo', en: 'How you want to be told' },
    why: { vi: 'Gửi đúng cách, đúng giờ bạn chọn.', en: 'To tell you in the way and at the hours that you chose.' },
    until: { vi: 'Cho đến khi bạn đổi, hoặc xóa tài khoản.', en: 'Until you change it, or have your account erased.' },
    path: '/thong-bao/cai-dat',
    tables: [
      { table: 'notices.choice', by: ['account'], onErasure: 'delete' },
      { table: 'notices.device', by: ['account'], hide: ['p256dh', 'auth', 'endpoint'], onErasure: 'delete' },
    ],
  },
]
