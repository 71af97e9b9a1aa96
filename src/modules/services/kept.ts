import type { PersonalKind } from '#core/personal'

const until = { vi: 'Cho đến khi bạn bỏ, hoặc xóa tài khoản.', en: 'Until you drop it, or have your account erased.' }

/** What the module keeps of people. */
export const kept: readonly PersonalKind[] = [
  {
    id: 'board',
    order: 80,
    name: { vi: 'Dịch vụ yêu thích, việc đã đánh dấu, tin đăng ký nhận', en: 'Favourites, ticks and subscriptions' },
    why: { vi: 'Để trang của bạn có đúng thứ bạn chọn.', en: 'So that your page has what you chose.' },
    until,
    path: '/dich-vu',
    tables: [
      { table: 'services.subscription', by: ['account'], onErasure: 'delete' },
      { table: 'services.favourite', by: ['account'], onErasure: 'delete' },
      { table: 'services.tick', by: ['account'], onErasure: 'delete' },
    ],
  },
  {
    id: 'service-answers',
    order: 81,
    name: { vi: 'Phiếu bạn gửi từ bảng dịch vụ', en: 'Forms that you sent from the board' },
    why: { vi: 'Để đơn vị nhận phiếu đọc và làm theo.', en: 'For the unit that gets them to read and act.' },
    until,
    tables: [{ table: 'services.answer', by: ['account'], hide: ['read_by', 'definition'], onErasure: 'delete' }],
  },
]
