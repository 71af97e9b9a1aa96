import type { PersonalKind, PersonalTable } from '#core/personal'
import { isShownRow } from './access-words.ts'

const papers: PersonalTable = {
  table: 'profiles.paper',
  by: ['account'],
  byNumber: 'id_digest',
  hide: ['id_digest'],
  file: { digest: 'digest' },
  onErasure: 'delete',
}
const shares: PersonalTable = { table: 'profiles.share', by: ['account'], hide: ['token'], onErasure: 'delete' }
const ofPaper = { column: 'paper', table: papers, key: 'id' }

/** What the module keeps of people. A paper that the province issued stays with its case; here it is only laid ready. */
export const kept: readonly PersonalKind[] = [
  {
    id: 'papers',
    order: 30,
    name: { vi: 'Kho giấy tờ của tôi, và mã đã chia sẻ', en: 'My papers, and what I shared' },
    why: {
      vi: 'Để dùng lại giấy tờ mà không phải nộp lại, và đưa cho người bạn chọn xem.',
      en: 'To use papers again without handing them in, and to show them to whom you choose.',
    },
    until: { vi: 'Cho đến khi bạn gỡ, hoặc xóa tài khoản.', en: 'Until you remove them, or have your account erased.' },
    path: '/giay-to',
    tables: [
      papers,
      { table: 'profiles.use', within: ofPaper, onErasure: 'delete' },
      shares,
      {
        table: 'profiles.opening',
        within: { column: 'share', table: shares, key: 'id' },
        hide: ['by'],
        onErasure: 'delete',
      },
    ],
  },
  {
    id: 'proposals',
    order: 60,
    name: { vi: 'Đề xuất việc tiếp theo, và lựa chọn của bạn', en: 'Proposals of what comes next, and your choices' },
    why: { vi: 'Đề xuất thủ tục bạn có thể cần làm tiếp.', en: 'To propose what you may need next.' },
    until: { vi: 'Cho đến khi bạn xóa tài khoản.', en: 'Until you have your account erased.' },
    path: '/danh-cho-ban',
    tables: [
      { table: 'profiles.proposal', by: ['account'], onErasure: 'delete' },
      { table: 'profiles.choice', by: ['account'], onErasure: 'delete' },
      { table: 'profiles.choice_version', by: ['account'], onErasure: 'delete' },
    ],
  },
  {
    id: 'corrections',
    order: 85,
    name: { vi: 'Thông tin bạn báo là chưa đúng', en: 'What you said was wrong' },
    why: { vi: 'Để cán bộ sửa lại cho đúng.', en: 'For officials to put it right.' },
    until: { vi: 'Cho đến khi bạn xóa tài khoản.', en: 'Until you have your account erased.' },
    tables: [{ table: 'profiles.correction', by: ['account'], hide: ['settled_by'], onErasure: 'delete' }],
  },
  {
    id: 'looks',
    order: 95,
    name: { vi: 'Ai đã xem dữ liệu của bạn', en: 'Who looked at your data' },
    why: {
      vi: 'Để bạn biết và hỏi lại; để phát hiện việc xem không đúng mục đích.',
      en: 'For you to know and to ask; to find looks without a reason.',
    },
    until: {
      vi: 'Từ 12 tháng; nhật ký được niêm phong, không ai sửa được.',
      en: 'Twelve months at least; the log is sealed, and nobody can change it.',
    },
    basis: 'NĐ 85/2016/NĐ-CP (cấp độ 3); QCVN 12:2026/BCA (nhật ký từ 12 tháng)',
    path: '/tai-khoan/ai-da-xem',
    isShown: isShownRow,
    tables: [{ table: 'core.access', bySubject: 'subject', hide: ['actor', 'request'], onErasure: 'keep' }],
  },
]
