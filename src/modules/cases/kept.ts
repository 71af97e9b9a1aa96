import type { PersonalKind, PersonalTable } from '#core/personal'
import { countOpen } from './store/waiting.ts'

const cases: PersonalTable = {
  table: 'cases.case',
  // What somebody filed for another is that other person's.
  by: ['owner'],
  byNumber: 'applicant_digest',
  hide: ['search_key', 'applicant_digest', 'filed_by', 'assignee', 'definition', 'calendar', 'clock'],
  onErasure: 'keep',
}
const within = { column: 'code', table: cases, key: 'code' }

/** What the module keeps of people. */
export const kept: readonly PersonalKind[] = [
  {
    id: 'cases',
    order: 10,
    name: { vi: 'Hồ sơ thủ tục hành chính', en: 'Cases of procedures' },
    why: {
      vi: 'Để giải quyết thủ tục cho bạn, và để cơ quan chứng minh đã làm đúng.',
      en: 'To handle what you applied for, and to show that it was done rightly.',
    },
    until: {
      vi: 'Theo thời hạn lưu trữ của từng loại hồ sơ.',
      en: 'As long as the archives of each kind of case are kept.',
    },
    basis: 'NĐ 61/2018/NĐ-CP (sửa đổi bởi NĐ 118/2025/NĐ-CP); TT 13/2023/TT-BNV Đ3–8',
    path: '/ho-so-cua-toi',
    open: countOpen,
    tables: [
      cases,
      {
        table: 'cases.paper',
        within,
        hide: ['added_by', 'own_paper'],
        file: { digest: 'digest', name: 'name' },
        onErasure: 'keep',
      },
      { table: 'cases.supplement', within, hide: ['asked_by'], onErasure: 'keep' },
      { table: 'cases.consultation', within, hide: ['answered_by', 'question', 'answer'], onErasure: 'keep' },
      { table: 'cases.fee', within, hide: ['paid_to'], onErasure: 'keep' },
      { table: 'cases.visit', within, hide: ['assignee', 'ended_by'], onErasure: 'keep' },
      { table: 'cases.rating', by: ['by'], onErasure: 'keep' },
      { table: 'cases.note', by: ['by'], onErasure: 'keep' },
    ],
  },
  {
    id: 'drafts',
    order: 15,
    name: { vi: 'Tờ khai viết dở', en: 'Forms that are not filed yet' },
    why: { vi: 'Để bạn viết tiếp lần sau.', en: 'For you to go on another time.' },
    until: { vi: 'Cho đến khi bạn nộp hoặc bỏ.', en: 'Until you file or drop them.' },
    path: '/ho-so-cua-toi',
    tables: [{ table: 'cases.draft', by: ['account'], hide: ['definition'], onErasure: 'delete' }],
  },
]
