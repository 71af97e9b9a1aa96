import type { PersonalKind, PersonalTable } from '#core/personal'
import { countOpenOf } from './store/report.ts'

const reports: PersonalTable = {
  table: 'reports.report',
  by: ['owner'],
  hide: ['assignee', 'definition', 'filed_by'],
  // What was reported and answered concerns everybody; who sent it, nobody any more.
  onErasure: { set: { owner: null, sender: null, show_name: false, details: '{}' } },
}
const within = { column: 'code', table: reports, key: 'code' }

/** What the module keeps of people. */
export const kept: readonly PersonalKind[] = [
  {
    id: 'reports',
    order: 40,
    name: { vi: 'Phản ánh, kiến nghị của bạn', en: 'Your reports' },
    why: { vi: 'Để đơn vị giải quyết và trả lời bạn.', en: 'For the unit to handle and answer them.' },
    until: {
      vi: 'Nội dung và câu trả lời được giữ lại; khi bạn xóa tài khoản, tên và số điện thoại của bạn bị gỡ.',
      en: 'Words and answers stay; your name and phone are taken out when you have your account erased.',
    },
    path: '/phan-anh-cua-toi',
    open: countOpenOf,
    tables: [
      reports,
      {
        table: 'reports.photo',
        within,
        hide: ['added_by', 'small', 'masked', 'masked_small'],
        file: { digest: 'digest' },
        onErasure: 'keep',
      },
      { table: 'reports.recording', within, file: { digest: 'digest' }, onErasure: 'delete' },
      { table: 'reports.note', within, hide: ['by'], onErasure: { set: { by: 'erased' } } },
    ],
  },
  {
    id: 'ideas',
    order: 45,
    name: { vi: 'Hiến kế và phiếu ủng hộ', en: 'Ideas and votes' },
    why: {
      vi: 'Để tỉnh xem xét ý kiến của bạn và đếm đúng số người ủng hộ.',
      en: 'For the province to weigh your ideas, and to count support rightly.',
    },
    until: {
      vi: 'Ý kiến và số đếm được giữ lại; khi bạn xóa tài khoản, chúng không còn gắn với bạn.',
      en: 'Ideas and counts stay; after an erasure they name nobody.',
    },
    path: '/hien-ke',
    tables: [
      { table: 'reports.idea', by: ['author'], onErasure: { set: { author_name: null }, rename: 'author' } },
      { table: 'reports.vote', by: ['account'], onErasure: { rename: 'account' } },
      { table: 'reports.support', by: ['account'], onErasure: { rename: 'account' } },
    ],
  },
]
