import type { PersonalKind } from '#core/personal'
import { countBooked } from './store/booking.ts'

/** What the module keeps of people. */
export const kept: readonly PersonalKind[] = [
  {
    id: 'appointments',
    order: 50,
    name: { vi: 'Lịch hẹn và số thứ tự', en: 'Appointments and queue numbers' },
    why: { vi: 'Để giữ chỗ và gọi đúng lượt bạn.', en: 'To keep your place and to call you in turn.' },
    until: {
      vi: 'Số đếm lượt chờ được giữ lại; khi bạn xóa tài khoản, chúng không còn gắn với bạn.',
      en: 'Counts of waiting stay; after an erasure they name nobody.',
    },
    path: '/lich-hen',
    open: countBooked,
    tables: [
      { table: 'appointments.booking', by: ['owner'], onErasure: { rename: 'owner' } },
      { table: 'appointments.ticket', by: ['owner'], hide: ['clerk'], onErasure: { set: { owner: null } } },
    ],
  },
]
